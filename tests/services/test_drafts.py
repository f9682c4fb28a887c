"""Starting and saving: a draft keeps what was typed, says what is not right yet, and refuses what is hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.engine import COLLABORATIVE, FUND, REGION, answers
from tests.fixtures.road import Road, balanced, catalogue
from tests.services.support import assert_unusable
from workflow.kernel.errors import NotAllowed, NotFound, StaleVersion
from workflow.kernel.money import Money
from workflow.rules.plan import FundingPlan, ResourceLine
from workflow.services.context import StepRequest
from workflow.services.drafting import AlreadyFiled
from workflow.services.people import create_person
from workflow.services.save import Saved, save_answers, save_plan
from workflow.services.start import start
from workflow.store import people


def test_a_reference_is_given_at_the_start_without_gap(road: Road) -> None:
    with road.by("applicant") as context:
        first, second = (start(context, FUND, organisation_id=road.organisation) for _ in range(2))
    assert (first, second) == ("BZH-2017-00001", "BZH-2017-00002")
    record = road.found(second)
    assert (record.state, record.stage, record.nuts2, record.body_id) == (
        "draft",
        "preparation",
        "FRH0",
        "bretagne-active",
    )


def test_two_clicks_on_start_open_one_draft_and_skip_no_reference(road: Road) -> None:
    with road.by("applicant") as context:
        first = start(context, FUND, organisation_id=road.organisation, key="un clic")
    with road.by("applicant") as context:
        again = start(context, FUND, organisation_id=road.organisation, key="un clic")
        other = start(context, FUND, organisation_id=road.organisation, key="un autre")
    assert again == first
    assert int(other[-5:]) == int(first[-5:]) + 1


def test_a_draft_is_started_for_an_organisation_of_ones_own_only(road: Road) -> None:
    road.person("stranger")
    with pytest.raises(NotFound), road.by("stranger") as context:
        start(context, FUND, organisation_id=road.organisation)


def test_a_call_that_is_closed_or_unknown_starts_nothing(road: Road) -> None:
    with assert_unusable("no_open_call"), road.by("applicant") as context:
        start(context, REGION, organisation_id=road.organisation, call_slug="demonstration-2026-2027")
    road.clock.advance(timedelta(days=400))
    with assert_unusable("no_open_call"), road.by("applicant") as context:
        start(context, REGION, organisation_id=road.organisation)
    with pytest.raises(NotFound), road.by("applicant") as context:
        start(context, "bretagne/nulle-part")


def test_a_path_is_not_a_scheme_to_apply_to(road: Road) -> None:
    with assert_unusable("scheme_is_path"), road.by("applicant") as context:
        start(context, "bretagne/trajectoire-ess", organisation_id=road.organisation)


def test_a_half_typed_answer_is_kept_and_reported(road: Road) -> None:
    reference = _started(road)
    saved = road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_commune": "29"}))
    assert [(one.field, one.code) for one in saved.problems] == [("project_commune", "commune_format")]
    again = road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_title": "Le fournil"}))
    assert again.version == saved.version + 1
    assert road.found(reference).title == "Le fournil"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"nowhere": "x"}, "answer_unknown"),
        ({"idea": "x" * 20_001}, "answer_too_long"),
        ({"idea": "du texte\x00 qui ment"}, "answer_characters"),
        ({"holder_status": "king"}, "answer_option"),
        ({"idea": 12}, "answer_type"),
    ],
)
def test_hostile_answers_are_refused_and_nothing_is_kept(road: Road, given: dict[str, object], code: str) -> None:
    reference = _started(road)
    before = road.found(reference)
    with assert_unusable(code):
        road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_title": "Perdu", **given}))
    assert road.found(reference) == before


def test_answers_too_long_together_are_refused(road: Road) -> None:
    reference = _started(road)
    long = {name: "é" * 19_000 for name in answers(catalogue().get(FUND)) if name.endswith(("need", "idea", "answers"))}
    rows = [{"partner_name": "x", "partner_support": "y" * 19_000}] * 30
    with assert_unusable("answers_too_long"):
        road.take("applicant", reference, lambda c, r: save_answers(c, r, {**long, "local_partners": rows}))


def test_a_plan_is_kept_with_what_the_record_knows_and_judged(road: Road) -> None:
    reference = _started(road)
    saved = road.take("applicant", reference, lambda c, r: save_plan(c, r, balanced(FUND, "20000.01")))
    assert saved.verdict is not None
    assert [one.rule for one in saved.verdict.findings if one.status == "fail"] == ["amount_cap"]
    assert road.found(reference).requested_amount == Money.parse("20000.01")


def test_a_stale_page_saves_nothing(road: Road) -> None:
    reference = _started(road)
    with road.by("applicant") as context:
        stale = road.request(context, reference)
    road.take("applicant", reference, lambda c, r: save_answers(c, r, {"project_title": "Le premier"}))
    for save in (
        lambda c: save_answers(c, stale, {"project_title": "Le second"}),
        lambda c: save_plan(c, stale, balanced(FUND, "12000.00")),
    ):
        with pytest.raises(StaleVersion) as conflict, road.by("applicant") as context:
            save(context)
        assert (conflict.value.expected, conflict.value.actual) == (stale.expected_version, stale.expected_version + 1)
    assert road.found(reference).title == "Le premier"


def test_only_the_applicant_writes_and_a_reader_only_reads(road: Road) -> None:
    reference = _started(road)
    with road.by_itself() as context:
        road.people["reader"] = create_person(context, "Lectrice (essai)", "lectrice@exemple.test")
        people.join_organisation(context.session, road.people["reader"], road.organisation, "reader")
    with pytest.raises(NotAllowed):
        road.take("reader", reference, lambda c, r: save_answers(c, r, {"project_title": "Non"}))
    for name in ("officer", "manager"):
        with pytest.raises(NotFound):
            road.take(name, reference, lambda c, r: save_answers(c, r, {"project_title": "Non"}))


def test_what_was_filed_is_not_written_any_more(road: Road) -> None:
    reference = road.submitted()
    for write in (
        lambda c, r: save_answers(c, r, {"project_title": "Trop tard"}),
        lambda c, r: save_plan(c, r, balanced(FUND, "1.00")),
    ):
        with pytest.raises(AlreadyFiled):
            road.take("applicant", reference, write)


def test_european_money_is_asked_under_the_period_of_its_day(road: Road) -> None:
    with road.by("applicant") as context:
        reference = start(context, COLLABORATIVE, organisation_id=road.organisation)
    plan = balanced(COLLABORATIVE, "30000.00")
    saved = road.take("applicant", reference, lambda c, r: save_plan(c, r, _with_feder(plan, "50000.00")))
    assert _status(saved, "feder_rate") == "pass"
    saved = road.take("applicant", reference, lambda c, r: save_plan(c, r, _with_feder(plan, "50000.01")))
    assert _status(saved, "feder_rate") == "fail"


def test_an_unknown_reference_is_not_found(road: Road) -> None:
    with pytest.raises(NotFound), road.by("applicant") as context:
        save_answers(context, StepRequest("BZH-2017-09999", 1), {})


def _started(road: Road) -> str:
    with road.by("applicant") as context:
        return start(context, FUND, organisation_id=road.organisation)


def _with_feder(plan: FundingPlan, amount: str) -> FundingPlan:
    """``plan`` with a line of FEDER, taken from the own money."""
    asked, own = plan.resources
    feder = ResourceLine("feder", Money.parse(amount))
    return replace(plan, resources=(asked, feder, replace(own, amount=own.amount - feder.amount)))


def _status(saved: Saved, rule: str) -> str:
    assert saved.verdict is not None
    return next(one.status for one in saved.verdict.findings if one.rule == rule)
