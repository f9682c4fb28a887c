"""What is written from the source says what the source says today. Where this fails, run ``make docs``."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import web
import workflow
from tests.architecture.source import PROJECT, modules
from workflow.cli.command_reference import commands, run
from workflow.cli.documentation import generated_pages
from workflow.cli.error_reference import errors
from workflow.kernel.errors import DomainError

DOCS = PROJECT / "docs"
ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \| (.+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return generated_pages()


@pytest.mark.parametrize("name", ["command.md", "errors.md"])
def test_the_page_is_what_would_be_written_today(pages: dict[str, str], name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name]


def test_every_command_is_in_the_reference() -> None:
    headings = re.findall(r"^## `octroi ([a-z ]+)`$", (DOCS / "command.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [words for words, _ in commands()]


def test_an_example_is_what_the_command_answers() -> None:
    status, printed = run("octroi split 100000.00 --weights a=5,b=5,c=1 --language en")
    assert (status, printed.split()[-1]) == (0, "€9,090.91")


def test_every_class_of_refusal_is_documented() -> None:
    for package in (workflow, web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    codes = {one.code for one in _subclasses(DomainError)}
    assert {"not_found", "refused", "envelope_exceeded"} <= codes
    assert codes - _documented() == set()


def test_every_code_of_a_problem_is_documented() -> None:
    used = {
        str(call.args[1].value)
        for module in modules("workflow", "web", "config")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("Problem", "Fault")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert {"amount_format", "duplicate_id", "weights_invalid"} <= used
    assert used - _documented() == set()


def test_every_code_says_something() -> None:
    assert [error.code for error in errors() if not error.messages] == []


def _documented() -> set[str]:
    return {code for code, says, _ in ROW.findall((DOCS / "errors.md").read_text(encoding="utf-8")) if says.strip()}


def _subclasses(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _subclasses(one)
