"""The pages of the administrator's room, side by side."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext


def tabs() -> list[tuple[str, str, bool]]:
    """(label, address, whether it is the present page)."""
    pages: list[tuple[str, Any]] = [
        ("admin.home", gettext("Personnes et rôles")),
        ("admin.bodies", gettext("Organismes")),
        ("admin.messages", gettext("Messages")),
        ("admin.integrity", gettext("Intégrité")),
    ]
    return [(label, url_for(endpoint), request.endpoint == endpoint) for endpoint, label in pages]
