"""Several payers: each decides on its own day, signs its own agreement, pays on its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fixtures.engine import COLLABORATIVE, SPLIT, answers, collaborative
from tests.fixtures.road import MOMENT, Road, catalogue, open_road
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.rules.plan import FundingPlan
from workflow.services.agenda import put_on_agenda
from workflow.services.agreement import sign_agreement
from workflow.services.award_views import award_view
from workflow.services.decide import ShareOrder, award, label, programme, record_payer_decision
from workflow.services.eligibility import record_eligibility
from workflow.services.instruct import give_opinion, propose_amount, retain_costs
from workflow.services.notify import notify
from workflow.services.pay import pay
from workflow.services.save import save_answers, save_plan
from workflow.services.sessions import cast_vote, open_session, plan_session, record_attendance
from workflow.services.start import start
from workflow.services.submit import submit, submit_pre_application
from workflow.services.views import AwardView
from workflow.store.applications import find

TODAY = MOMENT.date()
FEDER, REGION, OTHERS = SPLIT


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_each_share_bears_the_day_on_which_its_payer_decided(road: Road) -> None:
    reference = _awarded(road)
    shares = {one.payer: one for one in _award(road, reference).shares}
    assert {payer: share.decided_on for payer, share in shares.items()} == {
        payer: TODAY - timedelta(days=rank) for rank, payer in enumerate(SPLIT)
    }


def test_a_payers_decision_does_not_lie_ahead(road: Road) -> None:
    reference = _programmed(road)
    with pytest.raises(InvalidInput) as refusal:
        _decide(road, reference, REGION, TODAY + timedelta(days=1))
    assert [one.code for one in refusal.value.problems] == ["date_ahead"]


def test_payers_sign_one_after_the_other_even_once_one_has_paid(road: Road) -> None:
    reference = _awarded(road)
    road.take("manager", reference, notify)
    for payer in (REGION, FEDER):
        _sign(road, reference, payer)
    road.take("manager", reference, lambda c, r: pay(c, r, REGION, Money.parse("1000.00"), "advance"))
    _sign(road, reference, OTHERS)
    road.take("manager", reference, lambda c, r: pay(c, r, OTHERS, Money.parse("1000.00"), "advance"))
    assert [share.agreement_signed_on for share in _award(road, reference).shares] == [TODAY] * 3


def test_an_agreement_is_signed_once(road: Road) -> None:
    reference = _awarded(road)
    road.take("manager", reference, notify)
    _sign(road, reference, REGION)
    with pytest.raises(InvalidInput) as refusal:
        _sign(road, reference, REGION)
    assert [one.code for one in refusal.value.problems] == ["already_signed"]


def _sign(road: Road, reference: str, payer: str) -> None:
    road.take("manager", reference, lambda c, r: sign_agreement(c, r, TODAY, payer))


def _award(road: Road, reference: str) -> AwardView:
    with road.reading("manager") as context:
        view = award_view(context, find(context.session, reference))
    assert view is not None
    return view


def _awarded(road: Road) -> str:
    reference = _programmed(road)
    for rank, payer in enumerate(SPLIT):
        _decide(road, reference, payer, TODAY - timedelta(days=rank))
    shares = [
        ShareOrder(payer, source, Money.parse(amount), f"{payer}-1", road.envelope(payer) if payer == REGION else None)
        for payer, (source, amount) in SPLIT.items()
    ]
    amount = Money.parse("467142.85")
    road.take("secretary", reference, lambda c, r: award(c, r, amount, "CRP-1", shares))
    return reference


def _decide(road: Road, reference: str, payer: str, on: date) -> None:
    source, amount = SPLIT[payer]
    road.take(
        "secretary",
        reference,
        lambda c, r: record_payer_decision(c, r, payer, source, True, Money.parse(amount), f"{payer}-1", on),
    )


def _programmed(road: Road) -> str:
    """A project that the programming committee retains."""
    reference = _reviewed(road)
    members = [road.people[name] for name in ("first", "second", "third")]
    with road.by("secretary") as context:
        body = "feder-bretagne"
        session_id = plan_session(context, "comite-regional-programmation", body, date(2017, 6, 20), "", members)
        open_session(context, session_id, 1)
        record_attendance(context, session_id, members)
    road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, session_id))
    with road.by("secretary") as context:
        for member in members:
            cast_vote(context, session_id, reference, member, "for")
    road.take("secretary", reference, programme)
    return reference


def _reviewed(road: Road) -> str:
    plan = _plan()
    with road.by("applicant") as context:
        reference = start(context, COLLABORATIVE, organisation_id=road.organisation)
    road.take("applicant", reference, lambda c, r: save_answers(c, r, answers(catalogue().get(COLLABORATIVE))))
    road.take("applicant", reference, submit_pre_application)
    road.take("secretary", reference, label)
    road.take("applicant", reference, lambda c, r: save_plan(c, r, plan))
    for document in catalogue().get(COLLABORATIVE).scheme.documents:
        road.give(reference, document.id)
    road.take("applicant", reference, submit)
    road.take("officer", reference, record_eligibility)
    road.take("officer", reference, lambda c, r: retain_costs(c, r, []))
    road.take("officer", reference, lambda c, r: propose_amount(c, r, plan.request))
    road.take("officer", reference, lambda c, r: give_opinion(c, r, "favourable", "Un projet utile.", {}))
    return reference


def _plan() -> FundingPlan:
    plan = collaborative().plans.requested
    assert plan is not None
    return plan
