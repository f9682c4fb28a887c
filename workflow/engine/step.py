"""The two questions put to the engine: may this step be made, and what can be done now (and why not the rest)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from workflow.engine.facts import StepFacts
from workflow.engine.guards.registry import Brought, missing_with
from workflow.engine.machine import SchemeMachine, Subject, machine_for
from workflow.kernel.errors import DomainError, NotAllowed
from workflow.kernel.words import Words
from workflow.rules.finding import Finding
from workflow.schemes.process import Event
from workflow.schemes.vocabulary import Effect, Stage


class Refused(DomainError):
    """The guards hold the step back. ``findings`` are those that failed, every one of them."""

    code = "refused"
    words = Words(fr="Cette étape ne peut pas être faite maintenant.", en="This step cannot be made now.")

    def __init__(self, event: str, findings: tuple[Finding, ...]) -> None:
        self.event = event
        self.findings = findings
        super().__init__(
            Words(
                fr=" ".join(finding.explanation.fr for finding in findings) or self.words.fr,
                en=" ".join(finding.explanation.en for finding in findings) or self.words.en,
            )
        )


class StepNotOffered(DomainError):
    """The application's state does not offer this step (or the workflow knows no such event)."""

    code = "step_not_offered"
    words = Words(
        fr="Le dossier n’en est pas à cette étape : elle n’est pas proposée maintenant.",
        en="The application is not at this step: it is not offered now.",
    )

    def __init__(self, event: str, state: str) -> None:
        self.event = event
        self.state = state
        super().__init__()


@dataclass(frozen=True, slots=True)
class AcceptedStep:
    """A step that may be made. Nothing is written yet: the service applies ``effects``, in order, and records it.

    ``stage`` is that of ``to_state``. ``awarded``: the step arrives in a state where the award stands, from one
    where it did not. ``findings`` are all that the guards answered.
    """

    event: str
    from_state: str
    to_state: str
    stage: Stage
    awarded: bool
    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...]
    automatic: bool


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that the state offers to this actor.

    ``allowed``: it would be accepted as things stand. ``findings`` are the failures where it would not.
    ``missing`` is what the actor would bring with the step and has not brought yet (a reason, a decision …);
    ``obstacles`` are the failures that this would not explain. A page enables the step, and asks for what is
    missing, where there is no obstacle.
    """

    event: str
    title: Words
    allowed: bool
    findings: tuple[Finding, ...]
    missing: tuple[Brought, ...]
    obstacles: tuple[Finding, ...]
    confirm: Words | None

    @property
    def ready(self) -> bool:
        """Whether nothing but what the actor brings stands in the way."""
        return not self.obstacles


def step(facts: StepFacts, event: str) -> AcceptedStep:
    """Decide whether ``event`` may happen on these facts.

    Raises:
        StepNotOffered: the state does not offer it.
        NotAllowed: the actor holds none of the roles that may fire it, or a person fires an automatic step.
        Refused: one guard at least fails.
        NotFound: the scheme has no workflow.
    """
    machine = machine_for(facts.loaded)
    declared = machine.events.get(event)
    if declared is None or facts.state not in declared.sources:
        raise StepNotOffered(event, facts.state)
    if not _may_fire(facts, declared):
        raise NotAllowed
    accepted, subject = machine.decide(declared, facts)
    if not accepted:
        raise Refused(event, _failures(subject))
    return _accepted(machine, declared, subject)


def offered(facts: StepFacts) -> tuple[OfferedStep, ...]:
    """The steps that the state offers to this actor, in the order of the workflow, decided by the same guards."""
    machine = machine_for(facts.loaded)
    return tuple(
        _offered(machine, event, facts) for event in machine.offered_in(facts.state) if _may_fire(facts, event)
    )


def _may_fire(facts: StepFacts, event: Event) -> bool:
    if facts.actor.automatic:
        return event.automatic
    return not facts.actor.roles.isdisjoint(event.roles)


def _accepted(machine: SchemeMachine, event: Event, subject: Subject) -> AcceptedStep:
    departure = machine.states[subject.facts.state]
    arrival = machine.states[subject.state]
    return AcceptedStep(
        event=event.id,
        from_state=departure.id,
        to_state=arrival.id,
        stage=arrival.stage,
        awarded=arrival.awarded and not departure.awarded,
        effects=event.effects,
        findings=tuple(chain.from_iterable(findings for _, findings in subject.answers)),
        automatic=subject.facts.actor.automatic,
    )


def _offered(machine: SchemeMachine, event: Event, facts: StepFacts) -> OfferedStep:
    accepted, subject = machine.decide(event, facts)
    lacking = {guard: missing_with(event, guard, facts) for guard in event.guards}
    missing = tuple(dict.fromkeys(brought for brought in lacking.values() if brought is not None))
    explained = [guard for guard, brought in lacking.items() if brought is not None]
    obstacles = tuple(
        finding
        for guard, findings in subject.answers
        if guard not in explained
        for finding in findings
        if finding.status == "fail"
    )
    return OfferedStep(event.id, event.title, accepted, _failures(subject), missing, obstacles, event.confirm)


def _failures(subject: Subject) -> tuple[Finding, ...]:
    return tuple(finding for _, findings in subject.answers for finding in findings if finding.status == "fail")
