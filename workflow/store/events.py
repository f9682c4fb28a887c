"""Reading what happened to an application."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.schemes.vocabulary import Stage
from workflow.store.dossier import Dossier, told_by
from workflow.store.memory import remembered
from workflow.store.tables import Event, EventReason, Person


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event, with the name of who did it: empty for an automatic step and for an erased person."""

    id: int
    number: int
    name: str
    from_state: str
    to_state: str
    stage: Stage
    automatic: bool
    person_id: int | None
    person_name: str
    at: datetime
    payload: Mapping[str, Any]
    hash: str
    reason: str


def _told(whole: Dossier) -> tuple[PastEvent, ...]:
    reasons = {one.event_id: one.text for one in whole.all(EventReason)}
    events = sorted(whole.all(Event), key=attrgetter("number"))
    return tuple(_past(event, whole.name(event.person_id), reasons.get(event.id)) for event in events)


@remembered
@told_by(_told)
def timeline(session: Session, application_id: int) -> tuple[PastEvent, ...]:
    """Everything that happened to an application, oldest first, in one statement."""
    statement = (
        select(Event, Person.name, EventReason.text)
        .join(Person, Person.id == Event.person_id, isouter=True)
        .join(EventReason, EventReason.event_id == Event.id, isouter=True)
        .where(Event.application_id == application_id)
        .order_by(Event.number)
    )
    return tuple(_past(event, name, reason) for event, name, reason in session.execute(statement))


def _past(event: Event, name: str | None, reason: str | None) -> PastEvent:
    return PastEvent(
        id=event.id,
        number=event.number,
        name=event.name,
        from_state=event.from_state,
        to_state=event.to_state,
        stage=event.stage,
        automatic=event.automatic,
        person_id=event.person_id,
        person_name=name or "",
        at=event.at,
        payload=json.loads(event.payload),
        hash=event.hash,
        reason=reason or "",
    )


def keep_reason(session: Session, event_id: int, text: str) -> None:
    """Keep the words that go with a step."""
    session.add(EventReason(event_id=event_id, text=text))
    session.flush()
