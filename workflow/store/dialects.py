"""The few statements that the two databases spell differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from workflow.store.base import Base

Insert = postgresql.Insert | sqlite.Insert


def is_postgresql(session: Session) -> bool:
    """Whether ``session`` speaks to PostgreSQL."""
    return session.get_bind().dialect.name == "postgresql"


def insert_into(session: Session, table: type[Base]) -> Insert:
    """An INSERT into ``table`` that knows ON CONFLICT."""
    return postgresql.insert(table) if is_postgresql(session) else sqlite.insert(table)


def array_of_rows(columns: list[ColumnElement[Any]], *, postgresql: bool) -> ColumnElement[Any]:
    """The aggregate that gathers ``columns`` of every row in one JSON array of arrays, in no order."""
    if postgresql:
        return func.json_agg(func.json_build_array(*columns))
    return func.json_group_array(func.json_array(*columns))
