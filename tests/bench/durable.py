"""Durable steps a second: a verb with everything it does, against the raw driver writing the same rows.

A step is one transaction that reaches the disk: lock, facts, engine, hashed event, the verb's own rows, notices,
idempotency key. The floor writes the same rows by as many statements on the same database: no read, no rule.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol
from uuid import uuid4

import psycopg
from sqlalchemy import func, select
from sqlalchemy import table as sql_table

from tests.bench.copies import copy_application
from tests.bench.measuring import Line, alternate_seconds
from tests.bench.records import WORLDS
from tests.bench.world import World, catalogue, submitted
from workflow.services.assign import assign
from workflow.services.context import Actor, Context, StepRequest
from workflow.services.eligibility import record_eligibility
from workflow.store.applications import ApplicationRecord, find

Verb = Callable[[Context, StepRequest], object]
TABLES = ("applications", "events", "idempotency_keys", "eligibility_records", "notices")
BLOCK = 20
"""Steps in a turn: SQLite empties a connection's cache when another one has written, and one that serves is alone."""

AIM = 0.5
"""Of the raw driver's steps a second."""


class Connection(Protocol):
    """What the two drivers have in common."""

    def execute(self, statement: Any, values: Sequence[Any], /) -> Any: ...
    def commit(self) -> None: ...


@dataclass
class Raw:
    """The raw driver on a world's record."""

    connection: Connection
    is_sqlite: bool
    person: int
    other: int

    def write(self, statement: str, *values: Any) -> None:
        """Run one statement; ``?`` stands for a value."""
        self.connection.execute(statement if self.is_sqlite else statement.replace("?", "%s"), values)

    def moment(self, world: World) -> Any:
        """Now, as the driver takes it."""
        now = world.clock.now()
        return now.strftime("%Y-%m-%d %H:%M:%S.%f") if self.is_sqlite else now


def measure(*, quick: bool) -> Iterator[Line]:
    """Two verbs on each database."""
    turns = 10 if quick else 40
    for name, opened in WORLDS.items():
        with opened() as world:
            reference = submitted(world)
            references = iter(copy_application(world.database, reference, 4 * turns * BLOCK + 8))
            with world.database.reading() as session:
                pinned = find(session, reference)
            actor = world.actor("officer")
            with closing(_connect(world)) as connection:
                raw = Raw(connection, world.database.is_sqlite, world.people["officer"], world.people["second"])
                for title, verb, floor in _verbs(raw):
                    ours = _ours(world, actor, verb, references, pinned.version)
                    bare = _bare(world, raw, floor, references, pinned)
                    yield _line(f"{title}, {name}", world, ours, bare, turns)


def _verbs(raw: Raw) -> tuple[tuple[str, Verb, Callable[..., None]], ...]:
    return (
        ("record eligibility", record_eligibility, _raw_eligibility),
        ("assign, with its notice", lambda context, request: assign(context, request, raw.other), _raw_assignment),
    )


def _line(title: str, world: World, ours: Callable[[], None], bare: Callable[[], None], turns: int) -> Line:
    same = _rows_of(world, ours) == _rows_of(world, bare)
    mine, floor = alternate_seconds(ours, bare, turns, block=BLOCK)
    # A slow disk flatters ours: what counts is the worse of two ratios, one of them where the disk was quick.
    ratio = min(floor.median / mine.median, floor.fastest_tenth / mine.fastest_tenth)
    return Line(
        what=title if same else f"{title} (the floor writes other rows!)",
        ours=f"{1 / mine.median:,.0f}/s",
        floor=f"{1 / floor.median:,.0f}/s",
        ratio=f"{ratio:.2f}",
        aim=f"{AIM:.2f} of the floor",
        reached=same and ratio >= AIM,
    )


