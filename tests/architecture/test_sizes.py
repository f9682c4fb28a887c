"""Small pieces: what no longer fits on a page is taken apart."""

from __future__ import annotations

from tests.architecture.source import ROOMS, Function, modules

MODULE_LINES = 300
FUNCTION_LINES = 50


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {module.name: len(module.text.splitlines()) for module in modules(*ROOMS)}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    too_long = [
        f"{module.place(function)} {function.name}: {_lines(function)} lines"
        for module in modules(*ROOMS)
        for function in module.functions()
        if _lines(function) > FUNCTION_LINES
    ]
    assert too_long == []


def _lines(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1
