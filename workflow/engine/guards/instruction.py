"""What instruction must have established before an application goes further."""

from __future__ import annotations

from workflow.engine.facts import StepFacts
from workflow.engine.guards.wording import counted, fails, passes, scheme_basis
from workflow.kernel.money import ZERO
from workflow.rules.finding import Finding
from workflow.schemes.vocabulary import Guard


def eligibility_recorded(facts: StepFacts) -> tuple[Finding, ...]:
    """An officer has recorded the application as eligible."""
    basis = scheme_basis(facts)
    if facts.review.eligible is None:
        fr, en = "La recevabilité n’a pas encore été établie.", "Eligibility has not been established yet."
        return (fails("eligibility_recorded", fr, en, basis),)
    if not facts.review.eligible:
        fr, en = "Le dossier a été déclaré irrecevable.", "The application was declared ineligible."
        return (fails("eligibility_recorded", fr, en, basis),)
    fr, en = "Le dossier a été déclaré recevable.", "The application was recorded as eligible."
    return (passes("eligibility_recorded", fr, en, basis),)


def costs_retained(facts: StepFacts) -> tuple[Finding, ...]:
    """The officer has retained the costs: there is an instructed plan."""
    basis = scheme_basis(facts)
    if not facts.review.costs_retained or facts.plans.instructed is None:
        fr, en = "Les dépenses retenues n’ont pas encore été enregistrées.", "The costs are not retained yet."
        return (fails("costs_retained", fr, en, basis),)
    fr, en = "Les dépenses retenues sont enregistrées.", "The retained costs are recorded."
    return (passes("costs_retained", fr, en, basis),)


def amount_proposed(facts: StepFacts) -> tuple[Finding, ...]:
    """The officer has proposed an amount; zero is a proposal to refuse."""
    basis = scheme_basis(facts)
    proposed = facts.review.proposed
    if proposed is None:
        fr, en = "Aucun montant n’a encore été proposé.", "No amount has been proposed yet."
        return (fails("amount_proposed", fr, en, basis),)
    if proposed < ZERO:
        fr, en = "Le montant proposé ne peut pas être négatif.", "The proposed amount cannot be negative."
        return (fails("amount_proposed", fr, en, basis, proposed, ZERO),)
    fr, en = "Un montant est proposé.", "An amount is proposed."
    return (passes("amount_proposed", fr, en, basis, proposed),)


def opinion_given(facts: StepFacts) -> tuple[Finding, ...]:
    """At least one case officer has given an opinion."""
    fr, en = "Le chargé de dossier n’a pas encore rendu son avis.", "The case officer has not given an opinion yet."
    return _given(facts, "opinion_given", facts.review.officer_opinions, fr, en)


def expert_opinion_given(facts: StepFacts) -> tuple[Finding, ...]:
    """At least one expert has given an opinion."""
    fr, en = "Aucun expert n’a encore rendu son avis.", "No expert has given an opinion yet."
    return _given(facts, "expert_opinion_given", facts.review.expert_opinions, fr, en)


def _given(facts: StepFacts, guard: Guard, number: int, fr: str, en: str) -> tuple[Finding, ...]:
    basis = scheme_basis(facts)
    if number < 1:
        return (fails(guard, fr, en, basis, number, 1),)
    opinions = counted(number, ("avis rendu", "avis rendus"), ("opinion given", "opinions given"))
    return (passes(guard, f"{opinions.fr}.", f"{opinions.en}.", basis, number, 1),)
