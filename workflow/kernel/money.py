"""Money: an exact whole number of cents, in a type of its own.

Amounts enter and leave as decimal strings with two places ("38271.60"). Nothing
here, or anywhere else in Octroi, turns an amount into a float.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

MAXIMUM_CENTS: Final = 10**13
"""A hundred billion euros: beyond any regional budget, well inside a 64-bit column."""

_DECIMAL: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in euro cents; negative where it is a movement or a headroom."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"Money holds whole cents, not {type(self.cents).__name__}")

    @classmethod
    def parse(cls, text: object, field: str = "") -> Money:
        """Read a decimal string with at most two places, such as ``"38271.60"``.

        Raises:
            InvalidInput: not a string, not a plain decimal, too precise or too large.
        """
        if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
            raise InvalidInput([Problem(field, "amount_format", _expected(text))])
        whole, _, decimals = text.lstrip("-").partition(".")
        cents = int(whole) * 100 + int(decimals.ljust(2, "0") or "0")
        if cents > MAXIMUM_CENTS:
            raise InvalidInput([Problem(field, "amount_too_large", _too_large(text))])
        return cls(-cents if text.startswith("-") else cents)

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{sign}{whole}.{cents:02d}"

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0


ZERO: Final = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The exact sum of ``amounts``; zero where there are none."""
    return Money(sum(amount.cents for amount in amounts))


def floor_cent(rate: Fraction, base: Money) -> Money:
    """``rate`` of ``base``, rounded down to the cent: the one place where Octroi rounds."""
    return Money(rate.numerator * base.cents // rate.denominator)


def _shown(text: object) -> str:
    return (repr(text) if isinstance(text, str) else str(text))[:40]


def _expected(text: object) -> Words:
    return Words(
        fr=f"Montant illisible : {_shown(text)}. Écrivez-le entre guillemets, "
        'avec deux décimales au plus, par exemple "38271.60".',
        en=f"Unreadable amount: {_shown(text)}. Write it as a quoted decimal "
        'with at most two places, for example "38271.60".',
    )


def _too_large(text: object) -> Words:
    return Words(
        fr=f"Montant trop grand : {_shown(text)}. Le maximum est de cent milliards d’euros.",
        en=f"Amount too large: {_shown(text)}. The maximum is one hundred billion euros.",
    )
