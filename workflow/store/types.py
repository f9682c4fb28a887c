"""Column types: the record holds cents, UTC moments and canonical JSON; rows hold the domain's own values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from workflow.kernel.money import Money
from workflow.kernel.words import Words

BIG_INTEGER = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; on SQLite the spelling that makes a primary key count by itself."""


class Cents(TypeDecorator[Money]):
    """:class:`Money` in a BIGINT of euro cents."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        if not isinstance(value, Money):
            raise TypeError(f"an amount is Money, not {type(value).__name__}")
        return value.cents

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonDocument(TypeDecorator[Mapping[str, Any]]):
    """A JSON object kept as canonical text; floats are refused, so that no amount becomes one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, _dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Mapping[str, Any] | None:
        return None if value is None else json.loads(value)


class WordsText(TypeDecorator[Words]):
    """:class:`Words` as ``{"en": …, "fr": …}``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Words | None, _dialect: Dialect) -> str | None:
        return None if value is None else canonical_json({"fr": value.fr, "en": value.en})

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Words | None:
        return None if value is None else Words(**json.loads(value))


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

Identity = Annotated[int, mapped_column(BIG_INTEGER, primary_key=True)]
"""A surrogate key, given by the database."""

Instant = Annotated[datetime, mapped_column(Moment)]
"""A moment in UTC. (A bare ``datetime`` stays SQLAlchemy's own: Flask-Security's mixins need it.)"""


def canonical_json(value: object) -> str:
    """``value`` as the one JSON text that stands for it: sorted keys, no spaces, UTF-8, no float.

    Raises:
        TypeError: a float, or anything that JSON cannot hold.
    """
    _refuse_floats(value)
    return canonical_plain_json(value)


def canonical_plain_json(value: object) -> str:
    """The same for a value that is known to hold no float."""
    return _CANONICAL.encode(value)


def _refuse_floats(value: object) -> None:
    if isinstance(value, str):
        return
    if isinstance(value, float):
        raise TypeError("a record holds no floating-point number: write amounts as decimal strings")
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("a key of a JSON object is a string")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
