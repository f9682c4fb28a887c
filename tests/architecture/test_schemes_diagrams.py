"""Every scheme loads, passes its static checks, and matches its generated diagram; every code is documented."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import PROJECT, modules
from workflow.schemes.checks import check_workflow
from workflow.schemes.loading import CONFIG, Catalogue, load_catalogue
from workflow.schemes.pages import FOLDER, diagram_pages

GUIDE = (CONFIG / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_every_scheme_file_is_in_the_catalogue(catalogue: Catalogue) -> None:
    files = {f"{path.parent.name}/{path.stem}" for path in (CONFIG / "schemes").rglob("*.yaml")}
    assert {loaded.id for loaded in catalogue.all()} == files


def test_every_scheme_passes_its_static_checks(catalogue: Catalogue) -> None:
    faults = [
        (loaded.id, fault)
        for loaded in catalogue.all()
        if loaded.has_workflow
        for fault in check_workflow(loaded.workflow, loaded.scheme.instrument)
    ]
    assert faults == []


def test_the_diagrams_are_those_of_the_files_today(catalogue: Catalogue) -> None:
    """Where this fails, run ``make docs``."""
    written = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.md")}
    wanted = diagram_pages(catalogue)
    assert sorted(written) == sorted(wanted)
    assert [name for name, text in wanted.items() if written[name] != text] == []


def test_every_code_that_a_scheme_file_can_be_refused_with_is_in_the_guide() -> None:
    documented = set(re.findall(r"`([a-z]+(?:_[a-z0-9]+)+|expression)`", GUIDE))
    assert _codes() - documented == set()


def test_every_key_and_every_base_workflow_is_in_the_guide(catalogue: Catalogue) -> None:
    keys = set(catalogue.all()[0].scheme.__class__.model_fields)
    words = set(re.findall(r"`([a-z_]+)", GUIDE))
    assert keys - words == set()
    assert set(catalogue.workflows) - words == set()


def _codes() -> set[str]:
    """The second argument of every ``Fault`` and ``Problem`` that the room makes."""
    codes = set()
    for module in modules("workflow/schemes"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) >= 3:
                code = node.args[1]
                if node.func.id in ("Fault", "Problem") and isinstance(code, ast.Constant):
                    codes.add(str(code.value))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_refusal":
                codes |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
    assert "duplicate_id" in codes
    assert PROJECT.is_dir()
    return codes
