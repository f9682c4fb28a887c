"""Bodies, and the messages that were written."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from web.access import for_roles
from web.admin.tabs import tabs
from web.wording import BODIES
from web.work import reading
from workflow.services.administration import bodies, messages
from workflow.services.views.administration import MessageView

BODY_COLUMNS: Final = (
    {"key": "name", "label": _l("Organisme"), "kind": "text"},
    {"key": "kind", "label": _l("Nature"), "kind": "text"},
    {"key": "siret", "label": _l("SIRET"), "kind": "text"},
    {"key": "schemes", "label": _l("Dispositifs"), "kind": "number"},
)


@for_roles("administrator")
def bodies_page() -> str:
    """Who runs schemes, and who pays."""
    with reading() as context:
        found = bodies(context)
    rows = [
        {"name": one.name, "kind": BODIES.get(one.kind, one.kind), "siret": one.siret, "schemes": one.schemes}
        for one in found
    ]
    return render_template("admin/bodies.html", tabs=tabs(), columns=BODY_COLUMNS, rows=rows)


@for_roles("administrator")
def messages_page() -> str:
    """The latest messages; where no mail server is set, they are read here."""
    with reading() as context:
        found = messages(context)
    settings = current_app.extensions["octroi_settings"]
    return render_template(
        "admin/messages.html",
        tabs=tabs(),
        messages=[(one, _standing(one)) for one in found],
        leaves=settings.smtp_url is not None,
    )


def _standing(one: MessageView) -> tuple[Any, str]:
    if one.sent_at is not None:
        return gettext("Envoyé"), "success"
    return (gettext("Abandonné"), "danger") if one.failed_reason else (gettext("Gardé ici"), "waiting")
