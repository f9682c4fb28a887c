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
_Convert = Callable[[Any], Any] | None

observers: Final[list[Callable[[Engine, str], None]]] = []
"""Told of each run: the query counter of the tests listens here."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    positional: bool
    names: tuple[str, ...]
    binds: tuple[tuple[str, _Convert], ...]
    fixed: Mapping[str, Any]
    results: tuple[_Convert, ...]


class Prepared:
    """One statement; the parameters that differ from run to run are named by ``bindparam``."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def one(self, session: Session, parameters: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row that the statement gives, with the domain's own values; ``None`` where there is none."""
        cursor, compiled = self._run(session, parameters)
        row = cursor.fetchone()
        cursor.close()
        return None if row is None else _read(row, compiled)

    def all(self, session: Session, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row that the statement gives, in its order."""
        cursor, compiled = self._run(session, parameters)
        rows = cursor.fetchall()
        cursor.close()
        return [_read(row, compiled) for row in rows]

    def count(self, session: Session, parameters: Mapping[str, Any]) -> int:
        """How many rows the statement changed."""
        cursor, _ = self._run(session, parameters)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def _run(self, session: Session, parameters: Mapping[str, Any]) -> tuple[Any, _Compiled]:
        if session.new or session.dirty:
            session.flush()
        connection = session.connection()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name) or self._compile(dialect)
        given = {**compiled.fixed, **parameters} if compiled.fixed else parameters
        values = [given[name] if convert is None else convert(given[name]) for name, convert in compiled.binds]
        for observe in observers:
            observe(connection.engine, compiled.sql)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(
                compiled.sql, values if compiled.positional else dict(zip(compiled.names, values, strict=True))
            )
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                compiled.sql, tuple(values), error, dialect.loaded_dbapi.Error, dialect=dialect
            ) from error
        return cursor, compiled

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiler = self._statement.compile(dialect=dialect)
        if not isinstance(compiler, SQLCompiler):
            raise TypeError("only a query or a change of rows can be prepared")
        names = tuple(compiler.binds) if compiler.positiontup is None else tuple(compiler.positiontup)
        compiled = _Compiled(
            sql=compiler.string,
            positional=compiler.positiontup is not None,
            names=names,
            binds=tuple(
                (name, compiler.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names
            ),
            fixed={name: compiler.binds[name].value for name in names if not compiler.binds[name].required},
            results=tuple(
                column.type.dialect_impl(dialect).result_processor(dialect, None) for column in self._returned()
            ),
        )
        self._compiled[dialect.name] = compiled
        return compiled

    def _returned(self) -> Sequence[Any]:
        return tuple(self._statement.exported_columns)


def _read(row: Sequence[Any], compiled: _Compiled) -> tuple[Any, ...]:
    return tuple(
        value if convert is None else convert(value) for value, convert in zip(row, compiled.results, strict=True)
    )
