"""The chain of events of each application, and the keys that make a repeated command one step."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.schemes.vocabulary import Stage
from workflow.store.base import Base, one_of
from workflow.store.types import Identity, Instant


class Event(Base):
    """One step that happened; ``stage`` is where it led. Append-only.

    ``payload`` is canonical JSON without personal data.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        one_of("stage", get_args(Stage)),
        CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hash"),
    )

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    number: Mapped[int]
    name: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    stage: Mapped[Stage] = mapped_column(Text)
    automatic: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Instant]
    payload: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class EventReason(Base):
    """The words that the actor gave with a step. Outside the chain: they may name people, and may be erased."""

    __tablename__ = "event_reasons"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True, autoincrement=False)
    text: Mapped[str]


class IdempotencyKey(Base):
    """A command that was already done: the same key from the same person does nothing more."""

    __tablename__ = "idempotency_keys"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    event_number: Mapped[int | None]
    created_at: Mapped[Instant]
