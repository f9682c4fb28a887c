"""Payments, schedules, clocks, equivalents, published figures and plan documents, over everything one can type."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.fixtures.cases import law
from tests.property.strategies import amounts, days
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.months import add_months
from workflow.rules.clock import Suspension, implicit_refusal
from workflow.rules.gross_grant_equivalent import gross_grant_equivalent, largest_advance
from workflow.rules.payment import settle
from workflow.rules.plan import FundingPlan
from workflow.rules.plan_document import read_plan
from workflow.rules.reconcile import interval
from workflow.rules.repayment import outstanding, repay, settled
from workflow.rules.schedule import MONTHS, Period, repayment_schedule

DEPOSIT = date(2026, 1, 15)

periods = st.sampled_from(sorted(MONTHS))


@given(amounts, amounts.filter(bool), amounts, amounts)
def test_a_settlement_accounts_for_every_cent(award: Money, base: Money, realised: Money, paid: Money) -> None:
    result = settle(award, base, realised, paid)
    assert ZERO <= result.due <= award
    assert paid + result.balance - result.recovery == result.due
    assert not (result.balance and result.recovery)


@given(st.integers(1, 10**9), st.integers(1, 120), days, periods)
def test_a_schedule_sums_exactly_in_equal_instalments_one_a_period(
    cents: int, count: int, first: date, every: Period
) -> None:
    assume(cents >= count)
    schedule = repayment_schedule(Money(cents), count, first, every)
    parts = [instalment.amount.cents for instalment in schedule]
    assert sum(parts) == cents
    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True)
    for number, instalment in enumerate(schedule):
        months = instalment.on.year * 12 + instalment.on.month - first.year * 12 - first.month
        assert months == number * MONTHS[every]
        assert instalment.on.day <= first.day
        next_day = instalment.on + timedelta(days=1)
        assert instalment.on.day == first.day or next_day.day == 1


@given(st.integers(1, 10**6), st.integers(1, 24), st.lists(st.integers(1, 10**6), max_size=10))
def test_repayments_are_never_lost_nor_invented(cents: int, count: int, repayments: list[int]) -> None:
    assume(cents >= count)
    schedule = repayment_schedule(Money(cents), count, DEPOSIT, "month")
    left = cents
    for repayment in repayments:
        if repayment <= left:
            schedule = repay(schedule, Money(repayment))
            left -= repayment
        assert outstanding(schedule) == Money(left)
    assert settled(schedule) is (left == 0)
    assert total(instalment.amount for instalment in schedule) == Money(cents)
    assert all(ZERO <= instalment.repaid <= instalment.amount for instalment in schedule)


@st.composite
def suspensions(draw: st.DrawFn) -> Suspension:
    asked = DEPOSIT + timedelta(days=draw(st.integers(0, 120)))
    deadline = asked + timedelta(days=draw(st.integers(0, 60)))
    received = draw(st.none() | st.integers(0, 90))
    return Suspension(asked, deadline, None if received is None else asked + timedelta(days=received))


@given(st.lists(suspensions(), max_size=5), st.data())
def test_silence_counts_each_day_of_suspension_once_in_any_order(
    requests: list[Suspension], data: st.DataObject
) -> None:
    refusal = implicit_refusal(DEPOSIT, requests)
    assert refusal.on == add_months(DEPOSIT, 2) + timedelta(days=refusal.suspended_days)
    assert implicit_refusal(DEPOSIT, data.draw(st.permutations(requests))) == refusal
    counted = {
        one.asked_on + timedelta(days=number)
        for one in requests
        if one.asked_on <= refusal.on
        for number in range((one.ends_on - one.asked_on).days)
    }
    assert refusal.suspended_days == len(counted)


@given(amounts, st.integers(1, 72), st.booleans())
def test_an_advance_is_the_largest_whose_equivalent_fits(room: Money, months: int, secured: bool) -> None:
    limit = law().de_minimis("de_minimis", date(2026, 1, 1))
    assume(room <= limit.ceiling)
    years = Fraction(months, 12)
    largest = largest_advance(room, years, secured=secured, limit=limit)
    assert gross_grant_equivalent(largest, years, secured=secured, limit=limit) <= room
    assert gross_grant_equivalent(largest + Money(1), years, secured=secured, limit=limit) > room
    assert gross_grant_equivalent(largest, years, secured=secured, limit=limit) <= largest


@given(st.integers(0, 10**12), st.integers(0, 4), st.sampled_from([1, 1_000, 1_000_000]))
def test_an_amount_rounded_by_hand_lies_in_the_interval_of_its_figure(cents: int, places: int, unit: int) -> None:
    steps = Fraction(cents * 10**places, unit * 100)
    rounded = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    digits = str(rounded).rjust(places + 1, "0")
    figure = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    low, high = interval(figure, unit)
    assert low <= Money(cents) < high


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False)
keys = st.sampled_from(
    ["applicant", "kind", "request", "costs", "resources", "amount", "source", "yearly", "in_kind", "prior_aid", "2017"]
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys | st.text(max_size=4), inner, max_size=5)
)


@given(documents)
def test_any_document_is_a_plan_or_a_refusal_that_names_its_faults(document: object) -> None:
    problems = _problems(document)
    assert all(problem.message.fr and problem.message.en for problem in problems)
    assert problems or isinstance(read_plan(document), FundingPlan)


def _problems(document: object) -> tuple[Problem, ...]:
    try:
        read_plan(document)
    except InvalidInput as refusal:
        return refusal.problems
    return ()
