"""Records to measure on: fresh, migrated, as durable as in production."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from tests.bench.world import World, lay_world
from tests.fixtures.server import running_server
from workflow.store.database import Database, open_database
from workflow.store.migrating import migrate


@contextmanager
def sqlite_world() -> Iterator[World]:
    """A world in a fresh SQLite file: WAL, synchronous=FULL."""
    with _folder() as folder, _world(f"sqlite:///{folder}/octroi.db", folder) as world:
        yield world


@contextmanager
def postgresql_world() -> Iterator[World]:
    """A world in a fresh PostgreSQL server of its own, which syncs at each commit."""
    with _folder() as folder, running_server() as server, _world(server.url(server.create()), folder) as world:
        yield world


WORLDS = {"SQLite": sqlite_world, "PostgreSQL": postgresql_world}


def analyse(database: Database) -> None:
    """Let PostgreSQL learn what it holds, as it does by itself after a while; nobody does it for SQLite."""
    if not database.is_sqlite:
        with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="octroi-bench-") as name:
        yield Path(name)


@contextmanager
def _world(url: str, folder: Path) -> Iterator[World]:
    migrate(url)
    database = open_database(url)
    try:
        yield lay_world(database, folder / "files")
    finally:
        database.close()
