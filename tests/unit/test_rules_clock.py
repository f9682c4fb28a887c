"""Silence: two calendar months, suspended while items are missing."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.kernel.errors import InvalidInput
from workflow.kernel.months import add_months
from workflow.rules.clock import ImplicitRefusal, Suspension, implicit_refusal

DEPOSIT = date(2026, 1, 15)
ASKED = Suspension(date(2026, 1, 25), date(2026, 2, 24), date(2026, 2, 10))


def test_silence_refuses_two_months_after_the_deposit() -> None:
    assert implicit_refusal(DEPOSIT) == ImplicitRefusal(date(2026, 3, 15), 0)


def test_sixteen_days_of_missing_items_move_it_by_sixteen_days() -> None:
    assert implicit_refusal(DEPOSIT, [ASKED]) == ImplicitRefusal(date(2026, 3, 31), 16)


def test_items_that_never_come_suspend_until_the_deadline() -> None:
    never = Suspension(date(2026, 1, 25), date(2026, 2, 24))
    assert implicit_refusal(DEPOSIT, [never]) == ImplicitRefusal(date(2026, 4, 14), 30)


def test_items_that_come_after_the_deadline_suspend_no_longer() -> None:
    late = Suspension(date(2026, 1, 25), date(2026, 2, 24), date(2026, 3, 20))
    assert implicit_refusal(DEPOSIT, [late]).suspended_days == 30


@pytest.mark.parametrize(
    ("deposit", "refusal"),
    [
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 8, 30)),
        (date(2026, 11, 30), date(2027, 1, 30)),
    ],
)
def test_months_are_calendar_months_and_a_short_one_ends_on_its_last_day(deposit: date, refusal: date) -> None:
    assert implicit_refusal(deposit).on == refusal


def test_days_that_two_requests_share_count_once() -> None:
    second = Suspension(date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 15))
    assert implicit_refusal(DEPOSIT, [second, ASKED]) == ImplicitRefusal(date(2026, 4, 5), 21)
    inside = Suspension(date(2026, 1, 26), date(2026, 2, 5), date(2026, 1, 28))
    assert implicit_refusal(DEPOSIT, [ASKED, inside]).suspended_days == 16


def test_requests_apart_add_up() -> None:
    second = Suspension(date(2026, 2, 20), date(2026, 3, 1))
    assert implicit_refusal(DEPOSIT, [ASKED, second]).suspended_days == 16 + 9


def test_a_request_after_the_refusal_comes_too_late() -> None:
    assert implicit_refusal(DEPOSIT, [Suspension(date(2026, 3, 16), date(2026, 4, 16))]).on == date(2026, 3, 15)
    on_the_day = Suspension(date(2026, 3, 15), date(2026, 3, 20))
    assert implicit_refusal(DEPOSIT, [on_the_day]).on == date(2026, 3, 20)


def test_a_suspension_makes_room_for_a_later_request() -> None:
    later = Suspension(date(2026, 3, 20), date(2026, 3, 30))
    assert implicit_refusal(DEPOSIT, [later]).suspended_days == 0
    assert implicit_refusal(DEPOSIT, [later, ASKED]).suspended_days == 26


def test_dates_in_the_wrong_order_are_all_named() -> None:
    wrong = [
        Suspension(date(2026, 1, 1), date(2026, 1, 20)),
        Suspension(date(2026, 1, 25), date(2026, 1, 24), date(2026, 1, 20)),
    ]
    with pytest.raises(InvalidInput) as refused:
        implicit_refusal(DEPOSIT, wrong)
    assert [problem.field for problem in refused.value.problems] == [
        "requests[0].asked_on",
        "requests[1].deadline",
        "requests[1].received_on",
    ]


def test_months_go_back_too() -> None:
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), -36) == date(2023, 1, 31)
