"""Who sees what: an applicant their own, a body its own, nobody another's draft; and who may give roles."""

from __future__ import annotations

import pytest

from tests.fixtures.road import Road
from tests.services.support import assert_unusable
from workflow.kernel.errors import NotAllowed, NotFound
from workflow.services.audit import verify
from workflow.services.eligibility import record_eligibility
from workflow.services.lists import QueueFilters, applications_of, queue
from workflow.services.organisations import create_organisation, organisations_of
from workflow.services.people import create_person, grant_role
from workflow.services.read import application
from workflow.services.submit import receipt
from workflow.store import people


def test_another_organisation_sees_nothing(road: Road) -> None:
    reference = road.submitted()
    road.person("stranger")
    with road.by("stranger") as context:
        create_organisation(context, "Association voisine (essai)", "association", commune="29019")
    for look in (application, receipt):
        with pytest.raises(NotFound), road.reading("stranger") as context:
            look(context, reference)
    with road.reading("stranger") as context:
        assert applications_of(context) == ()


def test_agents_of_another_region_see_nothing(road: Road) -> None:
    reference = road.submitted()
    for role in ("case_officer", "manager", "expert", "committee_secretary", "administrator"):
        name = f"other-{role}".replace("_", "-")
        road.person(name, role, body="region-nouvelle-aquitaine")
        with pytest.raises(NotFound), road.reading(name) as context:
            application(context, reference)
        with road.reading(name) as context:
            assert queue(context, QueueFilters()).rows == ()
        with pytest.raises(NotFound):
            road.take(name, reference, record_eligibility)


def test_a_draft_is_seen_by_its_applicant_only(road: Road) -> None:
    reference = road.drafted()
    for name in ("officer", "secretary", "manager"):
        with pytest.raises(NotFound), road.reading(name) as context:
            application(context, reference)
    with road.reading("applicant") as context:
        assert application(context, reference).can_edit


def test_a_reader_of_the_organisation_reads_and_does_nothing(road: Road) -> None:
    reference = road.submitted()
    with road.by_itself() as context:
        road.people["reader"] = create_person(context, "Lectrice (essai)", "lectrice@exemple.test")
        people.join_organisation(context.session, road.people["reader"], road.organisation, "reader")
    with road.reading("reader") as context:
        page = application(context, reference)
        assert [row.reference for row in applications_of(context)] == [reference]
    assert (page.can_edit, [one.event for one in page.steps if one.allowed]) == (False, [])


def test_nobody_in_particular_sees_nothing(road: Road) -> None:
    reference = road.submitted()
    road.person("nobody")
    with pytest.raises(NotFound), road.reading("nobody") as context:
        application(context, reference)
    with road.reading("nobody") as context:
        assert queue(context, QueueFilters()).rows == ()


def test_roles_come_from_an_administrator(road: Road) -> None:
    with pytest.raises(NotAllowed), road.by("manager") as context:
        grant_role(context, road.people["officer"], "manager", "bretagne-active")
    road.person("chief", "administrator")
    with road.by("chief") as context:
        grant_role(context, road.people["officer"], "manager", "region-nouvelle-aquitaine")
    with road.reading("officer") as context:
        assert "manager" in context.actor.roles("region-nouvelle-aquitaine", "any")


def test_only_administrators_verify_the_chains(road: Road) -> None:
    road.awarded()
    with pytest.raises(NotAllowed), road.reading("manager") as context:
        verify(context)
    road.person("chief", "administrator")
    with road.reading("chief") as context:
        assert verify(context) == ()


def test_an_organisation_is_written_with_numbers_that_hold(road: Road) -> None:
    with assert_unusable("name_missing", "siret_checksum", "commune_format"), road.by("applicant") as context:
        create_organisation(context, " ", "company", siret="12345678901234", commune="2")
    with assert_unusable("kind_unknown"), road.by("applicant") as context:
        create_organisation(context, "Moi", "individual")
    with assert_unusable("rna_for_associations"), road.by("applicant") as context:
        create_organisation(context, "Essai", "company", rna="W291000001")
    with road.reading("applicant") as context:
        mine = organisations_of(context)
    assert [(one.nuts2, one.role) for one in mine] == [("FRH0", "owner")]


def test_an_address_serves_one_person(road: Road) -> None:
    with assert_unusable("email_taken"), road.by_itself() as context:
        create_person(context, "Encore (essai)", "APPLICANT@exemple.test")
