"""Every rule that a finding can name is in ``docs/rules.md``, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import get_args

from tests.architecture.source import PROJECT, Module, modules
from workflow.rules.finding import PLAN_RULES, RULE_IDS
from workflow.rules.verdict import BALANCE_RULES, CAP_RULES, ELIGIBILITY_RULES, RULES
from workflow.schemes.vocabulary import Guard

PAGE = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
FROM_THE_RECORD = {"envelope", "double_funding"}
"""Rules of a verdict that need the record: they are not asked of a plan alone."""


def test_every_rule_is_documented_and_every_documented_rule_exists() -> None:
    documented = _headings() + _rows()
    assert sorted(documented) == sorted(RULE_IDS)


def test_the_rules_of_a_verdict_are_documented_in_their_order() -> None:
    assert tuple(_headings()) == PLAN_RULES


def test_each_rule_of_a_verdict_says_its_basis_and_gives_an_example() -> None:
    sections = re.split(r"^### `\w+`$", PAGE.split("## The largest award")[0], flags=re.MULTILINE)[1:]
    assert len(sections) == len(PLAN_RULES)
    assert [section for section in sections if "Basis" not in section or "Example:" not in section] == []


def test_every_rule_of_a_verdict_is_asked_of_a_plan_or_needs_the_record() -> None:
    assert set(RULES) | FROM_THE_RECORD == set(PLAN_RULES)
    assert set(CAP_RULES) | set(BALANCE_RULES) | set(ELIGIBILITY_RULES) | {"agreement_required"} == set(RULES)


def test_every_guard_is_a_rule() -> None:
    assert set(get_args(Guard)) <= set(RULE_IDS)


def test_code_names_no_other_rule_in_a_finding() -> None:
    named = {module.place(call): rule for module in modules("workflow", "web") for call, rule in _named_rules(module)}
    assert named
    assert {place: rule for place, rule in named.items() if rule not in RULE_IDS} == {}


def _headings() -> list[str]:
    return re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)


def _rows() -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)


def _named_rules(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """The literal rule of each ``Finding(...)`` and of the functions that make one."""
    makers = {"Finding", "at_most", "at_least", "fails", "passes"}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node, first.value
