"""The outbox: messages that must leave, written in the transaction that causes them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.store.base import Base, not_negative
from workflow.store.types import Identity, Instant

WAITING = text("sent_at IS NULL AND failed_reason IS NULL")


class NoticeRow(Base):
    """A message to a person or an address. ``failed_reason`` says why it was given up."""

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR to_address IS NOT NULL", name="recipient"),
        *not_negative("attempts"),
        Index("ix_notices_waiting", "available_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index(None, "application_id"),
        Index(None, "person_id", "id"),
    )

    id: Mapped[Identity]
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    to_address: Mapped[str | None]
    subject: Mapped[str]
    body: Mapped[str]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    created_at: Mapped[Instant]
    available_at: Mapped[Instant]
    claimed_until: Mapped[Instant | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[Instant | None]
    failed_reason: Mapped[str | None]
