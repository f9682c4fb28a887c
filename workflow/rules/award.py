"""What the plan becomes when the scheme gives some amount, and the largest amount that it could give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from workflow.kernel.allocation import allocate
from workflow.kernel.money import ZERO, Money, floor_cent, total
from workflow.rules.base import (
    MONEY_INSTRUMENTS,
    cash_uses,
    eligible_base,
    eligible_costs,
    money_from,
    other_public_money,
    scheme_source,
)
from workflow.rules.case import Case
from workflow.rules.de_minimis import prior_aid, regulation_of
from workflow.rules.gross_grant_equivalent import largest_advance
from workflow.rules.own_share import owns_an_investment
from workflow.rules.plan import FundingPlan, ResourceLine
from workflow.schemes.model import Scheme
from workflow.schemes.vocabulary import Source


def with_award(scheme: Scheme, plan: FundingPlan, amount: Money) -> FundingPlan:
    """``plan`` with ``amount`` as its request and as its line of the scheme.

    Other public money is kept. Where the plan states its costs, it is balanced anew: the own money takes up
    the difference, and private money gives way once own money is at zero. Years keep their proportions.
    """
    source = scheme_source(scheme)
    lines = plan.resources
    if source is not None:
        lines = _set(lines, source, amount)
        if plan.costs:
            lines = _rebalanced(replace(plan, resources=lines)).resources
    return replace(plan, request=amount, resources=lines, yearly=_spread_years(plan, amount))


def max_award(case: Case) -> Money | None:
    """The largest award, other public money being kept (see :class:`Verdict`), to the cent.

    It satisfies R1, R2, R4, R5, R6, R13 and R20, and the uses left to pay for; balances are not asked, since
    own money makes up the difference. Where it would be under the floor of the scheme: zero.
    """
    if case.scheme.instrument not in MONEY_INSTRUMENTS:
        return None
    bounds = [bound for rule in _BOUNDS if (bound := rule(case)) is not None]
    if not bounds:
        return None
    largest = max(ZERO, min(bounds))
    floor = case.scheme.caps.amount_floor
    return ZERO if floor is not None and largest < floor else largest


def _amount_cap(case: Case) -> Money | None:
    return case.scheme.caps.amount_cap


def _aid_rate(case: Case) -> Money | None:
    rate = case.scheme.caps.aid_rate
    return None if rate is None else floor_cent(rate, eligible_base(case.scheme, case.plan))


def _period_cap(case: Case) -> Money | None:
    cap = case.scheme.caps.period_cap
    return None if cap is None else cap.amount


def _public_aid(case: Case) -> Money | None:
    rate = case.scheme.caps.public_aid_rate
    others = other_public_money(case.scheme, case.plan)
    if rate is not None:
        return floor_cent(rate, eligible_base(case.scheme, case.plan)) - others
    return eligible_costs(case.scheme, case.plan) - others if case.plan.costs else None


def _uses(case: Case) -> Money | None:
    if not case.plan.costs:
        return None
    return cash_uses(case.plan) - other_public_money(case.scheme, case.plan)


def _own_share(case: Case) -> Money | None:
    """From ``own >= r x (public + own)``, where own money is what the uses leave."""
    if not owns_an_investment(case):
        return None
    rate = case.regulations.own_share().rate
    others = other_public_money(case.scheme, case.plan)
    if not case.plan.costs:
        return floor_cent((1 - rate) / rate, money_from(case.plan, "own")) - others
    shared = cash_uses(case.plan) - money_from(case.plan, "private")
    return floor_cent(1 - rate, shared) - others


def _de_minimis(case: Case) -> Money | None:
    limit = regulation_of(case)
    if limit is None:
        return None
    room = limit.ceiling - prior_aid(case, limit)
    advance = case.scheme.advance
    if advance is None or case.scheme.instrument != "repayable_advance":
        return room
    return largest_advance(room, Fraction(advance.total_months, 12), secured=advance.secured, limit=limit)


def _leader_rate(case: Case) -> Money | None:
    if not money_from(case.plan, "leader"):
        return None
    ceiling = floor_cent(case.regulations.leader().public_rate, eligible_base(case.scheme, case.plan))
    return ceiling - other_public_money(case.scheme, case.plan)


_BOUNDS: Final[tuple[Callable[[Case], Money | None], ...]] = (
    _amount_cap,
    _aid_rate,
    _period_cap,
    _public_aid,
    _uses,
    _own_share,
    _de_minimis,
    _leader_rate,
)


def _rebalanced(plan: FundingPlan) -> FundingPlan:
    own, private = money_from(plan, "own"), money_from(plan, "private")
    public = total(line.amount for line in plan.resources if line.status != "refused") - own - private
    gap = max(ZERO, cash_uses(plan) - public)
    kept = min(private, gap)
    lines = _set(_set(plan.resources, "private", kept), "own", gap - kept)
    return replace(plan, resources=lines)


def _set(lines: tuple[ResourceLine, ...], source: Source, amount: Money) -> tuple[ResourceLine, ...]:
    """``lines`` with ``amount`` in all on ``source``: in proportion to its standing lines, or on a new one."""
    standing = {str(n): line for n, line in enumerate(lines) if line.source == source and line.status != "refused"}
    if not standing:
        return (*lines, ResourceLine(source, amount)) if amount else lines
    weights = {name: Fraction(line.amount.cents) for name, line in standing.items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, Fraction(1))
    shares = allocate(amount, weights)
    return tuple(replace(line, amount=shares[str(n)]) if str(n) in shares else line for n, line in enumerate(lines))


def _spread_years(plan: FundingPlan, amount: Money) -> dict[int, Money]:
    if not plan.yearly:
        return {}
    weights = {str(year): Fraction(part.cents) for year, part in plan.yearly.items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, Fraction(1))
    return {int(year): part for year, part in allocate(amount, weights).items()}
