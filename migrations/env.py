"""How Alembic reaches the record: all migrations asked for run in one transaction, on both databases."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec

from alembic import context
from sqlalchemy import Connection, MetaData

from workflow.store import tables
from workflow.store.migrating import DEFAULT_URL, migration_connection

ACCOUNT_TABLES = "web.account.tables"


def every_table() -> MetaData:
    """Every table of the record, and those of the accounts: what ``alembic check`` compares with."""
    if find_spec(ACCOUNT_TABLES) is not None:
        import_module(ACCOUNT_TABLES)
    return tables.Base.metadata


def run(connection: Connection, target: MetaData) -> None:
    """Run what the command asks for on ``connection``, whose transaction the caller owns."""
    context.configure(
        connection=connection,
        target_metadata=target,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    context.run_migrations()


def write_script() -> None:
    """Print the SQL instead of running it (``alembic upgrade --sql``)."""
    context.configure(
        url=os.environ.get("DATABASE_URL", DEFAULT_URL), target_metadata=every_table(), literal_binds=True
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    write_script()
elif (given := context.config.attributes.get("connection")) is not None:
    run(given, tables.Base.metadata)
else:
    with migration_connection(os.environ.get("DATABASE_URL", DEFAULT_URL)) as connection:
        run(connection, every_table())
