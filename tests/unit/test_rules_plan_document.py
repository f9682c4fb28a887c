"""The plan document of the command: read to the letter, or refused with every fault at once."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.fixtures.cases import euros
from workflow.kernel.errors import InvalidInput
from workflow.rules.plan import Applicant, CostLine, FundingPlan, PriorAid, ResourceLine
from workflow.rules.plan_document import read_plan
from workflow.schemes.source import read_text

DOCUMENT: dict[str, Any] = {
    "applicant": {"kind": "association", "nuts2": "FRI3", "group": "W751234567"},
    "partners": 2,
    "phase": "emergence",
    "period": "2021-2027",
    "investment": False,
    "regime": "none",
    "costs": [{"label": "Étude", "account": "62", "amount": "125000.00", "eligible": True, "year": 2025}],
    "resources": [
        {"source": "feder", "amount": "75000.00"},
        {"source": "epci", "amount": "5000.00", "status": "confirmed"},
    ],
    "in_kind": {"costs": "10.00", "resources": "10.00"},
    "request": "20000.00",
    "yearly": {"2017": "22500.00", "2018": "22500.00"},
    "prior_aid": [
        {"granted_on": date(2023, 6, 15), "amount": "100000.00", "regime": "de_minimis", "group": "W751234567"}
    ],
}

PLAN = FundingPlan(
    applicant=Applicant("association", "FRI3", "W751234567"),
    request=euros("20000.00"),
    costs=(CostLine("Étude", euros("125000.00"), "62", True, 2025),),
    resources=(ResourceLine("feder", euros("75000.00")), ResourceLine("epci", euros("5000.00"), "confirmed")),
    in_kind_costs=euros("10.00"),
    in_kind_resources=euros("10.00"),
    partners=2,
    phase="emergence",
    period="2021-2027",
    regime="none",
    yearly={2017: euros("22500.00"), 2018: euros("22500.00")},
    prior_aid=(PriorAid(date(2023, 6, 15), euros("100000.00"), "de_minimis", "W751234567"),),
)


def changed(path: str, value: object) -> dict[str, Any]:
    """The document with one value replaced; ``path`` as ``costs.0.amount``."""
    document = deepcopy(DOCUMENT)
    *way, last = (int(key) if key.isdigit() else key for key in path.split("."))
    place: Any = document
    for key in way:
        place = place[key]
    place[last] = value
    return document


def test_a_whole_document_is_read() -> None:
    assert read_plan(DOCUMENT) == PLAN


def test_a_yaml_file_is_read_the_same() -> None:
    source = read_text(
        """
applicant: {kind: association, nuts2: FRI3, group: "W751234567"}
request: "20000.00"
yearly: {"2017": "20000.00"}
prior_aid:
  - {granted_on: 2023-06-15, amount: "100000.00", regime: de_minimis}
