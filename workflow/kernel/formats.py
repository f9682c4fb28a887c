"""Amounts, rates and days as people write them, in French and in English."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final

from workflow.kernel.money import Money
from workflow.kernel.words import Words

NARROW_SPACE: Final = "\u202f"
"""The narrow no-break space of French typography."""

_MONTHS_FR: Final = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MONTHS_EN: Final = "January February March April May June July August September October November December".split()


@lru_cache(maxsize=4096)
def euros(amount: Money) -> Words:
    """An amount in euros: ``20 000,01 €`` and ``€20,000.01``."""
    sign = "-" if amount.cents < 0 else ""
    whole, cents = divmod(abs(amount.cents), 100)
    grouped = f"{whole:,}"
    return Words(
        fr=f"{sign}{grouped.replace(',', NARROW_SPACE)},{cents:02d}{NARROW_SPACE}€",
        en=f"{sign}€{grouped}.{cents:02d}",
    )


def small_change(amount: Money) -> Words:
    """A difference, as people say it: in cents under one euro ("1 centime"), in euros above."""
    cents = abs(amount.cents)
    if not 0 < cents < 100:
        return euros(Money(cents))
    return Words(fr=f"{cents} centime{_plural(cents)}", en=f"{cents} cent{_plural(cents)}")


@lru_cache(maxsize=256)
def percent(rate: Fraction) -> Words:
    """A rate: ``12,5 %`` and ``12.5%``; a fraction such as ``2/3`` where no short decimal says it exactly."""
    scaled = rate * 100 * 10**4
    if scaled.denominator != 1:
        return Words(fr=str(rate), en=str(rate))
    whole, decimals = divmod(scaled.numerator, 10**4)
    digits = f"{decimals:04d}".rstrip("0")
    return Words(
        fr=f"{whole}{',' if digits else ''}{digits}{NARROW_SPACE}%", en=f"{whole}{'.' if digits else ''}{digits}%"
    )


def long_date(day: date) -> Words:
    """A day in full: ``1er mars 2026`` and ``1 March 2026``."""
    first = "1er" if day.day == 1 else str(day.day)
    return Words(
        fr=f"{first} {_MONTHS_FR[day.month - 1]} {day.year}", en=f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
    )


def _plural(count: int) -> str:
    return "s" if count > 1 else ""
