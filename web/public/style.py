"""The design system on one page, with invented examples."""

from __future__ import annotations

from flask import render_template

from web.access import public_page
from web.public import samples


@public_page
def show() -> str:
    """Every component, once."""
    return render_template("style/style.html", samples=samples)
