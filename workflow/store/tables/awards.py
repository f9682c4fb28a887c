"""Awards, one share a payer, what was paid and what comes back, and the totals kept beside them."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.kernel.money import ZERO, Money
from workflow.schemes.vocabulary import SOURCES, Source, Stage
from workflow.store.base import Base, not_negative, one_of
from workflow.store.types import Identity, Instant

PaymentKind = Literal["advance", "instalment", "balance", "recovery"]
PayerChoice = Literal["approved", "refused"]


class Award(Base):
    """What was granted to an application; the sum of its shares, to the cent."""

    __tablename__ = "awards"
    __table_args__ = (*not_negative("amount_cents", "base_cents"), Index(None, "decided_on"))

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), unique=True)
    amount: Mapped[Money] = mapped_column("amount_cents")
    base: Mapped[Money | None] = mapped_column("base_cents")
    decided_on: Mapped[date]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("committee_sessions.id"))
    body_id: Mapped[str] = mapped_column(ForeignKey("bodies.id"))
    deliberation: Mapped[str]
    notified_at: Mapped[Instant | None]
    lapsed_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class AwardShare(Base):
    """One payer's part, with its own decision. ``paid`` and ``recovered`` are gross."""

    __tablename__ = "award_shares"
    __table_args__ = (
        UniqueConstraint("payer", "decision_number"),
        one_of("source", SOURCES),
        *not_negative("amount_cents", "paid_cents", "recovered_cents"),
        CheckConstraint("recovered_cents <= paid_cents", name="recovered_within_paid"),
        CheckConstraint("paid_cents - recovered_cents <= amount_cents", name="paid_within_amount"),
        Index(None, "award_id"),
        Index(None, "envelope_id"),
    )

    id: Mapped[Identity]
    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"))
    payer: Mapped[str] = mapped_column(ForeignKey("bodies.id"))
    source: Mapped[Source] = mapped_column(Text)
    amount: Mapped[Money] = mapped_column("amount_cents")
    decision_number: Mapped[str]
    decided_on: Mapped[date]
    envelope_id: Mapped[int | None] = mapped_column(ForeignKey("envelopes.id"))
    agreement_required: Mapped[bool] = mapped_column(default=False)
    agreement_signed_on: Mapped[date | None]
    paid: Mapped[Money] = mapped_column("paid_cents", default=ZERO)
    recovered: Mapped[Money] = mapped_column("recovered_cents", default=ZERO)


class PayerDecision(Base):
    """What each payer of a collaborative call decided, before anything is awarded."""

    __tablename__ = "payer_decisions"
    __table_args__ = (
        one_of("decision", get_args(PayerChoice)),
        *not_negative("amount_cents"),
        UniqueConstraint("payer", "number"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    payer: Mapped[str] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    source: Mapped[Source] = mapped_column(Text)
    decision: Mapped[PayerChoice] = mapped_column(Text)
    number: Mapped[str]
    decided_on: Mapped[date]
    amount: Mapped[Money] = mapped_column("amount_cents")


class Payment(Base):
    """Money that left for a share, or came back (``recovery``). Append-only."""

    __tablename__ = "payments"
    __table_args__ = (
        one_of("kind", get_args(PaymentKind)),
        CheckConstraint("amount_cents > 0", name="amount_positive"),
        *not_negative("realised_base_cents"),
        Index(None, "award_share_id"),
        Index(None, "paid_on"),
    )

    id: Mapped[Identity]
    award_share_id: Mapped[int] = mapped_column(ForeignKey("award_shares.id"))
    kind: Mapped[PaymentKind] = mapped_column(Text)
    amount: Mapped[Money] = mapped_column("amount_cents")
    paid_on: Mapped[date]
    realised_base: Mapped[Money | None] = mapped_column("realised_base_cents")
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class Instalment(Base):
    """A repayment due on an advance."""

    __tablename__ = "instalments"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        CheckConstraint("amount_cents > 0", name="amount_positive"),
        *not_negative("repaid_cents"),
        CheckConstraint("repaid_cents <= amount_cents", name="repaid_within_amount"),
    )

    id: Mapped[Identity]
    award_id: Mapped[int] = mapped_column(ForeignKey("awards.id"))
    number: Mapped[int]
    due_on: Mapped[date]
    amount: Mapped[Money] = mapped_column("amount_cents")
    repaid: Mapped[Money] = mapped_column("repaid_cents", default=ZERO)
    repaid_on: Mapped[date | None]


class AwardTotal(Base):
    """Totals kept in the transaction that changes them; ``territory`` is a NUTS 2 code or empty.

    The rows without ``funder`` stand for all funders together, so that an application with several
    payers is counted once.
    """

    __tablename__ = "award_totals"
    __table_args__ = (
        one_of("funder", ("", *SOURCES)),
        one_of("stage", get_args(Stage)),
        *not_negative("applications", "awarded_cents", "paid_cents"),
    )

    scheme_id: Mapped[str] = mapped_column(ForeignKey("schemes.id"), primary_key=True)
    funder: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[Stage] = mapped_column(Text, primary_key=True)
    applications: Mapped[int]
    awarded: Mapped[Money] = mapped_column("awarded_cents")
    paid: Mapped[Money] = mapped_column("paid_cents")
