"""A published figure is an interval; exact amounts reconcile where their sum lies in it."""

from __future__ import annotations

import pytest

from tests.fixtures.cases import euros
from workflow.kernel.errors import InvalidInput
from workflow.rules.reconcile import PublishedFigure, interval, read_reconciliation, reconcile


@pytest.mark.parametrize(
    ("figure", "unit", "low", "high"),
    [
        ("3.28", 1_000_000, "3275000.00", "3285000.00"),
        ("1.5", 1_000_000, "1450000.00", "1550000.00"),
        ("1.50", 1_000_000, "1495000.00", "1505000.00"),
        ("0.3", 1_000_000, "250000.00", "350000.00"),
        ("40", 1_000, "39500.00", "40500.00"),
        ("7", 1, "6.50", "7.50"),
        ("5.25", 1, "5.25", "5.26"),
    ],
)
def test_the_decimals_given_make_the_interval(figure: str, unit: int, low: str, high: str) -> None:
    assert interval(figure, unit) == (euros(low), euros(high))


@pytest.mark.parametrize(
    ("exact", "status"),
    [("3275000.00", "pass"), ("3274999.99", "fail"), ("3284999.99", "pass"), ("3285000.00", "fail")],
)
def test_the_interval_is_closed_below_and_open_above(exact: str, status: str) -> None:
    result = reconcile({"all": [euros(exact)]}, [PublishedFigure("total", ("all",), "3.28", 1_000_000)])
    assert result.figures[0].status == status
    assert result.passed is (status == "pass")


def test_the_campaign_of_bretagne_reconciles_figure_by_figure() -> None:
    amounts = {
        "feder": [euros("1000000.50"), euros("506000.00")],
        "region": [euros("1476000.00")],
        "others": [euros("297500.50")],
    }
    published = [
        PublishedFigure("total", ("feder", "region", "others"), "3.28", 1_000_000),
        PublishedFigure("feder", ("feder",), "1.5", 1_000_000),
        PublishedFigure("single desk", ("region", "others"), "1.77", 1_000_000),
        PublishedFigure("region", ("region",), "1.5", 1_000_000),
        PublishedFigure("others", ("others",), "0.3", 1_000_000),
    ]
    result = reconcile(amounts, published)
    assert result.passed
    assert result.figures[0].exact == euros("3279501.00")


def test_a_series_that_does_not_exist_or_a_figure_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        reconcile({}, [PublishedFigure("total", ("feder",), "3,28", 1)])
    assert [problem.field for problem in refused.value.problems] == ["published[0].figure", "published[0].of"]


def test_a_file_is_read_strictly() -> None:
    document = {
        "amounts": {"feder": ["1506000.00"], "region": ["1476000.00", "1.00"]},
        "published": [{"name": "total", "of": ["feder", "region"], "figure": "2.98", "unit": 1_000_000}],
    }
    amounts, published = read_reconciliation(document)
    assert reconcile(amounts, published).passed


def test_every_fault_of_a_file_is_named_at_once() -> None:
    document = {
        "amounts": {"feder": [1506000.5, "-1.00"], "region": "12.00"},
        "published": [{"name": "total", "of": ["fedre"], "figure": 3.28, "unit": 0}, {"of": []}, 3],
        "note": "x",
    }
    with pytest.raises(InvalidInput) as refused:
        read_reconciliation(document, "figures.yaml", len)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [
        ("note", "unknown_key"),
        ("amounts.feder[0]", "amount_format"),
        ("amounts.feder[1]", "amount_negative"),
        ("amounts.region", "wrong_type"),
        ("published[0].of[0]", "unknown_value"),
        ("published[0].figure", "text_format"),
        ("published[0].unit", "number_range"),
        ("published[1].name", "missing_key"),
        ("published[1].figure", "missing_key"),
        ("published[2]", "wrong_type"),
    ]
    assert refused.value.problems[1].place == "figures.yaml:3"
