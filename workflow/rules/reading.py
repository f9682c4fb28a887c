"""Strict reading of a document that somebody typed: every fault is gathered, with its path and its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import ZERO, Money
from workflow.kernel.words import Words
from workflow.schemes.faults import KeyPath, written

LineOf = Callable[[KeyPath], int]
"""The line of a key path in the file that it was read from."""

MAXIMUM_LINES: Final = 1_000
MAXIMUM_TEXT: Final = 500

Choice = TypeVar("Choice", bound=str)

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass
class Reader:
    """Reads the values of one document and gathers what is wrong with them.

    Each method gives a value of the right type, whatever was typed; :meth:`finish` refuses the document
    where anything was wrong.
    """

    source_file: str = ""
    line_of: LineOf | None = None
    problems: list[Problem] = field(default_factory=list)

    def finish(self) -> None:
        """Raise :class:`InvalidInput` with every problem, if there is one."""
        if self.problems:
            raise InvalidInput(self.problems)

    def fault(self, path: KeyPath, code: str, fr: str, en: str) -> None:
        """Note one problem at ``path``."""
        self.problems.append(Problem(written(path), code, Words(fr=fr, en=en), self._place(path)))

    def mapping(self, value: object, path: KeyPath, known: Collection[str]) -> Mapping[str, object]:
        """A mapping whose keys are all ``known``."""
        if not isinstance(value, Mapping):
            self._wrong_type(path, "un groupe de clés", "a group of keys")
            return {}
        for key in value:
            if key not in known:
                self._unknown_key((*path, str(key)[:60]), known)
        return {str(key): item for key, item in value.items() if key in known}

    def items(self, value: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
        """Each item of a list with its path; nothing where there is no list."""
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self._wrong_type(path, "une liste", "a list")
            return
        if len(value) > MAXIMUM_LINES:
            self.fault(
                path,
                "list_too_long",
                f"Au plus {MAXIMUM_LINES} lignes sont admises.",
                f"At most {MAXIMUM_LINES} lines are admitted.",
            )
            return
        yield from (((*path, number), item) for number, item in enumerate(value))

    def required(self, values: Mapping[str, object], key: str, path: KeyPath) -> bool:
        """Whether ``key`` is there; a problem where it is not."""
        if key in values:
            return True
        self.fault((*path, key), "missing_key", f"« {key} » est attendu ici.", f"“{key}” is expected here.")
        return False

    def amount(self, value: object, path: KeyPath) -> Money:
        """A positive or zero amount, written as a decimal string with at most two places."""
        try:
            amount = Money.parse(value)
        except InvalidInput as error:
            problem = error.problems[0]
            self.fault(path, problem.code, problem.message.fr, problem.message.en)
            return ZERO
        if amount.cents < 0:
            self.fault(
                path,
                "amount_negative",
                "Un montant positif ou nul est attendu.",
                "An amount that is not negative is expected.",
            )
            return ZERO
        return amount

    def choice(self, value: object, path: KeyPath, known: tuple[Choice, ...]) -> Choice | None:
        """One of the words of ``known``."""
        for word in known:
            if value == word:
                return word
        near = difflib.get_close_matches(str(value)[:60], known, n=1)
        listed = ", ".join(known)
        fr = f"« {str(value)[:60]} » n’est pas admis. Valeurs admises : {listed}."
        en = f"“{str(value)[:60]}” is not admitted. Admitted values: {listed}."
        if near:
            fr, en = f"{fr} Vouliez-vous dire « {near[0]} » ?", f"{en} Did you mean “{near[0]}”?"
        self.fault(path, "unknown_value", fr, en)
        return None

    def text(self, value: object, path: KeyPath, maximum: int = MAXIMUM_TEXT) -> str:
        """A text of at most ``maximum`` characters, without control characters."""
        if not isinstance(value, str):
            self._wrong_type(path, "un texte entre guillemets", "a text in quotes")
            return ""
        if len(value) > maximum or any(ord(character) < 32 for character in value):
            self.fault(
                path,
                "text_invalid",
                f"Un texte d’une ligne, de {maximum} caractères au plus, est attendu.",
                f"A text of one line and at most {maximum} characters is expected.",
            )
            return ""
        return value.strip()

    def pattern(self, value: object, path: KeyPath, pattern: str, example: str) -> str:
        """A text of the form ``pattern``, which ``example`` shows."""
        if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII):
            return value
        fr = f'Une valeur de la forme "{example}" est attendue, entre guillemets.'
        self.fault(path, "text_format", fr, f'A quoted value of the form "{example}" is expected.')
        return ""

    def flag(self, value: object, path: KeyPath) -> bool:
        """``true`` or ``false``."""
        if not isinstance(value, bool):
            self._wrong_type(path, "true ou false", "true or false")
            return False
        return value

    def count(self, value: object, path: KeyPath, minimum: int, maximum: int) -> int | None:
        """A whole number between two bounds."""
        if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
            self.fault(
                path,
                "number_range",
                f"Un nombre entier entre {minimum} et {maximum} est attendu, sans guillemets.",
                f"A whole number between {minimum} and {maximum} is expected, without quotes.",
            )
            return None
        return value

    def day(self, value: object, path: KeyPath) -> date | None:
        """A day, as a date or as an ISO string."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(
            path,
            "date_format",
            "Une date qui existe est attendue, de la forme 2026-01-15.",
            "A date that exists is expected, of the form 2026-01-15.",
        )
        return None

    def _wrong_type(self, path: KeyPath, fr: str, en: str) -> None:
        self.fault(path, "wrong_type", f"La valeur attendue ici est {fr}.", f"The value expected here is {en}.")

    def _unknown_key(self, path: KeyPath, known: Collection[str]) -> None:
        key, listed = path[-1], ", ".join(known)
        near = difflib.get_close_matches(str(key), known, n=1)
        fr, en = f"Clés admises : {listed}.", f"Admitted keys: {listed}."
        if near:
            fr, en = f"Vouliez-vous dire « {near[0]} » ?", f"Did you mean “{near[0]}”?"
        self.fault(
            path,
            "unknown_key",
            f"La clé « {key} » n’est pas connue ici. {fr}",
            f"The key “{key}” is not known here. {en}",
        )

    def _place(self, path: KeyPath) -> str:
        if self.line_of is None:
            return self.source_file
        return f"{self.source_file}:{self.line_of(path)}"
