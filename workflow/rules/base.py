"""The eligible base (R3, R15) and the sums of a funding plan that the other rules compare.

Accounts 86 and 87 are in kind: a cost line on one of them counts with ``in_kind_costs``, never as cash.
A refused resource line counts for nothing.
"""

from __future__ import annotations

from typing import Final

from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.words import Words
from workflow.rules.case import Case
from workflow.rules.finding import Finding, Status
from workflow.rules.plan import CostLine, FundingPlan, ResourceLine
from workflow.rules.wording import scheme_basis
from workflow.schemes.model import Scheme
from workflow.schemes.vocabulary import PUBLIC_SOURCES, Instrument, Source

MONEY_INSTRUMENTS: Final[frozenset[Instrument]] = frozenset({"grant", "operating_support", "repayable_advance"})
"""The instruments that pay something."""

_IN_KIND_ACCOUNTS: Final = ("86", "87")


def eligible_costs(scheme: Scheme, plan: FundingPlan) -> Money:
    """The sum of the eligible cost lines, in cents, before any cap on the base.

    In-kind costs are left out, unless the scheme says that they enter the base (R15).
    """
    cash = total(line.amount for line in plan.costs if line.eligible and not is_in_kind(line))
    if scheme.costs is None or not scheme.costs.in_kind_in_base:
        return cash
    return cash + plan.in_kind_costs + total(line.amount for line in plan.costs if line.eligible and is_in_kind(line))


def eligible_base(scheme: Scheme, plan: FundingPlan) -> Money:
    """The base to which every rate applies: ``min(eligible costs, base cap)`` (R3)."""
    costs, cap = eligible_costs(scheme, plan), scheme.caps.base_cap
    return costs if cap is None else min(costs, cap)


def base_cap(case: Case) -> Finding | None:
    """R3, for information: whether the cap of the scheme trims the base. It refuses nothing."""
    cap = case.scheme.caps.base_cap
    if cap is None:
        return None
    costs = eligible_costs(case.scheme, case.plan)
    room = cap - costs
    fr = f"{euros(costs).fr} de dépenses éligibles, base plafonnée à {euros(cap).fr}"
    en = f"{euros(costs).en} of eligible costs, base capped at {euros(cap).en}"
    if room.cents < 0:
        words = Words(
            fr=f"{fr} : les taux s’appliquent à {euros(cap).fr}, {euros(-room).fr} ne comptent pas.",
            en=f"{en}: rates apply to {euros(cap).en}, {euros(-room).en} do not count.",
        )
    else:
        words = Words(fr=f"{fr} : toute la dépense compte.", en=f"{en}: every euro counts.")
    status: Status = "info" if room.cents < 0 else "pass"
    return Finding("base_cap", status, words, scheme_basis(case.scheme), str(costs), str(cap), str(room))


def is_in_kind(line: CostLine) -> bool:
    """Whether a cost line is on an in-kind account (86 or 87)."""
    return line.account.startswith(_IN_KIND_ACCOUNTS)


def cash_uses(plan: FundingPlan) -> Money:
    """What the plan spends in cash, eligible or not."""
    return total(line.amount for line in plan.costs if not is_in_kind(line))


def in_kind_uses(plan: FundingPlan) -> Money:
    """What the plan receives in kind, on its costs side."""
    return plan.in_kind_costs + total(line.amount for line in plan.costs if is_in_kind(line))


def standing_lines(plan: FundingPlan) -> tuple[ResourceLine, ...]:
    """The resource lines that were not refused."""
    return tuple(line for line in plan.resources if line.status != "refused")


def money_from(plan: FundingPlan, *sources: Source) -> Money:
    """What the plan expects from ``sources``."""
    return total(line.amount for line in standing_lines(plan) if line.source in sources)


def cash_resources(plan: FundingPlan) -> Money:
    """Everything that the plan expects in cash."""
    return total(line.amount for line in standing_lines(plan))


def scheme_source(scheme: Scheme) -> Source | None:
    """The source under which a plan shows the aid of this scheme.

    ``scheme`` where a delegated manager pays it in its own name, ``region`` where the Région does;
    ``None`` where the scheme pays nothing.
    """
    if scheme.instrument not in MONEY_INSTRUMENTS:
        return None
    return "region" if scheme.running_body.kind == "region" else "scheme"


def scheme_line(scheme: Scheme, plan: FundingPlan) -> Money | None:
    """The aid of this scheme as the resources show it; ``None`` where no standing line does."""
    source = scheme_source(scheme)
    lines = [line.amount for line in standing_lines(plan) if line.source == source]
    return total(lines) if lines else None


def other_public_money(scheme: Scheme, plan: FundingPlan) -> Money:
    """Public money of the plan, European money included, without the aid of this scheme."""
    return money_from(plan, *PUBLIC_SOURCES) - (scheme_line(scheme, plan) or ZERO)


def public_money(scheme: Scheme, plan: FundingPlan) -> Money:
    """All the public money of the plan, the aid of this scheme included (R4).

    Where the request and its line differ, the larger one counts. Where the plan has no such line, the
    request counts unless the resources already cover the uses without it.
    """
    line, others = scheme_line(scheme, plan), other_public_money(scheme, plan)
    if line is not None:
        return others + max(line, plan.request)
    covered = bool(plan.costs) and cash_resources(plan) >= cash_uses(plan)
    return others if covered else others + plan.request
