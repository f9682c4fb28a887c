"""A repayable advance: its schedule, and its last cent."""

from __future__ import annotations

from itertools import pairwise

from workflow.engine.facts import AwardFacts, StepFacts
from workflow.engine.guards.wording import fails, passes, scheme_basis
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, total
from workflow.rules.finding import Finding
from workflow.rules.schedule import Instalment, Period, schedule_within_terms


def schedule_set(facts: StepFacts) -> tuple[Finding, ...]:
    """The instalments, all positive and in order of their days, repay the advance to the cent.

    When the advance is about to be paid, they also keep to the scheme’s deferral and total term, counted from that day.
    """
    basis, award = scheme_basis(facts), facts.award
    if award is None or not award.schedule:
        fr, en = "L’échéancier n’est pas encore fixé.", "The schedule is not set yet."
        return (fails("schedule_set", fr, en, basis),)
    days = [instalment.on for instalment in award.schedule]
    if any(instalment.amount <= ZERO for instalment in award.schedule) or sorted(set(days)) != days:
        fr = "Chaque échéance doit être positive et tomber après la précédente."
        en = "Each instalment must be positive and fall due after the one before."
        return (fails("schedule_set", fr, en, basis),)
    scheduled = total(instalment.amount for instalment in award.schedule)
    whole, summed = euros(award.amount), euros(scheduled)
    fr = f"Échéances : {summed.fr} ; avance : {whole.fr}."
    en = f"Instalments: {summed.en}; advance: {whole.en}."
    answer = passes if scheduled == award.amount else fails
    return (answer("schedule_set", fr, en, basis, scheduled, award.amount), *_terms(facts, award))


def advance_repaid(facts: StepFacts) -> tuple[Finding, ...]:
    """What was paid has been repaid or recovered to the last cent."""
    basis, award = scheme_basis(facts), facts.award
    if award is None:
        fr, en = "Aucune avance n’est enregistrée.", "No advance is recorded."
        return (fails("advance_repaid", fr, en, basis),)
    paid = total(share.paid for share in award.shares)
    back = total(instalment.repaid for instalment in award.schedule) + total(share.recovered for share in award.shares)
    given, returned = euros(paid), euros(back)
    fr, en = f"Versé : {given.fr} ; rendu : {returned.fr}.", f"Paid: {given.en}; given back: {returned.en}."
    answer = passes if ZERO < paid <= back else fails
    return (answer("advance_repaid", fr, en, basis, back, paid),)


def _terms(facts: StepFacts, award: AwardFacts) -> tuple[Finding, ...]:
    advance = facts.loaded.scheme.advance
    if advance is None or facts.payment is None or any(share.paid for share in award.shares):
        return ()
    return schedule_within_terms(award.schedule, advance, facts.on, _rhythm(award.schedule))


def _rhythm(schedule: tuple[Instalment, ...]) -> Period:
    """The rhythm that the days themselves show: a month, unless all instalments lie further apart."""
    months = [one.on.year * 12 + one.on.month for one in schedule]
    gaps = [after - before for before, after in pairwise(months)]
    return "quarter" if gaps and min(gaps) > 1 else "month"
