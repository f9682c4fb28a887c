"""What people type, undone of its notation; nothing is guessed and nothing is lost."""

from __future__ import annotations

import pytest

from web.forms.reading import is_day, read_amount, read_day, read_text, read_whole, show_amount, without_controls


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("1234.56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("1\u202f234,5", "1234.50"),
        ("€1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("12 000", "12000.00"),
        ("0,01", "0.01"),
        ("-5", "-5.00"),
        ("\u22125", "-5.00"),
    ],
)
def test_an_amount_is_read_in_french_and_in_english(typed: str, canonical: str) -> None:
    assert read_amount(typed) == canonical


@pytest.mark.parametrize("typed", ["douze", "1,2,3", "12€50", "1e3", "NaN", "٣", "--5", "12 000 $"])
def test_what_is_no_amount_stays_as_it_was_typed(typed: str) -> None:
    assert read_amount(typed) == typed


@pytest.mark.parametrize("typed", ["1,234", "1.234"])
def test_a_number_that_reads_two_ways_is_not_taken_for_a_thousand(typed: str) -> None:
    assert read_amount(typed) == "1.234"


def test_a_whole_number_loses_its_spaces_only() -> None:
    assert read_whole("1\u00a0200") == 1200
    assert read_whole("douze") == "douze"
    assert read_whole("1,5") == "1,5"


def test_a_french_day_becomes_an_iso_day() -> None:
    assert read_day("5/5/2017") == "2017-05-05"
    assert read_day("05.05.2017") == "2017-05-05"
    assert read_day("31/02/2017") == "31/02/2017"
    assert read_day("demain") == "demain"


def test_a_date_control_is_given_only_days_that_exist() -> None:
    assert is_day("")
    assert is_day("2017-05-05")
    assert not is_day("2017-02-31")
    assert not is_day("20170505")


def test_line_ends_become_one_kind() -> None:
    assert read_text(" un\r\ndeux\rtrois ") == "un\ndeux\ntrois"


def test_an_amount_is_shown_in_the_language_of_the_page() -> None:
    assert show_amount("1234.50", "fr") == "1234,50"
    assert show_amount("1234.50", "en") == "1234.50"
    assert show_amount("douze", "fr") == "douze"
    assert show_amount(None, "fr") == ""


def test_characters_that_no_page_can_hold_are_shown_as_such() -> None:
    assert without_controls("a\x00b\x1bc\nd") == "a\ufffdb\ufffdc\nd"
