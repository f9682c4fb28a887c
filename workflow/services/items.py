"""Items: an officer asks for what is missing, the applicant sends it (CRPA L114-5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from workflow.engine.facts import ItemFacts, StepFacts
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier, with_items
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import attachments, instruction

ITEM_DOCUMENT = "item:"
"""An attachment whose document is ``item:3`` answers the item at position 3 of the open request."""


def request_items(
    context: Context, request: StepRequest, message: str, deadline: date, items: Sequence[tuple[str, str | None]]
) -> StepDone:
    """Ask the applicant for ``items`` (a label each, and the scheme's document where it is one) by ``deadline``.

    The silence clock waits until they come, or until the deadline.

    Raises:
        Refused: no item, or a deadline that does not lie ahead.
    """
    asked = [(label.strip(), document) for label, document in items if label.strip()]

    def write(work: Work) -> None:
        instruction.add_item_request(
            work.context.session,
            work.application.id,
            message.strip(),
            deadline,
            asked,
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
        )

    return take_step(
        context,
        request,
        "request_items",
        Brings(
            facts=lambda _dossier, facts: replace(facts, items=ItemFacts(len(asked), 0, deadline)),
            details={"items": len(asked), "deadline": deadline.isoformat()},
            write=write,
        ),
    )


def provide_items(context: Context, request: StepRequest, answers: Mapping[int, str]) -> StepDone:
    """Answer the open request: ``answers`` by position; files were attached before as ``item:<position>``.

    Raises:
        Refused: an item has neither an answer nor a file.
    """

    def bring(dossier: Dossier, facts: StepFacts) -> StepFacts:
        _keep_answers(context, dossier.application.id, answers)
        return with_items(context, dossier, facts)

    return take_step(context, request, "provide_items", Brings(facts=bring, write=_received))


def declare_items_overdue(context: Context, request: StepRequest) -> StepDone:
    """The deadline has passed: instruction resumes with what has come. Fired by the clock."""
    return take_step(context, request, "declare_items_overdue", Brings(write=_received))


def _keep_answers(context: Context, application_id: int, answers: Mapping[int, str]) -> None:
    waiting = instruction.open_item_request(context.session, application_id)
    if waiting is None:
        return
    files = {one.document: one.id for one, _ in attachments.current_attachments(context.session, application_id)}
    for item in waiting[1]:
        answer = answers.get(item.position, "").strip()
        item.answer = answer[:5000] or item.answer
        item.attachment_id = files.get(f"{ITEM_DOCUMENT}{item.position}", item.attachment_id)
    context.session.flush()


def _received(work: Work) -> None:
    instruction.close_item_requests(work.context.session, work.application.id, work.context.clock.now())
