"""The verdict: every rule that the scheme states and the law asks, over one plan, in one reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from workflow.rules import (
    agreement,
    balance,
    base,
    caps,
    de_minimis,
    eligibility,
    european,
    own_share,
)
from workflow.rules.award import max_award
from workflow.rules.case import Case
from workflow.rules.finding import Finding, PlanRule, Verdict
from workflow.rules.plan import FundingPlan
from workflow.schemes.model import Scheme
from workflow.schemes.regulations import Regulations

Rule = Callable[[Case], Finding | None]

RULES: Final[dict[PlanRule, Rule]] = {
    "amount_floor": caps.amount_floor,
    "amount_cap": caps.amount_cap,
    "aid_rate": caps.aid_rate,
    "base_cap": base.base_cap,
    "period_cap": caps.period_cap,
    "public_aid_rate": caps.public_aid_rate,
    "own_share": own_share.own_share,
    "de_minimis": de_minimis.de_minimis,
    "feder_rate": european.feder_rate,
    "leader_rate": european.leader_rate,
    "leader_share": european.leader_share,
    "plan_balance": balance.plan_balance,
    "in_kind_balance": balance.in_kind_balance,
    "request_matches_plan": balance.request_matches_plan,
    "partners": eligibility.partners,
    "phase": eligibility.phase,
    "beneficiary_kind": eligibility.beneficiary_kind,
    "territory": eligibility.territory,
    "deposit_window": eligibility.deposit_window,
    "applications_per_call": eligibility.applications_per_call,
    "agreement_required": agreement.agreement_required,
}
"""Each rule of a verdict. ``envelope`` and ``double_funding`` need the record: see their own modules."""

CAP_RULES: Final[tuple[PlanRule, ...]] = (
    "amount_floor",
    "amount_cap",
    "aid_rate",
    "base_cap",
    "period_cap",
    "public_aid_rate",
    "own_share",
    "de_minimis",
    "feder_rate",
    "leader_rate",
    "leader_share",
)
BALANCE_RULES: Final[tuple[PlanRule, ...]] = ("plan_balance", "in_kind_balance", "request_matches_plan")
ELIGIBILITY_RULES: Final[tuple[PlanRule, ...]] = (
    "partners",
    "phase",
    "beneficiary_kind",
    "territory",
    "deposit_window",
    "applications_per_call",
)


def assess(
    scheme: Scheme,
    regulations: Regulations,
    plan: FundingPlan,
    on: date,
    *,
    filed: bool = False,
    applications: int | None = None,
) -> Verdict:
    """Everything that the rules say of ``plan`` under ``scheme`` on the day ``on``.

    A rule that the scheme does not state is left out; a law is always evaluated where it applies. ``filed``
    and ``applications`` are those of :class:`Case`: with ``filed``, a missing fact fails the rule that needs it.
    """
    case = Case(scheme, regulations, plan, on, filed, applications)
    return Verdict(
        scheme=scheme.id,
        version=scheme.version,
        on=on,
        eligible_base=base.eligible_base(scheme, plan),
        max_award=max_award(case),
        findings=findings(case),
    )


def findings(case: Case, rules: Iterable[PlanRule] = tuple(RULES)) -> tuple[Finding, ...]:
    """What ``rules`` say of ``case``, those that do not apply left out."""
    found = (RULES[rule](case) for rule in rules if rule in RULES)
    return tuple(finding for finding in found if finding is not None)
