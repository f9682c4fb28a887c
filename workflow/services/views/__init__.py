"""What the desk and the command are given to show: frozen, complete, free of table classes.

Amounts are :class:`Money`, days ``date``, moments aware ``datetime`` in UTC. Titles come as
:class:`Words` so that whoever shows them picks the language.
"""

from workflow.services.views.application import (
    ApplicationPage,
    AttachmentView,
    EventView,
    FollowUpView,
    ItemRequestView,
    NextStep,
    OpinionView,
    PartnerView,
    PlanView,
    Receipt,
    RequestedItem,
)
from workflow.services.views.award import AwardView, InstalmentView, PaymentView, ShareView
from workflow.services.views.committee import AgendaItemView, MemberView, SessionPage, SessionRow
from workflow.services.views.lists import ApplicationRow, QueuePage
from workflow.services.views.money import EnvelopeView, TotalRow, Totals

__all__ = [
    "AgendaItemView",
    "ApplicationPage",
    "ApplicationRow",
    "AttachmentView",
    "AwardView",
    "EnvelopeView",
    "EventView",
    "FollowUpView",
    "InstalmentView",
    "ItemRequestView",
    "MemberView",
    "NextStep",
    "OpinionView",
    "PartnerView",
    "PaymentView",
    "PlanView",
    "QueuePage",
    "Receipt",
    "RequestedItem",
    "SessionPage",
    "SessionRow",
    "ShareView",
    "TotalRow",
    "Totals",
]
