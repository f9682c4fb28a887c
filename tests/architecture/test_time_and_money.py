"""Two habits that cannot be left to care: time comes from a clock, money is never a float."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import ROOMS, Module, modules

CLOCK = "workflow/kernel/clock.py"
PRESENT = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "localtime"),
    ("func", "now"),
    ("func", "current_timestamp"),
    ("func", "current_date"),
}
EXACT_ROOMS = (
    "workflow/kernel",
    "workflow/schemes",
    "workflow/rules",
    "workflow/engine",
    "workflow/store",
    "workflow/services",
)
SCALARS = {
    ("workflow/schemes/translation.py", "0.6"): "how alike two words must be for one to be suggested",
}
"""Where a float stands, as written -> why it is not an amount and cannot become one."""
DRAWINGS = {"workflow/schemes/drawing.py", "workflow/schemes/layout.py"}
"""Modules that say where the lines of a picture go, and never see an amount."""


def test_only_the_clock_asks_what_time_it_is() -> None:
    askers = [
        f"{module.place(call)} {'.'.join(_called(call))}"
        for module in modules(*ROOMS)
        if module.name != CLOCK
        for call in _calls(module)
        if _called(call) in PRESENT
    ]
    assert askers == []


def test_no_float_comes_near_money() -> None:
    floats = [
        module.place(node)
        for module in modules(*EXACT_ROOMS)
        for node in _floats(module)
        if module.name not in DRAWINGS and (module.name, ast.unparse(node)) not in SCALARS
    ]
    assert floats == []


def test_each_float_that_is_let_through_still_exists() -> None:
    found = {(module.name, ast.unparse(node)) for module in modules(*EXACT_ROOMS) for node in _floats(module)}
    assert set(SCALARS) - found == set()
    assert DRAWINGS - {name for name, _ in found} == set()


def test_what_draws_never_sees_an_amount() -> None:
    drawings = [module for module in modules(*EXACT_ROOMS) if module.name in DRAWINGS]
    assert [module.name for module in drawings if "kernel.money" in module.text or "Amount" in module.text] == []


def _calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> tuple[str, str]:
    """The last two names of what is called: ``datetime.datetime.now()`` gives datetime, now."""
    if not isinstance(call.func, ast.Attribute):
        return "", ""
    owner = call.func.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return name, call.func.attr


def _floats(module: Module) -> Iterator[ast.expr]:
    """Float literals, and calls of ``float``."""
    for node in ast.walk(module.tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        if isinstance(node, ast.expr) and (literal or call):
            yield node
