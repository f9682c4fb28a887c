"""Amounts, rates and days as people write them in each language."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from workflow.kernel.formats import euros, long_date, percent, small_change
from workflow.kernel.money import Money


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (2_000_001, "20\u202f000,01\u202f€", "€20,000.01"),
        (0, "0,00\u202f€", "€0.00"),
        (-1, "-0,01\u202f€", "-€0.01"),
        (169_157_700, "1\u202f691\u202f577,00\u202f€", "€1,691,577.00"),
    ],
)
def test_an_amount_in_euros(cents: int, french: str, english: str) -> None:
    assert (euros(Money(cents)).fr, euros(Money(cents)).en) == (french, english)


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (1, "1 centime", "1 cent"),
        (-1, "1 centime", "1 cent"),
        (99, "99 centimes", "99 cents"),
        (100, "1,00\u202f€", "€1.00"),
        (0, "0,00\u202f€", "€0.00"),
    ],
)
def test_a_small_difference_is_said_in_cents(cents: int, french: str, english: str) -> None:
    assert (small_change(Money(cents)).fr, small_change(Money(cents)).en) == (french, english)


@pytest.mark.parametrize(
    ("rate", "french", "english"),
    [
        ("1/2", "50\u202f%", "50%"),
        ("1/8", "12,5\u202f%", "12.5%"),
        ("0.6665", "66,65\u202f%", "66.65%"),
        ("2/3", "2/3", "2/3"),
        ("1", "100\u202f%", "100%"),
    ],
)
def test_a_rate_is_never_rounded(rate: str, french: str, english: str) -> None:
    assert (percent(Fraction(rate)).fr, percent(Fraction(rate)).en) == (french, english)


def test_a_day_in_full() -> None:
    assert (long_date(date(2026, 3, 1)).fr, long_date(date(2026, 3, 1)).en) == ("1er mars 2026", "1 March 2026")
    assert (long_date(date(2017, 8, 25)).fr, long_date(date(2017, 8, 25)).en) == ("25 août 2017", "25 August 2017")
