"""The home page: what this is, what one can do, and what is open today."""

from __future__ import annotations

from datetime import date

from flask import render_template

from web.access import public_page
from web.public.windows import Window, current_window
from web.work import record
from workflow.kernel.clock import day_in_paris
from workflow.schemes.catalogue import LoadedScheme


@public_page
def show() -> str:
    """What is open now, the nearest deadline first."""
    here = record()
    today = day_in_paris(here.clock.now())
    open_now = [
        (loaded, window)
        for loaded in here.catalogue.all()
        if (window := current_window(loaded.scheme, today)) and window.state == "open"
    ]
    dated = sorted(((loaded, window) for loaded, window in open_now if window.deadline), key=_by_deadline)
    return render_template(
        "public/home.html",
        dated=dated,
        all_year=sum(1 for _, window in open_now if not window.deadline),
        total=sum(1 for loaded in here.catalogue.all() if loaded.has_workflow),
    )


def _by_deadline(one: tuple[LoadedScheme, Window]) -> tuple[date, str]:
    loaded, window = one
    return (window.deadline or date.max, loaded.id)
