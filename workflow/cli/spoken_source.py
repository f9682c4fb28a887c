"""Codes and messages, found in source that is read as syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAKERS: Final = {"Problem": 1, "Fault": 1, "fault": 1, "_refusal": 0, "_fault": 2}
"""What makes a problem, and the first of its arguments that can be the code."""

GIVEN: Final = "…"
_CODE: Final = re.compile(r"[a-z]+(_[a-z0-9]+)*")
_DEPTH: Final = 4


@dataclass(frozen=True)
class UsedCode:
    """A code where it is used. ``is_refusal``: it names a class of errors."""

    code: str
    messages: tuple[str, ...]
    is_refusal: bool = False


def read_codes(source: str) -> tuple[UsedCode, ...]:
    """Every code that a module uses, with the English words said with it."""
    reader = _Reader(ast.parse(source))
    reader.visit(reader.tree)
    return tuple(reader.found)


class _Reader(ast.NodeVisitor):
    """Walks one module; knows its constants and its functions, to find the words behind a name."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.found: list[UsedCode] = []
        self.functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        self.functions |= {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self.constants = dict(_assignments(tree.body))
        self._inside: list[ast.FunctionDef] = []
        self._line = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._inside.append(node)
        self.generic_visit(node)
        self._inside.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        code = dict(_assignments(node.body)).get("code")
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            self.found.append(UsedCode(code.value, tuple(_spoken_in(node)), is_refusal=True))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        self._line = node.lineno
        if name in MAKERS:
            given = [*node.args, *(one.value for one in node.keywords if one.arg in ("code", "message"))]
            start = min(MAKERS[name], len(given)) if node.args else 0
            for position, argument in enumerate(given[start:], start):
                if codes := self._codes(argument):
                    for code in codes:
                        self.found.append(UsedCode(code, tuple(self._messages(code, given[position + 1 :]))))
                    break
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        match node.elts:
            case [ast.Constant(value=str(code)), ast.Name(id=name) | ast.Call(func=ast.Name(id=name))]:
                said = _spoken_in(self.functions[name]) if name in self.functions else []
                if said and _CODE.fullmatch(code):
                    self.found.append(UsedCode(code, tuple(said)))
        self.generic_visit(node)

    def _codes(self, node: ast.expr) -> list[str]:
        """The codes that ``node`` can be: a word, or a word with a variable part."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
            return [node.value]
        if not isinstance(node, ast.JoinedStr) or not isinstance(node.values[0], ast.FormattedValue):
            return []
        end = _text(ast.JoinedStr(node.values[1:]))
        if not _CODE.fullmatch(end.lstrip("_")):
            return []
        variable = node.values[0].value
        values = self._given_as(variable.id) if isinstance(variable, ast.Name) else []
        return [value + end for value in values] or [GIVEN + end]

    def _given_as(self, parameter: str, function: ast.FunctionDef | None = None, depth: int = 0) -> list[str]:
        """The words that the module passes as ``parameter`` of the function that is being read."""
        inside = function or (self._inside[-1] if self._inside else None)
        names = [one.arg for one in inside.args.args] if inside else []
        if inside is None or parameter not in names or depth > _DEPTH:
            return []
        values: dict[str, None] = {}
        for caller in self.functions.values():
            for call in (one for one in ast.walk(caller) if isinstance(one, ast.Call) and _called(one) == inside.name):
                argument = dict(zip(names, call.args, strict=False)).get(parameter)
                if isinstance(argument, ast.Constant):
                    values[str(argument.value)] = None
                elif isinstance(argument, ast.Name):
                    values |= dict.fromkeys(self._given_as(argument.id, caller, depth + 1))
        return list(values)

    def _messages(self, code: str, rest: list[ast.expr]) -> list[str]:
        """What is said with ``code``, from the arguments that follow it."""
        if len(rest) >= 2 and all(isinstance(one, ast.Constant | ast.JoinedStr | ast.Name) for one in rest[:2]):
            texts = [one for one in rest[:2] if isinstance(one, ast.Constant | ast.JoinedStr)]
            if texts and rest[1] is texts[-1]:
                return [_text(rest[1])]
        found = [said for argument in rest for said in self._said(argument, 0)]
        return [said for said in found if said.strip(f"{GIVEN}:. ")] or self._by_key(code)

    def _by_key(self, code: str) -> list[str]:
        """Words kept in a dictionary of the module under the beginning of ``code``."""
        for value in self.constants.values():
            if isinstance(value, ast.Dict):
                for key, words in zip(value.keys, value.values, strict=True):
                    if (
                        isinstance(key, ast.Constant)
                        and isinstance(key.value, str)
                        and code.startswith(f"{key.value}_")
                    ):
                        return self._said(words, 0)
        return []

    def _said(self, node: ast.expr, depth: int) -> list[str]:
        """The English of the ``Words`` that ``node`` is, or leads to."""
        if depth > _DEPTH:
            return []
        match node:
            case ast.Call(func=ast.Name(id="Words")):
                return [_english(node)]
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                returned = [one.value for one in ast.walk(self.functions[name]) if isinstance(one, ast.Return)]
                return [said for one in returned if one is not None for said in self._said(one, depth + 1)]
            case ast.Name(id=name):
                return [said for one in self._assigned(name) for said in self._said(one, depth + 1)]
            case ast.Subscript(value=ast.Name(id=name)):
                return [said for one in self._assigned(name) for said in self._said(one, depth + 1)]
            case ast.Dict(values=values):
                return [said for one in values for said in self._said(one, depth + 1)]
            case ast.IfExp(body=body, orelse=orelse):
                return [*self._said(body, depth + 1), *self._said(orelse, depth + 1)]
        return []

    def _assigned(self, name: str) -> list[ast.expr]:
        if self._inside:
            statements = [one for one in ast.walk(self._inside[-1]) if isinstance(one, ast.stmt)]
            local = [value for target, value in _assignments(statements) if target == name]
            before = [value for value in local if value.lineno <= self._line] or local
            if before:
                return [max(before, key=lambda value: value.lineno)]
        return [self.constants[name]] if name in self.constants else []


def _assignments(statements: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _spoken_in(node: ast.AST) -> list[str]:
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and _called(one) == "Words"]
    said = [_english(call) for call in calls]
    return [one for one in said if one.strip(f"{GIVEN}:. ")]


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _english(words: ast.Call) -> str:
    given = {one.arg: one.value for one in words.keywords}
    node = given.get("en") or (words.args[1] if len(words.args) > 1 else ast.Constant(GIVEN))
    return _text(node)


def _text(node: ast.expr) -> str:
    """The text of ``node``, with an ellipsis for what is put in it."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_text(one) for one in values)
        case ast.BinOp(left=left, right=right):
            return _text(left) + _text(right)
    return GIVEN
