"""What is recorded has a possible day, a readable length and an amount; what was answered is not forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fixtures.engine import FUND, plan
from tests.fixtures.road import MOMENT, Road, balanced, open_road
from workflow.engine.step import Refused
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import ZERO, Money
from workflow.rules.plan import CostLine, PriorAid, ResourceLine
from workflow.services.agreement import sign_agreement
from workflow.services.close import close, withdraw
from workflow.services.eligibility import record_eligibility
from workflow.services.instruct import give_opinion, propose_amount, retain_costs
from workflow.services.notify import notify
from workflow.services.pay import pay
from workflow.services.read import application
from workflow.services.save import save_plan
from workflow.services.start import start
from workflow.store import outbox, schemes

PAYER = "bretagne-active"


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


@pytest.mark.parametrize("day", [date(2017, 5, 5), date(2017, 5, 3), date(2016, 12, 31)])
def test_a_payment_has_a_day_from_the_decision_to_today_in_the_year_of_its_credits(road: Road, day: date) -> None:
    reference = road.signed()
    with pytest.raises(InvalidInput):
        road.take("manager", reference, lambda c, r: pay(c, r, PAYER, euro("1.00"), "advance", paid_on=day))
    assert road.found(reference).paid_amount == ZERO


def test_an_agreement_is_not_signed_before_the_decision(road: Road) -> None:
    reference = road.awarded()
    road.take("manager", reference, notify)
    with pytest.raises(InvalidInput) as refusal:
        road.take("manager", reference, lambda c, r: sign_agreement(c, r, date(2017, 5, 3)))
    assert [one.code for one in refusal.value.problems] == ["date_order"]


def test_an_aid_paid_in_full_before_its_report_can_be_closed_on_it(road: Road) -> None:
    reference = road.signed()
    road.take("manager", reference, lambda c, r: pay(c, r, PAYER, euro("12000.00"), "advance"))
    with pytest.raises(Refused):
        road.take("manager", reference, close)
    with pytest.raises(Refused):
        road.take("manager", reference, lambda c, r: close(c, r, euro("50000.00")))
    road.take("manager", reference, lambda c, r: close(c, r, euro("100000.00")))
    assert road.found(reference).state == "closed"


def test_retaining_costs_anew_keeps_what_co_funders_have_answered(road: Road) -> None:
    reference = road.submitted(plan=plan())
    road.take("officer", reference, record_eligibility)
    road.take("officer", reference, lambda c, r: retain_costs(c, r, []))
    lines = [ResourceLine("scheme", euro("12000.00")), ResourceLine("commune", euro("8000.00"), "refused")]
    road.take("officer", reference, lambda c, r: propose_amount(c, r, euro("12000.00"), lines))
    road.take("officer", reference, lambda c, r: retain_costs(c, r, []))
    with road.reading("officer") as context:
        kept = application(context, reference).plans[-1].plan.resources
    assert [(one.source, one.status, one.amount) for one in kept] == [
        ("scheme", "requested", euro("12000.00")),
        ("commune", "refused", euro("8000.00")),
        ("own", "requested", euro("18000.00")),
    ]


def test_a_plan_that_cannot_be_kept_is_refused_with_every_fault(road: Road) -> None:
    with road.by("applicant") as context:
        reference = start(context, FUND, organisation_id=road.organisation)
    wrong = replace(
        balanced(FUND, "12000.00"),
        costs=(CostLine("Étude", euro("-5.00"), "62"),) * 501,
        prior_aid=(PriorAid(date(2016, 1, 1), ZERO, "de_minimis"),),
    )
    with pytest.raises(InvalidInput) as refusal:
        road.take("applicant", reference, lambda c, r: save_plan(c, r, wrong))
    assert {one.code for one in refusal.value.problems} == {"amount_negative", "amount_zero", "too_many_lines"}
    long = replace(balanced(FUND, "12000.00"), costs=(CostLine("x" * 501, euro("100000.00"), "62"),))
    with pytest.raises(InvalidInput) as refusal:
        road.take("applicant", reference, lambda c, r: save_plan(c, r, long))
    assert [one.code for one in refusal.value.problems] == ["text_too_long"]


def test_endless_opinions_and_reasons_are_refused(road: Road) -> None:
    reference = road.submitted()
    with pytest.raises(InvalidInput):
        road.take("officer", reference, lambda c, r: record_eligibility(c, r, "x" * 5001))
    road.take("officer", reference, record_eligibility)
    with pytest.raises(InvalidInput):
        road.take("officer", reference, lambda c, r: give_opinion(c, r, "favourable", "x" * 20_001, {}))


def test_officers_are_told_nothing_of_a_draft(road: Road) -> None:
    draft, submitted = road.drafted(), road.submitted()
    for reference in (draft, submitted):
        road.take("applicant", reference, withdraw)
    with road.by_itself() as context:
        told = outbox.claim(context.session, MOMENT + timedelta(days=1), 50)
    assert not [one for one in told if draft in one.subject + one.body]
    assert [one for one in told if submitted in one.subject + one.body]


def test_an_application_that_was_withdrawn_does_not_count_in_its_call(road: Road) -> None:
    withdrawn, standing = road.submitted(), road.submitted()
    road.take("applicant", withdrawn, withdraw)
    found = road.found(standing)
    with road.reading("officer") as context:
        filed = schemes.submitted_in_call(context.session, found.call_id or 0, road.organisation, 0)
    assert filed == 1


def euro(text: str) -> Money:
    return Money.parse(text)
