"""The dependency rule itself is in pyproject.toml (import-linter); this is what it cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import PROJECT, ROOMS, modules


def test_the_contracts_between_rooms_are_kept() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo"]
    lint = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert lint.returncode == 0, lint.stdout


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        module.place(node)
        for module in modules(*ROOMS)
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_every_blueprint_stands_in_the_contract_of_independence() -> None:
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {module.path.parent for module in modules("web") if "Blueprint(" in module.text}
    names = {".".join(room.relative_to(PROJECT).parts[:2]) for room in rooms}
    assert {name for name in names if f'"{name}",' not in settings} == set()
