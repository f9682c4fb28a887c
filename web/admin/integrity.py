"""The proof: every chain of events is computed again, and every break is named."""

from __future__ import annotations

from flask import render_template, request

from web.access import for_roles
from web.admin.tabs import tabs
from web.work import reading
from workflow.services.audit import verify


@for_roles("administrator")
def check() -> str:
    """What the check does; its result once it was asked for."""
    breaks = None
    if request.method == "POST":
        with reading() as context:
            breaks = verify(context)
    return render_template("admin/integrity.html", tabs=tabs(), breaks=breaks)
