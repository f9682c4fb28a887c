"""What a step is decided on: the facts of one application at one moment, as services read them from the record.

Everything is optional, and ``None`` (or an empty collection) means *not known*. A guard that needs an
unknown fact fails: nothing passes in silence. Amounts are cents in :class:`Money`; dates are days in Paris.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from workflow.kernel.money import ZERO, Money
from workflow.rules.plan import FundingPlan
from workflow.rules.schedule import Instalment
from workflow.schemes.loading import LoadedScheme
from workflow.schemes.regulations import Regulations
from workflow.schemes.vocabulary import BeneficiaryKind, Phase, Role, Source

SessionState = Literal["planned", "open", "closed"]
VoteChoice = Literal["for", "against", "abstention"]
PaymentKind = Literal["advance", "instalment", "balance", "recovery"]


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """Who fires the step. ``roles`` are those held for this application's scheme and body, and no others;
    ``automatic`` is a clock of ours, which has no person and no role."""

    person_id: int | None
    roles: frozenset[Role] = frozenset()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """What the applicant filed, or is about to file.

    ``attached`` are the ids of the scheme's documents that have a file. ``holder_is_host``: whether the
    project holder and the host enterprise are one and the same.
    """

    answers: Mapping[str, object] = field(default_factory=dict)
    attached: frozenset[str] = frozenset()
    applicant_kind: BeneficiaryKind | None = None
    nuts2: str | None = None
    phase: Phase | None = None
    partners: int | None = None
    holder_is_host: bool | None = None


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The call that the application answers. ``filed_by_applicant`` counts the other applications that the
    same applicant has filed in it; ``limit`` is how many it may file, this one included (``None``: any)."""

    slug: str
    opens_on: date
    closes_on: date | None = None
    filed_by_applicant: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The versions of the funding plan: as asked, as the officer retained it, as the committee votes it."""

    requested: FundingPlan | None = None
    instructed: FundingPlan | None = None
    voted: FundingPlan | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """The items of the request being made or answered: how many are asked for, how many have come."""

    asked: int
    answered: int = 0
    deadline_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What instruction has established."""

    eligible: bool | None = None
    costs_retained: bool = False
    proposed: Money | None = None
    officer_opinions: int = 0
    expert_opinions: int = 0


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """The committee's item, and who sits on it. People are ids.

    ``committee`` is the id of the scheme's ``CommitteeBody``. ``member_count`` counts every seat;
    ``present`` are the members recorded as attending the session; ``recused`` those who withdraw from
    this item; ``votes`` what was recorded for it, whoever cast it.
    """

    committee: str
    session_state: SessionState
    member_count: int
    quorum: Fraction
    members: frozenset[int] = frozenset()
    present: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()
    votes: Mapping[int, VoteChoice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnvelopeFacts:
    """The commitment authority of an envelope and what is already reserved and committed on it, this award apart."""

    id: str
    authority: Money
    reserved: Money
    committed: Money


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """What one payer gives. ``envelope`` is ``None`` for a payer that keeps its budget elsewhere."""

    payer: str
    source: Source
    amount: Money
    decision_number: str = ""
    envelope: EnvelopeFacts | None = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The decision being recorded: an award with its shares, or a refusal (no amount, no share).

    ``base`` is the eligible base on which the amount was voted; ``deliberation`` the number of the act.
    """

    amount: Money | None = None
    base: Money | None = None
    deliberation: str = ""
    shares: tuple[ShareFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PayerDecisionFacts:
    """What one payer of a collaborative call decided in its own assembly."""

    payer: str
    approved: bool
    amount: Money = ZERO
    number: str = ""


@dataclass(frozen=True, slots=True)
class AwardedShareFacts:
    """A share of an award that stands.

    ``yearly`` spreads it over calendar years (one year where empty); ``already`` is what the same payer granted
    the same beneficiary by other awards, by year. Both tell whether an agreement is compulsory.
    """

    payer: str
    source: Source
    amount: Money
    paid: Money = ZERO
    recovered: Money = ZERO
    agreement_signed: bool = False
    yearly: Mapping[int, Money] = field(default_factory=dict)
    already: Mapping[int, Money] | None = None


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """The award that stands. ``base`` is the eligible base it was voted on; ``realised`` the base that the report on
    the spending proves, once it is known."""

    amount: Money
    decided_on: date
    base: Money | None = None
    realised: Money | None = None
    shares: tuple[AwardedShareFacts, ...] = ()
    schedule: tuple[Instalment, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """The payment, or the recovery, being recorded on the share of one payer from one source.

    ``realised`` is the base proved by the report that comes with a balance. ``appropriations`` are the payment
    appropriations of the year on the share's ``envelope``, of which ``paid_in_year`` is used; ``envelope`` is
    ``None`` for a payer that keeps its budget elsewhere.
    """

    payer: str
    source: Source
    amount: Money
    kind: PaymentKind
    realised: Money | None = None
    envelope: str | None = None
    appropriations: Money | None = None
    paid_in_year: Money | None = None


@dataclass(frozen=True, slots=True)
class AccompanimentFacts:
    """How many orientations and follow-ups were recorded."""

    orientations: int = 0
    follow_ups: int = 0


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Everything that one step is decided on.

    ``items``, ``reason``, ``decision``, ``payer_decision`` and ``payment`` are what the actor brings with the
    step; the rest is read from the record. ``submitted_by`` and ``instructed_by`` are the people whose steps
    submitted and instructed the application, for the separation of duties.
    """

    state: str
    loaded: LoadedScheme
    regulations: Regulations
    on: date
    actor: ActorFacts
    filing: FilingFacts = FilingFacts()
    call: CallFacts | None = None
    plans: PlanFacts = PlanFacts()
    items: ItemFacts | None = None
    reason: str = ""
    review: ReviewFacts = ReviewFacts()
    submitted_by: frozenset[int] = frozenset()
    instructed_by: frozenset[int] = frozenset()
    agenda: AgendaFacts | None = None
    decision: DecisionFacts | None = None
    payer_decision: PayerDecisionFacts | None = None
    payer_decisions: tuple[PayerDecisionFacts, ...] = ()
    award: AwardFacts | None = None
    payment: PaymentFacts | None = None
    accompaniment: AccompanimentFacts = AccompanimentFacts()
