"""Advise: a committee that does not decide gives its opinion; the application goes on to the one that does."""

from __future__ import annotations

from typing import Literal

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.sessions import tally
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import instruction, sessions


def give_committee_opinion(
    context: Context, request: StepRequest, value: Literal["favourable", "unfavourable"], text: str
) -> StepDone:
    """Record what an open session of a committee thinks of an item, with the votes as they stand.

    Raises:
        InvalidInput: no words, or another value.
        Refused: no quorum, or a member who withdrew has voted.
    """
    problems = []
    if value not in ("favourable", "unfavourable"):
        words = Words(fr="Choisissez le sens de l’avis.", en="Choose what the opinion is.")
        problems.append(Problem("value", "choice_unknown", words))
    if not text.strip():
        words = Words(fr="Motivez l’avis en quelques phrases.", en="Give grounds for the opinion.")
        problems.append(Problem("text", "text_missing", words))
    if problems:
        raise InvalidInput(problems)

    def write(work: Work) -> None:
        instruction.add_opinion(
            work.context.session,
            work.application.id,
            "committee",
            value,
            text.strip(),
            {},
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
        )
        found = sessions.current_item(work.context.session, work.application.id)
        if found is not None:
            sessions.settle_item(work.context.session, found[0].item.id, value, tally(found[0]))

    return take_step(context, request, "give_committee_opinion", Brings(details={"value": value}, write=write))
