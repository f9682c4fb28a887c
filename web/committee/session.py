"""A session: who is there, what is decided, how much money it takes, and its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from web.access import for_roles
from web.committee.sessions import MEMBERS, STATES
from web.formats import words
from web.languages import current_language
from web.wording import OUTCOMES, outcome_kind
from web.work import reading, writing
from workflow.kernel.money import ZERO, Money
from workflow.services import sessions
from workflow.services.context import Context
from workflow.services.envelopes import envelopes_for
from workflow.services.letters import minutes_pdf
from workflow.services.session_read import session_page
from workflow.services.sessions import SessionState
from workflow.services.views import AgendaItemView, EnvelopeView, SessionPage

COLUMNS: Final = (
    {"key": "project", "label": _l("Projet"), "kind": "link"},
    {"key": "applicant", "label": _l("Porteur"), "kind": "text"},
    {"key": "requested", "label": _l("Demandé"), "kind": "money"},
    {"key": "proposed", "label": _l("Proposé"), "kind": "money"},
    {"key": "running", "label": _l("Cumul proposé"), "kind": "money"},
    {"key": "votes", "label": _l("Votes"), "kind": "text"},
    {"key": "status", "label": _l("Résultat"), "kind": "status"},
)


@for_roles(*MEMBERS)
def show(session_id: int) -> ResponseReturnValue:
    """The session as this person may see it."""
    return _page(session_id)


@for_roles("committee_secretary")
def attend(session_id: int) -> ResponseReturnValue:
    """Who is there, as ticked."""
    present = {int(one) for one in request.form.getlist("present") if one.isascii() and one.isdigit()}
    done = gettext("Les présences sont notées.")
    return _change(session_id, lambda context: sessions.record_attendance(context, session_id, present), done)


@for_roles("committee_secretary")
def begin(session_id: int) -> ResponseReturnValue:
    """Open the session."""
    version = _version()
    done = gettext("La séance est ouverte : les votes peuvent être notés.")
    return _change(session_id, lambda context: sessions.open_session(context, session_id, version), done)


@for_roles("committee_secretary")
def end(session_id: int) -> ResponseReturnValue:
    """Close the session."""
    version = _version()
    done = gettext("La séance est close.")
    return _change(session_id, lambda context: sessions.close_session(context, session_id, version), done)


@for_roles(*MEMBERS)
def minutes(session_id: int) -> Response:
    """The minutes as a PDF file."""
    with reading() as context:
        content = minutes_pdf(context, session_id, current_language())
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"proces-verbal-{session_id}.pdf")
    return answer


def _change(session_id: int, verb: Callable[[Context], None], done: str) -> ResponseReturnValue:
    """Carry out ``verb``; where the session's state refuses it, say so on the page itself."""
    try:
        with writing() as context:
            verb(context)
    except SessionState as refused:
        return _page(session_id, refused=words(refused.words)), 409
    flash(done, "success")
    return redirect(url_for("committee.session", session_id=session_id), 303)


def _page(session_id: int, refused: str = "") -> str:
    with reading() as context:
        page = session_page(context, session_id)
        kept = envelopes_for(context) if page.can_run else ()
    envelope = _chosen(kept)
    return render_template(
        "committee/session.html",
        sitting=page,
        status=STATES[page.row.state],
        columns=COLUMNS,
        rows=_agenda(page),
        proposed=_sum(page.items),
        awarded=_awarded(page.items),
        envelope=envelope,
        envelopes=[(one.slug, one.title) for one in kept],
        waiting=sum(1 for one in page.items if one.outcome is None),
        members=[(one.person_id, one.name) for one in page.members],
        noted=any(one.present is not None for one in page.members),
        present=[one.person_id for one in page.members if one.present],
        refused=refused,
    )


def _agenda(page: SessionPage) -> list[dict[str, Any]]:
    rows, running = [], ZERO
    for item in page.items:
        running += _kept(item)
        row = item.application
        result = OUTCOMES[item.outcome] if item.outcome else gettext("À décider")
        rows.append(
            {
                "project": (f"{item.position}. {row.title or row.reference}", _url(page.row.id, row.reference)),
                "applicant": row.applicant_name,
                "requested": row.requested,
                "proposed": item.proposed,
                "running": running if item.proposed is not None else None,
                "votes": _votes(item),
                "status": (str(result), outcome_kind(item.outcome)),
            }
        )
    return rows


def _votes(item: AgendaItemView) -> str | None:
    if not item.for_votes and not item.against_votes and not item.abstentions:
        return None
    return str(
        gettext(
            "%(pro)s pour, %(con)s contre, %(none)s abst.",
            pro=item.for_votes,
            con=item.against_votes,
            none=item.abstentions,
        )
    )


def _kept(item: AgendaItemView) -> Money:
    """What an item takes of the money: what was awarded, else what is proposed while it may still be."""
    if item.award is not None:
        return item.award.amount
    return item.proposed or ZERO if item.outcome in (None, "favourable", "awarded") else ZERO


def _sum(items: tuple[AgendaItemView, ...]) -> Money:
    return sum((_kept(item) for item in items), ZERO)


def _awarded(items: tuple[AgendaItemView, ...]) -> Money:
    return sum((item.award.amount for item in items if item.award is not None), ZERO)


def _chosen(kept: tuple[EnvelopeView, ...]) -> EnvelopeView | None:
    """The envelope asked for in the address; else the one with the most left."""
    asked = next((one for one in kept if one.slug == request.args.get("enveloppe")), None)
    return asked or max(kept, key=lambda one: one.available, default=None)


def _url(session_id: int, reference: str) -> str:
    return url_for("committee.item", session_id=session_id, reference=reference)


def _version() -> int:
    typed = request.form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else -1
