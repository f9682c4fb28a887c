"""What the applicant files: answers, documents, items asked for later; and the reasons people give."""

from __future__ import annotations

from workflow.engine.facts import StepFacts
from workflow.engine.guards.wording import MISSING_ITEMS, counted, fails, passes, scheme_basis
from workflow.kernel.errors import Problem
from workflow.rules.finding import Finding
from workflow.schemes.answers import check_answers
from workflow.schemes.vocabulary import Guard

_ITEMS = (("pièce", "pièces"), ("item", "items"))


def application_complete(facts: StepFacts) -> tuple[Finding, ...]:
    """Every question that is asked has a usable answer."""
    problems = check_answers(facts.loaded, facts.filing.answers, complete=True)
    fr, en = "Toutes les questions ont leur réponse.", "Every question is answered."
    return _complete(facts, "application_complete", problems, fr, en)


def pre_application_complete(facts: StepFacts) -> tuple[Finding, ...]:
    """Every question of the pre-application has a usable answer."""
    problems = check_answers(facts.loaded, facts.filing.answers, complete=True, pre_application=True)
    fr, en = "La pré-candidature est complète.", "The pre-application is complete."
    return _complete(facts, "pre_application_complete", problems, fr, en)


def documents_complete(facts: StepFacts) -> tuple[Finding, ...]:
    """Every document that the scheme asks of this applicant is attached."""
    filing, basis = facts.filing, scheme_basis(facts)
    if filing.applicant_kind is None:
        fr = "Le statut de votre organisation est inconnu : complétez-le pour savoir quelles pièces joindre."
        en = "Your organisation’s legal form is unknown: complete it to know which documents to attach."
        return (fails("documents_complete", fr, en, basis),)
    asked = facts.loaded.required_documents(filing.answers, filing.applicant_kind)
    required = [document for document in asked if not document.optional]
    absent = [document for document in required if document.id not in filing.attached]
    if not absent:
        found = counted(len(required), ("pièce demandée", "pièces demandées"), ("document", "documents"))
        fr, en = f"{found.fr} : rien ne manque.", f"{found.en} asked for: nothing is missing."
        return (passes("documents_complete", fr, en, basis, len(required), len(required)),)
    return tuple(
        fails(
            "documents_complete",
            f"Pièce manquante : {document.title.fr}.",
            f"Missing document: {document.title.en}.",
            basis,
        )
        for document in absent
    )


def items_asked(facts: StepFacts) -> tuple[Finding, ...]:
    """The request names at least one item, and a deadline that is not already past."""
    items = facts.items
    if items is None or items.asked < 1:
        fr, en = "Indiquez au moins une pièce ou une précision à fournir.", "Name at least one item to be provided."
        return (fails("items_asked", fr, en, MISSING_ITEMS, 0, 1),)
    if items.deadline_on is None or items.deadline_on <= facts.on:
        fr, en = "Fixez un délai de réponse qui soit à venir.", "Set a deadline that lies ahead."
        return (fails("items_asked", fr, en, MISSING_ITEMS, items.deadline_on, facts.on),)
    asked = counted(items.asked, *_ITEMS)
    fr, en = f"{asked.fr} à fournir.", f"{asked.en} to provide."
    return (passes("items_asked", fr, en, MISSING_ITEMS, items.asked, 1),)


def items_answered(facts: StepFacts) -> tuple[Finding, ...]:
    """Every item asked for has come."""
    items = facts.items
    if items is None or items.asked < 1:
        fr, en = "Aucune demande de pièces n’est en cours.", "No request for items is open."
        return (fails("items_answered", fr, en, MISSING_ITEMS),)
    asked = counted(items.asked, *_ITEMS)
    answer = passes if items.answered >= items.asked else fails
    fr, en = f"{items.answered} sur {asked.fr}.", f"{items.answered} of {asked.en}."
    return (answer("items_answered", fr, en, MISSING_ITEMS, items.answered, items.asked),)


def reason_given(facts: StepFacts) -> tuple[Finding, ...]:
    """The actor says why."""
    basis = scheme_basis(facts)
    if not facts.reason.strip():
        return (fails("reason_given", "Donnez le motif.", "Give the reason.", basis),)
    return (passes("reason_given", "Le motif est donné.", "The reason is given.", basis),)


def _complete(facts: StepFacts, guard: Guard, problems: tuple[Problem, ...], fr: str, en: str) -> tuple[Finding, ...]:
    basis = scheme_basis(facts)
    if not problems:
        return (passes(guard, fr, en, basis),)
    return tuple(fails(guard, one.message.fr, one.message.en, basis, one.field) for one in problems)
