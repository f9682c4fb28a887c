"""The funding plan as a whole: it balances, its public money stays within its rates, the shares are the plan's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.engine.facts import DecisionFacts, StepFacts
from workflow.engine.guards.wording import fails, passes, scheme_basis
from workflow.engine.plans import case_of, is_deposit, plan_at_stake
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money, total
from workflow.rules.base import money_from, scheme_line, scheme_source
from workflow.rules.cofinancing import FundedNode, funded_tree, tree_balance
from workflow.rules.finding import Finding, PlanRule
from workflow.rules.plan import FundingPlan
from workflow.rules.verdict import BALANCE_RULES, findings
from workflow.schemes.model import FundingNode
from workflow.schemes.vocabulary import PUBLIC_SOURCES, Source

CO_FINANCING: Final[tuple[PlanRule, ...]] = ("public_aid_rate", "own_share", "leader_rate", "leader_share")
"""R4, R5, R13: the rates that bear on the whole of the public money."""

_PLAN: Final[tuple[PlanRule, ...]] = ("plan_balance", "in_kind_balance")


def plan_balances(facts: StepFacts) -> tuple[Finding, ...]:
    """Uses equal resources in cash, and apart from that in kind (R14)."""
    plan = plan_at_stake(facts)
    found = findings(case_of(facts, plan), _PLAN) if plan is not None else ()
    if not found:
        fr, en = "Le plan de financement est vide.", "The funding plan is empty."
        return (fails("plan_balances", fr, en, scheme_basis(facts)),)
    return found


def co_financing_balances(facts: StepFacts) -> tuple[Finding, ...]:
    """The plan balances in cash and in kind, carries the request, and keeps to the rates of public money (R4, R5,
    R13, R14); its sources are admitted; from the decision on, each share is the plan's to the cent."""
    plan = plan_at_stake(facts)
    if plan is None or not plan.resources:
        fr, en = "Le plan de financement est inconnu ou vide.", "The funding plan is unknown or empty."
        return (fails("co_financing_balances", fr, en, scheme_basis(facts)),)
    rules = (*BALANCE_RULES, *CO_FINANCING)
    found = [*findings(case_of(facts, plan), rules), *_sources(facts, plan), *_tree(facts, plan)]
    if not is_deposit(facts) and facts.decision is not None:
        found += _shares(facts, facts.decision, plan)
    return tuple(found)


def _sources(facts: StepFacts, plan: FundingPlan) -> Iterator[Finding]:
    """Every line comes from a source that the scheme admits, and one of them is the aid asked for."""
    scheme, basis = facts.loaded.scheme, scheme_basis(facts)
    admitted = scheme.co_financing.admits if scheme.co_financing else ()
    standing = dict.fromkeys(line.source for line in plan.resources if line.status != "refused" and line.amount)
    for source in standing:
        if admitted and source not in admitted:
            fr = f"Ce dispositif n’admet pas la source « {source} » dans son plan."
            yield fails("co_financing_balances", fr, f"This scheme admits no “{source}” in its plan.", basis, source)
    if plan.request > ZERO and scheme_line(scheme, plan) is None:
        fr = "L’aide demandée manque parmi les ressources du plan."
        yield fails("co_financing_balances", fr, "The aid asked for is missing from the plan’s resources.", basis)


def _tree(facts: StepFacts, plan: FundingPlan) -> tuple[Finding, ...]:
    """The public money of the plan, placed in the scheme's tree, makes every total from its parts."""
    scheme = facts.loaded.scheme
    tree = scheme.co_financing.tree if scheme.co_financing else None
    if tree is None:
        return ()
    amounts = dict(_amounts(funded_tree(tree, plan)))
    stated = {*PUBLIC_SOURCES, *_tree_sources(tree)}
    amounts[tree.id] = money_from(plan, *stated)  # what the plan states, not what the leaves make
    return tree_balance(tree, amounts)


def _tree_sources(node: FundingNode) -> Iterator[Source]:
    yield from node.sources
    for child in node.children:
        yield from _tree_sources(child)


def _amounts(node: FundedNode) -> Iterator[tuple[str, Money]]:
    yield node.id, node.amount
    for child in node.children:
        yield from _amounts(child)


def _shares(facts: StepFacts, decision: DecisionFacts, plan: FundingPlan) -> Iterator[Finding]:
    """The split is the plan's: source by source, and the scheme's own share is what the plan asks of it."""
    basis, own = scheme_basis(facts), scheme_source(facts.loaded.scheme)
    sources = list(dict.fromkeys(share.source for share in decision.shares))
    if own is not None and own not in sources:
        sources.append(own)
    for source in sources:
        given = total(share.amount for share in decision.shares if share.source == source)
        planned = _planned(plan, source, own)
        shown, expected = euros(given), euros(planned)
        fr = f"Source « {source} » : {shown.fr} accordés, {expected.fr} au plan voté."
        en = f"Source “{source}”: {shown.en} awarded, {expected.en} in the plan voted."
        answer = passes if given == planned else fails
        yield answer("co_financing_balances", fr, en, basis, given, planned)


def _planned(plan: FundingPlan, source: Source, own: Source | None) -> Money:
    return plan.request if source == own else money_from(plan, source)
