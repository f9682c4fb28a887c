"""The column kinds that migrations are written in. Frozen: a later kind gets a new name here."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMED_BY_TEXT = ("bodies.id", "schemes.id")


def identity() -> sa.Column[int]:
    """The surrogate key ``id``."""
    return sa.Column("id", KEY, primary_key=True)


def key(
    name: str, target: str, *, null: bool = False, primary: bool = False, ondelete: str | None = None
) -> sa.Column[Any]:
    """A reference to ``target`` (``table.column``); bodies and schemes are named by text."""
    kind: Any = sa.Text() if target in NAMED_BY_TEXT else KEY
    return sa.Column(name, kind, sa.ForeignKey(target, ondelete=ondelete), nullable=null, primary_key=primary)


def text(name: str, *, null: bool = False, primary: bool = False) -> sa.Column[str]:
    """Text of any length."""
    return sa.Column(name, sa.Text(), nullable=null, primary_key=primary)


def whole(name: str, *, null: bool = False, primary: bool = False) -> sa.Column[int]:
    """A whole number: a count, a year, a position, a version."""
    return sa.Column(name, sa.Integer(), nullable=null, primary_key=primary, autoincrement=False if primary else "auto")


def cents(name: str, *, null: bool = False) -> sa.Column[int]:
    """An amount in euro cents."""
    return sa.Column(name, sa.BigInteger(), nullable=null)


def moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    """A moment in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def day(name: str, *, null: bool = False, primary: bool = False) -> sa.Column[Any]:
    """A calendar day."""
    return sa.Column(name, sa.Date(), nullable=null, primary_key=primary)


def flag(name: str, *, null: bool = False) -> sa.Column[bool]:
    """Yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=null)


def check(name: str, condition: str) -> sa.CheckConstraint:
    """A condition that every row meets."""
    return sa.CheckConstraint(condition, name=name)


def one_of(column: str, *values: str) -> sa.CheckConstraint:
    """``column`` holds one of ``values``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return check(column, f"{column} IN ({listed})")


def not_negative(*columns: str) -> tuple[sa.CheckConstraint, ...]:
    """None of ``columns`` falls below zero."""
    return tuple(check(f"{column}_not_negative", f"{column} >= 0") for column in columns)


def where(condition: str) -> dict[str, Any]:
    """Options of a partial index, for both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
