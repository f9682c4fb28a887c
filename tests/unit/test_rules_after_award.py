"""After the award: payment and recovery, envelopes, double funding, the schedule of an advance."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.cases import euros
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import total
from workflow.rules.double_funding import InvoiceLine, double_funding
from workflow.rules.envelope import children_within_parent, envelope, payment_within_appropriations
from workflow.rules.payment import Settlement, settle
from workflow.rules.repayment import arrears, claim_on_default, outstanding, repay, settled
from workflow.rules.schedule import Period, repayment_schedule, schedule_within_terms
from workflow.schemes.model import Advance


@pytest.mark.parametrize(
    ("realised", "paid", "due", "balance", "recovery"),
    [
        ("30000.00", "10000.00", "20000.00", "10000.00", "0.00"),
        ("45000.00", "10000.00", "20000.00", "10000.00", "0.00"),
        ("15000.00", "10000.00", "10000.00", "0.00", "0.00"),
        ("12000.00", "10000.00", "8000.00", "0.00", "2000.00"),
        ("10000.01", "0.00", "6666.67", "6666.67", "0.00"),
        ("0.00", "5000.00", "0.00", "0.00", "5000.00"),
    ],
)
def test_the_final_payment_follows_the_realised_base(
    realised: str, paid: str, due: str, balance: str, recovery: str
) -> None:
    settlement = settle(euros("20000.00"), euros("30000.00"), euros(realised), euros(paid))
    assert settlement == Settlement(euros(due), euros(balance), euros(recovery))


def test_a_pro_rata_result_under_the_floor_is_still_due() -> None:
    assert settle(euros("2000.00"), euros("10000.00"), euros("5000.00"), euros("0.00")).due == euros("1000.00")


def test_a_settlement_needs_a_base_and_no_negative_amount() -> None:
    with pytest.raises(InvalidInput) as refused:
        settle(euros("1.00"), euros("0.00"), euros("-1.00"), euros("0.00"))
    assert [problem.field for problem in refused.value.problems] == ["realised", "base"]


def test_an_envelope_bears_what_is_left_of_it() -> None:
    figures = euros("700000.00"), euros("100000.00"), euros("560000.00")
    assert envelope(euros("40000.00"), *figures).status == "pass"
    over = envelope(euros("40000.01"), *figures)
    assert (over.rule, over.status, over.headroom) == ("envelope", "fail", "-0.01")


def test_payments_of_a_year_stay_within_its_appropriations() -> None:
    assert payment_within_appropriations(euros("10.00"), euros("100.00"), euros("90.00")).status == "pass"
    assert payment_within_appropriations(euros("10.01"), euros("100.00"), euros("90.00")).status == "fail"


def test_children_of_an_envelope_sum_to_at_most_their_parent() -> None:
    assert children_within_parent(euros("100.00"), [euros("60.00"), euros("40.00")]).status == "pass"
    assert children_within_parent(euros("100.00"), [euros("60.00"), euros("40.01")]).status == "fail"


def test_one_invoice_line_is_funded_at_most_once() -> None:
    sound = InvoiceLine("Étude", euros("1000.00"), {"feder": euros("600.00"), "region": euros("400.00")})
    double = InvoiceLine("Matériel", euros("500.00"), {"feder": euros("300.00"), "region": euros("200.01")})
    assert [finding.status for finding in double_funding([sound])] == ["pass"]
    (finding,) = double_funding([sound, double])
    assert (finding.status, finding.actual, finding.limit, finding.headroom) == ("fail", "500.01", "500.00", "-0.01")
    assert "Matériel" in finding.explanation.fr


def test_instalments_sum_exactly_and_the_first_ones_bear_the_cents() -> None:
    schedule = repayment_schedule(euros("100.00"), 3, date(2026, 1, 31), "month")
    assert [instalment.amount for instalment in schedule] == [euros("33.34"), euros("33.33"), euros("33.33")]
    assert [instalment.number for instalment in schedule] == [1, 2, 3]


@pytest.mark.parametrize(
    ("every", "dates"),
    [
        ("month", [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]),
        ("quarter", [date(2026, 1, 31), date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31)]),
    ],
)
def test_dates_are_anchored_on_the_first_and_stay_in_their_month(every: Period, dates: list[date]) -> None:
    schedule = repayment_schedule(euros("15000.00"), 4, date(2026, 1, 31), every)
    assert [instalment.on for instalment in schedule] == dates


def test_february_of_a_leap_year_has_its_29th() -> None:
    schedule = repayment_schedule(euros("2.00"), 2, date(2028, 1, 31), "month")
    assert schedule[1].on == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("amount", "instalments"), [("0.00", 1), ("-1.00", 1), ("1.00", 0), ("0.03", 4), ("9.00", 601)]
)
def test_an_impossible_schedule_is_refused(amount: str, instalments: int) -> None:
    with pytest.raises(InvalidInput):
        repayment_schedule(euros(amount), instalments, date(2026, 1, 1), "month")


TERMS = Advance(deferral_months=12, total_months=60)


@pytest.mark.parametrize(
    ("first", "instalments", "statuses"),
    [
        (date(2027, 2, 15), 48, ["pass", "pass"]),
        (date(2027, 2, 16), 48, ["fail", "fail"]),
        (date(2027, 2, 15), 49, ["pass", "fail"]),
        (date(2026, 1, 14), 12, ["fail", "pass"]),
    ],
)
def test_a_schedule_keeps_to_the_deferral_and_the_term(first: date, instalments: int, statuses: list[str]) -> None:
    schedule = repayment_schedule(euros("15000.00"), instalments, first, "month")
    findings = schedule_within_terms(schedule, TERMS, date(2026, 1, 15), "month")
    assert [finding.status for finding in findings] == statuses


SCHEDULE = repayment_schedule(euros("300.00"), 3, date(2026, 1, 31), "month")


def test_a_repayment_pays_the_oldest_instalments_first_and_the_next_ones_early() -> None:
    after = repay(SCHEDULE, euros("150.00"))
    assert [instalment.repaid for instalment in after] == [euros("100.00"), euros("50.00"), euros("0.00")]
    assert outstanding(after) == euros("150.00")
    whole = repay(after, euros("150.00"))
    assert settled(whole)
    assert not settled(after)


def test_a_repayment_of_nothing_or_of_too_much_is_refused() -> None:
    for amount in ("0.00", "-1.00", "300.01"):
        with pytest.raises(InvalidInput):
            repay(SCHEDULE, euros(amount))


def test_an_instalment_is_late_from_the_day_after() -> None:
    assert not arrears(SCHEDULE, date(2026, 1, 31)).late
    late = arrears(repay(SCHEDULE, euros("40.00")), date(2026, 3, 1))
    assert (late.late, late.amount) == (True, euros("160.00"))
    assert [instalment.number for instalment in late.instalments] == [1, 2]


def test_a_default_makes_everything_payable() -> None:
    after = repay(SCHEDULE, euros("100.00"))
    assert claim_on_default(after) == total(instalment.left for instalment in after) == euros("200.00")
