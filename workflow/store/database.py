"""Opening the record: one writer's session and one reader's session, the same on both databases.

SQLite: write-ahead log, ``synchronous=FULL``, foreign keys on; a writer begins with BEGIN IMMEDIATE,
so that it waits its turn instead of failing half-way; a reader's connection cannot write.
PostgreSQL: psycopg 3; a reader's transaction is READ ONLY.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.store.failures import translated
from workflow.store.memory import REMEMBERS
from workflow.store.prepared import observers

__all__ = ["Database", "Session", "StatementCount", "counting", "open_database", "read_url"]

BUSY_TIMEOUT_MILLISECONDS = 30_000
POOL_SIZE = 8


@dataclass(frozen=True)
class Database:
    """The record, opened. Shared by all threads of a process; never by two processes."""

    url: URL
    writer: Engine
    reader: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the record is an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that may write: committed once at the end, rolled back by any exception.

        Raises:
            Unavailable: the database was locked, full or unreachable; nothing was written.
            StaleVersion: a row changed since it was read.
            InvalidInput: a constraint of the database refuses what was given.
        """
        with translated(), Session(self.writer, expire_on_commit=False) as session:
            yield session
            _commit(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the record and cannot change it."""
        with (
            translated(),
            Session(self.reader, expire_on_commit=False, autoflush=False, info={REMEMBERS: True}) as session,
        ):
            yield session

    def close(self) -> None:
        """Give every connection back."""
        self.writer.dispose()
        if self.reader is not self.writer:
            self.reader.dispose()


@dataclass
class StatementCount:
    """How many statements ran, and which."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


def open_database(url: str, *, busy_timeout: int = BUSY_TIMEOUT_MILLISECONDS) -> Database:
    """Open the record at ``url`` (``sqlite:///path`` or ``postgresql://…``); connects at first use.

    ``busy_timeout``: milliseconds that a writer waits for its turn on SQLite.

    Raises:
        InvalidInput: the address is neither a file of SQLite nor a PostgreSQL server.
    """
    address = read_url(url)
    if address.get_backend_name() == "sqlite":
        writer = _sqlite_engine(address, busy_timeout, query_only=False)
        reader = _sqlite_engine(address, busy_timeout, query_only=True)
    else:
        writer = _postgresql_engine(address)
        reader = writer.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return Database(address, writer, reader)


@contextmanager
def counting(database: Database) -> Iterator[StatementCount]:
    """Count the statements that ``database`` runs meanwhile (BEGIN and COMMIT apart): for query budgets."""
    count = StatementCount()

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        count.statements.append(statement)

    def note_prepared(engine: Engine, statement: str) -> None:
        if engine.pool in pools:
            count.statements.append(statement)

    pools = {database.writer.pool, database.reader.pool}
    engines = (database.writer, database.reader) if database.is_sqlite else (database.writer,)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    observers.append(note_prepared)
    try:
        yield count
    finally:
        observers.remove(note_prepared)
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def read_url(url: str) -> URL:
    """``url`` with the driver that Octroi uses; see :func:`open_database`."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise InvalidInput([_unusable()]) from error
    backend = address.get_backend_name()
    if backend == "sqlite" and address.database and address.database != ":memory:":
        return address.set(drivername="sqlite")
    if backend in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    raise InvalidInput([_unusable()])


def _sqlite_engine(address: URL, busy_timeout: int, *, query_only: bool) -> Engine:
    engine = create_engine(address, pool_size=POOL_SIZE, max_overflow=POOL_SIZE, connect_args={"isolation_level": None})
    begin = "BEGIN" if query_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={int(busy_timeout)}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        if query_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        try:
            connection.connection.cursor().execute(begin)
        except sqlite3.Error as error:
            raise DBAPIError.instance(begin, None, error, sqlite3.Error, dialect=connection.dialect) from error

    return engine


def _postgresql_engine(address: URL) -> Engine:
    return create_engine(address, pool_size=POOL_SIZE, max_overflow=POOL_SIZE)


def _commit(session: Session) -> None:
    """Commit the one connection of a session that ends here: all of ``session.commit()`` that is needed then."""
    session.flush()
    if session.in_transaction():
        transaction = session.connection().get_transaction()
        if transaction is not None:
            transaction.commit()


def _unusable() -> Problem:
    return Problem(
        field="DATABASE_URL",
        code="database_url",
        message=Words(
            fr="L’adresse de la base est inutilisable. Écrivez « sqlite:///chemin/du/fichier.db » "
            "ou « postgresql://utilisateur@serveur/base ».",
            en="The database address cannot be used. Write sqlite:///path/to/file.db "
            "or postgresql://user@server/database.",
        ),
    )