def _ours(world: World, actor: Actor, verb: Verb, references: Iterator[str], version: int) -> Callable[[], None]:
    def step() -> None:
        request = StepRequest(next(references), version, uuid4().hex)
        with world.database.writing() as session:
            verb(Context(session, actor, world.clock, catalogue(), world.files), request)

    return step


def _bare(
    world: World, raw: Raw, floor: Callable[..., None], references: Iterator[str], seen: ApplicationRecord
) -> Callable[[], None]:
    hashes = (f"{number:064x}" for number in count(1))

    def step() -> None:
        application_id = int(next(references).removeprefix("COPY-"))
        if raw.is_sqlite:
            raw.connection.execute("BEGIN IMMEDIATE", ())
        floor(raw, raw.moment(world), application_id, seen, next(hashes))
        raw.connection.commit()

    return step


def _raw_eligibility(raw: Raw, now: Any, application_id: int, seen: ApplicationRecord, digest: str) -> None:
    _raw_key(raw, now, application_id, seen)
    _raw_event(raw, now, application_id, seen, digest, ("record_eligibility", "instruction", "instruction", "{}"))
    raw.write(
        "UPDATE applications SET state = ?, stage = ?, updated_at = ?, version = ?, event_count = ?, last_hash = ? "
        "WHERE id = ? AND version = ?",
        *("instruction", "instruction", now, seen.version + 1, seen.event_count + 1, digest),
        *(application_id, seen.version),
    )
    raw.write(
        "INSERT INTO eligibility_records (application_id, eligible, reason, person_id, at) VALUES (?, ?, ?, ?, ?)",
        *(application_id, True, "", raw.person, now),
    )


def _raw_assignment(raw: Raw, now: Any, application_id: int, seen: ApplicationRecord, digest: str) -> None:
    _raw_key(raw, now, application_id, seen)
    payload = f'{{"assigned_to":{raw.other}}}'
    _raw_event(raw, now, application_id, seen, digest, ("assign", seen.state, seen.stage, payload))
    raw.write(
        "UPDATE applications SET assigned_to = ?, updated_at = ?, version = ?, event_count = ?, last_hash = ? "
        "WHERE id = ? AND version = ?",
        *(raw.other, now, seen.version + 1, seen.event_count + 1, digest, application_id, seen.version),
    )
    raw.write(
        "INSERT INTO notices (kind, person_id, subject, body, application_id, created_at, available_at, attempts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *("assign", raw.other, "Un dossier vous est confié", "Bonjour." * 40, application_id, now, now, 0),
    )


def _raw_key(raw: Raw, now: Any, application_id: int, seen: ApplicationRecord) -> None:
    raw.write(
        "INSERT INTO idempotency_keys (person_id, key, application_id, event_number, created_at) "
        "VALUES (?, ?, ?, ?, ?)",
        *(raw.person, uuid4().hex, application_id, seen.event_count + 1, now),
    )


def _raw_event(
    raw: Raw, now: Any, application_id: int, seen: ApplicationRecord, digest: str, step: tuple[str, str, str, str]
) -> None:
    name, state, stage, payload = step
    raw.write(
        "INSERT INTO events (application_id, number, name, from_state, to_state, stage, automatic, person_id, at, "
        "payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(application_id, seen.event_count + 1, name, seen.state, state, stage, False, raw.person, now),
        *(payload, seen.last_hash, digest),
    )


def _rows_of(world: World, step: Callable[[], None]) -> dict[str, int]:
    """How many rows ``step`` adds, by table."""
    before = _counts(world)
    step()
    after = _counts(world)
    return {table: after[table] - before[table] for table in TABLES}


def _counts(world: World) -> dict[str, int]:
    with world.database.reading() as session:
        return {
            table: session.execute(select(func.count()).select_from(sql_table(table))).scalar_one() for table in TABLES
        }


def _connect(world: World) -> Any:
    """A connection of the driver itself, as durable as ours."""
    url = world.database.url
    if not world.database.is_sqlite:
        return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    connection = sqlite3.connect(str(url.database), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
