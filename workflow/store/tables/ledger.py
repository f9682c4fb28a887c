"""Envelopes and their ledger. The database itself refuses a balance beyond its authority."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.kernel.money import ZERO, Money
from workflow.store.base import Base, not_negative, one_of
from workflow.store.types import Identity, Instant

MovementKind = Literal[
    "authorise", "reserve", "release_reservation", "commit", "release_commitment", "appropriate", "pay", "recover"
]


class Envelope(Base):
    """Commitment authority (autorisation d'engagement) and what has been taken from it.

    ``allotted`` is the authority handed to child envelopes. Reserved, committed and allotted
    together never exceed ``authority``; ``paid`` and ``recovered`` are gross.
    """

    __tablename__ = "envelopes"
    __table_args__ = (
        *not_negative(
            "authority_cents", "allotted_cents", "reserved_cents", "committed_cents", "paid_cents", "recovered_cents"
        ),
        CheckConstraint(
            "reserved_cents + committed_cents + allotted_cents <= authority_cents", name="within_authority"
        ),
        CheckConstraint("recovered_cents <= paid_cents", name="recovered_within_paid"),
        CheckConstraint("paid_cents - recovered_cents <= committed_cents", name="paid_within_committed"),
        CheckConstraint("parent_id <> id", name="parent"),
        Index(None, "parent_id"),
        Index(None, "body_id"),
    )

    id: Mapped[Identity]
    slug: Mapped[str] = mapped_column(unique=True)
    body_id: Mapped[str] = mapped_column(ForeignKey("bodies.id"))
    title: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("envelopes.id"))
    year: Mapped[int | None]
    authority: Mapped[Money] = mapped_column("authority_cents", default=ZERO)
    allotted: Mapped[Money] = mapped_column("allotted_cents", default=ZERO)
    reserved: Mapped[Money] = mapped_column("reserved_cents", default=ZERO)
    committed: Mapped[Money] = mapped_column("committed_cents", default=ZERO)
    paid: Mapped[Money] = mapped_column("paid_cents", default=ZERO)
    recovered: Mapped[Money] = mapped_column("recovered_cents", default=ZERO)


class EnvelopeYear(Base):
    """Payment appropriations (crédits de paiement) of one year, and what that year has paid."""

    __tablename__ = "envelope_years"
    __table_args__ = (
        *not_negative("appropriations_cents", "paid_cents"),
        CheckConstraint("paid_cents <= appropriations_cents", name="within_appropriations"),
    )

    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelopes.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    appropriations: Mapped[Money] = mapped_column("appropriations_cents", default=ZERO)
    paid: Mapped[Money] = mapped_column("paid_cents", default=ZERO)


class LedgerMovement(Base):
    """One entry of the ledger, append-only. Only authority and appropriations can be reduced (negative)."""

    __tablename__ = "ledger_movements"
    __table_args__ = (
        one_of("kind", get_args(MovementKind)),
        CheckConstraint(
            "amount_cents > 0 OR (amount_cents < 0 AND kind IN ('authorise', 'appropriate'))", name="amount_sign"
        ),
        CheckConstraint("(kind IN ('appropriate', 'pay')) = (year IS NOT NULL)", name="year"),
        Index(None, "envelope_id", "id"),
        Index(None, "award_share_id"),
    )

    id: Mapped[Identity]
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelopes.id"))
    kind: Mapped[MovementKind] = mapped_column(Text)
    amount: Mapped[Money] = mapped_column("amount_cents")
    award_share_id: Mapped[int | None] = mapped_column(ForeignKey("award_shares.id"))
    year: Mapped[int | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    at: Mapped[Instant]
