"""The glossary and the code use the same words."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import PROJECT, modules

GLOSSARY = PROJECT / "docs" / "glossary.md"


def test_every_class_that_the_glossary_names_exists() -> None:
    nodes = (node for module in modules("workflow") for node in ast.walk(module.tree))
    classes = {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    named = {word for english, *_ in _terms() for word in re.findall(r"`(\w+)`", english)}
    assert named
    assert named - classes == set()


def test_each_term_has_its_french_word_and_its_meaning_once() -> None:
    terms = _terms()
    english = [columns[0] for columns in terms]
    assert [columns for columns in terms if len(columns) != 3 or not all(columns)] == []
    assert len(english) == len(set(english))


def _terms() -> list[list[str]]:
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if not row.startswith("| English")]
