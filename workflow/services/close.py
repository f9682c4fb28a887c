"""Close, withdraw, lapse: the ends of an application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.engine.facts import StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.kernel.money import Money
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import awards, instruction, sessions


def close(context: Context, request: StepRequest, realised_base: Money | None = None) -> StepDone:
    """Close the application: its account is settled, and what is left of the commitment is given back.

    ``realised_base`` is the base that the final report proves, where no payment or recovery has brought it: an aid
    that was paid in full before its report is closed so.

    Raises:
        Refused: a share was not paid exactly what its realised base makes due.
    """

    def bring(_dossier: Dossier, facts: StepFacts) -> StepFacts:
        if facts.award is None or realised_base is None:
            return facts
        return replace(facts, award=replace(facts.award, realised=realised_base))

    def write(work: Work) -> None:
        record = awards.award_of(work.context.session, work.application.id)
        if record is not None:
            today = day_in_paris(work.context.clock.now())
            awards.set_award_dates(work.context.session, record.award.id, closed_on=today)

    details = {} if realised_base is None else {"realised_base": str(realised_base)}
    return take_step(context, request, "close", Brings(facts=bring, details=details, write=write))


def withdraw(context: Context, request: StepRequest, reason: str = "") -> StepDone:
    """The applicant withdraws; an agenda on which the application stood loses it, and no item is awaited any more."""

    def write(work: Work) -> None:
        found = sessions.current_item(work.context.session, work.application.id)
        if found is not None and found[0].item.outcome is None:
            sessions.settle_item(work.context.session, found[0].item.id, "removed", None)
        instruction.close_item_requests(work.context.session, work.application.id, work.context.clock.now())

    return take_step(context, request, "withdraw", Brings(facts=_with_reason(reason), write=write))


def lapse(context: Context, request: StepRequest, reason: str) -> StepDone:
    """Record that the award (or the accompaniment) has lapsed; the unpaid commitment is given back.

    Raises:
        Refused: no reason.
    """

    def write(work: Work) -> None:
        record = awards.award_of(work.context.session, work.application.id)
        if record is not None:
            today = day_in_paris(work.context.clock.now())
            awards.set_award_dates(work.context.session, record.award.id, lapsed_on=today)

    return take_step(context, request, "lapse", Brings(facts=_with_reason(reason), write=write))


def _with_reason(reason: str) -> Callable[[Dossier, StepFacts], StepFacts]:
    return lambda _dossier, facts: replace(facts, reason=reason)
