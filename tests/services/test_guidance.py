"""Accompaniment and orientation: qualified, directed, followed, ended; and the ends that people choose."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.engine import JURY, answers
from tests.fixtures.road import Road, catalogue
from tests.services.support import assert_refused_by, assert_unusable
from workflow.engine.step import StepNotOffered
from workflow.kernel.errors import NotAllowed
from workflow.services.accompany import direct, follow_up, qualify
from workflow.services.agenda import put_on_agenda
from workflow.services.close import close, lapse, withdraw
from workflow.services.decide import select
from workflow.services.instruct import give_opinion
from workflow.services.notify import notify
from workflow.services.people import grant_role
from workflow.services.read import application
from workflow.services.save import save_answers
from workflow.services.session_read import session_page
from workflow.services.sessions import cast_vote, open_session, plan_session, record_attendance
from workflow.services.start import start
from workflow.services.submit import submit

MEMBERS = ("first", "second", "third")


def test_a_jury_selects_a_project_that_is_followed_to_its_end(road: Road) -> None:
    reference = _accompanied(road)
    with assert_refused_by("follow_up_recorded"):
        road.take("officer", reference, close)
    with assert_unusable("text_missing"):
        road.take("officer", reference, lambda c, r: follow_up(c, r, " "))
    road.take("officer", reference, lambda c, r: follow_up(c, r, "Le groupe a trouvé un lieu."))
    road.take("officer", reference, close)
    with road.reading("applicant") as context:
        page = application(context, reference)
    assert page.row.state == "closed"
    assert (page.award, page.verdict) == (None, None)
    assert [one.text for one in page.follow_ups if one.kind == "follow_up"] == ["Le groupe a trouvé un lieu."]


def test_a_project_is_directed_to_schemes_and_bodies_that_exist(road: Road) -> None:
    reference = _qualified(road)
    for places in ([], [(None, None)], [("bretagne/nulle-part", None)], [(None, "personne")]):
        with assert_unusable("direction_missing"):
            road.take("officer", reference, lambda c, r, p=places: direct(c, r, p, "Voyez ailleurs."))
    places = [("bretagne/cap-creation-ess", None), (None, "bretagne-active")]
    road.take("officer", reference, lambda c, r: direct(c, r, places, "Deux portes."))
    with road.reading("officer") as context:
        found = [one.directed_to for one in application(context, reference).follow_ups if one.kind == "direction"]
    assert len(found) == 2
    assert all(found)


def test_a_qualification_says_something(road: Road) -> None:
    reference = _asked(road)
    with assert_unusable("text_missing"):
        road.take("officer", reference, lambda c, r: qualify(c, r, ""))
    with pytest.raises(NotAllowed):
        road.take("secretary", reference, lambda c, r: qualify(c, r, "Un projet."))


def test_an_accompaniment_is_stopped_with_its_reason(road: Road) -> None:
    reference = _accompanied(road)
    with assert_refused_by("reason_given"):
        road.take("manager", reference, lambda c, r: lapse(c, r, ""))
    road.take("manager", reference, lambda c, r: lapse(c, r, "Le groupe s’est séparé."))
    assert road.found(reference).state == "lapsed"


def test_an_applicant_withdraws_until_the_decision_and_leaves_the_agenda(road: Road) -> None:
    reference, session_id = road.voted(), 1
    road.take("applicant", reference, lambda c, r: withdraw(c, r, "Nous renonçons."))
    with road.reading("secretary") as context:
        assert [item.outcome for item in session_page(context, session_id).items] == ["removed"]
    with pytest.raises(StepNotOffered):
        road.take("applicant", reference, withdraw)
    awarded = road.awarded()
    with pytest.raises(StepNotOffered):
        road.take("applicant", awarded, withdraw)
    with pytest.raises(NotAllowed):
        road.take("officer", road.submitted(), withdraw)


def _asked(road: Road) -> str:
    with road.by_itself() as context:
        for name, role in (("officer", "case_officer"), ("secretary", "committee_secretary"), ("manager", "manager")):
            grant_role(context, road.people[name], role, "tag-bzh")
        for name in MEMBERS:
            grant_role(context, road.people[name], "committee_member", "tag-bzh")
    with road.by("applicant") as context:
        reference = start(context, JURY, organisation_id=road.organisation)
    given = dict(answers(catalogue().get(JURY)))
    road.take("applicant", reference, lambda c, r: save_answers(c, r, given))
    road.take("applicant", reference, submit)
    return reference


def _qualified(road: Road) -> str:
    reference = _asked(road)
    road.take("officer", reference, lambda c, r: qualify(c, r, "Un besoin réel, pas encore de porteur."))
    return reference


def _accompanied(road: Road) -> str:
    reference = _qualified(road)
    road.take("officer", reference, lambda c, r: give_opinion(c, r, "favourable", "Utile.", {}))
    members = [road.people[name] for name in MEMBERS]
    with road.by("secretary") as context:
        session_id = plan_session(context, "jury-tag-bzh", "tag-bzh", date(2017, 6, 1), "", members)
        open_session(context, session_id, 1)
        record_attendance(context, session_id, members)
        put_on_agenda(context, road.request(context, reference), session_id)
        for person in members:
            cast_vote(context, session_id, reference, person, "for")
        select(context, road.request(context, reference))
    road.take("manager", reference, notify)
    return reference
