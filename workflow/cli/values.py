"""The values that a call gives: amounts, days, terms, weights and periods, each read exactly or refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import Any, Final

import click

from workflow.cli.spoken import label
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money
from workflow.kernel.words import Words

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", re.ASCII)
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?|[0-9]{1,9}/[1-9][0-9]{0,8}", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


class Amount(click.ParamType[Money]):
    """A decimal string with at most two places, zero or more: ``38271.60``."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Money:
        if isinstance(value, Money):
            return value
        if not _AMOUNT.fullmatch(value):
            raise _refusal(_field(param), "amount_format", _AMOUNT_EXPECTED)
        amount = Money.parse(value, _field(param))
        if amount.cents < 0:
            raise _refusal(_field(param), "amount_negative", _NOT_NEGATIVE)
        return amount


class Day(click.ParamType[date]):
    """A day that exists: ``2026-01-15``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = read_day(value)
        if day is None:
            raise _refusal(_field(param), "date_format", _DAY_EXPECTED)
        return day


class Whole(click.ParamType[int]):
    """A whole number between two bounds."""

    name = "number"

    def __init__(self, minimum: int, maximum: int) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = int(value) if isinstance(value, int) or _WHOLE.fullmatch(value) else -1
        if not self.minimum <= number <= self.maximum:
            words = Words(
                fr=f"Un nombre entier entre {self.minimum} et {self.maximum} est attendu.",
                en=f"A whole number between {self.minimum} and {self.maximum} is expected.",
            )
            raise _refusal(_field(param), "number_range", words)
        return number


class Years(click.ParamType[Fraction]):
    """A term in years, above zero: ``5``, ``2.5`` or ``7/2``."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        if isinstance(value, Fraction):
            return value
        if not _DECIMAL.fullmatch(value) or not 0 < Fraction(value) <= _LONGEST:
            raise _refusal(_field(param), "term_range", _TERM)
        return Fraction(value)


class Weights(click.ParamType[dict[str, Fraction]]):
    """Weights by name, in order: ``a=5,b=5,c=1``."""

    name = "weights"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Fraction]:
        if isinstance(value, dict):
            return value
        weights: dict[str, Fraction] = {}
        problems = []
        for part in value.split(","):
            name, _, weight = (piece.strip() for piece in part.partition("="))
            if not name or not _DECIMAL.fullmatch(weight):
                problems.append(Problem(_field(param), "weights_invalid", _weight(part)))
            elif name in weights:
                problems.append(Problem(_field(param), "weights_duplicate", _twice(name)))
            else:
                weights[name] = Fraction(weight)
        if problems:
            raise InvalidInput(problems)
        return weights


class Overlay(click.ParamType[tuple[str, str]]):
    """A rule of the scheme replaced for a what-if: ``aid_rate=0.50``."""

    name = "rule=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, equals, amount = value.partition("=")
        if not (equals and name.strip() and amount.strip()):
            raise _refusal(_field(param), "overlay_format", _OVERLAY)
        return name.strip(), amount.strip()


class WordList(click.ParamType[tuple[str, ...]]):
    """Words of a closed list, separated by commas, each once."""

    name = "words"

    def __init__(self, known: Collection[str]) -> None:
        self.known = tuple(known)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        words = tuple(word.strip() for word in value.split(","))
        if len(set(words)) < len(words) or not set(words) <= set(self.known):
            listed = ", ".join(self.known)
            message = Words(
                fr=f"Attendu, séparés par des virgules et une fois chacun : {listed}.",
                en=f"Expected, separated by commas and once each: {listed}.",
            )
            raise _refusal(_field(param), "unknown_word", message)
        return words


def read_day(text: str) -> date | None:
    """The day that ``text`` writes (``2026-01-15``), of this century or its neighbours; else ``None``."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day is not None and day.year in _CENTURIES else None


def _field(parameter: click.Parameter | None) -> str:
    return label(parameter) if parameter is not None else ""


def _refusal(field: str, code: str, words: Words) -> InvalidInput:
    return InvalidInput([Problem(field, code, words)])


def _weight(part: str) -> Words:
    return Words(
        fr=f"« {part.strip()[:40]} » n’est pas un poids. Écrivez nom=nombre, par exemple a=5,b=2.5 ou c=1/3.",
        en=f"“{part.strip()[:40]}” is not a weight. Write name=number, for example a=5,b=2.5 or c=1/3.",
    )


def _twice(name: str) -> Words:
    return Words(fr=f"« {name[:40]} » est donné deux fois.", en=f"“{name[:40]}” is given twice.")


_CENTURIES: Final = range(1900, 2200)
_LONGEST: Final = 100
_AMOUNT_EXPECTED: Final = Words(
    fr="Un montant en euros est attendu, avec deux décimales au plus, par exemple 38271.60.",
    en="An amount in euros is expected, with at most two decimals, for example 38271.60.",
)
_NOT_NEGATIVE: Final = Words(
    fr="Un montant positif ou nul est attendu.", en="An amount that is not negative is expected."
)
_DAY_EXPECTED: Final = Words(
    fr="Une date qui existe est attendue, de la forme 2026-01-15.",
    en="A date that exists is expected, of the form 2026-01-15.",
)
_TERM: Final = Words(
    fr="Une durée en années est attendue, au-dessus de zéro : 5 ou 2.5.",
    en="A term in years is expected, above zero: 5 or 2.5.",
)
_OVERLAY: Final = Words(
    fr="Écrivez règle=valeur, par exemple aid_rate=0.50 ou amount_cap=40000.00.",
    en="Write rule=value, for example aid_rate=0.50 or amount_cap=40000.00.",
)
