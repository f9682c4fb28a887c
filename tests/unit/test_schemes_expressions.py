"""Conditions are checked when they are read, and never surprise when they run."""

from __future__ import annotations

import pytest

from workflow.schemes.expressions import ExpressionError, Kind, compile_condition

KNOWN: dict[str, Kind] = {
    "kind": "text",
    "jobs": "number",
    "alone": "yes_no",
    "start": "date",
    "funders": "texts",
    "people": "rows",
}
OPTIONS = {"kind": frozenset({"product", "place"}), "funders": frozenset({"feder", "state"})}


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ('kind == "product"', {"kind": "product"}, True),
        ('kind == "product"', {"kind": "place"}, False),
        ('kind != "product"', {}, True),
        ('kind in ["product", "place"]', {"kind": "place"}, True),
        ("jobs > 2.5", {"jobs": 3}, True),
        ("jobs >= 0.3", {"jobs": "0.30"}, True),
        ("jobs > 2", {}, False),
        ("jobs > 2", {"jobs": "many"}, False),
        ("jobs > 2", {"jobs": True}, False),
        ("jobs - 1 > 2 or alone", {"jobs": 1, "alone": True}, True),
        ("not alone", {}, True),
        ("alone", {"alone": "yes"}, False),
        ('start > d"2017-01-01"', {"start": "2017-01-02"}, True),
        ('start > d"2017-01-01"', {"start": "soon"}, False),
        ('"feder" in funders', {"funders": ["state", "feder"]}, True),
        ('"feder" in funders', {}, False),
        ("funders.length == 0", {"funders": "feder"}, True),
        ("people.length >= 2", {"people": [{}, {}]}, True),
        ("kind == null", {}, True),
        ("kind == null", {"kind": ""}, True),
    ],
)
def test_a_condition_holds_over_answers_as_json_holds_them(
    text: str, answers: dict[str, object], expected: bool
) -> None:
    assert compile_condition(text, KNOWN, OPTIONS).holds(answers) is expected


def test_a_number_is_compared_exactly() -> None:
    condition = compile_condition("jobs == 0.3", KNOWN)
    assert condition.holds({"jobs": "0.3"})
    assert not condition.holds({"jobs": "0.31"})


def test_a_condition_knows_the_answers_that_it_reads() -> None:
    assert compile_condition("alone and jobs > 1", KNOWN).names == {"alone", "jobs"}


@pytest.mark.parametrize(
    "text",
    [
        'kinds == "product"',
        'kind == "produit"',
        '"leader" in funders',
        'kind in ["product", "other"]',
        'jobs == "3"',
        "alone == 1",
        "kind",
        "jobs + 1",
        "kind ==",
        "",
        "   ",
        'kind =~ "(a+)+$"',
        "jobs ** 99 > 1",
        "jobs * 2 > 1",
        "[x for x in funders if x]",
        "$any(funders)",
        "kind.as_upper == null",
        "__import__",
        "kind\x00",
        "alone and " * 60 + "alone",
    ],
)
def test_what_cannot_be_used_is_refused_when_it_is_read_in_both_languages(text: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        compile_condition(text, KNOWN, OPTIONS)
    assert refusal.value.words.fr
    assert refusal.value.words.en
