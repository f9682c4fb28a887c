"""What the desk and the command are given to show: frozen, complete, free of table classes.

Amounts are :class:`Money`, days ``date``, moments aware ``datetime`` in UTC. Titles come as
:class:`Words` so that whoever shows them picks the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflow.engine.step import OfferedStep
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.rules.finding import Finding, Verdict
from workflow.rules.plan import FundingPlan


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """A line of a list or queue."""

    reference: str
    title: str
    scheme_id: str
    scheme_title: Words
    applicant_name: str
    state: str
    state_title: Words
    stage: str
    version: int
    submitted_at: datetime | None
    updated_at: datetime
    implicit_refusal_on: date | None
    requested: Money | None
    awarded: Money | None
    assigned_to: str | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a queue; ``following`` and ``preceding`` are opaque cursors, ``None`` at the ends."""

    rows: tuple[ApplicationRow, ...]
    following: str | None
    preceding: str | None


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
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ShareView:
    payer: str
    payer_name: str
    source: str
    amount: Money
    decision_number: str
    decided_on: date
    envelope: str | None
    agreement_required: bool
    agreement_signed_on: date | None
    paid: Money
    recovered: Money


@dataclass(frozen=True, slots=True)
class PaymentView:
    payer_name: str
    kind: str
    amount: Money
    paid_on: date


@dataclass(frozen=True, slots=True)
class InstalmentView:
    number: int
    due_on: date
    amount: Money
    repaid: Money
    late: bool


@dataclass(frozen=True, slots=True)
class AwardView:
    amount: Money
    base: Money
    decided_on: date
    deliberation: str
    body_name: str
    session_id: int | None
    notified_at: datetime | None
    shares: tuple[ShareView, ...]
    payments: tuple[PaymentView, ...]
    instalments: tuple[InstalmentView, ...]


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
    call: str | None
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


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: int
    committee: str
    committee_title: Words
    title: str
    held_on: date
    state: str
    items: int
    deciding: bool


@dataclass(frozen=True, slots=True)
class MemberView:
    person_id: int
    name: str
    present: bool | None


@dataclass(frozen=True, slots=True)
class AgendaItemView:
    """An application before the committee, with what can be decided and why not the rest."""

    position: int
    application: ApplicationRow
    proposed: Money | None
    max_award: Money | None
    outcome: str | None
    recused: tuple[int, ...]
    votes: Mapping[int, str]
    for_votes: int
    against_votes: int
    abstentions: int
    proposed_shares: tuple[ShareView, ...]
    award: AwardView | None
    steps: tuple[OfferedStep, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    row: SessionRow
    version: int
    quorum_present: int
    quorum_needed: int
    members: tuple[MemberView, ...]
    items: tuple[AgendaItemView, ...]
    can_run: bool


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Award totals for one combination of what was asked for (empty where not asked)."""

    scheme: str
    funder: str
    year: int | None
    territory: str
    stage: str
    applications: int
    awarded: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """``applications`` counts each awarded application once, however many payers it has."""

    rows: tuple[TotalRow, ...]
    applications: int
    awarded: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class EnvelopeView:
    slug: str
    title: str
    body: str
    year: int | None
    authority: Money
    reserved: Money
    committed: Money
    available: Money
    paid: Money
