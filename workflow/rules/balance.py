"""The funding plan balances (R14, R15): in cash, in kind, and with what is asked for. Exact to the cent."""

from __future__ import annotations

from workflow.kernel.formats import euros, small_change
from workflow.kernel.money import Money, total
from workflow.kernel.words import Words
from workflow.rules.base import (
    cash_resources,
    cash_uses,
    in_kind_uses,
    scheme_line,
    scheme_source,
)
from workflow.rules.case import Case
from workflow.rules.finding import Finding, RuleId

_BALANCE = Words(
    fr="Un plan de financement s’équilibre : emplois et ressources, puis contributions en nature, à part",
    en="A funding plan balances: uses and resources, then in-kind contributions, apart",
)
_REQUEST = Words(
    fr="L’aide demandée est celle du plan de financement", en="The aid asked for is the one in the funding plan"
)


def plan_balance(case: Case) -> Finding | None:
    """R14: cash uses equal cash resources, refused lines left out. ``None`` where the plan is empty."""
    if not _has_plan(case):
        return None
    uses, resources = cash_uses(case.plan), cash_resources(case.plan)
    missing = scheme_line(case.scheme, case.plan) is None and scheme_source(case.scheme) is not None
    hint = None
    if missing and case.plan.request and uses - resources == case.plan.request:
        hint = Words(
            fr=" L’aide demandée manque parmi les ressources.", en=" The aid asked for is missing from the resources."
        )
    names = Words(fr="de dépenses", en="of costs"), Words(fr="de ressources", en="of resources")
    return _equal("plan_balance", uses, resources, names, _BALANCE, hint)


def in_kind_balance(case: Case) -> Finding | None:
    """R14, R15: in-kind uses (account 86) equal in-kind resources (account 87), apart from the cash."""
    if not _has_plan(case):
        return None
    names = (
        Words(fr="d’emplois en nature", en="of in-kind uses"),
        Words(fr="de ressources en nature", en="of in-kind resources"),
    )
    return _equal("in_kind_balance", in_kind_uses(case.plan), case.plan.in_kind_resources, names, _BALANCE)


def request_matches_plan(case: Case) -> Finding | None:
    """The request equals the plan's own line of the scheme, and the sum of its years.

    ``None`` where the plan has neither such a line nor years.
    """
    request = case.plan.request
    line = scheme_line(case.scheme, case.plan)
    asked = Words(fr="demandés", en="asked for")
    in_plan = Words(fr="dans la ligne du dispositif", en="in the scheme’s own line")
    spread = Words(fr="répartis par année", en="spread over the years")
    if case.plan.yearly and (years := total(case.plan.yearly.values())) != request:
        return _equal("request_matches_plan", request, years, (asked, spread), _REQUEST)
    if line is not None:
        return _equal("request_matches_plan", request, line, (asked, in_plan), _REQUEST)
    if case.plan.yearly:
        return _equal("request_matches_plan", request, request, (asked, spread), _REQUEST)
    return None


def _has_plan(case: Case) -> bool:
    plan = case.plan
    return bool(plan.costs or plan.resources or plan.in_kind_costs or plan.in_kind_resources)


def _equal(
    rule: RuleId, left: Money, right: Money, names: tuple[Words, Words], basis: Words, hint: Words | None = None
) -> Finding:
    gap = right - left
    fr = f"{euros(left).fr} {names[0].fr}, {euros(right).fr} {names[1].fr}"
    en = f"{euros(left).en} {names[0].en}, {euros(right).en} {names[1].en}"
    more = hint or Words(fr="", en="")
    if gap:
        words = Words(
            fr=f"{fr} : {small_change(gap).fr} d’écart.{more.fr}", en=f"{en}: {small_change(gap).en} apart.{more.en}"
        )
    else:
        words = Words(fr=f"{fr} : les deux sont égaux.", en=f"{en}: the two are equal.")
    return Finding(rule, "fail" if gap else "pass", words, basis, str(left), str(right), str(gap))
