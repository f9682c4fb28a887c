"""Every guard that a workflow file may name, and the function that answers for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from workflow.engine.facts import StepFacts
from workflow.engine.guards import (
    accompaniment,
    award,
    caps,
    co_financing,
    committee,
    eligibility,
    filing,
    instruction,
    payment,
    repayment,
)
from workflow.rules.finding import Finding
from workflow.schemes.process import Event
from workflow.schemes.vocabulary import Guard

GuardFunction = Callable[[StepFacts], tuple[Finding, ...]]
Brought = Literal["items", "reason", "decision", "payer_decision", "payment", "realised_base"]
"""What an actor brings with a step, by its name in :class:`StepFacts`; ``realised_base`` is that of its award."""

GUARD_FUNCTIONS: Final[Mapping[Guard, GuardFunction]] = MappingProxyType(
    {
        "pre_application_complete": filing.pre_application_complete,
        "application_complete": filing.application_complete,
        "documents_complete": filing.documents_complete,
        "plan_balances": co_financing.plan_balances,
        "deposit_window": eligibility.deposit_window,
        "beneficiary_kind": eligibility.beneficiary_kind,
        "territory": eligibility.territory,
        "phase": eligibility.phase,
        "partners": eligibility.partners,
        "applications_per_call": eligibility.applications_per_call,
        "host_differs_from_holder": eligibility.host_differs_from_holder,
        "items_asked": filing.items_asked,
        "items_answered": filing.items_answered,
        "reason_given": filing.reason_given,
        "eligibility_recorded": instruction.eligibility_recorded,
        "costs_retained": instruction.costs_retained,
        "amount_proposed": instruction.amount_proposed,
        "opinion_given": instruction.opinion_given,
        "expert_opinion_given": instruction.expert_opinion_given,
        "caps_hold": caps.caps_hold,
        "co_financing_balances": co_financing.co_financing_balances,
        "envelope_holds": award.envelope_holds,
        "on_agenda": committee.on_agenda,
        "session_open": committee.session_open,
        "quorum_met": committee.quorum_met,
        "recusals_respected": committee.recusals_respected,
        "vote_in_favour": committee.vote_in_favour,
        "vote_against": committee.vote_against,
        "separation_of_duties": committee.separation_of_duties,
        "deliberation_numbered": award.deliberation_numbered,
        "shares_make_award": award.shares_make_award,
        "every_payer_decided": award.every_payer_decided,
        "agreement_signed_where_required": payment.agreement_signed_where_required,
        "payment_within_award": payment.payment_within_award,
        "payment_within_appropriations": payment.payment_within_appropriations,
        "recovery_owed": payment.recovery_owed,
        "account_settled": payment.account_settled,
        "schedule_set": repayment.schedule_set,
        "advance_repaid": repayment.advance_repaid,
        "orientation_recorded": accompaniment.orientation_recorded,
        "follow_up_recorded": accompaniment.follow_up_recorded,
    }
)

_BROUGHT: Final[Mapping[Guard, Brought]] = {
    "items_asked": "items",
    "reason_given": "reason",
    "deliberation_numbered": "decision",
    "shares_make_award": "decision",
    "envelope_holds": "decision",
    "payment_within_award": "payment",
    "payment_within_appropriations": "payment",
    "recovery_owed": "payment",
}


def function_for(event: Event, guard: Guard) -> GuardFunction:
    """The function that answers for ``guard`` when ``event`` is fired."""
    return award.payer_decision_numbered if _is_payers_act(event, guard) else GUARD_FUNCTIONS[guard]


def missing_with(event: Event, guard: Guard, facts: StepFacts) -> Brought | None:
    """What ``guard`` asks the actor of ``event`` to bring, where it has not been brought."""
    if guard == "account_settled":
        return "realised_base" if facts.award is not None and facts.award.realised is None else None
    brought = "payer_decision" if _is_payers_act(event, guard) else _BROUGHT.get(guard)
    if brought is None:
        return None
    given = facts.reason.strip() if brought == "reason" else getattr(facts, brought)
    return brought if given is None or given == "" else None


def _is_payers_act(event: Event, guard: Guard) -> bool:
    """A numbered act that leaves the application where it is can only be that of one payer among several."""
    return guard == "deliberation_numbered" and event.to is None