"""
    )
    plan = read_plan(source.data)
    assert plan.yearly == {2017: euros("20000.00")}
    assert plan.prior_aid[0].granted_on == date(2023, 6, 15)


def test_the_smallest_document_has_an_applicant_and_a_request() -> None:
    plan = read_plan({"applicant": {"kind": "company"}, "request": "1.00"})
    assert plan == FundingPlan(Applicant("company"), euros("1.00"))


def test_what_is_null_is_absent() -> None:
    assert read_plan(changed("partners", None)).partners is None
    assert read_plan(changed("costs", None)).costs == ()


def test_dates_are_dates_or_iso_strings_and_years_are_strings_or_numbers() -> None:
    assert read_plan(changed("prior_aid.0.granted_on", "2023-06-15")) == PLAN
    assert read_plan(changed("yearly", {2017: "22500.00", 2018: "22500.00"})) == PLAN


@pytest.mark.parametrize(
    ("path", "value", "field", "code"),
    [
        ("request", 20000.01, "request", "amount_format"),
        ("request", Decimal("20000.01"), "request", "amount_format"),
        ("request", 20000, "request", "amount_format"),
        ("request", "20000.001", "request", "amount_format"),
        ("request", "1e5", "request", "amount_format"),
        ("request", "20 000,00", "request", "amount_format"),
        ("request", "", "request", "amount_format"),
        ("request", "-0.01", "request", "amount_negative"),
        ("request", "100000000000.01", "request", "amount_too_large"),
        ("request", None, "request", "missing_key"),
        ("costs.0.amount", 1.5, "costs[0].amount", "amount_format"),
        ("costs.0.amount", "999999999999999.00", "costs[0].amount", "amount_too_large"),
        ("costs.0.account", 62, "costs[0].account", "text_format"),
        ("costs.0.eligible", "yes", "costs[0].eligible", "wrong_type"),
        ("costs.0.year", "2025", "costs[0].year", "number_range"),
        ("costs.0.year", True, "costs[0].year", "number_range"),
        ("costs.0.label", "a\nb", "costs[0].label", "text_invalid"),
        ("costs.0.label", "a" * 501, "costs[0].label", "text_invalid"),
        ("costs.0.vat", "1.00", "costs[0].vat", "unknown_key"),
        ("costs", {"label": "x"}, "costs", "wrong_type"),
        ("costs", [3], "costs[0]", "wrong_type"),
        ("costs", [{"amount": "1.00"}] * 1001, "costs", "list_too_long"),
        ("resources.0.source", "europe", "resources[0].source", "unknown_value"),
        ("resources.0.source", ["feder"], "resources[0].source", "unknown_value"),
        ("resources.1.status", "granted", "resources[1].status", "unknown_value"),
        ("resources.1", {"source": "own"}, "resources[1].amount", "missing_key"),
        ("applicant", "association", "applicant", "wrong_type"),
        ("applicant", {}, "applicant.kind", "missing_key"),
        ("applicant.kind", "asso", "applicant.kind", "unknown_value"),
        ("applicant.nuts2", "Bretagne", "applicant.nuts2", "text_format"),
        ("applicant.group", 751234567, "applicant.group", "wrong_type"),
        ("partners", "2", "partners", "number_range"),
        ("partners", -1, "partners", "number_range"),
        ("partners", 2.0, "partners", "number_range"),
        ("phase", "ideation", "phase", "unknown_value"),
        ("period", "2007-2013", "period", "unknown_value"),
        ("investment", 1, "investment", "wrong_type"),
        ("regime", "minimis", "regime", "unknown_value"),
        ("in_kind", "10.00", "in_kind", "wrong_type"),
        ("in_kind.costs", 10, "in_kind.costs", "amount_format"),
        ("in_kind.total", "10.00", "in_kind.total", "unknown_key"),
        ("yearly", ["1.00"], "yearly", "wrong_type"),
        ("yearly", {"2017": 1}, "yearly.2017", "amount_format"),
        ("yearly", {"year one": "1.00"}, "yearly.year one", "number_range"),
        ("yearly", {"2017": "1.00", 2017: "2.00"}, "yearly.2017", "duplicate_year"),
        ("prior_aid.0.granted_on", "2023-02-30", "prior_aid[0].granted_on", "date_format"),
        ("prior_aid.0.granted_on", "15/06/2023", "prior_aid[0].granted_on", "date_format"),
        ("prior_aid.0.granted_on", datetime(2023, 6, 15), "prior_aid[0].granted_on", "date_format"),  # noqa: DTZ001 - a value that the reader refuses
        ("prior_aid.0.regime", "none at all", "prior_aid[0].regime", "unknown_value"),
        ("prior_aid", [{}], "prior_aid[0].granted_on", "missing_key"),
        ("prior_aid", ["x"], "prior_aid[0]", "wrong_type"),
        ("total", "1.00", "total", "unknown_key"),
    ],
)
def test_a_wrong_value_is_named_by_its_path_with_what_was_expected(
    path: str, value: object, field: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_plan(changed(path, value))
    first = refused.value.problems[0]
    assert (first.field, first.code) == (field, code)
    assert first.message.fr
    assert first.message.en


@pytest.mark.parametrize("document", [None, [], "plan", 3, ()])
def test_what_is_not_a_group_of_keys_is_no_plan(document: object) -> None:
    with pytest.raises(InvalidInput):
        read_plan(document)


def test_every_fault_is_named_at_once_with_file_and_line() -> None:
    source = read_text('applicant: {kind: asso}\nrequest: 12.5\nresources:\n  - {source: feda, amount: "1.234"}\n')
    with pytest.raises(InvalidInput) as refused:
        read_plan(source.data, "plan.yaml", source.line)
    assert [(problem.place, problem.field) for problem in refused.value.problems] == [
        ("plan.yaml:1", "applicant.kind"),
        ("plan.yaml:2", "request"),
        ("plan.yaml:4", "resources[0].source"),
        ("plan.yaml:4", "resources[0].amount"),
    ]


def test_a_word_nearly_right_is_suggested() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_plan(changed("resources.0.source", "fedre"))
    assert "Did you mean “feder”?" in refused.value.problems[0].message.en
