"""Whoever has a part in an application decides nothing of it, and no vote is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.fixtures.engine import FUND, failing
from tests.fixtures.road import Road, catalogue, open_road
from workflow.engine.step import Refused
from workflow.kernel.errors import InvalidInput, NotAllowed
from workflow.services.agenda import put_on_agenda, remove_from_agenda
from workflow.services.context import Actor, Grant
from workflow.services.decide import award
from workflow.services.people import grant_role
from workflow.services.session_read import session_page
from workflow.services.sessions import cast_vote, open_session, plan_session, record_attendance, record_recusal
from workflow.store import people, sessions

BODY = "bretagne-active"
COMMITTEE = "comite-engagement-bretagne-active"


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_only_members_of_the_committees_of_a_body_are_called(road: Road) -> None:
    called = [road.people["first"], road.people["applicant"]]
    with pytest.raises(InvalidInput) as refusal, road.by("secretary") as context:
        plan_session(context, COMMITTEE, BODY, date(2017, 6, 20), "", called)
    assert [one.code for one in refusal.value.problems] == ["not_a_committee_member"]


def test_a_member_of_the_organisation_that_applies_does_not_vote(road: Road) -> None:
    reference, session_id = _before(road, "first", "second", "third")
    with road.by_itself() as context:
        people.join_organisation(context.session, road.people["third"], road.organisation, "reader")
    for name in ("third", "secretary"):
        with pytest.raises(InvalidInput) as refusal, road.by(name) as context:
            cast_vote(context, session_id, reference, road.people["third"], "for")
        assert [one.code for one in refusal.value.problems] == ["interested_member"]


def test_the_officer_who_reviewed_does_not_decide_by_voting(road: Road) -> None:
    with road.by_itself() as context:
        grant_role(context, road.people["officer"], "committee_member", BODY)
    reference, session_id = _before(road, "officer", "first", "second")
    _vote(road, reference, session_id, "officer", "first", "second")
    order = road.order(FUND, "12000.00")
    with pytest.raises(Refused) as refusal:
        road.take("secretary", reference, lambda c, r: award(c, r, order.amount, "CE-1", [order]))
    assert failing(refusal.value.findings) == ["separation_of_duties"]
    with road.by("secretary") as context:
        record_recusal(context, session_id, reference, road.people["officer"], "Elle a instruit le dossier.")
    road.take("secretary", reference, lambda c, r: award(c, r, order.amount, "CE-1", [order]))
    assert road.found(reference).state == "awarded"


def test_votes_stay_where_an_application_is_taken_off_an_agenda(road: Road) -> None:
    reference, session_id = _before(road, "first", "second", "third")
    _vote(road, reference, session_id, "first", "second")
    road.take("secretary", reference, lambda c, r: remove_from_agenda(c, r, "Une pièce manque."))
    with road.reading("secretary") as context:
        item = session_page(context, session_id).items[0]
    assert (item.outcome, item.for_votes, len(item.votes)) == ("removed", 2, 2)
    other = road.session()
    road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, other))
    assert road.found(reference).state == "on_agenda"


def test_a_session_of_another_body_takes_no_application_under_the_same_committees_name(road: Road) -> None:
    reference = road.reviewed()
    with road.by("secretary") as context:
        body = catalogue().get(FUND).scheme.committees[0]
        planned = sessions.add_session(
            context.session,
            body_id="region-bretagne",
            committee=COMMITTEE,
            title="",
            held_on=date(2017, 6, 20),
            quorum=body.quorum,
            member_ids=[road.people["first"]],
        )
        session_id = planned.id
    with pytest.raises(InvalidInput) as refusal:
        road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, session_id))
    assert [one.code for one in refusal.value.problems] == ["session_unsuitable"]


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (Grant("administrator", BODY), (None, None)),
        (Grant("administrator", BODY), ("region-bretagne", None)),
        (Grant("administrator", BODY, FUND), (BODY, None)),
    ],
)
def test_an_administrator_gives_no_more_than_they_administer(
    road: Road, held: Grant, asked: tuple[str | None, str | None]
) -> None:
    with road.by("first") as context:
        acting = replace(context, actor=Actor(road.people["first"], grants=(held,)))
        with pytest.raises(NotAllowed):
            grant_role(acting, road.people["first"], "manager", *asked)
        grant_role(acting, road.people["first"], "manager", held.body, held.scheme)


def _before(road: Road, *names: str) -> tuple[str, int]:
    """An application before an open session of these members, all there."""
    members = [road.people[name] for name in names]
    reference = road.reviewed()
    with road.by("secretary") as context:
        session_id = plan_session(context, COMMITTEE, BODY, date(2017, 6, 20), "", members)
        open_session(context, session_id, 1)
        record_attendance(context, session_id, members)
    road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, session_id))
    return reference, session_id


def _vote(road: Road, reference: str, session_id: int, *names: str) -> None:
    for name in names:
        with road.by(name) as context:
            cast_vote(context, session_id, reference, road.people[name], "for")
