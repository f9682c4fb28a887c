"""The caps and rates of the scheme and of the law, asked of the plan that matters for the step."""

from __future__ import annotations

from typing import Final

from workflow.engine.facts import StepFacts
from workflow.engine.guards.co_financing import CO_FINANCING
from workflow.engine.guards.wording import fails, not_applicable, scheme_basis
from workflow.engine.plans import case_of, is_deposit, plan_at_stake
from workflow.kernel.formats import euros
from workflow.rules import base
from workflow.rules.finding import Finding, PlanRule
from workflow.rules.plan import FundingPlan
from workflow.rules.verdict import CAP_RULES, findings

CAPS: Final[tuple[PlanRule, ...]] = tuple(rule for rule in CAP_RULES if rule not in CO_FINANCING)
"""Every cap and rate, less those that bear on the whole of the public money: the other guard asks them."""


def caps_hold(facts: StepFacts) -> tuple[Finding, ...]:
    """No cap or rate is exceeded: by the request at the deposit, by the award on the retained base afterwards."""
    plan = plan_at_stake(facts)
    if plan is None:
        fr, en = "Le plan de financement est inconnu.", "The funding plan is unknown."
        return (fails("caps_hold", fr, en, scheme_basis(facts)),)
    found = findings(case_of(facts, plan), CAPS) or (_nothing_capped(facts),)
    return found if is_deposit(facts) else (*found, *_on_retained_base(facts, plan))


def _on_retained_base(facts: StepFacts, plan: FundingPlan) -> tuple[Finding, ...]:
    """The base of the decision is that of its plan, and never more than instruction retained."""
    scheme, basis = facts.loaded.scheme, scheme_basis(facts)
    if facts.plans.instructed is None:
        fr, en = "Les dépenses retenues sont inconnues.", "The retained costs are unknown."
        return (fails("caps_hold", fr, en, basis),)
    voted, retained = base.eligible_base(scheme, plan), base.eligible_base(scheme, facts.plans.instructed)
    wrong = []
    if voted > retained:
        fr = f"Base votée : {euros(voted).fr} ; l’instruction a retenu {euros(retained).fr}."
        en = f"Base voted: {euros(voted).en}; the review retained {euros(retained).en}."
        wrong.append(fails("caps_hold", fr, en, basis, voted, retained))
    stated = facts.decision.base if facts.decision is not None else None
    if stated is not None and stated != voted:
        fr = f"Base de la décision : {euros(stated).fr} ; base du plan voté : {euros(voted).fr}."
        en = f"Base of the decision: {euros(stated).en}; base of the plan voted: {euros(voted).en}."
        wrong.append(fails("caps_hold", fr, en, basis, stated, voted))
    return tuple(wrong)


def _nothing_capped(facts: StepFacts) -> Finding:
    fr, en = "Le dispositif ne fixe ni plafond ni taux.", "The scheme states no cap and no rate."
    return not_applicable("caps_hold", fr, en, scheme_basis(facts))
