"""Signing out is asked by a page, and done by a form: a link elsewhere cannot sign anybody out."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.access import current_identity, public_page


@public_page
def ask() -> str | Response:
    """A button to sign out."""
    if current_identity() is None:
        return redirect(url_for("public.home"))
    return render_template("account/sign_out.html")
