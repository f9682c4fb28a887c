"""Agenda: an application goes before a committee, is taken off, or is deferred."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflow.kernel.errors import InvalidInput, NotFound, Problem
from workflow.kernel.words import Words
from workflow.services.access import visible_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.sessions import tally
from workflow.services.stepping import Brings, take_step
from workflow.services.versions import followed
from workflow.services.work import Work
from workflow.store import sessions


def put_on_agenda(context: Context, request: StepRequest, session_id: int) -> StepDone:
    """Put the application on the agenda of a session of one of its scheme's committees.

    Raises:
        NotFound: no such session.
        InvalidInput: the session is closed, or its committee is not the scheme's (``session``).
    """
    application = visible_application(context, request.reference)
    sitting = sessions.find_session(context.session, session_id, for_update=True)
    if sitting is None:
        raise NotFound
    committees = {(body.id, body.body) for body in followed(context, application).scheme.committees}
    if sitting.state == "closed" or (sitting.committee, sitting.body_id) not in committees:
        words = Words(
            fr="Choisissez une séance à venir d’un comité de ce dispositif.",
            en="Choose a coming session of a committee of this scheme.",
        )
        raise InvalidInput([Problem("session", "session_unsuitable", words)])

    def write(work: Work) -> None:
        sessions.add_item(work.context.session, session_id, work.application.id)

    return take_step(context, request, "put_on_agenda", Brings(details={"session": session_id}, write=write))


def remove_from_agenda(context: Context, request: StepRequest, reason: str) -> StepDone:
    """Take the application off the agenda; it goes back to instruction. Votes already noted stay in the minutes.

    Raises:
        Refused: no reason.
    """

    def write(work: Work) -> None:
        found = sessions.current_item(work.context.session, work.application.id)
        if found is None or found[0].item.outcome is not None:
            return
        record = found[0]
        if record.votes or record.recused:
            sessions.settle_item(work.context.session, record.item.id, "removed", tally(record))
        else:
            sessions.remove_item(work.context.session, record.item.id)

    return take_step(context, request, "remove_from_agenda", _with_reason(reason, write))


def defer(context: Context, request: StepRequest, reason: str) -> StepDone:
    """The committee puts its decision off; the application goes back to instruction.

    Raises:
        Refused: no reason, or a session that is not open.
    """

    def write(work: Work) -> None:
        found = sessions.current_item(work.context.session, work.application.id)
        if found is not None:
            sessions.settle_item(work.context.session, found[0].item.id, "deferred", tally(found[0]))

    return take_step(context, request, "defer", _with_reason(reason, write))


def _with_reason(reason: str, write: Callable[[Work], None]) -> Brings:
    return Brings(facts=lambda _dossier, facts: replace(facts, reason=reason), write=write)
