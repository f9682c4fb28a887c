"""The list of sessions: what comes, what sits, what is over."""

from __future__ import annotations

from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from web.access import for_roles
from web.formats import day
from web.work import actor, reading
from workflow.schemes.vocabulary import Role
from workflow.services.session_read import sessions_for
from workflow.services.views import SessionRow

MEMBERS: Final[tuple[Role, ...]] = (
    "committee_secretary",
    "committee_member",
    "manager",
    "case_officer",
    "administrator",
)
"""Who may follow the sessions of their bodies."""
STATES: Final[dict[str, tuple[Any, str]]] = {
    "planned": (_l("Prévue"), "waiting"),
    "open": (_l("Ouverte"), "active"),
    "closed": (_l("Close"), "closed"),
}
COLUMNS: Final = (
    {"key": "title", "label": _l("Séance"), "kind": "link"},
    {"key": "day", "label": _l("Date"), "kind": "text"},
    {"key": "committee", "label": _l("Instance"), "kind": "text"},
    {"key": "role", "label": _l("Rôle"), "kind": "text"},
    {"key": "items", "label": _l("Ordre du jour"), "kind": "text"},
    {"key": "status", "label": _l("État"), "kind": "status"},
)


@for_roles(*MEMBERS)
def show() -> str:
    """The sessions, those to come first."""
    with reading() as context:
        rows = sessions_for(context)
    return render_template(
        "committee/sessions.html",
        columns=COLUMNS,
        coming=[_line(row) for row in reversed(rows) if row.state != "closed"],
        over=[_line(row) for row in rows if row.state == "closed"],
        can_plan=actor().holds("committee_secretary"),
    )


def _line(row: SessionRow) -> dict[str, Any]:
    words, kind = STATES[row.state]
    return {
        "title": (row.title, url_for("committee.session", session_id=row.id)),
        "day": day(row.held_on),
        "committee": row.committee_title,
        "role": gettext("décide") if row.deciding else gettext("donne un avis"),
        "items": ngettext("un dossier", "%(num)s dossiers", row.items) if row.items else gettext("aucun dossier"),
        "status": (str(words), kind),
    }
