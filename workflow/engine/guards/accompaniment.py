"""What an accompaniment without money must have recorded before it ends."""

from __future__ import annotations

from workflow.engine.facts import StepFacts
from workflow.engine.guards.wording import counted, fails, passes, scheme_basis
from workflow.rules.finding import Finding


def orientation_recorded(facts: StepFacts) -> tuple[Finding, ...]:
    """The project was directed to at least one scheme or body."""
    basis, number = scheme_basis(facts), facts.accompaniment.orientations
    if number < 1:
        fr = "Aucune orientation n’est encore enregistrée : indiquez au moins un dispositif ou un partenaire."
        en = "No orientation is recorded yet: name at least one scheme or partner."
        return (fails("orientation_recorded", fr, en, basis, number, 1),)
    found = counted(number, ("orientation enregistrée", "orientations enregistrées"), ("orientation", "orientations"))
    return (passes("orientation_recorded", f"{found.fr}.", f"{found.en} recorded.", basis, number, 1),)


def follow_up_recorded(facts: StepFacts) -> tuple[Finding, ...]:
    """What became of the project was recorded at least once."""
    basis, number = scheme_basis(facts), facts.accompaniment.follow_ups
    if number < 1:
        fr = "Aucun suivi n’est encore consigné : dites ce que le projet est devenu."
        en = "No follow-up is recorded yet: say what became of the project."
        return (fails("follow_up_recorded", fr, en, basis, number, 1),)
    found = counted(number, ("suivi consigné", "suivis consignés"), ("follow-up", "follow-ups"))
    return (passes("follow_up_recorded", f"{found.fr}.", f"{found.en} recorded.", basis, number, 1),)
