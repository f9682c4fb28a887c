"""Exact amounts against published figures."""

from __future__ import annotations

import json

import pytest

FILE = """\
amounts:
  feder: ["1506000.00"]
  region: ["1000000.00", "504000.00"]
  others: ["269999.99"]
published:
  - {name: total, of: [feder, region, others], figure: "3.28", unit: 1000000}
  - {name: feder, of: [feder], figure: "1.5", unit: 1000000}
  - {name: one-stop desk, of: [region, others], figure: "1.77", unit: 1000000}
"""


def test_exact_sums_lie_in_the_intervals_of_the_published_figures(answer, written) -> None:
    found = answer("reconcile", written("figures.yaml", FILE))
    assert found["verdict"] == "pass"
    assert found["figures"][0] == {
        "name": "total",
        "exact": "3279999.99",
        "low": "3275000.00",
        "high": "3285000.00",
        "status": "pass",
    }


def test_the_upper_bound_is_not_in_the_interval(answer, call, written) -> None:
    path = written("figures.yaml", FILE.replace("269999.99", "275000.00"))
    found = answer("reconcile", path, status=1)
    assert [figure["status"] for figure in found["figures"]] == ["fail", "pass", "fail"]
    assert "ÉCART" in call("reconcile", path).stdout


def test_json_is_read_too(answer, written) -> None:
    document = {"amounts": {"a": ["1.00"]}, "published": [{"name": "a", "of": ["a"], "figure": "1", "unit": 1}]}
    assert answer("reconcile", written("figures.json", json.dumps(document)))["verdict"] == "pass"


@pytest.mark.parametrize(
    ("before", "after", "line", "field"),
    [
        ('["269999.99"]', "[269999.99]", 4, "amounts.others[0]"),
        ('figure: "1.5"', "figure: 1.5", 7, "published[1].figure"),
        ("of: [feder]", "of: [fedr]", 7, "published[1].of[0]"),
        ("unit: 1000000}\n", 'unit: "million"}\n', 6, "published[0].unit"),
        ("published:", "publshed:", 5, "publshed"),
    ],
)
def test_an_unusable_file_is_refused_with_its_line_and_field(call, written, before, after, line, field) -> None:
    path = written("figures.yaml", FILE.replace(before, after, 1))
    result = call("reconcile", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{path}:{line}: {field}" in result.stderr
