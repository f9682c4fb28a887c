"""Tests that cannot fail prove nothing, and rules switched off rule nothing."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import ROOMS, Function, Module, modules

SWITCHES = {"skip", "skipif", "skipIf", "xfail", "importorskip"}
SILENCED = re.compile(r"#\s*(type:\s*ignore|noqa|pragma:\s*no cover|djlint:off)(?P<rest>.*)")


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    switched_off = [
        module.place(node)
        for module in modules("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in SWITCHES
    ]
    assert switched_off == []


def test_every_test_asserts_something() -> None:
    idle = [
        f"{module.place(function)} {function.name}"
        for module in modules("tests")
        if module.path.name.startswith("test_")
        for function in module.functions()
        if function.name.startswith("test_") and not _can_fail(module, function)
    ]
    assert idle == []


def test_a_rule_is_silenced_only_with_its_code_and_a_reason() -> None:
    bare = [
        f"{module.name}:{number}"
        for module in modules(*ROOMS)
        for number, line in enumerate(module.text.splitlines(), 1)
        if (found := SILENCED.search(line)) and not _says_why(found["rest"])
    ]
    assert bare == []


def _can_fail(module: Module, function: Function) -> bool:
    """Whether it asserts, expects an error, or calls something of ours that checks."""
    text = ast.get_source_segment(module.text, function) or ""
    return re.search(r"\bassert\b|\braises\(|\bexpect\(|\bcheck_|\bassert_", text) is not None


def _says_why(rest: str) -> bool:
    """``[code]  # reason`` or ``: CODE  # reason``."""
    return re.fullmatch(r"(\[[\w, -]+\]|:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*)\s+(#|-)\s*\S.{9,}", rest) is not None
