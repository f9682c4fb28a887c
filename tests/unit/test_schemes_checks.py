"""Static checks: every shipped workflow is sound, and every way of spoiling one is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from workflow.schemes.checks import MONEY_INSTRUMENTS, check_workflow
from workflow.schemes.graph import Graph
from workflow.schemes.loading import load_workflows
from workflow.schemes.main_road import main_road
from workflow.schemes.obligations import (
    AWARD_GUARDS,
    COMMITTEE_ROAD_GUARDS,
    EFFECT_GUARDS,
    MONEY_AWARD_EFFECTS,
    MONEY_AWARD_GUARDS,
    MONEY_ROAD_GUARDS,
    REFUSAL_GUARDS,
    ROAD_GUARDS,
)
from workflow.schemes.process import Event, State, Workflow
from workflow.schemes.vocabulary import Effect, Guard, Instrument

WORKFLOWS = load_workflows()
AWARDING = [name for name, workflow in WORKFLOWS.items() if any(state.awarded for state in workflow.states)]
WITH_MONEY = [name for name in AWARDING if WORKFLOWS[name].instruments[0] in MONEY_INSTRUMENTS]
WITH_COMMITTEE = [name for name in AWARDING if any(state.stage == "committee" for state in WORKFLOWS[name].states)]


def instrument(workflow: Workflow) -> Instrument:
    return workflow.instruments[0]


def found(workflow: Workflow) -> set[tuple[str, str]]:
    """The code of each fault, and the state or event that it names."""
    faults = check_workflow(workflow, instrument(workflow))
    return {(fault.code, str(fault.path[1] if len(fault.path) > 1 else fault.path[0])) for fault in faults}


def found_codes(workflow: Workflow) -> set[str]:
    return {code for code, _ in found(workflow)}


def with_events(workflow: Workflow, change: Callable[[Event], Event | None]) -> Workflow:
    events = [changed for event in workflow.events if (changed := change(event)) is not None]
    return workflow.model_copy(update={"events": tuple(events)})


def with_event(workflow: Workflow, name: str, **update: object) -> Workflow:
    assert name in {event.id for event in workflow.events}
    return with_events(workflow, lambda event: event.model_copy(update=update) if event.id == name else event)


def without_guard(workflow: Workflow, guard: Guard) -> Workflow:
    """The workflow with ``guard`` asked nowhere."""
    return with_events(
        workflow,
        lambda event: event.model_copy(update={"guards": tuple(one for one in event.guards if one != guard)}),
    )


def without_effect(workflow: Workflow, effect: Effect) -> Workflow:
    return with_events(
        workflow,
        lambda event: event.model_copy(update={"effects": tuple(one for one in event.effects if one != effect)}),
    )


def awarding_events(workflow: Workflow) -> Iterator[Event]:
    awarded = Graph.of(workflow).awarded
    return (event for event in workflow.events if event.to in awarded)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_base_workflow_is_sound(name: str) -> None:
    assert check_workflow(WORKFLOWS[name], instrument(WORKFLOWS[name])) == ()


def test_the_base_workflows_of_the_design_ship() -> None:
    assert set(WORKFLOWS) == {
        "grant",
        "delegated_grant",
        "operating_support",
        "repayable_advance",
        "collaborative_call",
        "accompaniment",
        "direct_accompaniment",
        "orientation",
    }


@pytest.mark.parametrize("guard", [*AWARD_GUARDS, *MONEY_AWARD_GUARDS])
@pytest.mark.parametrize("name", WITH_MONEY)
def test_an_award_without_one_of_its_guards_is_named(name: str, guard: Guard) -> None:
    for event in awarding_events(WORKFLOWS[name]):
        spoilt = with_event(WORKFLOWS[name], event.id, guards=tuple(one for one in event.guards if one != guard))
        faults = check_workflow(spoilt, instrument(spoilt))
        assert [(fault.code, fault.path) for fault in faults] == [
            ("workflow_missing_guard", ("events", event.id, "guards"))
        ]
        assert f"“{guard}”" in faults[0].message.en


@pytest.mark.parametrize("effect", MONEY_AWARD_EFFECTS)
@pytest.mark.parametrize("name", WITH_MONEY)
def test_an_award_that_forgets_an_effect_is_named(name: str, effect: Effect) -> None:
    for event in awarding_events(WORKFLOWS[name]):
        spoilt = with_event(WORKFLOWS[name], event.id, effects=tuple(one for one in event.effects if one != effect))
        assert ("workflow_missing_effect", event.id) in found(spoilt)


@pytest.mark.parametrize(
    ("name", "guard"),
    [
        *((name, guard) for name in AWARDING for guard in ROAD_GUARDS),
        *((name, guard) for name in WITH_MONEY for guard in MONEY_ROAD_GUARDS),
        *((name, guard) for name in WITH_COMMITTEE for guard in COMMITTEE_ROAD_GUARDS),
    ],
)
def test_a_road_to_the_award_that_never_asks_a_guard_is_named(name: str, guard: Guard) -> None:
    assert "workflow_guard_avoided" in found_codes(without_guard(WORKFLOWS[name], guard))


@pytest.mark.parametrize("guard", REFUSAL_GUARDS)
@pytest.mark.parametrize("name", WITH_COMMITTEE)
def test_a_committee_that_refuses_without_a_guard_is_named(name: str, guard: Guard) -> None:
    refuse = next(event for event in WORKFLOWS[name].events if event.id == "refuse")
    spoilt = with_event(WORKFLOWS[name], "refuse", guards=tuple(one for one in refuse.guards if one != guard))
    assert found(spoilt) == {("workflow_missing_guard", "refuse")}


@pytest.mark.parametrize(("effect", "guard"), [(effect, one) for effect, all_ in EFFECT_GUARDS.items() for one in all_])
@pytest.mark.parametrize("name", WITH_MONEY)
def test_money_that_moves_without_a_guard_is_named(name: str, effect: Effect, guard: Guard) -> None:
    for event in WORKFLOWS[name].events:
        if effect in event.effects:
            spoilt = with_event(WORKFLOWS[name], event.id, guards=tuple(one for one in event.guards if one != guard))
            assert ("workflow_missing_guard", event.id) in found(spoilt)


@pytest.mark.parametrize("effect", ["commit_award", "release_commitment", "stop_silence_clock"])
@pytest.mark.parametrize("name", WITH_MONEY)
def test_what_is_set_aside_and_forgotten_is_named(name: str, effect: Effect) -> None:
    assert "workflow_left_open" in found_codes(without_effect(WORKFLOWS[name], effect))


@pytest.mark.parametrize("name", WITH_MONEY)
def test_a_payment_before_the_commitment_is_named(name: str) -> None:
    pay = next(event for event in WORKFLOWS[name].events if event.id == "pay")
    spoilt = with_event(WORKFLOWS[name], "pay", sources=(*pay.sources, "awarded"))
    assert "workflow_paid_too_early" in found_codes(spoilt)


@pytest.mark.parametrize("name", AWARDING)
def test_every_way_round_a_stage_is_named(name: str) -> None:
    workflow = WORKFLOWS[name]
    graph = Graph.of(workflow)
    road = main_road(workflow)
    award = next(awarding_events(workflow))
    for stage in ("submission", "instruction", *(("committee",) if name in WITH_COMMITTEE else ())):
        first = next(index for index, state in enumerate(road) if graph.states[state].stage == stage)
        spoilt = with_event(workflow, award.id, sources=(*award.sources, road[first - 1]))
        messages = [fault.message.en for fault in check_workflow(spoilt, instrument(workflow))]
        assert any(f"without the stage “{stage}”" in message for message in messages)


@pytest.mark.parametrize("name", AWARDING)
def test_an_event_rerouted_to_the_award_is_named(name: str) -> None:
    """Whatever event is sent straight to the award, from wherever, something is wrong and is said."""
    workflow = WORKFLOWS[name]
    awarded = next(iter(Graph.of(workflow).awarded))
    after = Graph.of(workflow).reachable([awarded])
    for event in workflow.events:
        if event.to != awarded and not set(event.sources) <= after:
            assert found(with_event(workflow, event.id, to=awarded)), event.id


@pytest.mark.parametrize("name", WORKFLOWS)
def test_an_event_that_nobody_can_fire_is_named(name: str) -> None:
    for event in WORKFLOWS[name].events:
        if event.roles:
            assert ("workflow_no_role", event.id) in found(with_event(WORKFLOWS[name], event.id, roles=()))
        else:
            spoilt = with_event(WORKFLOWS[name], event.id, roles=("manager",))
            assert ("workflow_automatic_role", event.id) in found(spoilt)


@pytest.mark.parametrize("role", ["applicant", "case_officer", "expert", "committee_secretary", "manager"])
@pytest.mark.parametrize("name", AWARDING)
def test_a_role_that_could_do_everything_alone_is_named(name: str, role: str) -> None:
    spoilt = with_events(
        WORKFLOWS[name],
        lambda event: event if event.automatic else event.model_copy(update={"roles": (*event.roles, role)}),
    )
    faults = check_workflow(spoilt, instrument(spoilt))
    assert [fault.code for fault in faults] == ["workflow_single_role"]
    assert f"“{role}”" in faults[0].message.en
    assert "submitted → " in faults[0].message.en


@pytest.mark.parametrize("name", AWARDING)
def test_automatic_steps_do_not_stand_in_for_a_second_person(name: str) -> None:
    workflow = WORKFLOWS[name]
    award = next(awarding_events(workflow))
    spoilt = with_events(
        workflow,
        lambda event: (
            event
            if event.id == award.id or event.to is None
            else event.model_copy(update={"roles": (), "automatic": True})
        ),
    )
    assert "workflow_single_role" in found_codes(spoilt)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_state_that_nothing_leads_to_is_named(name: str) -> None:
    lost = State.model_validate({"id": "lost", "stage": "closing", "end": True, "title": {"fr": "Perdu", "en": "Lost"}})
    spoilt = WORKFLOWS[name].model_copy(update={"states": (*WORKFLOWS[name].states, lost)})
    assert found(spoilt) == {("workflow_unreachable_state", "lost")}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_state_without_a_way_out_is_named(name: str) -> None:
    workflow = WORKFLOWS[name]
    spoilt = with_events(
        workflow, lambda event: None if event.to is not None and "submitted" in event.sources else event
    )
    assert ("workflow_dead_end", "submitted") in found(spoilt)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_an_end_that_is_left_is_named(name: str) -> None:
    withdraw = next(event for event in WORKFLOWS[name].events if event.id == "withdraw")
    again = withdraw.model_copy(update={"id": "resume", "sources": ("withdrawn",), "to": "draft"})
    spoilt = WORKFLOWS[name].model_copy(update={"events": (*WORKFLOWS[name].events, again)})
    assert ("workflow_end_left", "withdrawn") in found(spoilt)


def test_words_that_name_nothing_are_named_before_anything_else() -> None:
    spoilt = with_event(WORKFLOWS["grant"], "submit", sources=("drafts",), to="sent")
    assert found(spoilt.model_copy(update={"initial": "start"})) == {
        ("workflow_unknown_state", "submit"),
        ("workflow_unknown_state", "initial"),
    }


def test_an_id_that_serves_twice_is_named() -> None:
    grant = WORKFLOWS["grant"]
    twice = grant.model_copy(
        update={"states": (*grant.states, grant.states[0]), "events": (*grant.events, grant.events[0])}
    )
    assert found(twice) == {("duplicate_id", "draft"), ("duplicate_id", "submit")}


def test_money_cannot_be_granted_by_a_workflow_that_awards_nothing() -> None:
    orientation = WORKFLOWS["orientation"].model_copy(update={"instruments": ()})
    assert "workflow_no_award" in {fault.code for fault in check_workflow(orientation, "grant")}


def test_a_workflow_serves_only_its_own_instruments() -> None:
    faults = check_workflow(WORKFLOWS["accompaniment"], "orientation")
    assert [fault.code for fault in faults] == ["workflow_instrument"]
