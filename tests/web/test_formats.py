"""Amounts, days and sizes as people write them, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from web import formats
from workflow.kernel.money import Money
from workflow.kernel.words import Words

N = "\u202f"
FILED = datetime(2017, 5, 5, 12, 2, tzinfo=UTC)


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/?lang=en"):
        yield


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (3_827_160, f"38{N}271,60{N}€"),
        (0, f"0,00{N}€"),
        (-1, f"−0,01{N}€"),
        (169_157_700, f"1{N}691{N}577,00{N}€"),
    ],
)
def test_amounts_in_french(cents: int, text: str, french: None) -> None:
    assert formats.money(Money(cents)) == text


def test_amounts_in_english(in_english: None) -> None:
    assert formats.money(Money(3_827_160)) == "€38,271.60"
    assert formats.money("-0.01") == "−€0.01"
    assert formats.money(Money(100), signed=True) == "+€1.00"
    assert formats.money(None) == ""


def test_a_control_holds_the_amount_without_its_unit_or_what_was_typed(french: None) -> None:
    assert formats.money_input(Money(3_827_160)) == f"38{N}271,60"
    assert formats.money_input("douze mille") == "douze mille"
    assert formats.money_input(None) == ""


def test_days_and_moments_in_french(french: None) -> None:
    assert formats.day(date(2017, 5, 5)) == "5 mai 2017"
    assert formats.day(date(2026, 3, 1)) == "1er mars 2026"
    assert formats.moment(FILED) == f"5 mai 2017 à 14{N}h{N}02"
    assert formats.moment(date(2017, 5, 5)) == "5 mai 2017"


def test_days_and_moments_in_english(in_english: None) -> None:
    assert formats.day(date(2017, 5, 5)) == "5 May 2017"
    assert formats.moment(FILED) == "5 May 2017 at 14:02"


def test_a_moment_counts_for_its_day_in_paris(french: None) -> None:
    assert formats.day(datetime(2017, 5, 4, 22, 30, tzinfo=UTC)) == "5 mai 2017"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (date(2026, 5, 17), "il reste 12 jours"),
        (date(2026, 5, 6), "il reste un jour"),
        (date(2026, 5, 5), "c’est le dernier jour"),
        (date(2026, 5, 4), "échéance passée d’un jour"),
        (date(2026, 5, 2), "échéance passée de 3 jours"),
    ],
)
def test_days_left_count_from_the_clock(deadline: date, words: str, french: None) -> None:
    assert formats.days_left(deadline) == words


def test_rates_and_numbers(french: None) -> None:
    assert formats.rate(Fraction(2, 3)) == f"66,67{N}%"
    assert formats.rate(Fraction(1, 2)) == f"50{N}%"
    assert formats.number(1_000_000) == f"1{N}000{N}000"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 octets"), (999, "999 octets"), (1000, "1 ko"), (184_320, "184,3 ko"), (1_204_000, "1,2 Mo")],
)
def test_file_sizes(size: int, text: str, french: None) -> None:
    assert formats.file_size(size) == text.replace(" ", N)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("20000.01", f"20{N}000,01{N}€"),
        ("2017-05-05", "5 mai 2017"),
        ("1200", f"1{N}200"),
        ("emergence", "emergence"),
        ("9" * 40 + ".00", "9" * 40 + ".00"),
    ],
)
def test_what_a_finding_compared_is_written_by_its_shape(value: str, text: str, french: None) -> None:
    assert formats.figure(value) == text


def test_a_value_is_shown_by_its_type(french: None) -> None:
    shown = [formats.shown(value) for value in (Money(100), True, 1200, FILED, Fraction(1, 4), None, "a")]
    assert shown == [f"1,00{N}€", "Oui", f"1{N}200", f"5 mai 2017 à 14{N}h{N}02", f"25{N}%", "", "a"]
    assert formats.shown(Words(fr="Bonjour", en="Hello")) == "Bonjour"
    assert isinstance(formats.shown(Markup("<b>x</b>")), Markup)


@given(st.text(max_size=60))
def test_any_name_makes_a_fit_id(name: str) -> None:
    made = formats.field_id(name)
    assert made.startswith("f-")
    assert made.isascii()
    assert not any(character.isspace() for character in made)


@given(st.lists(st.integers(min_value=-(10**12), max_value=10**12), min_size=1, max_size=8))
def test_a_bar_is_never_wider_than_its_chart(cents: list[int]) -> None:
    whole = formats.greatest([("row", [Money(value) for value in cents])])
    shares = [formats.share_of(Money(value), whole) for value in cents]
    assert all(0 <= Fraction(share) <= 100 for share in shares)
