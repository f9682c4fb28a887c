"""The catalogue as the command shows it, and the checks of scheme files."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from workflow.schemes.loading import CONFIG, load_catalogue

SCHEME = "bretagne/cap-creation-ess"


def test_the_list_holds_every_scheme_that_ships(answer, call) -> None:
    schemes = answer("scheme", "list")["schemes"]
    assert [scheme["id"] for scheme in schemes] == [loaded.id for loaded in load_catalogue().all()]
    assert list(schemes[0]) == ["id", "version", "title", "region", "running_body", "instrument"]
    people = call("scheme", "list").stdout
    assert all(scheme["id"] in people and scheme["title"] in people for scheme in schemes)


def test_one_scheme_shows_the_rules_that_it_states_and_no_other(answer) -> None:
    scheme = answer("scheme", "show", SCHEME)
    assert scheme["caps"] == {"amount_floor": "2000.00", "amount_cap": "20000.00"}
    assert scheme["calls"][0]["opens"] == "2014-01-01"
    assert scheme["calls"][0]["closes"] is None
    assert {"draft", "submitted"} <= set(scheme["states"])


@pytest.mark.parametrize("scheme_id", [loaded.id for loaded in load_catalogue().all()])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_scheme_can_be_shown_and_drawn(call, answer, scheme_id: str, language: str) -> None:
    assert answer("scheme", "show", scheme_id, "--language", language)["id"] == scheme_id
    assert scheme_id in call("scheme", "show", scheme_id, "--language", language).stdout
    drawn = answer("scheme", "diagram", scheme_id, "--language", language)["diagram"]
    assert drawn.startswith(("stateDiagram-v2\n", "flowchart TB\n"))


@pytest.mark.parametrize("scheme_id", [SCHEME, "bretagne/trajectoire-ess"])
def test_a_diagram_can_be_svg(call, scheme_id: str) -> None:
    svg = call("scheme", "diagram", scheme_id, "--format", "svg").stdout
    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - what is read is our own drawing


def test_a_path_is_drawn_with_the_titles_of_its_schemes(call) -> None:
    assert "CAP’Création ESS" in call("scheme", "diagram", "bretagne/trajectoire-ess").stdout


@pytest.mark.parametrize("words", [("show",), ("diagram",)])
def test_it_refuses_an_unknown_scheme(call, words: tuple[str, ...]) -> None:
    result = call("scheme", *words, "bretagne/nothing")
    assert (result.exit_code, result.stdout) == (2, "")
    assert SCHEME in result.stderr


def test_what_ships_is_sound(answer) -> None:
    checked = answer("scheme", "check")
    assert checked["faults"] == []
    assert checked["files"] >= len(load_catalogue().all())


def test_one_file_and_one_folder_can_be_checked(answer) -> None:
    folder = CONFIG / "schemes" / "bretagne"
    assert answer("scheme", "check", folder / "cap-creation-ess.yaml")["files"] == 1
    assert answer("scheme", "check", folder)["files"] == len(list(folder.glob("*.yaml")))


def test_every_fault_of_a_catalogue_is_named_at_once(call, tmp_path: Path) -> None:
    catalogue = tmp_path / "config"
    for name in ("schemes", "workflows", "regulations"):
        shutil.copytree(CONFIG / name, catalogue / name)
    spoilt = catalogue / "schemes" / "bretagne" / "cap-creation-ess.yaml"
    text = spoilt.read_text()
    spoilt.write_text(text.replace("instrument: grant", "instrument: gift").replace('"20000.00"', "20000.00"))
    other = catalogue / "schemes" / "bretagne" / "poles-ess.yaml"
    other.write_text(other.read_text() + "colour: blue\n")
    result = call("scheme", "check", catalogue)
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    line = text[: text.index("instrument: grant")].count("\n") + 1
    assert any(f"{spoilt}:{line}: instrument: " in one for one in lines)
    assert any(str(spoilt) in one and "amount_cap" in one for one in lines)
    assert any(str(other) in one and "colour" in one for one in lines)


@pytest.mark.parametrize("name", ["nothing.yaml", "."])
def test_it_refuses_a_path_without_schemes(call, tmp_path: Path, name: str) -> None:
    result = call("scheme", "check", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
