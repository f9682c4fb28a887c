"""Every table of the record, one module a subject. Importing this package fills ``Base.metadata``."""

from workflow.store.base import Base
from workflow.store.tables.applications import (
    AnswerSet,
    Application,
    Attachment,
    FollowUp,
    ItemRequest,
    Partner,
    ReferenceCounter,
    RequestedItem,
)
from workflow.store.tables.awards import (
    Award,
    AwardShare,
    AwardTotal,
    Instalment,
    PayerDecision,
    Payment,
)
from workflow.store.tables.committee import (
    AgendaItem,
    CommitteeSession,
    EligibilityRecord,
    Opinion,
    Recusal,
    Score,
    SessionMember,
    Vote,
)
from workflow.store.tables.events import Event, EventReason, IdempotencyKey
from workflow.store.tables.ledger import Envelope, EnvelopeYear, LedgerMovement
from workflow.store.tables.notices import NoticeRow
from workflow.store.tables.people import Body, Membership, Organisation, Person, RoleGrant
from workflow.store.tables.plans import FundingPlanRow, PlanCost, PlanResource, PlanYear, PriorAidRow
from workflow.store.tables.schemes import Call, CutOff, SchemeRow, SchemeVersion

__all__ = [
    "AgendaItem",
    "AnswerSet",
    "Application",
    "Attachment",
    "Award",
    "AwardShare",
    "AwardTotal",
    "Base",
    "Body",
    "Call",
    "CommitteeSession",
    "CutOff",
    "EligibilityRecord",
    "Envelope",
    "EnvelopeYear",
    "Event",
    "EventReason",
    "FollowUp",
    "FundingPlanRow",
    "IdempotencyKey",
    "Instalment",
    "ItemRequest",
    "LedgerMovement",
    "Membership",
    "NoticeRow",
    "Opinion",
    "Organisation",
    "Partner",
    "PayerDecision",
    "Payment",
    "Person",
    "PlanCost",
    "PlanResource",
    "PlanYear",
    "PriorAidRow",
    "Recusal",
    "ReferenceCounter",
    "RequestedItem",
    "RoleGrant",
    "SchemeRow",
    "SchemeVersion",
    "Score",
    "SessionMember",
    "Vote",
]
