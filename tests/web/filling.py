"""Fill in a form as a browser does: every control with what it shows, then what a person types."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.support import check_page

Typed = Mapping[str, str | list[str]]


def fill(browser: FlaskClient, url: str, typed: Typed | None = None, *, action: str | None = None) -> TestResponse:
    """Open ``url``, fill in its form (the one that posts to ``action``, by default to ``url`` itself), and send it."""
    answer = browser.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return send_form(browser, answer.get_data(as_text=True), action or url, typed)


def send_form(browser: FlaskClient, html: str, action: str, typed: Typed | None = None) -> TestResponse:
    """Send the form of a page that is already open."""
    form = posting_to(check_page(html), action)
    values = shown_in(form)
    for name, value in (typed or {}).items():
        values.setlist(name, value if isinstance(value, list) else [value])
    return browser.post(action, data=values)


def posting_to(page: Element, action: str) -> Element:
    """The form that posts to ``action``."""
    path = urlsplit(action).path
    for form in page.iter("form"):
        if form.get("method") == "post" and urlsplit(form.get("action") or "").path == path:
            return form
    raise LookupError(f"no form posts to {action}")


def shown_in(form: Element) -> MultiDict[str, str]:
    """What the form would send as it stands, its buttons apart."""
    values: MultiDict[str, str] = MultiDict()
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None or control.tag == "button":
            continue
        if control.tag == "textarea":
            values.add(name, (control.text or "").removeprefix("\n"))
        elif control.tag == "select":
            chosen = [one for one in control.iter("option") if one.get("selected") is not None]
            first = next(control.iter("option"), None)
            values.add(name, (chosen[0] if chosen else first).get("value") or "" if first is not None else "")
        elif control.tag == "input" and _is_sent(control):
            values.add(name, control.get("value") or "")
    return values


def _is_sent(control: Element) -> bool:
    return control.get("type") not in {"checkbox", "radio"} or control.get("checked") is not None
