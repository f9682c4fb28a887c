"""Statements on the path that every step takes: compiled once for a database, run on the driver itself.

SQLAlchemy writes the SQL and converts the values, once; each run is then as fast as the driver. Errors
come out as SQLAlchemy's, so that they are translated like all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Delete, Dialect, Engine, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete

observers: Final[list[Callable[[Engine, str], None]]] = []
"""Told of each run: the query counter of the tests listens here."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The SQL for one database. ``bind`` and ``read`` hold only the places where a value must be converted."""

    sql: str
    positional: tuple[str, ...] | None
    bind: tuple[tuple[str, Callable[[Any], Any]], ...]
    fixed: Mapping[str, Any]
    read: tuple[tuple[int, Callable[[Any], Any]], ...]

    def values(self, parameters: Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        """The parameters as the driver takes them."""
        given = {**self.fixed, **parameters}
        for name, convert in self.bind:
            given[name] = convert(given[name])
        return given if self.positional is None else [given[name] for name in self.positional]

    def row(self, found: Sequence[Any]) -> Sequence[Any]:
        """A row with the domain's own values."""
        if not self.read:
            return found
        row = list(found)
        for index, convert in self.read:
            row[index] = convert(row[index])
        return row


class Prepared:
    """One statement; the parameters that differ from run to run are named by ``bindparam``."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def one(self, session: Session, parameters: Mapping[str, Any]) -> Sequence[Any] | None:
        """The first row that the statement gives, with the domain's own values; ``None`` where there is none."""
        cursor, compiled = self._run(session, parameters)
        row = cursor.fetchone()
        cursor.close()
        return None if row is None else compiled.row(row)

    def all(self, session: Session, parameters: Mapping[str, Any]) -> list[Sequence[Any]]:
        """Every row that the statement gives, in its order."""
        cursor, compiled = self._run(session, parameters)
        rows = cursor.fetchall()
        cursor.close()
        return [compiled.row(row) for row in rows]

    def count(self, session: Session, parameters: Mapping[str, Any]) -> int:
        """How many rows the statement changed."""
        cursor, _ = self._run(session, parameters)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def _run(self, session: Session, parameters: Mapping[str, Any]) -> tuple[Any, _Compiled]:
        if session.new or (session.identity_map and session.dirty):
            session.flush()
        connection = session.connection()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name) or self._compile(dialect)
        values = compiled.values(parameters)
        for observe in observers:
            observe(connection.engine, compiled.sql)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.sql, values)
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                compiled.sql, values, error, dialect.loaded_dbapi.Error, dialect=dialect
            ) from error
        return cursor, compiled

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiler = self._statement.compile(dialect=dialect)
        if not isinstance(compiler, SQLCompiler):
            raise TypeError("only a query or a change of rows can be prepared")
        binds = compiler.binds
        bind = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in binds.items()}
        read = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in self._statement.exported_columns
        ]
        compiled = _Compiled(
            sql=compiler.string,
            positional=None if compiler.positiontup is None else tuple(compiler.positiontup),
            bind=tuple((name, convert) for name, convert in bind.items() if convert is not None),
            fixed={name: one.value for name, one in binds.items() if not one.required},
            read=tuple((index, convert) for index, convert in enumerate(read) if convert is not None),
        )
        self._compiled[dialect.name] = compiled
        return compiled
