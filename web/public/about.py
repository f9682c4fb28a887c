"""Accessibility, legal notice, contact: what every public service must say of itself."""

from __future__ import annotations

from flask import render_template

from web.access import public_page


@public_page
def accessibility() -> str:
    """What was aimed at, what was checked, and how to report a difficulty."""
    return render_template("about/accessibility.html")


@public_page
def legal() -> str:
    """Who publishes this service, and what becomes of personal data."""
    return render_template("about/legal.html")


@public_page
def contact() -> str:
    """How to reach a person."""
    return render_template("about/contact.html")
