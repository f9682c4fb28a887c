"""Applications, their answers, attachments and item requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.kernel.money import ZERO, Money
from workflow.schemes.vocabulary import Nuts2, Phase, Region, Stage
from workflow.store.base import Base, not_negative, one_of
from workflow.store.types import Identity, Instant, JsonDocument

CLOCK_RUNS = text("implicit_refusal_on IS NOT NULL AND NOT silence_stopped")
REQUEST_OPEN = text("received_at IS NULL")


class Application(Base):
    """One request for support, from draft to end. Changed only through ``store.applications``.

    ``version`` grows with every change; ``event_count`` and ``last_hash`` are the head of its chain.
    """

    __tablename__ = "applications"
    __table_args__ = (
        one_of("region", get_args(Region)),
        one_of("phase", get_args(Phase)),
        one_of("nuts2", get_args(Nuts2)),
        one_of("stage", get_args(Stage)),
        *not_negative("requested_cents", "retained_base_cents", "proposed_cents", "awarded_cents", "paid_cents"),
        CheckConstraint("length(last_hash) = 64", name="last_hash"),
        # Keyset pages of the queue: each starts with what is compared for equality.
        Index("ix_applications_queue_all", "submitted_at", "id"),
        Index("ix_applications_queue_state", "state", "submitted_at", "id"),
        Index("ix_applications_queue_body", "body_id", "submitted_at", "id"),
        Index("ix_applications_queue_body_state", "body_id", "state", "submitted_at", "id"),
        Index("ix_applications_queue_scheme", "scheme_id", "submitted_at", "id"),
        Index("ix_applications_queue_scheme_state", "scheme_id", "state", "submitted_at", "id"),
        Index("ix_applications_queue_assigned", "assigned_to", "submitted_at", "id"),
        Index("ix_applications_by_call", "call_id", "organisation_id"),
        Index("ix_applications_by_organisation", "organisation_id", "id"),
        Index("ix_applications_by_applicant", "applicant_person_id", "organisation_id", "id"),
        Index("ix_applications_by_previous", "previous_application_id"),
        Index("ix_applications_clock", "implicit_refusal_on", sqlite_where=CLOCK_RUNS, postgresql_where=CLOCK_RUNS),
    )

    id: Mapped[Identity]
    reference: Mapped[str] = mapped_column(unique=True)
    scheme_id: Mapped[str] = mapped_column(ForeignKey("schemes.id"))
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_versions.id"))
    decision_version_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_versions.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"))
    body_id: Mapped[str] = mapped_column(ForeignKey("bodies.id"))
    region: Mapped[Region] = mapped_column(Text)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    applicant_person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str] = mapped_column(default="")
    phase: Mapped[Phase | None] = mapped_column(Text)
    nuts2: Mapped[Nuts2 | None] = mapped_column(Text)
    state: Mapped[str]
    stage: Mapped[Stage] = mapped_column(Text)
    awarded: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]
    submitted_at: Mapped[Instant | None]
    decided_on: Mapped[date | None]
    implicit_refusal_on: Mapped[date | None]
    silence_stopped: Mapped[bool] = mapped_column(default=False)
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    requested_amount: Mapped[Money | None] = mapped_column("requested_cents")
    retained_base: Mapped[Money | None] = mapped_column("retained_base_cents")
    proposed_amount: Mapped[Money | None] = mapped_column("proposed_cents")
    awarded_amount: Mapped[Money | None] = mapped_column("awarded_cents")
    paid_amount: Mapped[Money] = mapped_column("paid_cents", default=ZERO)
    event_count: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str]
    previous_application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))


class ReferenceCounter(Base):
    """The last number given in a Région and a year: gap-free, because it moves with the application."""

    __tablename__ = "reference_counters"

    prefix: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column("last_number")


class AnswerSet(Base):
    """One version of the answers. The draft is the newest set that is not filed; filing freezes it."""

    __tablename__ = "answer_sets"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    number: Mapped[int]
    answers: Mapped[Mapping[str, Any]] = mapped_column(JsonDocument)
    filed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Partner(Base):
    """An organisation that takes part in the project beside the applicant."""

    __tablename__ = "partners"
    __table_args__ = (UniqueConstraint("application_id", "position"), *not_negative("contribution_cents"))

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    position: Mapped[int]
    name: Mapped[str]
    siret: Mapped[str | None]
    role: Mapped[str | None]
    contribution: Mapped[Money | None] = mapped_column("contribution_cents")


class Attachment(Base):
    """A file that was given. A replaced one stays; ``document`` is the scheme's Document id, or ``item``."""

    __tablename__ = "attachments"
    __table_args__ = (
        *not_negative("size_bytes"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        Index(None, "application_id", "document"),
    )

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    document: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    uploaded_at: Mapped[Instant]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))


class ItemRequest(Base):
    """Items asked of the applicant, with a deadline; the silence clock waits meanwhile."""

    __tablename__ = "item_requests"
    __table_args__ = (
        Index(None, "application_id"),
        Index("ix_item_requests_open", "deadline_on", sqlite_where=REQUEST_OPEN, postgresql_where=REQUEST_OPEN),
    )

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    asked_at: Mapped[Instant]
    deadline_on: Mapped[date]
    received_at: Mapped[Instant | None]
    message: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class RequestedItem(Base):
    """One item of a request: a document, or a question in words."""

    __tablename__ = "requested_items"

    item_request_id: Mapped[int] = mapped_column(ForeignKey("item_requests.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str]
    document: Mapped[str | None]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    answer: Mapped[str | None]


class FollowUp(Base):
    """What accompanies a project without money: a qualification, a direction to a scheme or body, a note."""

    __tablename__ = "follow_ups"
    __table_args__ = (one_of("kind", ("qualification", "direction", "follow_up")), Index(None, "application_id"))

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str]
    scheme_id: Mapped[str | None] = mapped_column(ForeignKey("schemes.id"))
    body_id: Mapped[str | None] = mapped_column(ForeignKey("bodies.id"))
    text: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Instant]
