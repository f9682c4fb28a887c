"""The list of my applications."""

from __future__ import annotations

from flask import current_app, render_template, url_for

from web.access import signed_in
from web.applicant.standing import next_words
from web.wording import state_kind
from web.work import reading
from workflow.services.deadlines import deadlines_of
from workflow.services.lists import applications_of


@signed_in
def show() -> str:
    """Every application of the person and of their organisations, newest first."""
    with reading() as context:
        rows = applications_of(context)
        deadlines = deadlines_of(context, rows)
    lines = [
        {"row": row, "kind": state_kind(row.state), "next": next_words(row), "deadline": deadlines.get(row.reference)}
        for row in rows
    ]
    return render_template("applicant/applications.html", lines=lines, catalogue=catalogue_url())


def catalogue_url() -> str:
    """The address of the catalogue of schemes."""
    known = "public.schemes" in current_app.view_functions
    return url_for("public.schemes") if known else "/dispositifs"
