"""Files, deposit and receipt: what must be there, what is frozen, and when silence would refuse."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest

from tests.fixtures.engine import FUND
from tests.fixtures.road import PDF, Road, balanced, catalogue
from tests.services.support import assert_refused_by, assert_unusable
from workflow.engine.step import StepNotOffered
from workflow.kernel.errors import NotAllowed, NotFound, StaleVersion
from workflow.services.attach import LARGEST_FILE, attach, detach, open_attachment
from workflow.services.context import StepRequest
from workflow.services.drafting import AlreadyFiled
from workflow.services.read import application
from workflow.services.save import save_answers, save_plan
from workflow.services.start import start
from workflow.services.submit import receipt, submit
from workflow.store import outbox


def test_a_file_is_kept_whole_under_a_clean_name_and_replaces_the_one_before(road: Road) -> None:
    reference = road.drafted()
    view = road.take(
        "applicant", reference, lambda c, r: attach(c, r, "bank_details", "../../C:\\temp\\R\x00IB.pdf", BytesIO(PDF))
    )
    assert (view.file_name, view.media_type, view.size) == ("RIB.pdf", "application/pdf", len(PDF))
    with road.reading("applicant") as context:
        page = application(context, reference)
        assert [one.id for one in page.attachments if one.document == "bank_details"] == [view.id]
        _, stream = open_attachment(context, reference, view.id)
        with stream:
            assert stream.read() == PDF


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "file_type"),
        (b"<html><script>alert(1)</script></html>", "file_type"),
        (b"", "file_empty"),
        (PDF + b"0" * LARGEST_FILE, "file_too_large"),
    ],
    ids=["a program", "a page called pdf", "nothing", "too large"],
)
def test_a_file_that_lies_or_is_too_large_is_refused_and_leaves_nothing(road: Road, content: bytes, code: str) -> None:
    reference = road.drafted()
    before, kept = road.found(reference), _files(road)
    with assert_unusable(code):
        road.take("applicant", reference, lambda c, r: attach(c, r, "statutes", "statuts.pdf", BytesIO(content)))
    assert (road.found(reference), _files(road)) == (before, kept)


def test_a_document_that_the_scheme_does_not_ask_for_is_refused(road: Road) -> None:
    reference = road.drafted()
    with assert_unusable("document_unknown"):
        road.take("applicant", reference, lambda c, r: attach(c, r, "horoscope", "h.pdf", BytesIO(PDF)))


def test_a_file_is_taken_out_of_a_draft_only(road: Road) -> None:
    reference = road.drafted()
    view = road.take("applicant", reference, lambda c, r: attach(c, r, "statutes", "s.pdf", BytesIO(PDF)))
    road.take("applicant", reference, lambda c, r: detach(c, r, view.id))
    with pytest.raises(NotFound):
        road.take("applicant", reference, lambda c, r: detach(c, r, view.id))
    with assert_refused_by("documents_complete"):
        road.take("applicant", reference, submit)
    road.give(reference, "statutes")
    road.take("applicant", reference, submit)
    with pytest.raises(AlreadyFiled):
        road.take("applicant", reference, lambda c, r: attach(c, r, "statutes", "s.pdf", BytesIO(PDF)))


def test_an_empty_draft_is_refused_with_everything_that_is_missing(road: Road) -> None:
    with road.by("applicant") as context:
        reference = start(context, FUND, organisation_id=road.organisation)
    rules = ("application_complete", "documents_complete", "plan_balances", "caps_hold", "co_financing_balances")
    with assert_refused_by(*rules):
        road.take("applicant", reference, submit)
    assert road.found(reference).state == "draft"


@pytest.mark.parametrize(("request_", "rule"), [("20000.01", "amount_cap"), ("1999.99", "amount_floor")])
def test_a_request_beyond_the_caps_is_refused(road: Road, request_: str, rule: str) -> None:
    reference = road.drafted(request=request_)
    with assert_refused_by(rule):
        road.take("applicant", reference, submit)


def test_an_answer_that_is_missing_is_named(road: Road) -> None:
    reference = road.drafted()
    road.take("applicant", reference, lambda c, r: save_answers(c, r, {"idea": None}))
    with assert_refused_by("application_complete"):
        road.take("applicant", reference, submit)


def test_a_deposit_pins_the_scheme_starts_the_clock_and_tells_the_officers(road: Road) -> None:
    reference = road.submitted()
    record = road.found(reference)
    assert (record.state, record.submitted_at) == ("submitted", road.clock.now())
    assert record.implicit_refusal_on == date(2017, 7, 4)
    with road.reading("officer") as context:
        page = application(context, reference)
        told = {notice.person_id for notice in outbox.latest(context.session)}
    assert page.scheme_version == catalogue().get(FUND).version
    assert [(plan.kind, plan.filed) for plan in page.plans] == [("requested", True)]
    assert told == {road.people["officer"]}


def test_the_receipt_says_the_day_and_what_silence_means(road: Road) -> None:
    reference = road.drafted()
    with pytest.raises(NotFound), road.reading("applicant") as context:
        receipt(context, reference)
    road.take("applicant", reference, submit)
    road.clock.advance(timedelta(days=3))
    with road.reading("applicant") as context:
        given = receipt(context, reference)
    assert (given.reference, given.received_at.date(), given.implicit_refusal_on) == (
        reference,
        date(2017, 5, 4),
        date(2017, 7, 4),
    )
    assert len(given.filed_hash) == 64
    assert "tribunal administratif" in given.remedies.fr


def test_a_deposit_is_made_once_by_the_applicant_on_what_they_saw(road: Road) -> None:
    reference = road.drafted()
    with pytest.raises(NotFound):
        road.take("officer", reference, submit)
    with pytest.raises(StaleVersion), road.by("applicant") as context:
        submit(context, StepRequest(reference, 1))
    road.take("applicant", reference, submit)
    with pytest.raises(StepNotOffered):
        road.take("applicant", reference, submit)
    with pytest.raises(NotAllowed):
        road.take("officer", reference, lambda c, r: save_plan(c, r, balanced(FUND, "1.00")))


def test_no_file_of_another_application_is_opened_by_its_number(road: Road) -> None:
    reference, other = road.drafted(), road.drafted()
    with road.reading("applicant") as context:
        number = application(context, other).attachments[0].id
        with pytest.raises(NotFound):
            open_attachment(context, reference, number)
    road.person("stranger")
    with pytest.raises(NotFound), road.reading("stranger") as context:
        open_attachment(context, other, number)


def _files(road: Road) -> set[str]:
    return {path.name for path in road.files.root.rglob("*") if path.is_file()}
