"""Every route says who may use it; what says nothing is refused, and named here."""

from __future__ import annotations

from pathlib import Path

from tests.web.support import app_in
from web.access import guard_of, undeclared
from workflow.schemes.vocabulary import ROLES


def test_every_route_names_its_guard(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    assert undeclared(app) == []


def test_every_guard_names_roles_that_exist(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    guards = {endpoint: guard_of(view) for endpoint, view in app.view_functions.items()}
    unknown = {endpoint for endpoint, guard in guards.items() if guard and set(guard.roles) - set(ROLES)}
    assert unknown == set()


def test_there_are_routes_to_guard(tmp_path: Path) -> None:
    assert {"public.style", "public.contact", "static"} <= set(app_in(tmp_path).view_functions)
