"""Verdicts are monotone, do not depend on order, and know exactly how much a scheme can give."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.cases import law
from tests.property.strategies import ON, amounts, plans, schemes, shuffled
from workflow.kernel.money import ZERO, Money
from workflow.rules.award import max_award, with_award
from workflow.rules.case import Case
from workflow.rules.finding import PLAN_RULES, PlanRule
from workflow.rules.plan import FundingPlan
from workflow.rules.verdict import RULES, assess, findings
from workflow.schemes.model import Scheme

CEILINGS: Final[tuple[PlanRule, ...]] = (
    "amount_cap",
    "aid_rate",
    "period_cap",
    "public_aid_rate",
    "own_share",
    "de_minimis",
    "feder_rate",
    "leader_rate",
)
"""The rules that more aid can only make worse. A floor, or a national counterpart, asks for more of it."""

BOUNDS: Final[tuple[PlanRule, ...]] = (
    "amount_floor",
    "amount_cap",
    "aid_rate",
    "period_cap",
    "public_aid_rate",
    "own_share",
    "de_minimis",
    "leader_rate",
    "plan_balance",
)
"""What bounds an award; the balance, only where the plan states costs to pay for."""


def failing(scheme: Scheme, plan: FundingPlan, rules: tuple[PlanRule, ...]) -> set[str]:
    return {finding.rule for finding in findings(Case(scheme, law(), plan, ON), rules) if finding.status == "fail"}


@given(schemes(), plans(), amounts, st.integers(1, 100_000))
def test_more_aid_never_turns_a_failed_ceiling_into_a_pass(
    scheme: Scheme, plan: FundingPlan, aid: Money, more: int
) -> None:
    less, greater = with_award(scheme, plan, aid), with_award(scheme, plan, aid + Money(more))
    assert failing(scheme, less, CEILINGS) <= failing(scheme, greater, CEILINGS)


@given(schemes(), plans(), st.integers(1, 100_000))
def test_asking_for_more_without_changing_the_plan_never_helps_either(
    scheme: Scheme, plan: FundingPlan, more: int
) -> None:
    greater = replace(plan, request=plan.request + Money(more))
    assert failing(scheme, plan, CEILINGS) <= failing(scheme, greater, CEILINGS)


@given(schemes(), plans(), st.data())
def test_the_order_of_the_lines_does_not_matter(scheme: Scheme, plan: FundingPlan, data: st.DataObject) -> None:
    verdict = assess(scheme, law(), plan, ON)
    assert assess(scheme, law(), shuffled(plan, data), ON) == verdict


@given(schemes(), plans())
def test_the_largest_award_passes_and_one_cent_more_fails(scheme: Scheme, plan: FundingPlan) -> None:
    rules = BOUNDS if plan.costs else tuple(rule for rule in BOUNDS if rule != "plan_balance")
    largest = max_award(Case(scheme, law(), plan, ON))
    if largest is None:
        assert failing(scheme, with_award(scheme, plan, Money(10**12)), rules) == set()
        return
    floor = scheme.caps.amount_floor or ZERO
    if largest:
        assert failing(scheme, with_award(scheme, plan, largest), rules) == set()
    above = max(largest + Money(1), floor)
    assert failing(scheme, with_award(scheme, plan, above), rules)


@given(schemes(), plans(), amounts)
def test_a_plan_made_for_an_award_shows_it_and_balances_where_it_can(
    scheme: Scheme, plan: FundingPlan, aid: Money
) -> None:
    made = with_award(scheme, plan, aid)
    assert made.request == aid
    wrong = failing(scheme, made, ("plan_balance", "request_matches_plan"))
    largest = max_award(Case(scheme.model_copy(update={"caps": type(scheme.caps)()}), law(), made, ON))
    if plan.costs and largest and aid <= largest:
        assert wrong == set()


@given(schemes(), plans())
def test_every_finding_explains_itself_in_both_languages_with_its_basis(scheme: Scheme, plan: FundingPlan) -> None:
    verdict = assess(scheme, law(), plan, ON)
    order = [PLAN_RULES.index(rule) for rule in RULES]
    assert order == sorted(order)
    assert len({finding.rule for finding in verdict.findings}) == len(verdict.findings)
    for finding in verdict.findings:
        assert finding.explanation.fr
        assert finding.explanation.en
        assert finding.basis.fr
        assert finding.basis.en
