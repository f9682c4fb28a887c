"""Lists: an applicant's own applications, and the queue of those who review."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from workflow.kernel.errors import InvalidInput, NotAllowed, Problem
from workflow.kernel.words import Words
from workflow.services.context import Context
from workflow.services.rows import as_told, rows_of
from workflow.services.views import ApplicationRow, QueuePage
from workflow.store import queues, schemes
from workflow.store.queues import Position, QueueFilter, Reach


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What a reviewer asks to see. ``assigned``: ``mine``, ``nobody`` or everything (empty)."""

    scheme: str = ""
    states: tuple[str, ...] = ()
    assigned: str = ""
    call: str = ""
    newest_first: bool = False


def applications_of(context: Context) -> tuple[ApplicationRow, ...]:
    """The applications of the person and of their organisations, newest first.

    Raises:
        NotAllowed: nobody is signed in.
    """
    actor = context.actor
    if actor.person_id is None:
        raise NotAllowed
    listed = queues.applicant_list(context.session, actor.person_id, actor.organisations | actor.readable_organisations)
    return tuple(as_told(row) for row in rows_of(context, listed))


def queue(context: Context, filters: QueueFilters, cursor: str | None = None) -> QueuePage:
    """A page of the submitted applications that the person reviews, by date of submission.

    Raises:
        InvalidInput: a cursor that no page has given (``cursor``).
    """
    after, before = _read_cursor(cursor)
    page = queues.queue_page(
        context.session,
        _wanted(context, filters),
        after=after,
        before=before,
        newest_first=filters.newest_first,
    )
    return QueuePage(rows_of(context, page.rows), _write_cursor("a", page.after), _write_cursor("b", page.before))


def queue_counts(context: Context, filters: QueueFilters, states: tuple[str, ...]) -> dict[str, int]:
    """How many applications stand in each of ``states``, up to a thousand each."""
    return queues.queue_counts(context.session, _wanted(context, filters), states)


def _wanted(context: Context, filters: QueueFilters) -> QueueFilter:
    reaches = {Reach(grant.body, grant.scheme) for grant in context.actor.grants}
    if filters.scheme:
        loaded = context.catalogue.get(filters.scheme)
        body = loaded.scheme.running_body.id
        covered = any(grant.covers(body, loaded.id) for grant in context.actor.grants)
        reaches = {Reach(body, loaded.id)} if covered else set()
    calls = [
        one.id
        for one in (schemes.calls(context.session, context.catalogue.get(filters.scheme).id) if filters.scheme else ())
        if one.slug == filters.call
    ]
    return QueueFilter(
        reaches=tuple(sorted(reaches, key=repr)),
        states=filters.states,
        assigned_to=context.actor.person_id if filters.assigned == "mine" else None,
        unassigned=filters.assigned == "nobody",
        call_id=calls[0] if calls else None,
    )


def _write_cursor(side: str, position: Position | None) -> str | None:
    if position is None:
        return None
    text = f"{side}|{position.submitted_at.isoformat()}|{position.id}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> tuple[Position | None, Position | None]:
    if not cursor:
        return None, None
    try:
        text = urlsafe_b64decode(cursor[:200] + "=" * (-len(cursor) % 4)).decode()
        side, moment, number = text.split("|")
        submitted_at = datetime.fromisoformat(moment)
        if submitted_at.tzinfo is None or side not in ("a", "b"):
            raise ValueError(side)
        position = Position(submitted_at, int(number))
    except ValueError as error:
        words = Words(fr="Cette page de la liste n’existe plus.", en="This page of the list no longer exists.")
        raise InvalidInput([Problem("cursor", "cursor_unknown", words)]) from error
    return (position, None) if side == "a" else (None, position)
