"""One application of mine: what happens next, what is to be filled in, what has been done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.access import signed_in
from web.applicant.budget import Totals
from web.applicant.items import open_request
from web.applicant.progress import Part, budget_part, documents_part, form_parts
from web.forms.summary import summary_of
from web.wording import state_kind
from web.work import reading
from workflow.services.filled_form import FilledForm, filled_form
from workflow.services.letters import NOTIFIED
from workflow.services.read import application
from workflow.services.submit import DEPOSITS
from workflow.services.views import ApplicationPage, EventView

BEHIND_THE_DESK: Final = frozenset({"assign", "retain_costs", "propose_amount", "give_expert_opinion", "give_opinion"})
"""Steps that prepare a decision: they are the agents’ work, and no news for the applicant."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline."""

    title: object
    when: datetime
    by: str
    automatic: bool
    text: str = ""
    state: str = "done"


@signed_in
def show(reference: str) -> str | Response:
    """The draft to complete, or the application followed."""
    with reading() as context:
        form = filled_form(context, reference)
        page = application(context, reference)
        if page.is_officer and not page.is_applicant:
            return redirect(url_for("applicant.answers", reference=reference))
        if form.editable:
            return _draft(form, page, _parts(form, page))
    return render_template(
        "applicant/application.html",
        form=form,
        dossier=page,
        kind=state_kind(page.row.state),
        waiting=open_request(page),
        events=list(_lines(page.timeline)),
        plan=page.plans[-1] if page.plans else None,
        totals=Totals.of(page.plans[-1].plan) if page.plans else None,
        notified=any(event.name in NOTIFIED for event in page.timeline),
        received=page.row.submitted_at is not None,
        urls=step_urls(reference),
    )


@signed_in
def answers(reference: str) -> str:
    """The answers as they were filed, to read."""
    with reading() as context:
        form = filled_form(context, reference)
    sections = [(section, summary_of(fields, form.answers)) for section, fields in form.sections()]
    return render_template("applicant/answers.html", form=form, sections=sections)


def step_urls(reference: str) -> dict[str, str]:
    """The page of each step that an applicant can make."""
    urls = {event: url_for("applicant.check", reference=reference) for event in DEPOSITS}
    urls["provide_items"] = url_for("applicant.items", reference=reference)
    urls["withdraw"] = url_for("applicant.withdraw", reference=reference)
    return urls


def _draft(form: FilledForm, page: ApplicationPage, parts: list[Part]) -> str:
    needed = [one for one in parts if one.needed]
    unfinished = [one for one in needed if one.state != "done"]
    return render_template(
        "applicant/draft.html",
        form=form,
        dossier=page,
        parts=needed,
        later=[one for one in parts if not one.needed],
        done=len(needed) - len(unfinished),
        following=unfinished[0] if unfinished else None,
        withdrawable=any(one.event == "withdraw" and one.allowed for one in page.steps),
        check_url=url_for("applicant.check", reference=form.reference),
    )


def _parts(form: FilledForm, page: ApplicationPage) -> list[Part]:
    parts = form_parts(form)
    if form.has_budget:
        plan = page.plans[-1].plan if page.plans else None
        parts.append(budget_part(form, plan, page.verdict))
    if form.documents:
        parts.append(documents_part(form, page.attachments))
    return parts


def _lines(events: Iterable[EventView]) -> Iterable[Line]:
    """Newest first, as people look for news: what the application became, or what was done to it."""
    for event in reversed([one for one in events if one.name not in BEHIND_THE_DESK]):
        moved = event.to_state is not None and event.to_state != event.from_state
        yield Line(event.to_state if moved else event.title, event.at, event.by, event.automatic)
