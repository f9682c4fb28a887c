"""A budget goes from questions to plan and back without losing a cent or a line."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.rules.plan import Applicant, CostLine, FundingPlan, PriorAid, ResourceLine
from workflow.schemes.loading import load_catalogue
from workflow.services.budget import budget_answers, first_year_of, read_budget
from workflow.services.budget_form import budget_form

CATALOGUE = load_catalogue()
APPLICANT = Applicant("association")
PAYING = [loaded.id for loaded in CATALOGUE.all() if loaded.scheme.co_financing is not None]


def euros(text: str) -> Money:
    return Money.parse(text)


def one_year() -> FundingPlan:
    return FundingPlan(
        applicant=APPLICANT,
        request=euros("12000.00"),
        costs=(CostLine("Étude", euros("30000.01"), "62"), CostLine("", euros("1.00"), "62")),
        resources=(ResourceLine("scheme", euros("12000.00")), ResourceLine("own", euros("18001.01"), "confirmed")),
        in_kind_costs=euros("500.00"),
        in_kind_resources=euros("500.00"),
    )


def test_a_plan_of_one_year_comes_back_as_it_was() -> None:
    form = budget_form(CATALOGUE.get("cap-creation-ess").scheme, 2017)
    assert read_budget(form, budget_answers(form, one_year())) == one_year()


def test_the_years_of_one_cost_share_a_line_and_come_back_apart() -> None:
    form = budget_form(CATALOGUE.get("tag-bzh-structures").scheme, 2017)
    plan = FundingPlan(
        applicant=APPLICANT,
        request=euros("40000.00"),
        costs=(
            CostLine("Animation", euros("30000.00"), "64", year=2017),
            CostLine("Animation", euros("30000.50"), "64", year=2018),
            CostLine("Loyer", euros("9000.00"), "61", year=2018),
        ),
        resources=(ResourceLine("region", euros("40000.00")), ResourceLine("state", euros("29000.50"))),
        yearly={2017: euros("15000.00"), 2018: euros("25000.00")},
    )
    answers = budget_answers(form, plan)
    assert answers["costs"] == [
        {"account": "account_64", "label": "Animation", "amount_1": "30000.00", "amount_2": "30000.50"},
        {"account": "account_61", "label": "Loyer", "amount_2": "9000.00"},
    ]
    assert read_budget(form, answers) == plan


def test_the_aid_asked_for_is_its_own_line_and_never_counted_twice() -> None:
    form = budget_form(CATALOGUE.get("ami-innovation-sociale").scheme, 2017)
    plan = read_budget(form, {"request": "40000.00", "resources": [{"source": "own", "amount": "10.00"}]})
    assert [(line.source, str(line.amount)) for line in plan.resources] == [("region", "40000.00"), ("own", "10.00")]
    assert "region" not in {option.value for one in form.fields for inner in one.fields for option in inner.options}


@pytest.mark.parametrize("scheme", PAYING)
def test_only_the_sources_that_a_scheme_admits_are_offered(scheme: str) -> None:
    form = budget_form(CATALOGUE.get(scheme).scheme, 2017)
    resources = next(one for one in form.fields if one.id == "resources")
    co_financing = form.scheme.co_financing
    assert co_financing is not None
    offered = {option.value for option in resources.fields[0].options}
    assert offered == set(co_financing.admits) - {form.own_source}


def test_a_cost_on_an_account_that_the_scheme_leaves_out_does_not_enter_the_base() -> None:
    form = budget_form(CATALOGUE.get("cap-creation-ess").scheme, 2017)
    rows = [{"account": "account_62", "amount": "10.00"}, {"account": "account_68", "amount": "5.00"}]
    assert [line.eligible for line in read_budget(form, {"costs": rows}).costs] == [True, False]


def test_earlier_aid_is_asked_for_where_the_regime_counts_it() -> None:
    asked = budget_form(CATALOGUE.get("ri-aide-conseil").scheme, 2017)
    row = {"granted_on": "2016-03-01", "amount": "5000.00", "regime": "sgei_de_minimis"}
    plan = read_budget(asked, {"prior_aid": [row, {"regime": "de_minimis"}]})
    assert plan.prior_aid == (PriorAid(date(2016, 3, 1), euros("5000.00"), "sgei_de_minimis"),)
    assert "prior_aid" not in {one.id for one in budget_form(CATALOGUE.get("cap-creation-ess").scheme, 2017).fields}


def test_every_answer_that_cannot_be_read_is_named_at_once() -> None:
    form = budget_form(CATALOGUE.get("cap-creation-ess").scheme, 2017)
    given = {
        "costs": [{"account": "account_62", "amount": "dix"}, {"label": "Étude", "amount": "1.00"}],
        "request": "-5.00",
        "resources": [{"source": "lottery", "amount": "1.00"}],
    }
    with pytest.raises(InvalidInput) as caught:
        read_budget(form, given)
    assert [problem.field for problem in caught.value.problems] == [
        "costs[0].amount",
        "costs[1].account",
        "request",
        "resources[0].source",
    ]


def test_a_line_that_holds_only_its_preset_answer_is_no_line() -> None:
    form = budget_form(CATALOGUE.get("cap-creation-ess").scheme, 2017)
    assert read_budget(form, {"resources": [{"status": "requested"}]}).resources == ()


def test_a_plan_starts_in_the_year_that_it_names_else_today_s() -> None:
    assert first_year_of(None, date(2026, 5, 5)) == 2026
    assert first_year_of(FundingPlan(APPLICANT, euros("1.00"), yearly={2018: euros("1.00")}), date(2026, 5, 5)) == 2018


def test_a_local_authority_says_whether_it_invests() -> None:
    form = budget_form(CATALOGUE.get("poles-ess").scheme, 2017, local_authority=True)
    assert read_budget(form, {"investment": True}).investment
