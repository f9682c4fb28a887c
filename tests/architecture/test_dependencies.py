"""Few dependencies, each of them used, each of them locked by its hash from nowhere in particular."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import PROJECT, ROOMS, modules

AT_MOST = 25
FLASK_SECURITY = "Flask-Security looks for it at start-up"
NOT_IMPORTED = {
    "argon2-cffi": FLASK_SECURITY,
    "email-validator": FLASK_SECURITY,
    "nh3": FLASK_SECURITY,
    "qrcode": FLASK_SECURITY,
    "webauthn": FLASK_SECURITY,
    "tzdata": "zoneinfo reads it where the machine has no time zones",
}
COMES_WITH_THEM = {"werkzeug", "jinja2", "markupsafe", "itsdangerous", "flask-login", "pydantic-core"}
"""What Flask, Flask-Security and pydantic always bring, and whose names their users write."""
LOCKS = {"run.txt": ["postgres"], "test.txt": ["postgres", "s3", "oidc", "test"]}
"""Each lock file, and the extras that it holds."""


def test_there_are_at_most_twenty_five_dependencies_to_run() -> None:
    assert len(_runtime()) <= AT_MOST


def test_every_dependency_is_imported_or_says_who_needs_it() -> None:
    names = packages_distributions()
    imported = {canonicalize_name(owner) for top in _imported() for owner in names.get(top, [])}
    wanted = {canonicalize_name(requirement.name) for requirement in _runtime()}
    assert wanted - imported - set(NOT_IMPORTED) == set()


def test_every_package_that_is_imported_is_asked_for() -> None:
    names = packages_distributions()
    ours = {"workflow", "web", "config", "migrations"}
    outside = _imported() - ours - set(sys.stdlib_module_names)
    optional = [Requirement(line) for lines in _project()["optional-dependencies"].values() for line in lines]
    asked = {canonicalize_name(requirement.name) for requirement in [*_runtime(), *optional]} | COMES_WITH_THEM
    unasked = {top for top in outside if asked.isdisjoint(map(canonicalize_name, names.get(top, [])))}
    assert unasked == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_no_path(lock: str) -> None:
    named = [line for line in _lines(lock) if re.search(r"://|file:|^-|index|find-links| @ |(^|\s)\.{0,2}/\w", line)]
    assert named == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_pinned_and_hashed(lock: str) -> None:
    loose = [
        entry
        for entry in _entries(lock)
        if not re.fullmatch(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==[^ ;]+( ;[^\\]+)?( --hash=sha256:[0-9a-f]{64})+", entry)
    ]
    assert _entries(lock)
    assert loose == []


@pytest.mark.parametrize(
    ("lock", "extras"), [("run.txt", {"postgres"}), ("test.txt", {"postgres", "s3", "oidc", "test"})]
)
def test_a_lock_file_holds_what_the_project_file_asks_for(lock: str, extras: set[str]) -> None:
    project = _project()
    optional = project["optional-dependencies"]
    build = _settings()["build-system"]["requires"]
    asked = [*project["dependencies"], *build, *(line for extra in LOCKS[lock] for line in optional[extra])]
    pins = _pins(lock)
    unmet = [
        line
        for line in asked
        if not (wanted := Requirement(line)).specifier.contains(pins.get(canonicalize_name(wanted.name), "0"))
    ]
    assert unmet == []


def test_what_is_tested_is_what_runs() -> None:
    run, test = _pins("run.txt"), _pins("test.txt")
    assert {name: (pin, test.get(name)) for name, pin in run.items() if test.get(name) != pin} == {}


def test_what_builds_the_project_is_locked_with_the_rest() -> None:
    named = [line for line in _lines("build.in") if line and not line.startswith("#")]
    assert sorted(named) == sorted(_settings()["build-system"]["requires"])


def _settings() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def _project() -> dict[str, Any]:
    project: dict[str, Any] = _settings()["project"]
    return project


def _runtime() -> list[Requirement]:
    return [Requirement(line) for line in _project()["dependencies"]]


def _lines(lock: str) -> list[str]:
    return (PROJECT / "config" / "lock" / lock).read_text(encoding="utf-8").splitlines()


def _entries(lock: str) -> list[str]:
    """Each locked package with its hashes, on one line."""
    kept = "\n".join(line for line in _lines(lock) if not line.lstrip().startswith("#"))
    joined = re.sub(r"\s*\\\n\s*", " ", kept)
    return [line for line in joined.splitlines() if line]


def _pins(lock: str) -> dict[str, str]:
    pinned = (re.match(r"([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;]+)", entry) for entry in _entries(lock))
    return {canonicalize_name(found[1]): found[2] for found in pinned if found}


def _imported() -> set[str]:
    tops: set[str] = set()
    for module in modules(*ROOMS):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                tops.add(node.module.partition(".")[0])
    return tops
