"""Sessions and decisions: quorum, withdrawals, votes, the award with its shares, the refusal, the deferral."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.engine import FUND
from tests.fixtures.road import Road
from tests.services.support import assert_refused_by, assert_unusable
from workflow.engine.step import StepNotOffered
from workflow.kernel.errors import NotAllowed, NotFound, StaleVersion
from workflow.kernel.money import Money
from workflow.services.agenda import defer, put_on_agenda, remove_from_agenda
from workflow.services.decide import award, propose_shares, refuse
from workflow.services.notify import notify, notify_refusal
from workflow.services.read import application
from workflow.services.session_read import session_page, sessions_for
from workflow.services.sessions import (
    SessionState,
    cast_vote,
    close_session,
    open_session,
    plan_session,
    record_attendance,
    record_recusal,
)
from workflow.store import envelopes

COMMITTEE = "comite-engagement-bretagne-active"
BODY = "bretagne-active"
AMOUNT = Money.parse("12000.00")
MEMBERS = ("first", "second", "third")


def test_a_session_is_planned_by_the_secretary_of_its_body_for_a_committee_that_exists(road: Road) -> None:
    members = [road.people[name] for name in MEMBERS]
    day = date(2017, 6, 20)
    with pytest.raises(NotAllowed), road.by("officer") as context:
        plan_session(context, COMMITTEE, BODY, day, "", members)
    with assert_unusable("committee_unknown"), road.by("secretary") as context:
        plan_session(context, "comite-imaginaire", BODY, day, "", members)
    with assert_unusable("members_missing"), road.by("secretary") as context:
        plan_session(context, COMMITTEE, BODY, day, "", [])


def test_a_session_opens_once_and_closes_when_every_item_has_its_outcome(road: Road) -> None:
    reference, session_id = road.voted(), 1
    with pytest.raises(SessionState), road.by("secretary") as context:
        open_session(context, session_id, _version(road, session_id))
    with pytest.raises(SessionState), road.by("secretary") as context:
        close_session(context, session_id, _version(road, session_id))
    with pytest.raises(StaleVersion), road.by("secretary") as context:
        close_session(context, session_id, 1)
    road.take("secretary", reference, lambda c, r: defer(c, r, "Le comité attend un devis."))
    with road.by("secretary") as context:
        close_session(context, session_id, _version(road, session_id))
    with pytest.raises(SessionState), road.by("secretary") as context:
        record_attendance(context, session_id, [])


def test_a_vote_is_cast_by_a_member_who_is_there_or_noted_by_the_secretary(road: Road) -> None:
    reference, session_id = _on_agenda(road)
    with road.by("secretary") as context:
        record_attendance(context, session_id, [road.people["first"], road.people["second"]])
        record_recusal(context, session_id, reference, road.people["second"], "Proche du porteur.")
    for name in ("second", "third"):
        with assert_unusable("may_not_vote"), road.by(name) as context:
            cast_vote(context, session_id, reference, road.people[name], "for")
    with assert_unusable("choice_unknown"), road.by("first") as context:
        cast_vote(context, session_id, reference, road.people["first"], "maybe")
    with pytest.raises(NotFound), road.by("second") as context:
        cast_vote(context, session_id, reference, road.people["first"], "for")
    with pytest.raises(NotFound), road.by("secretary") as context:
        cast_vote(context, session_id, reference, road.people["officer"], "for")
    with road.by("secretary") as context:
        cast_vote(context, session_id, reference, road.people["first"], "against")
    with road.by("first") as context:
        cast_vote(context, session_id, reference, road.people["first"], "for")
    with road.reading("first") as context:
        item = session_page(context, session_id).items[0]
    assert (item.for_votes, item.against_votes) == (1, 0)


def test_only_members_called_can_attend(road: Road) -> None:
    _, session_id = _on_agenda(road)
    with assert_unusable("not_a_member"), road.by("secretary") as context:
        record_attendance(context, session_id, [road.people["officer"]])


def test_an_award_books_its_share_on_the_envelope(road: Road) -> None:
    reference = road.awarded()
    record = road.found(reference)
    assert (record.state, record.awarded, record.awarded_amount, record.decided_on) == (
        "awarded",
        True,
        AMOUNT,
        date(2017, 5, 4),
    )
    assert _balances(road) == ("12000.00", "0.00")
    road.take("manager", reference, notify)
    assert _balances(road) == ("0.00", "12000.00")
    with road.reading("secretary") as context:
        page = session_page(context, 1)
        award_ = application(context, reference).award
    assert [(item.outcome, item.for_votes) for item in page.items] == [("awarded", 3)]
    assert award_ is not None
    assert [(one.payer, one.amount, one.agreement_required) for one in award_.shares] == [(BODY, AMOUNT, False)]


@pytest.mark.parametrize(
    ("votes", "present", "rules"),
    [
        ("for against", 2, {"vote_in_favour"}),
        ("abstention abstention", 2, {"vote_in_favour"}),
        ("for", 1, {"quorum_met"}),
        ("", 2, {"vote_in_favour"}),
    ],
    ids=["a tie", "abstentions", "no quorum", "no vote"],
)
def test_without_a_majority_of_a_quorum_nothing_is_awarded(
    road: Road, votes: str, present: int, rules: set[str]
) -> None:
    reference, session_id = _on_agenda(road)
    with road.by("secretary") as context:
        record_attendance(context, session_id, [road.people[name] for name in MEMBERS[:present]])
        for name, choice in zip(MEMBERS, votes.split(), strict=False):
            cast_vote(context, session_id, reference, road.people[name], choice)
    order = road.order(FUND, "12000.00")
    with assert_refused_by(*rules):
        road.take("secretary", reference, lambda c, r: award(c, r, AMOUNT, "CE-1", [order]))
    assert _balances(road) == ("0.00", "0.00")


def test_an_award_has_a_number_and_shares_that_make_it_to_the_cent(road: Road) -> None:
    reference, order = road.voted(), road.order(FUND, "12000.00")
    for shares, number, rules in (
        ([], "CE-1", {"shares_make_award", "envelope_holds", "co_financing_balances"}),
        ([order], " ", {"deliberation_numbered"}),
        ([replace(order, decision_number="")], "CE-1", {"shares_make_award"}),
        ([replace(order, amount=Money.parse("11999.99"))], "CE-1", {"shares_make_award"}),
        ([replace(order, payer="region-bretagne", envelope=None)], "CE-1", {"shares_make_award"}),
        ([replace(order, envelope=None)], "CE-1", {"envelope_holds"}),
    ):
        with assert_refused_by(*rules):
            road.take("secretary", reference, lambda c, r, g=(number, shares): award(c, r, AMOUNT, *g))
    with assert_unusable("envelope_unknown"):
        lost = replace(order, envelope="nulle-part")
        road.take("secretary", reference, lambda c, r: award(c, r, AMOUNT, "CE-1", [lost]))


def test_a_number_serves_one_decision_of_a_payer(road: Road) -> None:
    first = road.awarded()
    assert road.found(first).awarded
    reference, order = road.voted(), road.order(FUND, "12000.00")
    taken = replace(order, decision_number="ESSAI-1")
    with assert_unusable("decision_number_taken"):
        road.take("secretary", reference, lambda c, r: award(c, r, AMOUNT, "CE-2", [taken]))
    assert _balances(road) == ("12000.00", "0.00")


def test_an_award_beyond_the_cap_or_the_envelope_is_refused(road: Road) -> None:
    reference = road.voted()
    road.envelope(BODY, authority="11999.99")
    order = road.order(FUND, "12000.00")
    with assert_refused_by("envelope"):
        road.take("secretary", reference, lambda c, r: award(c, r, AMOUNT, "CE-1", [order]))
    more = Money.parse("20000.01")
    big = replace(order, amount=more)
    with assert_refused_by("amount_cap", "envelope"):
        road.take("secretary", reference, lambda c, r: award(c, r, more, "CE-1", [big]))


def test_whoever_keeps_the_committee_decides_and_nobody_else(road: Road) -> None:
    reference, order = road.voted(), road.order(FUND, "12000.00")
    for name in ("officer", "manager", "first"):
        with pytest.raises(NotAllowed):
            road.take(name, reference, lambda c, r: award(c, r, AMOUNT, "CE-1", [order]))
    with pytest.raises(NotAllowed):
        road.take("applicant", reference, lambda c, r: award(c, r, AMOUNT, "CE-1", [order]))


def test_a_refusal_has_a_reason_a_number_and_a_vote_that_is_not_in_favour(road: Road) -> None:
    reference, session_id = _on_agenda(road)
    with assert_refused_by("vote_against", "deliberation_numbered", "reason_given"):
        road.take("secretary", reference, lambda c, r: refuse(c, r, "", ""))
    for name in MEMBERS:
        with road.by(name) as context:
            cast_vote(context, session_id, reference, road.people[name], "against")
    road.take("secretary", reference, lambda c, r: refuse(c, r, "Le modèle n’est pas viable.", "CE-9"))
    road.take("manager", reference, notify_refusal)
    assert (road.found(reference).state, road.found(reference).awarded) == ("refusal_notified", False)


def test_a_deferred_application_comes_back_another_day(road: Road) -> None:
    reference = road.voted()
    with assert_refused_by("reason_given"):
        road.take("secretary", reference, lambda c, r: defer(c, r, ""))
    road.take("secretary", reference, lambda c, r: defer(c, r, "Le comité attend un devis."))
    assert road.found(reference).state == "instruction"
    again = road.session()
    road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, again))
    with road.reading("secretary") as context:
        outcomes = [session_page(context, one).items[0].outcome for one in (1, again)]
    assert outcomes == ["deferred", None]


def test_an_item_is_removed_with_a_reason_and_not_decided_any_more(road: Road) -> None:
    reference, _ = _on_agenda(road)
    with assert_refused_by("reason_given"):
        road.take("secretary", reference, lambda c, r: remove_from_agenda(c, r, ""))
    road.take("secretary", reference, lambda c, r: remove_from_agenda(c, r, "Une pièce manque."))
    with pytest.raises(StepNotOffered):
        road.take("secretary", reference, lambda c, r: defer(c, r, "Trop tard."))


def test_the_shares_proposed_are_those_of_the_running_body(road: Road) -> None:
    reference, slug = road.voted(), road.envelope(BODY)
    with road.reading("secretary") as context:
        shares = propose_shares(context, reference, AMOUNT)
    assert [(one.payer, one.source, one.amount, one.envelope) for one in shares] == [(BODY, "scheme", AMOUNT, slug)]


def test_people_of_another_body_see_no_session(road: Road) -> None:
    _, session_id = _on_agenda(road)
    road.person("elsewhere", "committee_secretary", body="region-nouvelle-aquitaine")
    with road.reading("elsewhere") as context:
        assert sessions_for(context) == ()
        with pytest.raises(NotFound):
            session_page(context, session_id)
    with pytest.raises(NotFound), road.by("elsewhere") as context:
        open_session(context, session_id, 1)


def _on_agenda(road: Road) -> tuple[str, int]:
    reference, session_id = road.reviewed(), road.session()
    road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, session_id))
    return reference, session_id


def _version(road: Road, session_id: int) -> int:
    with road.reading("secretary") as context:
        return session_page(context, session_id).version


def _balances(road: Road) -> tuple[str, str]:
    """Reserved and committed on the envelope of the body."""
    slug = road.envelope(BODY)
    with road.database.reading() as session:
        kept = envelopes.find(session, slug)
    assert kept is not None
    return str(kept.reserved), str(kept.committed)
