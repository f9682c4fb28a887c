"""Eligibility: the officer records that an application may be considered, or may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.stepping import LONGEST_REASON, Brings, take_step
from workflow.services.texts import refuse_endless
from workflow.services.work import Work
from workflow.store import instruction


def record_eligibility(context: Context, request: StepRequest, reason: str = "") -> StepDone:
    """Record the application as eligible; the rules of the scheme are asked again.

    Raises:
        InvalidInput: endless words (``reason``).
    """
    refuse_endless([("reason", reason, LONGEST_REASON)])
    return take_step(context, request, "record_eligibility", Brings(write=_writer(True, reason)))


def declare_ineligible(context: Context, request: StepRequest, reason: str) -> StepDone:
    """Record that the application may not be considered.

    Raises:
        Refused: no reason.
    """
    brings = Brings(facts=lambda _dossier, facts: replace(facts, reason=reason), write=_writer(False, reason))
    return take_step(context, request, "declare_ineligible", brings)


def _writer(eligible: bool, reason: str) -> Callable[[Work], None]:
    def write(work: Work) -> None:
        instruction.add_eligibility(
            work.context.session,
            work.application.id,
            eligible,
            reason.strip(),
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
        )

    return write
