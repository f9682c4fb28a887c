"""What a rule answers: never a bare yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import Guard

Status = Literal["pass", "fail", "info", "not_applicable"]

PlanRule = Literal[
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
    "plan_balance",
    "in_kind_balance",
    "request_matches_plan",
    "envelope",
    "double_funding",
    "partners",
    "phase",
    "beneficiary_kind",
    "territory",
    "deposit_window",
    "applications_per_call",
    "agreement_required",
]
"""The rules of a verdict, in the order in which people read them."""

RuleId = PlanRule | Guard
"""Every rule that a finding can name: those of a verdict, and the guards of a step."""

PLAN_RULES: tuple[PlanRule, ...] = get_args(PlanRule)
RULE_IDS: tuple[str, ...] = tuple(dict.fromkeys((*PLAN_RULES, *get_args(Guard))))


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule applied to one set of facts.

    ``actual``, ``limit`` and ``headroom`` are what was compared: amounts as decimal
    strings in euros ("20000.01"), counts and dates as strings; ``None`` where the rule
    compares nothing. ``headroom`` is what is left before the rule fails, negative once
    it has. ``explanation`` shows the arithmetic; ``basis`` names the law or the article
    of the scheme.
    """

    rule: RuleId
    status: Status
    explanation: Words
    basis: Words
    actual: str | None = None
    limit: str | None = None
    headroom: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that the rules say of one funding plan under one scheme on one day.

    ``max_award`` is the largest aid that this scheme could give, everything else in the plan being
    equal (own money giving way, then private money; other public money kept): it passes the rules
    that bound an award, and one cent more fails one of them. ``0.00`` where no aid at all can be
    given. ``None`` where the scheme gives no money or no rule bounds it.
    """

    scheme: str
    version: str
    on: date
    eligible_base: Money
    max_award: Money | None
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether no finding failed."""
        return all(finding.status != "fail" for finding in self.findings)
