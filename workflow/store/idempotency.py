"""Commands that may arrive twice: a key taken once per person makes a double click one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow.store.dialects import is_postgresql
from workflow.store.prepared import Prepared
from workflow.store.tables import IdempotencyKey


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the first command with this key did."""

    application_id: int | None
    event_number: int | None


def take(
    session: Session, person_id: int, key: str, at: datetime, *, application_id: int, event_number: int
) -> Repeat | None:
    """Take ``key`` for this transaction: ``None`` the first time, what was done then any other time.

    ``event_number`` is that of the step which the command is about to make on the application, which it holds
    under lock: where the command fails, the key goes with the rest. A second command with the same key waits for
    the first one to commit (or takes its place if it fails).
    """
    values = {
        "person_id": person_id,
        "key": key,
        "application_id": application_id,
        "event_number": event_number,
        "created_at": at,
    }
    if _TAKE[is_postgresql(session)].count(session, values) == 1:
        return None
    done = _DONE.one(session, {"person_id": person_id, "key": key})
    if done is None:
        raise RuntimeError("a key was refused and is not there")
    return Repeat(*done)


def _taking(insert: Any) -> Prepared:
    names = ("person_id", "key", "application_id", "event_number", "created_at")
    return Prepared(insert.values({name: bindparam(name) for name in names}).on_conflict_do_nothing())


_TAKE: Final = {
    True: _taking(postgresql.insert(IdempotencyKey)),
    False: _taking(sqlite.insert(IdempotencyKey)),
}
_DONE: Final = Prepared(
    select(IdempotencyKey.application_id, IdempotencyKey.event_number).where(
        IdempotencyKey.person_id == bindparam("person_id"), IdempotencyKey.key == bindparam("key")
    )
)
