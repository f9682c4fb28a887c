"""The design system on one page, with invented examples."""

from __future__ import annotations

from flask import current_app, render_template

from web.access import public_page
from web.public import samples
from workflow.kernel.clock import Clock, day_in_paris


@public_page
def show() -> str:
    """Every component, once."""
    clock: Clock = current_app.extensions["octroi_clock"]
    step = samples.next_step(day_in_paris(clock.now()))
    return render_template("style/style.html", samples=samples, next_step=step)
