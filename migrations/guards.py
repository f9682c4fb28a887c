"""Triggers that make the record append-only, on both databases.

SQLite loses a table's triggers when a batch operation rebuilds the table: a migration that rebuilds
one of these calls :func:`lay` for it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from alembic import op

ALWAYS_FROZEN: Final = ("events", "ledger_movements", "payments")
"""Rows that are written once."""

FROZEN_WHEN_FILED: Final = ("answer_sets", "funding_plans")
"""Rows that freeze on filing."""

FROZEN_WITH_PLAN: Final = ("plan_costs", "plan_resources", "plan_years")
"""Lines that freeze with the plan that they belong to."""

GUARDED: Final = (*ALWAYS_FROZEN, *FROZEN_WHEN_FILED, *FROZEN_WITH_PLAN)

_FUNCTION: Final = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this part of the record cannot be changed: %', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$
"""

_PLAN_FUNCTION: Final = """
CREATE FUNCTION refuse_change_of_filed_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funding_plans WHERE filed AND (
      (TG_OP <> 'INSERT' AND id = OLD.plan_id) OR (TG_OP <> 'DELETE' AND id = NEW.plan_id))) THEN
    RAISE EXCEPTION 'this part of the record cannot be changed: %', TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$
"""

_SQLITE_FILED_PLAN: Final = {
    "INSERT": " WHEN EXISTS (SELECT 1 FROM funding_plans WHERE filed AND id = NEW.plan_id)",
    "UPDATE": " WHEN EXISTS (SELECT 1 FROM funding_plans WHERE filed AND id IN (OLD.plan_id, NEW.plan_id))",
    "DELETE": " WHEN EXISTS (SELECT 1 FROM funding_plans WHERE filed AND id = OLD.plan_id)",
}


def lay_functions() -> None:
    """Create what the triggers call (PostgreSQL only)."""
    if _on_postgresql():
        op.execute(_FUNCTION)
        op.execute(_PLAN_FUNCTION)


def lift_functions() -> None:
    """Drop what the triggers call (PostgreSQL only)."""
    if _on_postgresql():
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP FUNCTION refuse_change_of_filed_plan()")


def lay(tables: Iterable[str] = GUARDED) -> None:
    """Create the triggers of ``tables``."""
    statements = _postgresql_trigger if _on_postgresql() else _sqlite_trigger
    for table in tables:
        for operation in _operations(table):
            op.execute(statements(table, operation))


def lift(tables: Iterable[str] = GUARDED) -> None:
    """Drop the triggers of ``tables``."""
    on = _on_postgresql()
    for table in tables:
        for operation in _operations(table):
            op.execute(f"DROP TRIGGER {_name(table, operation)}" + (f" ON {table}" if on else ""))


def _operations(table: str) -> tuple[str, ...]:
    changes = ("INSERT", "UPDATE", "DELETE") if table in FROZEN_WITH_PLAN else ("UPDATE", "DELETE")
    return (*changes, "TRUNCATE") if _on_postgresql() else changes


def _name(table: str, operation: str) -> str:
    return f"{table}_refuse_{operation.lower()}"


def _postgresql_trigger(table: str, operation: str) -> str:
    head = f"CREATE TRIGGER {_name(table, operation)} BEFORE {operation} ON {table}"
    if operation == "TRUNCATE":
        return f"{head} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    if table in FROZEN_WITH_PLAN:
        return f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change_of_filed_plan()"
    condition = " WHEN (OLD.filed)" if table in FROZEN_WHEN_FILED else ""
    return f"{head} FOR EACH ROW{condition} EXECUTE FUNCTION refuse_change()"


def _sqlite_trigger(table: str, operation: str) -> str:
    return (
        f"CREATE TRIGGER {_name(table, operation)} BEFORE {operation} ON {table} FOR EACH ROW"
        f"{_sqlite_when(table, operation)} "
        f"BEGIN SELECT RAISE(ABORT, 'this part of the record cannot be changed: {table}'); END"
    )


def _sqlite_when(table: str, operation: str) -> str:
    if table in FROZEN_WHEN_FILED:
        return " WHEN OLD.filed"
    if table in FROZEN_WITH_PLAN:
        return _SQLITE_FILED_PLAN[operation]
    return ""


def _on_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
