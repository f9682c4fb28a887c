"""The chain of events of each application: every event holds the hash of the one before.

The hash is SHA-256 over the canonical JSON of the event and the previous hash. The application
keeps the number and the hash of its last event, so that a cut tail shows too. Events name a person
by number only: erasing what the record knows of a person breaks no chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, cast

from sqlalchemy import Row, Table, bindparam, insert, select
from sqlalchemy.orm import Session

from workflow.schemes.vocabulary import Stage
from workflow.store.prepared import Prepared
from workflow.store.tables import Application, Event
from workflow.store.types import canonical_json, canonical_plain_json

GENESIS: Final = "0" * 64
"""What the first event of an application follows."""

_TABLE: Final = cast("Table", Event.__table__)
_COLUMNS: Final = tuple(column.name for column in _TABLE.columns if column.name != "id")
_INSERT: Final = Prepared(insert(_TABLE).values({name: bindparam(name) for name in _COLUMNS}).returning(_TABLE.c.id))
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be recorded. ``payload`` holds strings, whole numbers, lists and maps: no float, no name."""

    name: str
    from_state: str
    to_state: str
    stage: Stage
    at: datetime
    person_id: int | None = None
    automatic: bool = False
    payload: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as it was written."""

    id: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold; ``number`` is the event's number in its application."""

    reference: str
    number: int
    reason: str


def append_event(
    session: Session, application_id: int, reference: str, last_number: int, last_hash: str, step: Step
) -> RecordedEvent:
    """Write ``step`` after the event ``last_number``. Use ``store.applications.record_step``, which also
    moves the application's head; this function only writes the event.
    """
    payload = canonical_json(step.payload or {})
    number = last_number + 1
    values = {
        "number": number,
        "name": step.name,
        "from_state": step.from_state,
        "to_state": step.to_state,
        "stage": step.stage,
        "automatic": step.automatic,
        "person_id": step.person_id,
        "at": step.at,
        "payload": payload,
        "previous_hash": last_hash,
    }
    digest = event_hash(reference, values)
    written = _INSERT.one(session, values | {"application_id": application_id, "hash": digest})
    if written is None:
        raise RuntimeError("an event was written and gave no key")
    return RecordedEvent(id=written[0], number=number, hash=digest)


def event_hash(reference: str, values: Mapping[str, Any]) -> str:
    """The hash of an event of the application ``reference``, from its columns."""
    text = canonical_plain_json(
        {
            "application": reference,
            "at": values["at"].astimezone(UTC).isoformat(timespec="microseconds"),
            "automatic": values["automatic"],
            "from": values["from_state"],
            "name": values["name"],
            "number": values["number"],
            "payload": values["payload"],
            "person": values["person_id"],
            "previous": values["previous_hash"],
            "stage": values["stage"],
            "to": values["to_state"],
        }
    )
    return sha256(text.encode()).hexdigest()


def verify(session: Session) -> Iterator[Break]:
    """Recompute every chain, in the order of references, reading a few hundred rows at a time."""
    events = select(
        Application.reference, Application.event_count, Application.last_hash, *Event.__table__.columns
    ).join(Event, Event.application_id == Application.id, isouter=True)
    ordered = events.order_by(Application.reference, Event.number).execution_options(yield_per=_BATCH)
    walk = _Walk()
    for row in session.connection().execute(ordered):
        yield from walk.take(row)
    yield from walk.end()


class _Walk:
    """Where the verification stands: the application being read, and what must come next."""

    def __init__(self) -> None:
        self.reference: str | None = None
        self.number = 0
        self.hash = GENESIS
        self.head: tuple[int, str] = (0, GENESIS)

    def take(self, row: Row[Any]) -> Iterator[Break]:
        if row.reference != self.reference:
            yield from self.end()
            self.reference, self.number, self.hash = row.reference, 0, GENESIS
            self.head = (row.event_count, row.last_hash)
        if row.number is not None:
            yield from self._check(row)

    def end(self) -> Iterator[Break]:
        if self.reference is not None and (self.number, self.hash) != self.head:
            yield Break(self.reference, self.number, "the last event is not the one that the application names")

    def _check(self, row: Row[Any]) -> Iterator[Break]:
        if row.number != self.number + 1:
            yield Break(row.reference, row.number, f"event {self.number + 1} is missing")
        elif row.previous_hash != self.hash:
            yield Break(row.reference, row.number, "it does not follow the event before it")
        if event_hash(row.reference, row._asdict()) != row.hash:
            yield Break(row.reference, row.number, "its content does not match its hash")
        self.number, self.hash = row.number, row.hash
