"""Caps and rates that a scheme states (R1, R2, R4, R20). A rule that it does not state answers ``None``.

Amounts are cents; a limit is inclusive; a rate of a base is rounded down to the cent, once, which for whole
cents is the same comparison as cross-multiplying.
"""

from __future__ import annotations

from fractions import Fraction

from workflow.kernel.formats import euros, percent
from workflow.kernel.money import Money, floor_cent, total
from workflow.kernel.words import Words
from workflow.rules.base import eligible_base, eligible_costs, public_money
from workflow.rules.case import Case
from workflow.rules.finding import Finding
from workflow.rules.wording import ASKED, at_least, at_most, scheme_basis

NO_PROFIT = Words(
    fr="Principe d’absence de profit : l’argent public ne dépasse jamais 100 % de la dépense éligible",
    en="No-profit principle: public money never exceeds 100% of the eligible costs",
)


def amount_floor(case: Case) -> Finding | None:
    """R1: the aid asked for is at least the floor of the scheme."""
    floor = case.scheme.caps.amount_floor
    if floor is None:
        return None
    return at_least("amount_floor", case.plan.request, floor, ASKED, scheme_basis(case.scheme))


def amount_cap(case: Case) -> Finding | None:
    """R1: the aid asked for is at most the cap of the scheme."""
    cap = case.scheme.caps.amount_cap
    if cap is None:
        return None
    return at_most("amount_cap", case.plan.request, cap, ASKED, scheme_basis(case.scheme))


def aid_rate(case: Case) -> Finding | None:
    """R2: the aid asked for is at most the rate of the scheme times the eligible base."""
    rate = case.scheme.caps.aid_rate
    if rate is None:
        return None
    base = eligible_base(case.scheme, case.plan)
    detail = rate_of(rate, base)
    limit = floor_cent(rate, base)
    return at_most("aid_rate", case.plan.request, limit, ASKED, scheme_basis(case.scheme), detail)


def period_cap(case: Case) -> Finding | None:
    """R20: the aid of all the years together is at most the cap of the whole period.

    The aid is the sum of ``yearly``, or the request where that is larger or nothing is spread.
    """
    cap = case.scheme.caps.period_cap
    if cap is None:
        return None
    aid = max(case.plan.request, total(case.plan.yearly.values()))
    what = Words(fr=f"demandés sur la période de {cap.years} ans", en=f"asked for over {cap.years} years")
    spread = sorted(case.plan.yearly.items())
    detail = None
    if len(spread) > 1:
        detail = Words(
            fr="toutes années comprises, " + " + ".join(f"{euros(amount).fr} en {year}" for year, amount in spread),
            en="all years together, " + " + ".join(f"{euros(amount).en} in {year}" for year, amount in spread),
        )
    return at_most("period_cap", aid, cap.amount, what, scheme_basis(case.scheme), detail)


def public_aid_rate(case: Case) -> Finding | None:
    """R4: all public money together is at most the rate of the scheme times the eligible base.

    Without such a rate, the absolute ceiling holds: never more than 100 % of the eligible costs. It is
    reported only where it is broken, and only where the plan states its costs.
    """
    rate = case.scheme.caps.public_aid_rate
    public = public_money(case.scheme, case.plan)
    what = Words(fr="d’argent public", en="of public money")
    if rate is not None:
        base = eligible_base(case.scheme, case.plan)
        limit, basis = floor_cent(rate, base), scheme_basis(case.scheme)
        return at_most("public_aid_rate", public, limit, what, basis, rate_of(rate, base))
    costs = eligible_costs(case.scheme, case.plan)
    if not case.plan.costs or public <= costs:
        return None
    return at_most("public_aid_rate", public, costs, what, NO_PROFIT, rate_of(Fraction(1), costs))


def rate_of(rate: Fraction, base: Money) -> Words:
    """``50 % de 30 000,00 €``."""
    return Words(fr=f"{percent(rate).fr} de {euros(base).fr}", en=f"{percent(rate).en} of {euros(base).en}")
