"""What the tests of the web share: an application, a person, and a strict reader of pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config.settings import Settings
from web.access import Identity
from web.app import create_app
from workflow.kernel.clock import SettableClock
from workflow.schemes.vocabulary import Role

NOW = datetime(2026, 5, 5, 12, 2, tzinfo=UTC)
ASIDE = {"hidden", "submit", "button", "image", "reset"}


class WholeAnswers(FlaskClient):
    """A client that reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **kwargs | {"buffered": True})


@dataclass(frozen=True)
class Person:
    """Somebody who acts, with their roles."""

    name: str = "Camille Exemple"
    roles: tuple[Role, ...] = ()
    person_id: int | None = 1

    def holds(self, *roles: Role) -> bool:
        return any(role in roles for role in self.roles)


@dataclass
class Door:
    """Who stands at the door: a test may change it between requests."""

    person: Identity | None = None
    asked: int = field(default=0, init=False)

    def identify(self) -> Identity | None:
        self.asked += 1
        return self.person


def settings_in(folder: Path, **changes: Any) -> Settings:
    """Settings for a test, with everything in ``folder``."""
    given: dict[str, Any] = {
        "database_url": f"sqlite:///{folder / 'octroi.db'}",
        "data_dir": folder,
        "secret_key": "a secret that only tests know, long enough",
        "base_url": "http://localhost",
    }
    return Settings(**given | changes)


def app_in(folder: Path, door: Door | None = None, **changes: Any) -> Flask:
    """The application on ``settings_in(folder, …)``, its clock stopped at ``NOW``."""
    app = create_app(settings_in(folder, **changes), clock=SettableClock(NOW), identify=(door or Door()).identify)
    app.test_client_class = WholeAnswers
    return app


def read_strictly(text: str) -> Element:
    """The page, parsed as HTML 5 without any forgiveness.

    Raises:
        html5lib.html5parser.ParseError: at the first fault.
    """
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(text)
    return page


def check_page(text: str, language: str = "fr") -> Element:
    """A whole page: valid, in one language, with one title, unique ids and a name on every control."""
    page = read_strictly(text)
    assert page.get("lang") == language
    assert len(page.findall(".//h1")) == 1
    assert len(page.findall(".//main")) == 1
    assert repeated_ids(page) == []
    assert unnamed_controls(page) == []
    assert dangling_references(page) == []
    assert inline_code(page) == []
    return page


def words_of(element: Element) -> str:
    """All the text inside ``element``, its spaces made single."""
    return " ".join("".join(element.itertext()).replace("\u202f", " ").split())


def repeated_ids(page: Element) -> list[str]:
    counted = Counter(element.get("id") for element in page.iter() if element.get("id"))
    return [str(name) for name, count in counted.items() if count > 1]


def unnamed_controls(page: Element) -> list[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    return [
        str(control.get("name"))
        for kind in ("input", "select", "textarea")
        for control in page.iter(kind)
        if control.get("type") not in ASIDE and control.get("id") not in labelled and not control.get("aria-label")
    ]


def dangling_references(page: Element) -> list[str]:
    ids = {element.get("id") for element in page.iter()}
    pointing = ("aria-describedby", "aria-labelledby", "for", "popovertarget")
    named = [name for element in page.iter() for key in pointing for name in (element.get(key) or "").split()]
    return [name for name in named if name not in ids]


def inline_code(page: Element) -> list[str]:
    found = [f"style on {element.tag}" for element in page.iter() if element.get("style") is not None]
    found += [f"{key} on {element.tag}" for element in page.iter() for key in element.attrib if key.startswith("on")]
    found += ["inline script" for script in page.iter("script") if not script.get("src")]
    return found + ["inline style" for _ in page.iter("style")]
