"""Whatever is tried, in whatever order, no application is awarded without having been submitted, instructed and,
where the workflow has a committee, put before it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.fixtures.engine import (
    ALICE,
    BRUNO,
    CHLOE,
    actor,
    agenda,
    award,
    empty,
    euros,
    facts,
    instalments,
    loaded,
    payment,
    running,
)
from workflow.engine.facts import StepFacts
from workflow.engine.step import AcceptedStep, Refused, StepNotOffered, offered, step
from workflow.kernel.errors import NotAllowed
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.graph import Graph
from workflow.schemes.loading import load_workflows

WORKFLOWS = sorted(load_workflows())
PEOPLE = (ALICE, BRUNO, CHLOE)
KNOWLEDGE = st.sampled_from(["sound", "poor", "none"])


class Walk(RuleBasedStateMachine):
    """One application, on which random people try random steps, on facts that are sound, poor or unknown."""

    scheme: LoadedScheme
    awards: int

    def __init__(self) -> None:
        super().__init__()
        self.state = self.scheme.workflow.initial
        self.stages = {self._stage()}
        self.awarded = False

    @rule(
        person=st.sampled_from(PEOPLE), choice=st.integers(0, 30), knowledge=st.sampled_from(["sound", "poor", "none"])
    )
    def try_a_step(self, person: int, choice: int, knowledge: str) -> None:
        events = self.scheme.workflow.events
        self._try(events[choice % len(events)].id, self._facts(person, knowledge))

    @rule(person=st.sampled_from(PEOPLE), choice=st.integers(0, 30))
    def take_an_offered_step(self, person: int, choice: int) -> None:
        known = self._facts(person, "sound")
        allowed = [one.event for one in offered(known) if one.allowed]
        if allowed:
            assert self._try(allowed[choice % len(allowed)], known) is not None

    @rule(person=st.sampled_from(PEOPLE), steps=st.integers(1, 6))
    def hurry_towards_the_award(self, person: int, steps: int) -> None:
        for _ in range(steps):
            known = self._facts(person, "sound")
            for event in self._short_road():
                if self._try(event, known) is not None:
                    break

    @rule()
    def let_the_clock_pass(self) -> None:
        known = replace(self._facts(None, "sound"), actor=actor(None, automatic=True))
        for one in offered(known):
            self._try(one.event, known)

    @invariant()
    def an_award_has_its_whole_past(self) -> None:
        if self.awarded:
            assert {"submission", "instruction"} <= self.stages
            if any(state.stage == "committee" for state in self.scheme.workflow.states):
                assert "committee" in self.stages

    def _short_road(self) -> list[str]:
        """The events that lead from here to the next state on a shortest way to an award."""
        graph = Graph.of(self.scheme.workflow)
        way = graph.walk_to([self.state], graph.awarded) or ()
        return [edge.event.id for edge in graph.edges if (edge.source, edge.target) == way[:2]]

    def _try(self, event: str, known: StepFacts) -> AcceptedStep | None:
        try:
            accepted = step(known, event)
        except (Refused, NotAllowed, StepNotOffered):
            return None
        declared = next(one for one in self.scheme.workflow.events if one.id == event)
        assert self.state in declared.sources
        assert accepted.to_state == (declared.to or self.state)
        self.state = accepted.to_state
        self.stages.add(self._stage())
        self.awarded = self.awarded or accepted.awarded
        type(self).awards += accepted.awarded
        return accepted

    def _stage(self) -> str:
        return next(state.stage for state in self.scheme.workflow.states if state.id == self.state)

    def _facts(self, person: int | None, knowledge: str) -> StepFacts:
        if knowledge == "none":
            return replace(empty(self.state, self.scheme), actor=actor(person))
        sound = facts(self.state, self.scheme, actor=actor(person))
        if knowledge == "sound":
            return sound
        return replace(sound, decision=None, agenda=agenda(self.scheme, "ccccf"), payment=None, reason="")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_walk_reaches_an_award_without_its_past(name: str) -> None:
    awards = _walk_over(running(name))
    can_award = any(state.awarded for state in running(name).workflow.states)
    assert (awards > 0) is can_award, "the walks must get as far as an award to prove anything"


@pytest.mark.parametrize(("name", "event"), [("grant", "award"), ("direct_accompaniment", "admit")])
def test_the_walks_would_find_a_way_round_instruction(name: str, event: str) -> None:
    sound = running(name)
    events = tuple(
        one.model_copy(update={"sources": ("submitted",)}) if one.id == event else one for one in sound.workflow.events
    )
    leaking = LoadedScheme.of(sound.scheme, sound.workflow.model_copy(update={"events": events}))
    with pytest.raises(AssertionError, match="instruction"):
        _walk_over(leaking)


def _walk_over(scheme: LoadedScheme) -> int:
    """How many awards forty walks over ``scheme`` made, the same forty each time."""

    class Walking(Walk):
        pass

    Walking.scheme, Walking.awards = scheme, 0
    long_enough = settings(max_examples=40, stateful_step_count=30, derandomize=True, phases=[Phase.generate])
    run_state_machine_as_test(Walking, settings=long_enough)
    return Walking.awards


@cache
def reached(name: str) -> frozenset[str]:
    """The states that sound facts reach, whatever their order."""
    scheme, seen, waiting = running(name), set[str](), [running(name).workflow.initial]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            for known in _sound(state, scheme):
                waiting += [step(known, one.event).to_state for one in offered(known) if one.allowed]
    return frozenset(seen)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_of_every_workflow_is_reached_by_somebody(name: str) -> None:
    assert reached(name) == {state.id for state in running(name).workflow.states}


def _sound(state: str, scheme: LoadedScheme) -> list[StepFacts]:
    paid = replace(award().shares[0], paid=euros("12000.00"))
    settled = replace(award(), shares=(paid,), realised=euros("30000.00"))
    lent = replace(award(), schedule=instalments("6000.00", "6000.00"))
    repaid = replace(settled, schedule=instalments("6000.00", "6000.00", repaid="6000.00"))
    base = facts(state, scheme)
    return [
        base,
        replace(base, agenda=agenda(loaded(), "ccccf")),
        replace(base, award=settled),
        replace(base, award=lent, payment=payment("12000.00")),
        replace(base, award=repaid),
        replace(base, actor=actor(None, automatic=True)),
    ]
