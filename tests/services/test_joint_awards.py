"""The collaborative call: label, programme, each payer's decision, and what a refusing payer undoes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.engine import COLLABORATIVE, answers
from tests.fixtures.road import Road, catalogue
from tests.services.support import assert_refused_by, assert_unusable
from workflow.kernel.errors import NotAllowed
from workflow.kernel.money import Money
from workflow.rules.plan import Applicant, CostLine, FundingPlan, ResourceLine
from workflow.schemes.vocabulary import Source
from workflow.services.agenda import put_on_agenda
from workflow.services.agreement import sign_agreement
from workflow.services.decide import (
    award,
    decline_label,
    deprogramme,
    label,
    programme,
    propose_shares,
    record_payer_decision,
)
from workflow.services.eligibility import record_eligibility
from workflow.services.instruct import give_opinion, propose_amount, retain_costs
from workflow.services.notify import notify, notify_refusal
from workflow.services.pay import pay
from workflow.services.save import save_answers, save_plan
from workflow.services.sessions import cast_vote, open_session, plan_session, record_attendance
from workflow.services.start import start
from workflow.services.submit import submit, submit_pre_application
from workflow.services.totals import award_totals

PARTS: dict[str, tuple[Source, str]] = {
    "feder-bretagne": ("feder", "214285.71"),
    "region-bretagne": ("region", "210000.00"),
    "autres-collectivites-bretonnes": ("epci", "42857.14"),
}
WHOLE = Money.parse("467142.85")
MEMBERS = ("first", "second", "third")


def test_every_payer_gives_its_share_under_its_own_number(road: Road) -> None:
    reference = _programmed(road)
    for payer in PARTS:
        _decide(road, reference, payer)
    road.envelope("region-bretagne")
    with road.by("secretary") as context:
        proposed = propose_shares(context, reference, WHOLE)
        orders = [replace(one, decision_number=f"{one.payer}-1") for one in proposed]
        award(context, road.request(context, reference), WHOLE, "CRP-1", orders)
    assert {one.payer: (one.source, str(one.amount)) for one in proposed} == PARTS
    with road.by_itself() as context:
        by_funder = {row.funder: str(row.awarded) for row in award_totals(context, ["funder"]).rows}
        assert award_totals(context).applications == 1
    assert by_funder == {"feder": "214285.71", "region": "210000.00", "epci": "42857.14"}
    road.take("manager", reference, notify)
    for payer in PARTS:
        road.take("manager", reference, lambda c, r, p=payer: sign_agreement(c, r, date(2017, 5, 4), p))
        road.take("manager", reference, lambda c, r, p=payer: pay(c, r, p, Money.parse("1000.00"), "advance"))
    assert road.found(reference).paid_amount == Money.parse("3000.00")


def test_nothing_is_awarded_before_every_payer_has_decided(road: Road) -> None:
    reference = _programmed(road)
    _decide(road, reference, "feder-bretagne")
    with assert_refused_by("every_payer_decided"):
        _award(road, reference)
    with assert_unusable("payer_already_decided"):
        _decide(road, reference, "feder-bretagne", number="encore")
    with assert_refused_by("deliberation_numbered"):
        _decide(road, reference, "region-bretagne", number=" ")
    with pytest.raises(NotAllowed):
        _decide(road, reference, "region-bretagne", by="manager")


def test_a_payer_that_refuses_sends_the_plan_back_to_review(road: Road) -> None:
    reference = _programmed(road)
    for payer in PARTS:
        _decide(road, reference, payer, approved=payer != "autres-collectivites-bretonnes")
    with assert_refused_by("every_payer_decided"):
        _award(road, reference)
    with assert_refused_by("reason_given"):
        road.take("secretary", reference, lambda c, r: deprogramme(c, r, ""))
    road.take("secretary", reference, lambda c, r: deprogramme(c, r, "Une part manque."))
    lines = [replace(line, status="refused") if line.source == "epci" else line for line in _plan().resources]
    road.take("officer", reference, lambda c, r: propose_amount(c, r, Money.parse("210000.00"), lines))
    with road.reading("secretary") as context:
        shares = propose_shares(context, reference, Money.parse("424285.71"))
    assert [(one.payer, str(one.amount)) for one in shares] == [
        ("feder-bretagne", "214285.71"),
        ("region-bretagne", "210000.00"),
    ]
    assert road.found(reference).state == "instruction"


def test_a_pre_application_without_a_label_goes_no_further(road: Road) -> None:
    reference = _pre_submitted(road)
    with assert_refused_by("reason_given"):
        road.take("secretary", reference, lambda c, r: decline_label(c, r, ""))
    road.take("secretary", reference, lambda c, r: decline_label(c, r, "La coopération reste à écrire."))
    road.take("manager", reference, notify_refusal)
    assert road.found(reference).state == "refusal_notified"


def _pre_submitted(road: Road) -> str:
    with road.by("applicant") as context:
        reference = start(context, COLLABORATIVE, organisation_id=road.organisation)
    given = dict(answers(catalogue().get(COLLABORATIVE)))
    road.take("applicant", reference, lambda c, r: save_answers(c, r, given))
    road.take("applicant", reference, submit_pre_application)
    return reference


def _programmed(road: Road) -> str:
    reference = _pre_submitted(road)
    road.take("secretary", reference, label)
    road.take("applicant", reference, lambda c, r: save_plan(c, r, _plan()))
    for document in catalogue().get(COLLABORATIVE).scheme.documents:
        road.give(reference, document.id)
    road.take("applicant", reference, submit)
    road.take("officer", reference, record_eligibility)
    road.take("officer", reference, lambda c, r: retain_costs(c, r, []))
    road.take("officer", reference, lambda c, r: propose_amount(c, r, Money.parse("210000.00")))
    road.take("officer", reference, lambda c, r: give_opinion(c, r, "favourable", "Un projet utile.", {}))
    members = [road.people[name] for name in MEMBERS]
    committee, body = "comite-regional-programmation", "feder-bretagne"
    with road.by("secretary") as context:
        session_id = plan_session(context, committee, body, date(2017, 6, 20), "", members)
        open_session(context, session_id, 1)
        record_attendance(context, session_id, members)
        put_on_agenda(context, road.request(context, reference), session_id)
        for person in members:
            cast_vote(context, session_id, reference, person, "for")
        programme(context, road.request(context, reference))
    return reference


def _plan() -> FundingPlan:
    lines = tuple(ResourceLine(source, Money.parse(amount)) for source, amount in PARTS.values())
    return FundingPlan(
        applicant=Applicant("association"),
        request=Money.parse("210000.00"),
        costs=(CostLine("Programme d’actions", Money.parse("600000.00"), "64"),),
        resources=(*lines, ResourceLine("own", Money.parse("132857.15"))),
    )


def _decide(
    road: Road, reference: str, payer: str, *, approved: bool = True, number: str = "1", by: str = "secretary"
) -> None:
    source, amount = PARTS[payer]
    whole, day = Money.parse(amount), date(2017, 5, 4)
    road.take(by, reference, lambda c, r: record_payer_decision(c, r, payer, source, approved, whole, number, day))


def _award(road: Road, reference: str) -> None:
    slug = road.envelope("region-bretagne")
    with road.by("secretary") as context:
        shares = [replace(one, decision_number=f"{one.payer}-1") for one in propose_shares(context, reference, WHOLE)]
        assert slug in {one.envelope for one in shares}
        award(context, road.request(context, reference), WHOLE, "CRP-1", shares)
