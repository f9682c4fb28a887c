"""Accompany: a project is qualified, directed to schemes or bodies, and followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import instruction, schemes


def qualify(context: Context, request: StepRequest, text: str) -> StepDone:
    """Record what the project is and what it needs.

    Raises:
        InvalidInput: no words (``text``).
    """
    return _note(context, request, "qualify", "qualification", text, [(None, None)])


def direct(
    context: Context, request: StepRequest, directed_to: Sequence[tuple[str | None, str | None]], text: str
) -> StepDone:
    """Direct the project to one or several schemes or bodies: pairs of a scheme's id and a body's id, one of the two.

    Raises:
        InvalidInput: nothing to be directed to, an unknown scheme or body, or no words.
    """
    bodies = schemes.body_names(context.session)
    places = [(scheme, body) for scheme, body in directed_to if scheme or body]
    unknown = [
        place
        for place in places
        if (place[0] and place[0] not in context.catalogue.schemes) or (place[1] and place[1] not in bodies)
    ]
    if not places or unknown:
        words = Words(
            fr="Choisissez au moins un dispositif ou un partenaire de la liste.",
            en="Choose at least one scheme or body of the list.",
        )
        raise InvalidInput([Problem("directed_to", "direction_missing", words)])
    return _note(context, request, "direct", "direction", text, places)


def follow_up(context: Context, request: StepRequest, text: str) -> StepDone:
    """Note what became of the project.

    Raises:
        InvalidInput: no words (``text``).
    """
    return _note(context, request, "follow_up", "follow_up", text, [(None, None)])


def _note(
    context: Context,
    request: StepRequest,
    event: str,
    kind: Literal["qualification", "direction", "follow_up"],
    text: str,
    places: Sequence[tuple[str | None, str | None]],
) -> StepDone:
    if not text.strip():
        words = Words(fr="Écrivez quelques mots.", en="Write a few words.")
        raise InvalidInput([Problem("text", "text_missing", words)])

    def write(work: Work) -> None:
        for scheme, body in places:
            instruction.add_follow_up(
                work.context.session,
                work.application.id,
                kind,
                text.strip()[:5000],
                at=work.context.clock.now(),
                person_id=work.context.actor.person_id,
                scheme_id=scheme,
                body_id=body,
            )

    details = {"directed_to": [scheme or body for scheme, body in places if scheme or body]}
    return take_step(context, request, event, Brings(details=details, write=write))
