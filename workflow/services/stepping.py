"""How every verb takes its step: load under lock, check access, ask the engine, apply, record, post.

One transaction, opened by the caller and committed once. A refusal raises and leaves nothing written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from workflow.engine.facts import StepFacts
from workflow.engine.machine import machine_for
from workflow.engine.step import AcceptedStep, StepNotOffered, step
from workflow.kernel.errors import InvalidInput, Problem, StaleVersion
from workflow.kernel.words import Words
from workflow.services import effects
from workflow.services.access import locked_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier, facts_for, read_dossier
from workflow.services.texts import refuse_endless
from workflow.services.work import Work
from workflow.store import applications, events, idempotency, totals
from workflow.store.applications import ApplicationRecord
from workflow.store.chain import Step

LONGEST_REASON: Final = 5000
"""Characters of the words that go with a step."""
LONGEST_KEY: Final = 100
"""Characters of the key that makes a double click one step."""


def nothing_more(_work: Work) -> None:
    """For a verb that writes nothing beside its step."""


@dataclass(frozen=True, slots=True)
class Brings:
    """What a verb brings to its step.

    ``facts`` are the parts of :class:`StepFacts` that the actor gives (``reason``, ``decision`` …), made by a
    function where they depend on the record. ``changes`` are columns of the application to set with the step.
    ``details`` enter the event: strings, whole numbers, lists and maps, no personal data. ``write`` adds the
    verb's own rows, once the step is recorded.
    """

    facts: Callable[[Dossier, StepFacts], StepFacts] = lambda _dossier, facts: facts
    changes: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    write: Callable[[Work], None] = nothing_more


def take_step(context: Context, request: StepRequest, event: str, brings: Brings | None = None) -> StepDone:
    """Make the step ``event`` on an application.

    Raises:
        NotFound: no such application for this person.
        StaleVersion: it changed since the page was shown.
        StepNotOffered: its state does not offer the step.
        NotAllowed: the person's roles do not allow it.
        Refused: a guard fails; the findings say which, and why.
        InvalidInput: a key that has served for something else (``key``), or endless words (``reason``).
    """
    brings = brings or Brings()
    now = context.clock.now()
    application = locked_application(context, request.reference)
    repeat = _take_key(context, request, application, now)
    if repeat is not None:
        return _done_before(context, application, event, repeat)
    if application.version != request.expected_version:
        raise StaleVersion(request.expected_version, application.version)
    dossier = read_dossier(context, application)
    facts = brings.facts(dossier, facts_for(context, dossier, _guards(dossier, event)))
    refuse_endless([("reason", facts.reason, LONGEST_REASON)])
    accepted = step(facts, event)
    with _totals_kept(context, application, accepted):
        work = _record(context, dossier, facts, accepted, brings, now)
        for effect in accepted.effects:
            effects.CONSEQUENCES.get(effect, nothing_more)(work)
    return StepDone(
        reference=application.reference,
        event=event,
        from_state=accepted.from_state,
        to_state=accepted.to_state,
        version=work.application.version,
        number=work.event.number,
    )


def state_title(dossier: Dossier, state: str) -> Words:
    """The title of a state of the application's workflow."""
    return machine_for(dossier.loaded).states[state].title


def _take_key(
    context: Context, request: StepRequest, application: ApplicationRecord, now: datetime
) -> idempotency.Repeat | None:
    if request.key is None or context.actor.person_id is None:
        return None
    refuse_endless([("key", request.key, LONGEST_KEY)])
    return idempotency.take(
        context.session,
        context.actor.person_id,
        request.key,
        now,
        application_id=application.id,
        event_number=application.event_count + 1,
    )


def _done_before(context: Context, application: ApplicationRecord, event: str, repeat: idempotency.Repeat) -> StepDone:
    """What the first command did, where it was this one."""
    past = events.timeline(context.session, application.id) if repeat.application_id == application.id else ()
    done = next((one for one in past if one.number == repeat.event_number and one.name == event), None)
    if done is None:
        words = Words(
            fr="Cette page a déjà servi à autre chose : rechargez-la, puis recommencez.",
            en="This page has already served for something else: reload it, then try again.",
        )
        raise InvalidInput([Problem("key", "key_reused", words)])
    return StepDone(
        reference=application.reference,
        event=event,
        from_state=done.from_state,
        to_state=done.to_state,
        version=application.version,
        number=done.number,
        repeated=True,
    )


def _guards(dossier: Dossier, event: str) -> tuple[Any, ...]:
    declared = machine_for(dossier.loaded).events.get(event)
    if declared is None:
        raise StepNotOffered(event, dossier.application.state)
    return declared.guards


def _record(
    context: Context,
    dossier: Dossier,
    facts: StepFacts,
    accepted: AcceptedStep,
    brings: Brings,
    now: datetime,
) -> Work:
    application = dossier.application
    changes: dict[str, Any] = dict(brings.changes)
    for effect in accepted.effects:
        made = effects.CHANGES.get(effect)
        if made is not None:
            changes |= made(context, dossier, facts)
    if accepted.awarded:
        changes["awarded"] = True
    moved, event = applications.record_step(
        context.session,
        application,
        Step(
            name=accepted.event,
            from_state=accepted.from_state,
            to_state=accepted.to_state,
            stage=accepted.stage,
            at=now,
            person_id=context.actor.person_id,
            automatic=accepted.automatic,
            payload=brings.details,
        ),
        changes,
    )
    work = Work(context, replace(dossier, application=moved), facts, accepted, event, before=application)
    if facts.reason.strip():
        events.keep_reason(context.session, event.id, facts.reason.strip())
    brings.write(work)
    return work


def _totals_kept(
    context: Context, application: ApplicationRecord, accepted: AcceptedStep
) -> AbstractContextManager[None]:
    """The award totals follow every step of an application that has an award, and the one that gives it."""
    if application.awarded or accepted.awarded:
        return totals.kept(context.session, application.id)
    return nullcontext()
