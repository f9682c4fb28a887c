"""Advance: its repayment schedule, what comes back, and default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

from workflow.engine.facts import AwardFacts, StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import euros
from workflow.kernel.money import Money, total
from workflow.kernel.words import Words
from workflow.rules.finding import Finding
from workflow.rules.repayment import repay
from workflow.rules.schedule import Instalment, repayment_schedule, schedule_within_terms
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier, with_award
from workflow.services.stepping import Brings, take_step


def set_schedule(
    context: Context, request: StepRequest, first: date, instalments: int, every: Literal["month", "quarter"]
) -> StepDone:
    """Set the repayment schedule: equal instalments to the cent, within the scheme's deferral and total term.

    Raises:
        InvalidInput: a first day beyond the deferral, a last one beyond the term, or money already repaid.
    """

    def bring(dossier: Dossier, facts: StepFacts) -> StepFacts:
        facts = with_award(context, dossier, facts)
        if facts.award is None:
            return facts
        if any(one.repaid for one in facts.award.schedule):
            words = Words(
                fr="Des remboursements sont déjà enregistrés : l’échéancier ne change plus.",
                en="Repayments are already recorded: the schedule no longer changes.",
            )
            raise InvalidInput([Problem("instalments", "schedule_begun", words)])
        schedule = repayment_schedule(facts.award.amount, instalments, first, every)
        _check_terms(context, dossier, schedule, every)
        return replace(facts, award=replace(facts.award, schedule=schedule))

    details = {"first": first.isoformat(), "instalments": instalments, "every": every}
    return take_step(context, request, "set_schedule", Brings(facts=bring, details=details))


def record_repayment(context: Context, request: StepRequest, amount: Money) -> StepDone:
    """Record a repayment: the oldest instalments first, then, early, the next ones.

    Raises:
        InvalidInput: nothing, or more than what is left to repay, or than what was paid and not recovered.
    """
    return take_step(
        context, request, "record_repayment", Brings(facts=_repaid(context, amount), details={"amount": str(amount)})
    )


def declare_default(context: Context, request: StepRequest, reason: str) -> StepDone:
    """Record that the beneficiary no longer repays: what is left becomes payable at once.

    Raises:
        Refused: no reason, or no schedule.
    """
    brings = Brings(facts=lambda _dossier, facts: replace(facts, reason=reason))
    return take_step(context, request, "declare_default", brings)


def _repaid(context: Context, amount: Money) -> Callable[[Dossier, StepFacts], StepFacts]:
    def bring(dossier: Dossier, facts: StepFacts) -> StepFacts:
        facts = with_award(context, dossier, facts)
        if facts.award is None or not facts.award.schedule:
            return facts
        schedule = repay(facts.award.schedule, amount)
        _check_owed(facts.award, amount)
        return replace(facts, award=replace(facts.award, schedule=schedule))

    return bring


def _check_owed(award: AwardFacts, amount: Money) -> None:
    """No more comes back than was paid: the schedule counts the whole advance, paid or not, recovered or not."""
    paid = total(share.paid - share.recovered for share in award.shares)
    owed = paid - total(instalment.repaid for instalment in award.schedule)
    if amount > owed:
        words = Words(
            fr=f"Il reste {euros(owed).fr} à rendre de ce qui a été versé.",
            en=f"{euros(owed).en} of what was paid is left to give back.",
        )
        raise InvalidInput([Problem("amount", "repayment_beyond_paid", words)])


def _check_terms(
    context: Context, dossier: Dossier, schedule: tuple[Instalment, ...], every: Literal["month", "quarter"]
) -> None:
    terms = dossier.loaded.scheme.advance
    if terms is None:
        return
    today = day_in_paris(context.clock.now())
    wrong: list[Finding] = [one for one in schedule_within_terms(schedule, terms, today, every) if one.status == "fail"]
    if wrong:
        raise InvalidInput([Problem("first", "schedule_beyond_terms", one.explanation) for one in wrong])
