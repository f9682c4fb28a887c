"""The top of the project stays tidy, and what it tells newcomers is true."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest
from ruamel.yaml import YAML

from tests.architecture.source import PROJECT

ROOMS_OF_THE_HOUSE = {".ci", "config", "docs", "migrations", "tests", "web", "workflow"}
FILES_ON_THE_TABLE = {
    ".editorconfig",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "publiccode.yml",
    "pyproject.toml",
}
NOT_KEPT = {".git", ".venv", ".env", "var", "build", "dist"}
CACHES = re.compile(r"\.\w+_cache|\.hypothesis|__pycache__|.*\.egg-info")
GUIDES = ["README.md", "CONTRIBUTING.md", "docs/README.md", "docs/architecture.md"]
AT_MOST = 15


def test_the_top_of_the_project_holds_only_what_belongs_there() -> None:
    found = {entry.name for entry in PROJECT.iterdir() if not CACHES.fullmatch(entry.name)}
    assert found - ROOMS_OF_THE_HOUSE - FILES_ON_THE_TABLE - NOT_KEPT == set()


def test_make_has_at_most_fifteen_targets_and_lists_each_of_them() -> None:
    targets = _targets()
    listed = subprocess.run(["make", "-s"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert 0 < len(targets) <= AT_MOST
    assert re.findall(r"^  make (\w+) +\S", listed, re.MULTILINE) == targets


@pytest.mark.parametrize("guide", GUIDES)
def test_every_make_target_that_a_guide_names_exists(guide: str) -> None:
    named = set(re.findall(r"(?:`|^|\$ )make ([a-z]+)", _read(guide), re.MULTILINE))
    assert named - set(_targets()) == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_exists(guide: str) -> None:
    named = set(re.findall(r"`((?:workflow|web|config|migrations|tests|docs|\.ci)/[\w./-]*)`", _read(guide)))
    links = set(re.findall(r"\]\((?!\w+:)([^)#]+)", _read(guide)))
    here = (PROJECT / guide).parent
    lost = {path for path in named if not (PROJECT / path).exists()}
    lost |= {path for path in links if not (here / path).exists()}
    assert lost == set()


def test_the_readme_gives_the_command_that_the_integration_runs() -> None:
    readme = _read("README.md")
    for command in re.findall(r"^make \w+$", _read(".ci/run"), re.MULTILINE):
        assert command in readme


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    version = tomllib.loads(_read("pyproject.toml"))["project"]["version"]
    assert YAML(typ="safe").load(_read("publiccode.yml"))["softwareVersion"] == version
    assert f"## [{version}]" in _read("CHANGELOG.md")


def test_the_public_description_has_what_its_format_asks_for() -> None:
    card = YAML(typ="safe").load(_read("publiccode.yml"))
    asked = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"}
    assert asked | {"description", "legal", "maintenance", "localisation"} <= set(card)
    assert card["legal"]["license"] == "EUPL-1.2"
    for language in ("fr", "en"):
        words = card["description"][language]
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_the_licence_is_whole() -> None:
    licence = _read("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE)] == list(range(1, 16))
    assert "Appendix" in licence


def _read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def _targets() -> list[str]:
    declared = re.search(r"^\.PHONY: (.+)$", _read("Makefile"), re.MULTILINE)
    assert declared
    return declared[1].split()
