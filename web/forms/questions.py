"""The questions of a section as a page shows them: the field of the scheme, its control, its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wtforms import Form

from web.forms.sections import answers_of
from workflow.kernel.formats import NARROW_SPACE
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field, FieldType
from workflow.schemes.visibility import visible_in_row

NEW_ROW: Final = "__row__"
"""Stands for the number of a row that a script adds."""

_HINTS: Final[dict[FieldType, Words]] = {
    "siret": Words(fr="14 chiffres.", en="14 digits."),
    "rna": Words(fr="La lettre W et 9 chiffres.", en="The letter W and 9 digits."),
    "commune": Words(
        fr="Code INSEE de la commune, en 5 caractères, par exemple 35238 pour Rennes.",
        en="INSEE code of the commune, in 5 characters, for example 35238 for Rennes.",
    ),
    "epci": Words(fr="Numéro SIREN de l’intercommunalité, en 9 chiffres.", en="SIREN of the grouping, in 9 digits."),
    "iban": Words(fr="Il commence par FR pour un compte français.", en="It starts with FR for a French account."),
}


_YES_NO: Final = (("yes", Words(fr="Oui", en="Yes")), ("no", Words(fr="Non", en="No")))


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its ``control`` is a WTForms field. ``shown`` is false where a condition hides it.

    A block has ``rows`` of questions, and ``blank``, the row that a script may add.
    """

    field: Field
    control: Any
    shown: bool = True
    rows: tuple[tuple[Question, ...], ...] = ()
    blank: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        """The name of its control, unique in the page."""
        return str(self.control.name)

    @property
    def hint(self) -> Words | None:
        """The scheme's own hint, or what is expected of this type of answer, with the length of a text."""
        hint = self.field.hint or _HINTS.get(self.field.type)
        if self.field.type != "long_text" or self.field.maximum is None:
            return hint
        grouped = f"{self.field.maximum:,}"
        most = Words(
            fr=f"{grouped.replace(',', NARROW_SPACE)} caractères au plus.", en=f"At most {grouped} characters."
        )
        return most if hint is None else Words(fr=f"{hint.fr} {most.fr}", en=f"{hint.en} {most.en}")

    @property
    def options(self) -> list[tuple[str, Words] | tuple[str, Words, Words]]:
        """The answers to choose from: value, label, and a hint where the scheme gives one."""
        if self.field.type == "yes_no":
            return list(_YES_NO)
        return [
            (one.value, one.label) if one.hint is None else (one.value, one.label, one.hint)
            for one in self.field.options
        ]

    @property
    def most(self) -> int:
        """How many rows a block may have; 0 where nothing bounds them but the form itself."""
        return self.field.maximum or 0

    @property
    def error(self) -> str | None:
        """The first thing wrong with the answer."""
        return next(iter(self.control.errors), None)


def questions_of(
    form: Form, fields: Sequence[Field], loaded: LoadedScheme, answers: Mapping[str, object], shown: Sequence[Field]
) -> tuple[Question, ...]:
    """The questions ``fields``, of which ``shown`` are those that no condition hides, given ``answers``."""
    visible = {one.id for one in shown}
    return tuple(_question(form[one.id], one, loaded, answers, one.id in visible) for one in fields)


def hidden_names(questions: Sequence[Question]) -> list[str]:
    """The names of the questions that conditions hide, in rows too."""
    names = []
    for one in questions:
        names += [] if one.shown else [one.name]
        for row in one.rows:
            names += hidden_names(row)
    return names


def errors_of(questions: Sequence[Question]) -> list[tuple[str, str]]:
    """Every error shown, in reading order: the name of the control, the message."""
    found = []
    for one in questions:
        if not one.shown:
            continue
        if one.error is not None:
            found.append((one.name, one.error))
        for row in one.rows:
            found += errors_of(row)
    return found


def _question(control: Any, field: Field, loaded: LoadedScheme, answers: Mapping[str, object], shown: bool) -> Question:
    if field.type != "block":
        return Question(field, control, shown)
    rows = tuple(_row(entry.form, field, loaded, answers) for entry in control)
    row_class = control.unbound_field.args[0]
    blank = _row(row_class(prefix=f"{control.name}-{NEW_ROW}-"), field, loaded, answers)
    return Question(field, control, shown, rows, blank)


def _row(row: Any, block: Field, loaded: LoadedScheme, answers: Mapping[str, object]) -> tuple[Question, ...]:
    given = answers_of(row, block.fields)
    typed = {key: value for key, value in given.items() if value is not None}
    shown = {one.id for one in visible_in_row(block, loaded.reading, answers, typed)}
    return tuple(Question(one, row[one.id], one.id in shown) for one in block.fields)
