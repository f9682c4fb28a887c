"""What a rule answers: never a bare yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflow.kernel.money import Money
from workflow.kernel.words import Words

Status = Literal["pass", "fail", "info", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule applied to one set of facts.

    ``actual``, ``limit`` and ``headroom`` are what was compared: amounts as decimal
    strings in euros ("20000.01"), counts and dates as strings; ``None`` where the rule
    compares nothing. ``explanation`` shows the arithmetic; ``basis`` names the law or
    the article of the scheme.
    """

    rule: str
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
    equal (private and own money giving way, other public money kept): it passes, and one cent more
    fails. ``None`` where the scheme gives no money or no rule bounds it.
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
