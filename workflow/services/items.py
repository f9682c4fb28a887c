"""Items: an officer asks for what is missing, the applicant sends it (CRPA L114-5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from workflow.engine.facts import ItemFacts, StepFacts
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier, with_items
from workflow.services.stepping import Brings, take_step
from workflow.services.texts import refuse_endless
from workflow.services.work import Work
from workflow.store import attachments, instruction

LONGEST_ANSWER: Final = 5000
LONGEST_LABEL: Final = 300
MOST_ITEMS: Final = 50
ITEM_DOCUMENT = "item:"
"""An attachment whose document is ``item:3`` answers the item at position 3 of the open request."""


def request_items(
    context: Context, request: StepRequest, message: str, deadline: date, items: Sequence[tuple[str, str | None]]
) -> StepDone:
    """Ask the applicant for ``items`` (a label each, and the scheme's document where it is one) by ``deadline``.

    The silence clock waits until they come, or until the deadline.

    Raises:
        Refused: no item, or a deadline that does not lie ahead.
        InvalidInput: more than 50 items, or a text that is too long.
    """
    refuse_endless([("message", message, LONGEST_ANSWER), *(("items", label, LONGEST_LABEL) for label, _ in items)])
    if len(items) > MOST_ITEMS:
        words = Words(fr=f"{MOST_ITEMS} pièces au plus.", en=f"At most {MOST_ITEMS} items.")
        raise InvalidInput([Problem("items", "too_many_items", words)])
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
        InvalidInput: an answer of more than 5 000 characters.
    """

    def bring(dossier: Dossier, facts: StepFacts) -> StepFacts:
        refuse_endless([(f"answers[{position}]", text, LONGEST_ANSWER) for position, text in answers.items()])
        _keep_answers(context, dossier.application.id, answers)
        return with_items(context, dossier, facts)

    return take_step(context, request, "provide_items", Brings(facts=bring, write=_received))


def declare_items_overdue(context: Context, request: StepRequest) -> StepDone:
    """The deadline has passed: instruction resumes with what has come. Fired by the clock."""

    def write(work: Work) -> None:
        _keep_answers(work.context, work.application.id, {})
        _received(work)

    return take_step(context, request, "declare_items_overdue", Brings(write=write))


def _keep_answers(context: Context, application_id: int, answers: Mapping[int, str]) -> None:
    waiting = instruction.open_item_request(context.session, application_id)
    if waiting is None:
        return
    files = {
        one.document: one.id
        for one, _ in attachments.current_attachments(context.session, application_id)
        if one.uploaded_at >= waiting[0].asked_at and one.id not in _taken(context, application_id)
    }
    for item in waiting[1]:
        item.answer = answers.get(item.position, "").strip() or item.answer
        item.attachment_id = files.get(f"{ITEM_DOCUMENT}{item.position}", item.attachment_id)
    context.session.flush()


def _taken(context: Context, application_id: int) -> frozenset[int | None]:
    """The files that have answered an earlier request: a file at the same position answers one request only."""
    return frozenset(
        item.attachment_id
        for request, items in instruction.item_requests(context.session, application_id)
        if request.received_at is not None
        for item in items
    )


def _received(work: Work) -> None:
    instruction.close_item_requests(work.context.session, work.application.id, work.context.clock.now())
