"""One application, as one person may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflow.engine.step import OfferedStep
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.rules.finding import Verdict
from workflow.rules.plan import FundingPlan
from workflow.services.views.award import AwardView
from workflow.services.views.lists import ApplicationRow


@dataclass(frozen=True, slots=True)
class PartnerView:
    name: str
    siret: str | None
    role: str
    contribution: Money | None


@dataclass(frozen=True, slots=True)
class AttachmentView:
    id: int
    document: str
    document_title: Words
    file_name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: datetime
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version of the funding plan. ``kind`` is requested, instructed, voted or paid."""

    kind: str
    number: int
    filed: bool
    created_at: datetime
    plan: FundingPlan
    requested_costs: tuple[Money | None, ...] = ()
    reasons: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestedItem:
    position: int
    label: str
    document: str | None
    answer: str | None
    attachment: AttachmentView | None


@dataclass(frozen=True, slots=True)
class ItemRequestView:
    id: int
    asked_at: datetime
    deadline_on: date
    received_at: datetime | None
    message: str
    items: tuple[RequestedItem, ...]


@dataclass(frozen=True, slots=True)
class OpinionView:
    """``kind``: officer, expert or committee; ``value``: favourable, unfavourable or deferred."""

    kind: str
    value: str
    text: str
    by: str
    at: datetime
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EventView:
    """A line of the timeline. ``by`` is empty for an automatic step or for an erased person."""

    number: int
    name: str
    title: Words
    from_state: Words | None
    to_state: Words | None
    automatic: bool
    by: str
    at: datetime
    reason: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """``kind``: qualification, direction or follow_up; ``directed_to`` names a scheme or a body."""

    kind: str
    directed_to: str | None
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next: who acts, what, and by when where a date is known."""

    who: Words
    what: Words
    by: date | None


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """Everything that one person may see of one application.

    ``steps`` are all the events that its state offers to this person, each allowed or with the
    findings that forbid it. ``verdict`` is the rules' answer on the latest plan; ``None`` where
    the scheme gives no money or no plan has been written. ``missing`` lists what still stops the
    applicant from submitting, as problems of fields.
    """

    row: ApplicationRow
    scheme_version: str
    organisation_id: int | None
    organisation_name: str | None
    phase: str | None
    nuts2: str | None
    answers: Mapping[str, object]
    answers_number: int
    partners: tuple[PartnerView, ...]
    plans: tuple[PlanView, ...]
    attachments: tuple[AttachmentView, ...]
    item_requests: tuple[ItemRequestView, ...]
    eligible: bool | None
    eligibility_reason: str
    opinions: tuple[OpinionView, ...]
    proposed: Money | None
    award: AwardView | None
    follow_ups: tuple[FollowUpView, ...]
    timeline: tuple[EventView, ...]
    steps: tuple[OfferedStep, ...]
    verdict: Verdict | None
    next_step: NextStep
    agenda_session: int | None
    can_edit: bool
    is_applicant: bool
    is_officer: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """The *accusé de réception* (CRPA L112-3, R112-5)."""

    reference: str
    title: str
    scheme_title: Words
    received_at: datetime
    filed_hash: str
    implicit_refusal_on: date | None
    service: Words
    contact: str
    remedies: Words
