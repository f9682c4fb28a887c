"""Commands that may arrive twice: a key taken once per person makes a double click one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.store.dialects import insert_into
from workflow.store.tables import IdempotencyKey


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the first command with this key did."""

    application_id: int | None
    event_number: int | None


def take(session: Session, person_id: int, key: str, at: datetime) -> Repeat | None:
    """Take ``key`` for this transaction: ``None`` the first time, what was done then any other time.

    A second command with the same key waits for the first one to commit (or takes its place if it fails).
    """
    first = insert_into(session, IdempotencyKey).values(person_id=person_id, key=key, created_at=at)
    taken = session.execute(first.on_conflict_do_nothing().returning(IdempotencyKey.key)).one_or_none()
    if taken is not None:
        return None
    done = session.execute(
        select(IdempotencyKey.application_id, IdempotencyKey.event_number).where(
            IdempotencyKey.person_id == person_id, IdempotencyKey.key == key
        )
    ).one()
    return Repeat(*done)


def settle(session: Session, person_id: int, key: str, application_id: int, event_number: int | None) -> None:
    """Note what the command that took ``key`` did."""
    session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.person_id == person_id, IdempotencyKey.key == key)
        .values(application_id=application_id, event_number=event_number)
    )
