"""After the award: agreement, payments, recovery, the final account, and the repayments of an advance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.fixtures.engine import ADVANCE, award, euros, facts, failing, filing, instalments, loaded, payment
from workflow.engine.facts import AwardFacts, StepFacts
from workflow.engine.guards import payment as guards
from workflow.engine.guards import repayment
from workflow.engine.step import Refused, step


def awarded(realised: str | None = None, **share: Any) -> AwardFacts:
    """The award of 12 000 EUR on 30 000 EUR, its one share changed."""
    known = None if realised is None else euros(realised)
    return replace(award(), realised=known, shares=(replace(award().shares[0], **share),))


def paying(amount: str, kind: Any = "instalment", realised: str | None = None, **changes: Any) -> StepFacts:
    known = None if realised is None else euros(realised)
    return facts("in_payment", payment=replace(payment(amount, kind), realised=known), **changes)


# ---------------------------------------------------------------------------------------- agreement


@pytest.mark.parametrize(
    ("amount", "already", "required"),
    [("23000.00", {}, False), ("23000.01", {}, True), ("12000.00", {2017: "12000.00"}, True)],
)
def test_an_agreement_is_compulsory_above_23_000_in_a_year(
    amount: str, already: dict[int, str], required: bool
) -> None:
    others = {year: euros(text) for year, text in already.items()}
    known = facts("notified", award=awarded(amount=euros(amount), already=others))
    assert bool(failing(guards.agreement_signed_where_required(known))) is required
    signed = replace(known, award=awarded(amount=euros(amount), already=others, agreement_signed=True))
    assert failing(guards.agreement_signed_where_required(signed)) == []


def test_aid_of_another_year_does_not_count() -> None:
    known = facts("notified", award=awarded(already={2016: euros("12000.00")}))
    assert failing(guards.agreement_signed_where_required(known)) == []


def test_an_award_over_two_years_counts_year_by_year() -> None:
    halves = {2017: euros("22500.00"), 2018: euros("22500.00")}
    known = facts("notified", award=awarded(amount=euros("45000.00"), yearly=halves, already={}))
    assert failing(guards.agreement_signed_where_required(known)) == []


def test_no_agreement_is_asked_of_a_public_body_or_a_person() -> None:
    big = awarded(amount=euros("30000.00"))
    for kind in ("local_authority", "public_body", "individual"):
        known = facts("notified", award=big, filing=replace(filing(loaded()), applicant_kind=kind))
        assert failing(guards.agreement_signed_where_required(known)) == []


def test_without_the_other_aid_or_the_legal_form_nothing_is_paid() -> None:
    assert failing(guards.agreement_signed_where_required(facts(award=awarded(already=None))))
    unknown = replace(filing(loaded()), applicant_kind=None)
    assert failing(guards.agreement_signed_where_required(facts(filing=unknown)))


def test_before_a_payment_is_chosen_one_payable_share_is_enough() -> None:
    signed = replace(award().shares[0], agreement_signed=True)
    blocked = replace(award().shares[0], payer="etat", amount=euros("30000.00"))
    both = replace(award(), shares=(blocked, signed))
    assert failing(guards.agreement_signed_where_required(facts(award=both, payment=None))) == []
    chosen = replace(payment(), payer="etat")
    assert failing(guards.agreement_signed_where_required(facts(award=both, payment=chosen)))


# ----------------------------------------------------------------------------------------- payments


@pytest.mark.parametrize(
    ("amount", "paid", "recovered", "accepted"),
    [
        ("12000.00", "0.00", "0.00", True),
        ("12000.01", "0.00", "0.00", False),
        ("6000.00", "6000.00", "0.00", True),
        ("6000.01", "6000.00", "0.00", False),
        ("1000.00", "12000.00", "1000.00", True),
        ("0.00", "0.00", "0.00", False),
        ("-1.00", "0.00", "0.00", False),
    ],
)
def test_a_share_pays_its_amount_and_not_a_cent_more(amount: str, paid: str, recovered: str, accepted: bool) -> None:
    known = paying(amount, award=awarded(paid=euros(paid), recovered=euros(recovered)))
    assert (failing(guards.payment_within_award(known)) == []) is accepted


@pytest.mark.parametrize(
    ("realised", "amount", "accepted"),
    [
        ("30000.00", "6000.00", True),
        ("40000.00", "6000.00", True),
        ("40000.00", "6000.01", False),
        ("20000.00", "2000.00", True),
        ("20000.00", "2000.01", False),
        ("15000.01", "0.01", False),
    ],
)
def test_a_balance_follows_the_pro_rata_rounded_down(realised: str, amount: str, accepted: bool) -> None:
    known = paying(amount, "balance", realised, award=awarded(paid=euros("6000.00")))
    assert (failing(guards.payment_within_award(known)) == []) is accepted


def test_a_balance_under_the_floor_of_the_scheme_is_paid_all_the_same() -> None:
    floor = loaded().scheme.caps.amount_floor
    assert floor is not None
    known = paying("400.00", "balance", "1000.00", award=awarded())
    assert euros("400.00") < floor
    assert step(known, "pay").to_state == "in_payment"


def test_a_balance_needs_the_realised_base() -> None:
    assert failing(guards.payment_within_award(paying("1.00", "balance"))) == ["payment_within_award"]


@pytest.mark.parametrize("base", [None, "0.00"])
def test_a_pro_rata_needs_the_awarded_base(base: str | None) -> None:
    without = replace(awarded(), base=None if base is None else euros(base))
    assert failing(guards.payment_within_award(paying("1.00", "balance", "100.00", award=without)))


def test_a_payer_without_a_share_pays_nothing() -> None:
    known = facts("in_payment", payment=replace(payment(), payer="etat"))
    for guard in (guards.payment_within_award, guards.agreement_signed_where_required, guards.recovery_owed):
        assert failing(guard(known))


def test_a_recovery_is_not_a_payment() -> None:
    assert failing(guards.payment_within_award(paying("1.00", "recovery"))) == ["payment_within_award"]


@pytest.mark.parametrize(
    ("amount", "paid_in_year", "accepted"),
    [("6000.00", "44000.00", True), ("6000.00", "44000.01", False), ("6000.00", None, False)],
)
def test_the_year_pays_its_appropriations_and_not_a_cent_more(
    amount: str, paid_in_year: str | None, accepted: bool
) -> None:
    spent = None if paid_in_year is None else euros(paid_in_year)
    known = facts(payment=replace(payment(amount), paid_in_year=spent))
    assert (failing(guards.payment_within_appropriations(known)) == []) is accepted


def test_only_other_payers_may_keep_their_appropriations_elsewhere() -> None:
    own = replace(payment(), envelope=None)
    assert failing(guards.payment_within_appropriations(facts(payment=own)))
    (finding,) = guards.payment_within_appropriations(facts(payment=replace(own, payer="etat")))
    assert finding.status == "not_applicable"


@pytest.mark.parametrize(
    ("amount", "realised", "accepted"),
    [("4000.00", "20000.00", True), ("4000.01", "20000.00", False), ("1.00", "30000.00", False), ("1.00", None, False)],
)
def test_only_what_was_overpaid_is_recovered(amount: str, realised: str | None, accepted: bool) -> None:
    known = paying(amount, "recovery", award=awarded(realised, paid=euros("12000.00")))
    assert (failing(guards.recovery_owed(known)) == []) is accepted


@pytest.mark.parametrize(
    ("realised", "paid", "recovered", "settled"),
    [
        ("30000.00", "12000.00", "0.00", True),
        ("30000.00", "11999.99", "0.00", False),
        ("20000.00", "12000.00", "4000.00", True),
        ("20000.00", "12000.00", "0.00", False),
        (None, "12000.00", "0.00", False),
    ],
)
def test_an_account_is_closed_when_exactly_the_due_is_paid(
    realised: str | None, paid: str, recovered: str, settled: bool
) -> None:
    known = facts("in_payment", award=awarded(realised, paid=euros(paid), recovered=euros(recovered)))
    assert (failing(guards.account_settled(known)) == []) is settled


# --------------------------------------------------------------------------------------- an advance


def advance(*amounts: str, repaid: str = "0.00", paid: str = "0.00", on: date = date(2017, 12, 1)) -> StepFacts:
    share = replace(
        award().shares[0], payer="region-bretagne", source="region", paid=euros(paid), agreement_signed=True
    )
    known = AwardFacts(euros("12000.00"), on, euros("80000.00"), None, (share,), instalments(*amounts, repaid=repaid))
    lent = replace(payment("12000.00"), payer="region-bretagne", source="region")
    return facts("agreement_signed", loaded(ADVANCE), on=on, award=known, payment=lent)


def test_a_schedule_repays_the_advance_to_the_cent() -> None:
    assert failing(repayment.schedule_set(advance("6000.00", "6000.00"))) == []
    assert failing(repayment.schedule_set(advance("6000.00", "5999.99"))) == ["schedule_set"]
    assert failing(repayment.schedule_set(advance())) == ["schedule_set"]
    assert failing(repayment.schedule_set(advance("12000.01", "-0.01"))) == ["schedule_set"]


def test_two_instalments_do_not_fall_on_one_day() -> None:
    known = advance("6000.00", "6000.00")
    assert known.award is not None
    first, second = known.award.schedule
    same = replace(known.award, schedule=(first, replace(second, on=first.on)))
    assert failing(repayment.schedule_set(replace(known, award=same))) == ["schedule_set"]


def test_a_schedule_keeps_to_the_deferral_of_the_scheme_when_the_advance_is_paid() -> None:
    assert step(advance("6000.00", "6000.00"), "pay").to_state == "in_repayment"
    too_early = advance("6000.00", "6000.00", on=date(2016, 11, 30))
    with pytest.raises(Refused) as refused:
        step(too_early, "pay")
    assert failing(refused.value.findings) == ["schedule_set"]


def test_an_advance_ends_with_its_last_cent() -> None:
    whole = advance("6000.00", "6000.00", repaid="6000.00", paid="12000.00")
    assert step(replace(whole, state="in_repayment"), "close").to_state == "closed"
    short = advance("6000.00", "6000.00", repaid="5999.99", paid="12000.00")
    assert failing(repayment.advance_repaid(short)) == ["advance_repaid"]
    assert failing(repayment.advance_repaid(advance("6000.00", "6000.00"))) == ["advance_repaid"]


@pytest.mark.parametrize(("amount", "accepted"), [("8000.00", True), ("8000.01", False)])
def test_in_default_what_is_not_repaid_is_recovered(amount: str, accepted: bool) -> None:
    known = advance("6000.00", "6000.00", repaid="2000.00", paid="12000.00")
    claim = replace(payment(amount, "recovery"), payer="region-bretagne", source="region")
    assert (failing(guards.recovery_owed(replace(known, payment=claim))) == []) is accepted
