"""Funding plans in every version: requested, instructed, voted, paid. A filed plan is frozen by the database."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.kernel.money import ZERO, Money
from workflow.rules.plan import LineStatus, ProgrammePeriod
from workflow.schemes.vocabulary import SOURCES, Nuts2, Phase, Source, StateAidRegime
from workflow.store.base import Base, not_negative, one_of
from workflow.store.types import Identity, Instant

PlanKind = Literal["requested", "instructed", "voted", "paid"]


class FundingPlanRow(Base):
    """The head of one version of a plan; ``request`` is the aid asked of (or given by) the scheme."""

    __tablename__ = "funding_plans"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", "number"),
        one_of("kind", get_args(PlanKind)),
        one_of("phase", get_args(Phase)),
        one_of("period", get_args(ProgrammePeriod)),
        one_of("regime", get_args(StateAidRegime)),
        one_of("nuts2", get_args(Nuts2)),
        *not_negative("request_cents", "in_kind_costs_cents", "in_kind_resources_cents", "partners"),
    )

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[PlanKind] = mapped_column(Text)
    number: Mapped[int]
    request: Mapped[Money] = mapped_column("request_cents")
    in_kind_costs: Mapped[Money] = mapped_column("in_kind_costs_cents", default=ZERO)
    in_kind_resources: Mapped[Money] = mapped_column("in_kind_resources_cents", default=ZERO)
    partners: Mapped[int | None]
    phase: Mapped[Phase | None] = mapped_column(Text)
    period: Mapped[ProgrammePeriod | None] = mapped_column(Text)
    investment: Mapped[bool] = mapped_column(default=False)
    regime: Mapped[StateAidRegime | None] = mapped_column(Text)
    nuts2: Mapped[Nuts2 | None] = mapped_column(Text)
    filed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class PlanCost(Base):
    """A use. On an instructed plan, ``requested`` is what was asked and ``reason`` why it differs."""

    __tablename__ = "plan_costs"
    __table_args__ = not_negative("amount_cents", "requested_cents")

    plan_id: Mapped[int] = mapped_column(ForeignKey("funding_plans.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[str] = mapped_column(default="")
    label: Mapped[str]
    amount: Mapped[Money] = mapped_column("amount_cents")
    eligible: Mapped[bool] = mapped_column(default=True)
    year: Mapped[int | None]
    requested: Mapped[Money | None] = mapped_column("requested_cents")
    reason: Mapped[str | None]


class PlanResource(Base):
    """A source, with its status and, once confirmed, its evidence."""

    __tablename__ = "plan_resources"
    __table_args__ = (
        one_of("source", SOURCES),
        one_of("status", get_args(LineStatus)),
        *not_negative("amount_cents"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("funding_plans.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[Source] = mapped_column(Text)
    label: Mapped[str] = mapped_column(default="")
    amount: Mapped[Money] = mapped_column("amount_cents")
    status: Mapped[LineStatus] = mapped_column(Text, default="requested")
    evidence_attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))


class PlanYear(Base):
    """The part of the aid that falls in a calendar year."""

    __tablename__ = "plan_years"
    __table_args__ = not_negative("amount_cents")

    plan_id: Mapped[int] = mapped_column(ForeignKey("funding_plans.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[Money] = mapped_column("amount_cents")


class PriorAidRow(Base):
    """An earlier aid that the applicant declared, at the day the right to it arose."""

    __tablename__ = "prior_aids"
    __table_args__ = (
        one_of("regime", get_args(StateAidRegime)),
        CheckConstraint("amount_cents > 0", name="amount_positive"),
        Index(None, "application_id"),
    )

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    granted_on: Mapped[date]
    amount: Mapped[Money] = mapped_column("amount_cents")
    regime: Mapped[StateAidRegime] = mapped_column(Text)
    group_name: Mapped[str | None]
