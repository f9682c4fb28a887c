"""Who may reach what: nobody handles their own application, and nobody reads what is not theirs to know yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.engine import COLLABORATIVE, answers
from tests.fixtures.road import Road, catalogue, open_road
from workflow.kernel.errors import NotAllowed
from workflow.kernel.money import Money
from workflow.services.decide import decline_label, label
from workflow.services.drafting import AlreadyFiled
from workflow.services.eligibility import record_eligibility
from workflow.services.lists import applications_of
from workflow.services.notify import notify
from workflow.services.paths import project_path
from workflow.services.people import grant_role
from workflow.services.read import application
from workflow.services.save import save_answers
from workflow.services.start import start
from workflow.services.submit import receipt, submit_pre_application

BODY = "bretagne-active"


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_an_officer_does_not_review_the_application_of_their_own_organisation(road: Road) -> None:
    with road.by_itself() as context:
        grant_role(context, road.people["applicant"], "case_officer", BODY)
    reference = road.submitted()
    with pytest.raises(NotAllowed):
        road.take("applicant", reference, record_eligibility)
    with road.reading("applicant") as context:
        page = application(context, reference)
    assert (page.is_officer, page.opinions) == (False, ())


def test_an_applicant_reads_neither_the_amount_proposed_nor_the_plan_of_the_review(road: Road) -> None:
    reference = road.reviewed()
    with road.reading("applicant") as context:
        page = application(context, reference)
    assert page.proposed is None
    assert [plan.kind for plan in page.plans] == ["requested"]
    with road.reading("officer") as context:
        page = application(context, reference)
    assert page.proposed == Money.parse("12000.00")
    assert page.plans[-1].kind == "instructed"


def test_an_applicant_learns_the_amount_of_the_award_when_it_is_notified(road: Road) -> None:
    reference = road.awarded()
    assert _told(road, reference) == {None}
    road.take("manager", reference, notify)
    assert _told(road, reference) == {Money.parse("12000.00")}
    with road.reading("applicant") as context:
        assert [plan.kind for plan in application(context, reference).plans] == ["requested", "voted"]


def test_a_pre_application_that_was_filed_is_not_written_any_more(road: Road) -> None:
    reference = _pre_submitted(road)
    with road.reading("applicant") as context:
        assert not application(context, reference).can_edit
    with pytest.raises(AlreadyFiled):
        road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_title": "Autre chose"}))
    road.take("secretary", reference, lambda c, r: decline_label(c, r, "Le projet n’est pas collectif."))
    with pytest.raises(AlreadyFiled):
        road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_title": "Autre chose"}))


def test_what_is_written_after_the_label_stays_the_applicants_until_the_full_deposit(road: Road) -> None:
    reference = _pre_submitted(road)
    with road.reading("applicant") as context:
        filed = receipt(context, reference).filed_hash
    road.take("secretary", reference, label)
    road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_title": "En cours d’écriture"}))
    with road.reading("officer") as context:
        assert application(context, reference).answers["project_title"] != "En cours d’écriture"
    with road.reading("applicant") as context:
        assert application(context, reference).answers["project_title"] == "En cours d’écriture"
        assert receipt(context, reference).filed_hash == filed


def _told(road: Road, reference: str) -> set[Money | None]:
    """What the applicant reads of the amount awarded: on the page, in the list, on the path."""
    with road.reading("applicant") as context:
        page = application(context, reference)
        listed = [row.awarded for row in applications_of(context) if row.reference == reference]
        path = [row.awarded for row in project_path(context, reference).rows]
    return {page.row.awarded, *listed, *path, page.award.amount if page.award is not None else None}


def _pre_submitted(road: Road) -> str:
    with road.by("applicant") as context:
        reference = start(context, COLLABORATIVE, organisation_id=road.organisation)
    given = dict(answers(catalogue().get(COLLABORATIVE)))
    road.take("applicant", reference, lambda c, r: save_answers(c, r, given))
    road.take("applicant", reference, submit_pre_application)
    return reference
