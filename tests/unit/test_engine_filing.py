"""What is filed: answers, documents, eligibility, the call's window, items asked for, what instruction records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.fixtures.engine import COLLABORATIVE, HOSTED, REGION, TODAY, euros, facts, failing, filing, loaded
from workflow.engine.facts import (
    AccompanimentFacts,
    CallFacts,
    FilingFacts,
    ItemFacts,
    PlanFacts,
    ReviewFacts,
    StepFacts,
)
from workflow.engine.guards import accompaniment, eligibility, instruction
from workflow.engine.guards import filing as guards
from workflow.schemes.catalogue import LoadedScheme


def filed(scheme: LoadedScheme | None = None, **changes: Any) -> StepFacts:
    scheme = scheme or loaded()
    return facts("draft", scheme, filing=replace(filing(scheme), **changes))


def test_each_unanswered_question_is_named_with_its_label() -> None:
    answers = {key: value for key, value in filing(loaded()).answers.items() if key != "holder_background"}
    findings = guards.application_complete(filed(answers=answers))
    assert failing(findings) == ["application_complete"]
    assert findings[0].actual == "holder_background"
    assert "Quel est votre parcours" in findings[0].explanation.fr


def test_an_empty_form_names_every_question() -> None:
    findings = guards.application_complete(filed(answers={}))
    assert len(findings) > 5
    assert set(failing(findings)) == {"application_complete"}


def test_a_pre_application_asks_only_its_own_sections() -> None:
    scheme = loaded(COLLABORATIVE)
    early = guards.pre_application_complete(filed(scheme, answers={}))
    whole = guards.application_complete(filed(scheme, answers={}))
    assert 0 < len(early) < len(whole)


def test_each_missing_document_is_named() -> None:
    findings = guards.documents_complete(filed(attached=frozenset()))
    required = [one for one in loaded().scheme.documents if not one.optional and one.when is None]
    assert len(findings) >= len(required) > 0
    assert findings[0].explanation.fr.startswith("Pièce manquante : ")


def test_optional_documents_may_be_left_out() -> None:
    needed = frozenset(one.id for one in loaded().scheme.documents if not one.optional)
    assert failing(guards.documents_complete(filed(attached=needed))) == []


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"applicant_kind": "public_body"}, "beneficiary_kind"),
        ({"applicant_kind": None}, "beneficiary_kind"),
        ({"nuts2": "FRI1"}, "territory"),
        ({"nuts2": None}, "territory"),
        ({"phase": "development"}, "phase"),
        ({"phase": None}, "phase"),
    ],
)
def test_a_stated_condition_that_is_broken_or_unknown_fails(change: dict[str, Any], failed: str) -> None:
    assert failing(getattr(eligibility, failed)(filed(**change))) == [failed]


@pytest.mark.parametrize(("partners", "failed"), [(None, ["partners"]), (0, ["partners"]), (1, []), (7, [])])
def test_partners_count_where_the_scheme_asks_for_some(partners: int | None, failed: list[str]) -> None:
    assert failing(eligibility.partners(filed(loaded(REGION), partners=partners))) == failed


def test_a_condition_that_the_scheme_does_not_set_is_not_applicable() -> None:
    assert eligibility.partners(filed(partners=None))[0].status == "not_applicable"
    assert eligibility.host_differs_from_holder(filed(holder_is_host=None))[0].status == "not_applicable"


@pytest.mark.parametrize(("same", "failed"), [(True, True), (None, True), (False, False)])
def test_host_and_holder_are_two_where_the_scheme_pays_a_host(same: bool | None, failed: bool) -> None:
    findings = eligibility.host_differs_from_holder(filed(loaded(HOSTED), holder_is_host=same))
    assert (failing(findings) == ["host_differs_from_holder"]) is failed


@pytest.mark.parametrize(
    ("opens", "closes", "failed"),
    [
        (date(2017, 6, 1), date(2017, 6, 1), []),
        (date(2017, 6, 2), date(2017, 7, 1), ["deposit_window"]),
        (date(2017, 1, 1), date(2017, 5, 31), ["deposit_window"]),
        (date(2015, 1, 1), None, []),
    ],
)
def test_the_window_includes_both_its_days(opens: date, closes: date | None, failed: list[str]) -> None:
    assert failing(eligibility.deposit_window(facts("draft", call=CallFacts("call-2017", opens, closes)))) == failed


def test_the_window_of_the_record_holds_even_where_the_file_knows_another() -> None:
    late = facts("draft", loaded(REGION), on=date(2017, 9, 15))
    assert failing(eligibility.deposit_window(late)) == []
    extended = CallFacts("2017", date(2017, 4, 3), date(2017, 9, 1))
    assert failing(eligibility.deposit_window(replace(late, call=extended))) == ["deposit_window"]


def test_an_application_outside_any_call_is_not_filed() -> None:
    assert failing(eligibility.deposit_window(facts("draft", call=None))) == ["deposit_window"]


@pytest.mark.parametrize(
    ("already", "limit", "failed"),
    [(0, 1, False), (1, 1, True), (None, 1, True), (5, None, False), (None, None, False), (2, 3, False)],
)
def test_an_applicant_files_no_more_than_the_call_admits(already: int | None, limit: int | None, failed: bool) -> None:
    call = CallFacts("call-2017", date(2017, 1, 1), None, already, limit)
    assert bool(failing(eligibility.applications_per_call(facts("draft", call=call)))) is failed


@pytest.mark.parametrize(
    ("items", "failed"),
    [
        (None, True),
        (ItemFacts(0, 0, date(2017, 7, 1)), True),
        (ItemFacts(1), True),
        (ItemFacts(1, 0, TODAY), True),
        (ItemFacts(1, 0, date(2017, 6, 2)), False),
    ],
)
def test_items_are_asked_for_with_a_deadline_that_lies_ahead(items: ItemFacts | None, failed: bool) -> None:
    assert bool(failing(guards.items_asked(facts(items=items)))) is failed


@pytest.mark.parametrize(("asked", "answered", "failed"), [(2, 1, True), (2, 2, False), (0, 0, True)])
def test_every_item_must_have_come(asked: int, answered: int, failed: bool) -> None:
    assert bool(failing(guards.items_answered(facts(items=ItemFacts(asked, answered))))) is failed


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_a_blank_reason_is_no_reason(reason: str) -> None:
    assert failing(guards.reason_given(facts(reason=reason))) == ["reason_given"]


def test_instruction_is_asked_piece_by_piece() -> None:
    begun = ReviewFacts(eligible=True, costs_retained=True, proposed=euros("0.00"), officer_opinions=1)
    known = facts("instruction", review=begun)
    assert failing(instruction.eligibility_recorded(known)) == []
    assert failing(instruction.costs_retained(known)) == []
    assert failing(instruction.amount_proposed(known)) == []
    assert failing(instruction.opinion_given(known)) == []
    assert failing(instruction.expert_opinion_given(known)) == ["expert_opinion_given"]


@pytest.mark.parametrize("eligible", [None, False])
def test_an_application_not_found_eligible_goes_no_further(eligible: bool | None) -> None:
    known = facts("instruction", review=ReviewFacts(eligible=eligible))
    assert failing(instruction.eligibility_recorded(known)) == ["eligibility_recorded"]


def test_costs_are_retained_only_with_a_plan_to_show_for_it() -> None:
    known = facts("instruction", plans=PlanFacts(requested=facts().plans.requested))
    assert failing(instruction.costs_retained(known)) == ["costs_retained"]


def test_a_negative_proposal_is_refused() -> None:
    known = facts("instruction", review=ReviewFacts(proposed=euros("-0.01")))
    assert failing(instruction.amount_proposed(known)) == ["amount_proposed"]


def test_an_accompaniment_ends_with_its_orientation_and_follow_up() -> None:
    known = facts(accompaniment=AccompanimentFacts(orientations=2))
    assert failing(accompaniment.orientation_recorded(known)) == []
    assert failing(accompaniment.follow_up_recorded(known)) == ["follow_up_recorded"]


def test_documents_wait_for_the_legal_form() -> None:
    assert failing(guards.documents_complete(facts("draft", filing=FilingFacts()))) == ["documents_complete"]
