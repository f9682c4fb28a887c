"""The base of every table, with one naming convention for constraints on both databases."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.store.types import Cents, WordsText

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Tables of the record, and (in ``web.account.tables``) those of the accounts."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, Money: Cents, Words: WordsText}


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """CHECK: ``column`` holds one of ``values`` (or nothing, where it may be null)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(*columns: str) -> tuple[CheckConstraint, ...]:
    """CHECK: none of ``columns`` falls below zero."""
    return tuple(CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative") for column in columns)
