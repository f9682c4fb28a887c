"""The queue: submitted applications by date, with filters in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from flask import render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from web.access import for_roles
from web.desk.opening import AGENTS
from web.formats import day, days_left, words
from web.wording import STAGES, state_kind
from web.work import reading
from workflow.kernel.clock import day_in_paris
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.context import Actor, Context
from workflow.services.lists import QueueFilters, queue
from workflow.services.views import ApplicationRow

WAITING_STAGES: Final = ("submission", "instruction")
"""Where the silence of the administration may still refuse."""
SOON: Final = timedelta(days=15)
"""From when on the days left are marked."""
EVERYTHING: Final = "all"
"""The stage of the filter that shows ended applications too."""
ASSIGNED: Final = (
    ("", _l("Tous les dossiers")),
    ("mine", _l("Les miens")),
    ("nobody", _l("À confier")),
)


@for_roles(*AGENTS)
def show() -> str:
    """A page of the queue."""
    asked = {name: request.args.get(name, "") for name in ("scheme", "stage", "assigned", "call", "order")}
    with reading() as context:
        schemes = reviewed(context)
        chosen = next((one for one in schemes if one.id == asked["scheme"]), None)
        filters = QueueFilters(
            scheme=chosen.id if chosen is not None else "",
            states=_states(schemes if chosen is None else [chosen], asked["stage"]),
            assigned=asked["assigned"] if asked["assigned"] in {"mine", "nobody"} else "",
            call=asked["call"] if chosen is not None else "",
            newest_first=asked["order"] == "newest",
        )
        page = queue(context, filters, request.args.get("page") or None)
        today = day_in_paris(context.clock.now())
    kept: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return render_template(
        "desk/queue.html",
        rows=[_line(row, today) for row in page.rows],
        asked=asked,
        schemes=[(one.id, one.scheme.title) for one in schemes],
        stages=[*((stage, STAGES[stage]) for stage in _stages(schemes)), (EVERYTHING, _l("Tous, terminés compris"))],
        calls=[(call.id, call.title) for call in chosen.scheme.calls] if chosen is not None else [],
        assigned=ASSIGNED,
        filtered=bool(kept),
        started="page" in request.args,
        previous_url=url_for("desk.queue", **kept, page=page.preceding) if page.preceding else None,
        next_url=url_for("desk.queue", **kept, page=page.following) if page.following else None,
    )


def reviewed(context: Context) -> list[LoadedScheme]:
    """The schemes whose applications the person may see, in the catalogue's order."""
    return [one for one in context.catalogue.all() if one.has_workflow and _covers(context.actor, one)]


def _covers(actor: Actor, loaded: LoadedScheme) -> bool:
    return bool(actor.roles(loaded.scheme.running_body.id, loaded.id))


def _stages(schemes: list[LoadedScheme]) -> list[str]:
    there = {state.stage for one in schemes for state in one.workflow.states}
    return [stage for stage in STAGES if stage in there and stage != "preparation"]


def _states(schemes: list[LoadedScheme], stage: str) -> tuple[str, ...]:
    """The states that a stage holds; without one, those where something is still expected."""
    if stage == EVERYTHING:
        return ()
    states = [state for one in schemes for state in one.workflow.states]
    found = {state.id for state in states if (state.stage == stage if stage else not state.end)}
    return tuple(sorted(found)) or ("none",)


def _line(row: ApplicationRow, today: date) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "url": url_for("desk.application", reference=row.reference),
        "title": row.title,
        "applicant": row.applicant_name,
        "scheme": row.scheme_title,
        "status": (words(row.state_title), state_kind(row.state)),
        "submitted": day(row.submitted_at),
        "silence": _silence(row, today),
        "urgent": _is_urgent(row, today),
        "requested": row.requested,
        "assigned": row.assigned_to,
    }


def _silence(row: ApplicationRow, today: date) -> str | None:
    if row.implicit_refusal_on is None or row.stage not in WAITING_STAGES:
        return None
    if row.state == "incomplete":
        return str(gettext("délai suspendu"))
    return days_left(row.implicit_refusal_on, today)


def _is_urgent(row: ApplicationRow, today: date) -> bool:
    if row.implicit_refusal_on is None or row.stage not in WAITING_STAGES or row.state == "incomplete":
        return False
    return row.implicit_refusal_on - today <= SOON
