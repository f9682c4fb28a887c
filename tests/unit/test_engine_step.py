"""A step is accepted, or refused with every reason; what can be done now is decided by the same guards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fixtures.engine import (
    ALICE,
    BRUNO,
    CHLOE,
    actor,
    agenda,
    decision,
    empty,
    facts,
    failing,
    loaded,
    running,
)
from workflow.engine.facts import ActorFacts, FilingFacts, PlanFacts, StepFacts
from workflow.engine.step import OfferedStep, Refused, StepNotOffered, offered, step
from workflow.kernel.errors import NotAllowed, NotFound


def test_an_award_says_where_it_leads_and_what_it_causes() -> None:
    accepted = step(facts(), "award")
    assert (accepted.from_state, accepted.to_state, accepted.stage) == ("on_agenda", "awarded", "award")
    assert accepted.awarded
    assert not accepted.automatic
    assert accepted.effects[:3] == ("pin_decision", "file_voted_plan", "reserve_award")
    assert {finding.status for finding in accepted.findings} == {"pass"}


def test_a_step_that_stays_in_its_state_awards_nothing_again() -> None:
    accepted = step(facts("awarded"), "assign")
    assert (accepted.to_state, accepted.awarded) == ("awarded", False)


def test_the_whole_road_to_the_last_payment_is_open_to_sound_facts() -> None:
    road = ["submit", "record_eligibility", "put_on_agenda", "award", "notify", "sign_agreement", "pay"]
    state = "draft"
    for event in road:
        state = step(facts(state), event).to_state
    assert state == "in_payment"


def test_a_refusal_names_every_failure_and_not_only_the_first() -> None:
    wrong = facts(actor=actor(BRUNO), agenda=replace(agenda(loaded(), "ccffa"), session_state="planned"), decision=None)
    with pytest.raises(Refused) as refused:
        step(wrong, "award")
    assert failing(refused.value.findings) == [
        "session_open",
        "separation_of_duties",
        "vote_in_favour",
        "deliberation_numbered",
        "shares_make_award",
        "envelope_holds",
    ]
    assert refused.value.code == "refused"
    assert "La séance n’est pas encore ouverte." in refused.value.words.fr
    assert "The session is not open yet." in refused.value.words.en


def test_a_refused_step_changes_nothing() -> None:
    wrong = facts(decision=None)
    before = repr(wrong)
    with pytest.raises(Refused):
        step(wrong, "award")
    assert repr(wrong) == before
    assert step(facts(), "award").to_state == "awarded"


@pytest.mark.parametrize(("state", "event"), [("draft", "award"), ("closed", "pay"), ("draft", "no_such_event")])
def test_a_step_that_the_state_does_not_offer_is_named_so(state: str, event: str) -> None:
    with pytest.raises(StepNotOffered) as refused:
        step(facts(state), event)
    assert (refused.value.event, refused.value.state, refused.value.code) == (event, state, "step_not_offered")


def test_a_state_that_the_workflow_does_not_know_offers_nothing() -> None:
    assert offered(facts("no_such_state")) == ()
    with pytest.raises(StepNotOffered):
        step(facts("no_such_state"), "award")


def test_a_role_that_the_event_does_not_name_is_not_allowed() -> None:
    with pytest.raises(NotAllowed):
        step(facts(actor=ActorFacts(BRUNO, frozenset({"case_officer", "administrator"}))), "award")


def test_somebody_without_a_role_is_offered_nothing() -> None:
    assert offered(facts(actor=ActorFacts(ALICE))) == ()


def test_a_person_cannot_fire_what_only_a_clock_fires() -> None:
    with pytest.raises(NotAllowed):
        step(facts("incomplete"), "declare_items_overdue")


def test_a_clock_fires_its_own_steps_and_no_other() -> None:
    clock = facts("incomplete", actor=actor(None, automatic=True))
    assert step(clock, "declare_items_overdue").automatic
    assert [one.event for one in offered(clock)] == ["declare_items_overdue"]
    with pytest.raises(NotAllowed):
        step(clock, "withdraw")


def test_roles_do_not_let_a_clock_fire_human_steps() -> None:
    disguised = ActorFacts(None, frozenset({"applicant"}), automatic=True)
    with pytest.raises(NotAllowed):
        step(facts("incomplete", actor=disguised), "withdraw")


def test_a_path_has_no_step_at_all() -> None:
    with pytest.raises(NotFound):
        step(facts("draft", replace(loaded(), base=None)), "submit")


def test_steps_are_offered_in_the_order_of_the_workflow() -> None:
    listed = [one.event for one in offered(facts())]
    declared = [event.id for event in loaded().workflow.events]
    assert listed == [event for event in declared if event in listed]
    assert listed == ["assign", "remove_from_agenda", "give_committee_opinion", "defer", "award", "refuse", "withdraw"]


def test_a_step_that_is_not_allowed_is_shown_with_its_reasons() -> None:
    refuse = _offered(facts(), "refuse")
    assert not refuse.allowed
    assert failing(refuse.findings) == ["vote_against"]
    assert refuse.obstacles == refuse.findings
    assert refuse.confirm is not None


def test_a_step_that_only_lacks_what_the_actor_brings_is_ready() -> None:
    award = _offered(facts(decision=None), "award")
    assert (award.allowed, award.ready, award.missing) == (False, True, ("decision",))
    defer = _offered(facts(reason="  "), "defer")
    assert (defer.allowed, defer.ready, defer.missing) == (False, True, ("reason",))


def test_what_the_actor_brings_does_not_hide_another_obstacle() -> None:
    award = _offered(facts(decision=None, actor=actor(BRUNO)), "award")
    assert award.missing == ("decision",)
    assert failing(award.obstacles) == ["separation_of_duties"]


def test_what_was_brought_and_is_wrong_becomes_an_obstacle() -> None:
    wrong = replace(decision(), deliberation="")
    award = _offered(facts(decision=wrong), "award")
    assert award.missing == ()
    assert failing(award.obstacles) == ["deliberation_numbered"]


def test_the_decision_of_one_payer_is_brought_with_its_step() -> None:
    scheme = running("collaborative_call")
    record = _offered(facts("programmed", scheme, payer_decision=None, decision=None), "record_payer_decision")
    assert (record.ready, record.missing) == (True, ("payer_decision",))


def test_a_fresh_draft_says_all_that_is_missing_before_the_deposit() -> None:
    draft = facts("draft", filing=FilingFacts(), plans=PlanFacts(), call=None)
    submit = _offered(draft, "submit")
    assert {
        "application_complete",
        "documents_complete",
        "plan_balances",
        "deposit_window",
        "beneficiary_kind",
        "territory",
        "phase",
        "caps_hold",
        "co_financing_balances",
    } <= set(failing(submit.findings))


def test_nothing_known_still_lets_the_applicant_withdraw() -> None:
    known_to_nobody = replace(empty("draft"), actor=ActorFacts(ALICE, frozenset({"applicant"})))
    assert step(known_to_nobody, "withdraw").to_state == "withdrawn"


def test_a_manager_admits_an_accompaniment_that_somebody_else_reviewed() -> None:
    scheme = running("direct_accompaniment")
    assert step(facts("instruction", scheme, actor=actor(CHLOE)), "admit").awarded
    with pytest.raises(Refused) as refused:
        step(facts("instruction", scheme, actor=actor(BRUNO)), "admit")
    assert failing(refused.value.findings) == ["separation_of_duties"]


def _offered(known: StepFacts, event: str) -> OfferedStep:
    return next(one for one in offered(known) if one.event == event)
