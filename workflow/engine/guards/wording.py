"""How guards write their findings: one line each, with what they stand on."""

from __future__ import annotations

from workflow.engine.facts import StepFacts
from workflow.kernel.words import Words
from workflow.rules.finding import Finding, Status
from workflow.schemes.vocabulary import Guard

BODY_RULES = Words(fr="Règles de l’instance qui décide", en="Rules of the body that decides")
RECUSAL_RULES = Words(
    fr="Déport des membres intéressés (CGCT, art. L4142-7, et règles de l’instance)",
    en="Withdrawal of members with an interest (CGCT, art. L4142-7, and rules of the body)",
)
SEPARATION = Words(
    fr="Séparation des tâches : qui dépose ou instruit ne décide pas",
    en="Separation of duties: whoever submits or reviews does not decide",
)
MISSING_ITEMS = Words(fr="Demande incomplète (CRPA, art. L114-5)", en="Incomplete request (CRPA, art. L114-5)")
BUDGET = Words(
    fr="Autorisations d’engagement et crédits de paiement (CGCT, art. L4312-4)",
    en="Commitment authority and payment appropriations (CGCT, art. L4312-4)",
)


def scheme_basis(facts: StepFacts) -> Words:
    """The scheme and its version, as what a finding stands on."""
    scheme = facts.loaded.scheme
    return Words(fr=f"{scheme.title.fr}, version {scheme.version}", en=f"{scheme.title.en}, version {scheme.version}")


def passes(guard: Guard, fr: str, en: str, basis: Words, actual: object = None, limit: object = None) -> Finding:
    """The guard lets the step through."""
    return _finding(guard, "pass", fr, en, basis, actual, limit)


def fails(guard: Guard, fr: str, en: str, basis: Words, actual: object = None, limit: object = None) -> Finding:
    """The guard holds the step back; ``fr`` and ``en`` say why and what would help."""
    return _finding(guard, "fail", fr, en, basis, actual, limit)


def not_applicable(guard: Guard, fr: str, en: str, basis: Words) -> Finding:
    """The scheme asks nothing here."""
    return _finding(guard, "not_applicable", fr, en, basis, None, None)


def counted(number: int, fr: tuple[str, str], en: tuple[str, str]) -> Words:
    """``number`` with its noun, singular or plural: ``counted(2, ("pièce", "pièces"), ("item", "items"))``."""
    return Words(fr=f"{number} {fr[0] if number < 2 else fr[1]}", en=f"{number} {en[0] if number == 1 else en[1]}")


def _finding(guard: Guard, status: Status, fr: str, en: str, basis: Words, actual: object, limit: object) -> Finding:
    return Finding(
        rule=guard,
        status=status,
        explanation=Words(fr=fr, en=en),
        basis=basis,
        actual=None if actual is None else str(actual),
        limit=None if limit is None else str(limit),
    )
