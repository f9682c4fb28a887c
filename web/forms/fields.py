"""One WTForms field a type of question. Each reads what is typed and says its canonical answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectMultipleField, StringField, TextAreaField

from web.forms.reading import is_day, read_amount, read_day, read_text, read_whole, show_amount, without_controls


class Answering:
    """What every question can do: give its answer, and be filled from one."""

    def answer(self) -> object:
        """The canonical answer; ``None`` where nothing was typed."""
        raise AttributeError

    def show(self, answer: object) -> None:
        """Fill the field with an answer given earlier, whatever its type."""
        raise AttributeError


class TextQuestion(StringField, Answering):
    """A line of text."""

    @property
    def shown(self) -> str:
        """What the control holds: as typed, characters that no page can hold replaced."""
        return without_controls(self.data or "")

    def answer(self) -> object:
        return read_text(self.data or "") or None

    def show(self, answer: object) -> None:
        self.data = "" if answer is None else str(answer)


class LongTextQuestion(TextAreaField, Answering):
    """Several lines of text; line ends become "\\n"."""

    @property
    def shown(self) -> str:
        """See :attr:`TextQuestion.shown`."""
        return without_controls(self.data or "")

    def answer(self) -> object:
        return read_text(self.data or "") or None

    def show(self, answer: object) -> None:
        self.data = "" if answer is None else str(answer)


class WholeQuestion(TextQuestion):
    """A whole number."""

    def answer(self) -> object:
        return read_whole(self.data) if self.data and self.data.strip() else None


class AmountQuestion(TextQuestion):
    """An amount in euros, read in French or English notation, shown in that of ``language``."""

    def __init__(self, *args: Any, language: str = "fr", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def answer(self) -> object:
        return read_amount(self.data) if self.data and self.data.strip() else None

    def show(self, answer: object) -> None:
        self.data = show_amount(answer, self.language)


class DayQuestion(TextQuestion):
    """A calendar day."""

    @property
    def control_type(self) -> str:
        """``date``, unless what was typed is none: a date control would swallow it."""
        return "date" if is_day(self.shown) else "text"

    def answer(self) -> object:
        return read_day(self.data) if self.data and self.data.strip() else None


class ChoiceQuestion(RadioField, Answering):
    """One of several options; a value that is not an option is kept, and judged with the answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"choices": [], "validate_choice": False}
        super().__init__(*args, **kwargs)

    @property
    def shown(self) -> str:
        """The value of the option chosen; empty where there is none."""
        return self.data or ""

    def answer(self) -> object:
        return self.data or None

    def show(self, answer: object) -> None:
        self.data = None if answer is None else str(answer)


class YesNoQuestion(ChoiceQuestion):
    """Yes or no, without a default."""

    def answer(self) -> object:
        return {"yes": True, "no": False}.get(self.data or "")

    def show(self, answer: object) -> None:
        self.data = {True: "yes", False: "no"}.get(answer) if isinstance(answer, bool) else None


class ChoicesQuestion(SelectMultipleField, Answering):
    """Any number of options, as check boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"choices": [], "validate_choice": False}
        super().__init__(*args, **kwargs)

    @property
    def shown(self) -> list[str]:
        """The values of the options chosen."""
        return list(self.data or [])

    def answer(self) -> object:
        return list(self.data or []) or None

    def show(self, answer: object) -> None:
        values = answer if isinstance(answer, Sequence) and not isinstance(answer, str) else ()
        self.data = [str(value) for value in values]


class DeclarationQuestion(BooleanField, Answering):
    """A statement that the applicant makes by ticking it; a box that is not ticked is no answer."""

    @property
    def shown(self) -> bool:
        """Whether the box is ticked."""
        return bool(self.data)

    def answer(self) -> object:
        return True if self.data else None

    def show(self, answer: object) -> None:
        self.data = answer is True


class PeriodQuestion(Field, Answering):
    """Two days, from and to: two controls named ``…-from`` and ``…-to``."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data: dict[str, str] = {"from": "", "to": ""}
        if formdata is not None:
            self.data = {end: formdata.get(f"{self.name}-{end}", "") for end in ("from", "to")}

    @property
    def shown(self) -> dict[str, str]:
        """What the two controls hold."""
        return {end: without_controls(typed) for end, typed in self.data.items()}

    @property
    def control_type(self) -> str:
        """See :attr:`DayQuestion.control_type`."""
        return "date" if all(is_day(typed) for typed in self.shown.values()) else "text"

    def answer(self) -> object:
        days = {end: read_day(typed) for end, typed in self.data.items()}
        return days if any(days.values()) else None

    def show(self, answer: object) -> None:
        given: Mapping[str, object] = answer if isinstance(answer, Mapping) else {}
        self.data = {end: str(given.get(end) or "") for end in ("from", "to")}
