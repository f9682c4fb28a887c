"""What a rule or a verb promises is written on it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Function, Module, modules


def test_every_module_says_what_it_is_for() -> None:
    silent = [module.name for module in modules("workflow", "web", "config") if not ast.get_docstring(module.tree)]
    assert silent == []


def test_every_public_function_of_the_rules_and_the_services_has_a_docstring() -> None:
    silent = [
        f"{module.place(function)} {function.name}"
        for module in modules("workflow/rules", "workflow/services")
        for function in _public_functions(module)
        if not ast.get_docstring(function)
    ]
    assert silent == []


def _public_functions(module: Module) -> Iterator[Function]:
    scopes: list[ast.Module | ast.ClassDef] = [module.tree]
    scopes += [node for node in module.tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for scope in scopes:
        for node in scope.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield node
