"""An item of the agenda: withdrawals, votes, and the way to the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from web.access import for_roles
from web.committee.sessions import MEMBERS
from web.formats import words
from web.wording import CHOICES, OUTCOMES, outcome_kind
from web.work import actor, reading, writing
from workflow.kernel.errors import InvalidInput, NotFound
from workflow.services import sessions
from workflow.services.context import Context
from workflow.services.read import application
from workflow.services.session_read import session_page
from workflow.services.sessions import SessionState
from workflow.services.views import AgendaItemView, ApplicationPage, MemberView, SessionPage

DECIDING: Final = frozenset({"award", "programme", "refuse"})
"""What only a committee that decides may do; the others give their opinion instead."""
DECISIONS: Final = ("award", "programme", "refuse", "give_committee_opinion", "defer", "remove_from_agenda")
"""What may be done with an item, in this order."""
VOTERS: Final = ("committee_secretary", "committee_member")


@for_roles(*MEMBERS)
def show(session_id: int, reference: str) -> ResponseReturnValue:
    """The item as this person may see it."""
    return _page(session_id, reference)


@for_roles("committee_secretary", "committee_member")
def vote(session_id: int, reference: str) -> ResponseReturnValue:
    """Note the votes given: ``choice-<person>`` each, or ``all`` for everybody who is there."""

    def cast(context: Context) -> None:
        page = session_page(context, session_id)
        for member in _voters(page, _item(page, reference)):
            choice = request.form.get("all") or request.form.get(f"choice-{member.person_id}")
            if choice:
                sessions.cast_vote(context, session_id, reference, member.person_id, choice)  # type: ignore[arg-type]  # checked there

    return _change(session_id, reference, cast, gettext("Les votes sont notés."))


@for_roles("committee_secretary", "committee_member")
def recuse(session_id: int, reference: str) -> ResponseReturnValue:
    """A member withdraws from the item."""
    typed = request.form.get("person", "")
    person_id = int(typed) if typed.isascii() and typed.isdigit() else 0
    reason = request.form.get("reason", "")

    def withdraw(context: Context) -> None:
        sessions.record_recusal(context, session_id, reference, person_id, reason)

    return _change(session_id, reference, withdraw, gettext("Le déport est noté ; un vote déjà noté est retiré."))


def _change(session_id: int, reference: str, verb: Callable[[Context], None], done: str) -> ResponseReturnValue:
    try:
        with writing() as context:
            verb(context)
    except SessionState as refused:
        return _page(session_id, reference, [words(refused.words)]), 409
    except InvalidInput as wrong:
        return _page(session_id, reference, [words(problem.message) for problem in wrong.problems]), 422
    flash(done, "success")
    return redirect(url_for("committee.item", session_id=session_id, reference=reference), 303)


def _page(session_id: int, reference: str, refused: list[str] | None = None) -> str:
    with reading() as context:
        page = session_page(context, session_id)
        item = _item(page, reference)
        withdrawn = actor().person_id in item.recused
        dossier = None if withdrawn else _dossier(context, reference)
    names = {one.person_id: one.name for one in page.members}
    return render_template(
        "committee/item.html",
        sitting=page,
        item=item,
        dossier=dossier,
        withdrawn=withdrawn,
        names=names,
        voters=_voters(page, item),
        may_withdraw=_may_withdraw(page, item),
        choices=[(key, str(label)) for key, label in CHOICES.items()],
        outcome=(OUTCOMES[item.outcome] if item.outcome else gettext("À décider"), outcome_kind(item.outcome)),
        steps=_decisions(item, page.row.deciding) if page.can_run else [],
        urls={event: url_for("desk.step", reference=reference, event=event) for event in DECISIONS},
        refused=refused or [],
        **_neighbours(page, reference),
    )


def _dossier(context: Context, reference: str) -> ApplicationPage | None:
    """What may be read of the application beside the votes; nothing for a guest without a role on it."""
    try:
        found = application(context, reference)
    except NotFound:
        return None
    return found if found.is_officer else None


def _item(page: SessionPage, reference: str) -> AgendaItemView:
    for item in page.items:
        if item.application.reference == reference:
            return item
    raise NotFound


def _voters(page: SessionPage, item: AgendaItemView) -> list[MemberView]:
    """Whose votes this person may note: everybody's for the secretary, one's own for a member."""
    there = [one for one in page.members if one.present and one.person_id not in item.recused]
    return there if page.can_run else [one for one in there if one.person_id == actor().person_id]


def _may_withdraw(page: SessionPage, item: AgendaItemView) -> list[tuple[int, str]]:
    mine = actor().person_id
    return [
        (one.person_id, one.name)
        for one in page.members
        if one.person_id not in item.recused and (page.can_run or one.person_id == mine)
    ]


def _decisions(item: AgendaItemView, deciding: bool) -> list[dict[str, Any]]:
    offered = {one.event: one for one in item.steps}
    hidden = {"give_committee_opinion"} if deciding else DECIDING
    return [
        {"event": one.event, "title": one.title, "allowed": one.ready, "findings": one.obstacles}
        for event in DECISIONS
        if event not in hidden and (one := offered.get(event)) is not None
    ]


def _neighbours(page: SessionPage, reference: str) -> dict[str, str | None]:
    references = [one.application.reference for one in page.items]
    here = references.index(reference)
    around = {
        "previous_url": references[here - 1] if here else None,
        "next_url": references[here + 1] if here + 1 < len(references) else None,
    }
    return {
        name: url_for("committee.item", session_id=page.row.id, reference=one) if one else None
        for name, one in around.items()
    }
