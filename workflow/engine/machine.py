"""One state machine per version of a scheme, shared by every application that pins it.

A machine holds no application: a throw-away :class:`Subject` carries the state through one trigger. Models are
never added to the machine (that would reset their state and keep them alive).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from transitions import EventData, Machine

from workflow.engine.facts import StepFacts
from workflow.engine.guards.registry import GuardFunction, function_for
from workflow.engine.versions import PerVersion
from workflow.rules.finding import Finding
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.process import Event, Workflow
from workflow.schemes.vocabulary import Guard


@dataclass(slots=True)
class Subject:
    """What the machine moves: a state, the facts its guards read, and what they answered, guard by guard."""

    state: str
    facts: StepFacts
    answers: list[tuple[Guard, tuple[Finding, ...]]] = field(default_factory=list)


class SchemeMachine:
    """The machine of one workflow, and its states and events by name."""

    def __init__(self, workflow: Workflow) -> None:
        self.states = MappingProxyType({state.id: state for state in workflow.states})
        self.events = MappingProxyType({event.id: event for event in workflow.events})
        self._offered: dict[str, tuple[Event, ...]] = {
            state.id: tuple(event for event in workflow.events if state.id in event.sources)
            for state in workflow.states
        }
        self._machine = _build(workflow)

    def offered_in(self, state: str) -> tuple[Event, ...]:
        """The events that ``state`` offers, in the order of the file; none where there is no such state."""
        return self._offered.get(state, ())

    def decide(self, event: Event, facts: StepFacts) -> tuple[bool, Subject]:
        """Trigger ``event`` on a throw-away subject: whether the machine moved it, and every guard's answer.

        ``event`` must be one that ``facts.state`` offers.
        """
        subject = Subject(facts.state, facts)
        accepted = self._machine.events[event.id].trigger(subject)
        return accepted, subject


def machine_for(loaded: LoadedScheme) -> SchemeMachine:
    """The machine of this version of a scheme, built once and shared.

    Raises:
        NotFound: the scheme is a path, which has no workflow.
    """
    return _machines(loaded)


def _build(workflow: Workflow) -> Machine:
    machine = Machine(
        model=None,
        states=[state.id for state in workflow.states],
        initial=workflow.initial,
        auto_transitions=False,
        send_event=True,
    )
    for event in workflow.events:
        machine.add_transition(event.id, list(event.sources), event.to, conditions=_every_guard(event))
    return machine


def _every_guard(event: Event) -> Callable[[EventData], bool]:
    """The one condition of a transition: all guards answer, so that a refusal names every failure."""
    functions: list[tuple[Guard, GuardFunction]] = [(guard, function_for(event, guard)) for guard in event.guards]

    def holds(event_data: EventData) -> bool:
        subject = cast(Subject, event_data.model)
        held = True
        for guard, function in functions:
            findings = function(subject.facts)
            subject.answers.append((guard, findings))
            held = held and all(finding.status != "fail" for finding in findings)
        return held

    return holds


_machines: PerVersion[SchemeMachine] = PerVersion(lambda loaded: SchemeMachine(loaded.workflow))
