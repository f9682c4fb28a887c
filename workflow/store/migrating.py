"""Bringing a database to the state that this version of Octroi expects, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, pool, text

from workflow.store.database import BUSY_TIMEOUT_MILLISECONDS, read_url
from workflow.store.failures import translated

DEFAULT_URL: Final = "sqlite:///var/octroi.db"
_ADVISORY_LOCK: Final = 7_305_113_842
"""Any number that nobody else takes: two processes that start together migrate one after the other."""


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``, in one transaction; does nothing where it is there.

    Raises:
        Unavailable: the database is locked, full or cannot be reached; nothing was changed.
    """
    with translated(), migration_connection(url) as connection:
        command.upgrade(_configuration(connection), revision)


def unmigrate(url: str, revision: str = "base") -> None:
    """Take the database at ``url`` back to ``revision``; ``base`` removes every table and what they hold."""
    with translated(), migration_connection(url) as connection:
        command.downgrade(_configuration(connection), revision)


def current_revision(url: str) -> str | None:
    """The revision of the database at ``url``; ``None`` where it was never migrated."""
    with translated(), migration_connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """The revision that this version of Octroi expects."""
    head = ScriptDirectory.from_config(_configuration(None)).get_current_head()
    if head is None:
        raise RuntimeError("there is no migration at all")
    return head


@contextmanager
def migration_connection(url: str) -> Iterator[Connection]:
    """A connection that holds the migration lock in one transaction, committed at the end.

    On SQLite, foreign keys are off meanwhile (a rebuilt table would lose its children) and are all
    checked before the commit.
    """
    address = read_url(url)
    is_sqlite = address.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"isolation_level": None} if is_sqlite else {}
    engine = create_engine(address, poolclass=pool.NullPool, connect_args=arguments)
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    with engine.begin() as connection:
        if not is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        yield connection
        if is_sqlite:
            _refuse_orphans(connection)


def _configuration(connection: Connection | None) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(files("migrations")))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    return configuration


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=OFF")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise RuntimeError(f"the migration would leave {len(orphans)} rows without what they refer to")
