"""The plan balances, in cash and in kind, apart; and what is asked for is what the plan shows."""

from __future__ import annotations

from dataclasses import replace

from tests.fixtures.cases import TODAY, a_fund, a_plan, a_scheme, euros, found, law, said
from workflow.rules.plan import Applicant, CostLine, FundingPlan, ResourceLine
from workflow.rules.verdict import assess


def test_uses_equal_resources_to_the_cent() -> None:
    plan = a_plan("30000.00", "20000.00", region="20000.00", own="10000.00")
    assert said("plan_balance", a_scheme(), plan).status == "pass"
    short = a_plan("30000.00", "20000.00", region="20000.00", own="9999.99")
    assert said("plan_balance", a_scheme(), short).headroom == "-0.01"


def test_equal_grand_totals_do_not_hide_a_gap_between_cash_and_kind() -> None:
    plan = a_plan("30000.00", "20000.00", region="20000.00", own="12000.00")
    plan = replace(plan, in_kind_costs=euros("5000.00"), in_kind_resources=euros("3000.00"))
    assert said("plan_balance", a_scheme(), plan).status == "fail"
    assert said("in_kind_balance", a_scheme(), plan).status == "fail"


def test_a_cost_line_on_account_86_is_in_kind() -> None:
    plan = a_plan("30000.00", "20000.00", region="20000.00", own="10000.00")
    plan = replace(plan, costs=(*plan.costs, CostLine("Bénévolat", euros("4000.00"), "864")))
    assert said("plan_balance", a_scheme(), plan).status == "pass"
    assert said("in_kind_balance", a_scheme(), plan).status == "fail"
    assert said("in_kind_balance", a_scheme(), replace(plan, in_kind_resources=euros("4000.00"))).status == "pass"


def test_costs_that_are_not_eligible_still_have_to_be_paid() -> None:
    plan = a_plan("30000.00", "20000.00", region="20000.00", own="10000.00")
    plan = replace(plan, costs=(*plan.costs, CostLine("Terrain", euros("5000.00"), "21", eligible=False)))
    assert said("plan_balance", a_scheme(), plan).status == "fail"


def test_a_refused_line_leaves_a_hole() -> None:
    plan = a_plan("30000.00", "20000.00", region="20000.00")
    plan = replace(plan, resources=(*plan.resources, ResourceLine("epci", euros("10000.00"), "refused")))
    assert said("plan_balance", a_scheme(), plan).headroom == "-10000.00"


def test_aid_that_the_resources_forget_is_named() -> None:
    finding = said("plan_balance", a_scheme(), a_plan("30000.00", "20000.00", own="10000.00"))
    assert finding.status == "fail"
    assert finding.explanation.en.endswith("The aid asked for is missing from the resources.")


def test_an_empty_plan_is_not_asked_to_balance() -> None:
    verdict = assess(a_scheme(), law(), FundingPlan(Applicant("association"), euros("5.00")), TODAY)
    assert {"plan_balance", "in_kind_balance", "request_matches_plan"}.isdisjoint(
        {finding.rule for finding in verdict.findings}
    )


def test_the_request_is_the_line_of_the_region_where_the_region_pays() -> None:
    plan = a_plan("30000.00", "20000.00", region="20000.00", scheme="5000.00", own="5000.00")
    assert said("request_matches_plan", a_scheme(), plan).status == "pass"
    assert said("request_matches_plan", a_scheme(), replace(plan, request=euros("20000.01"))).status == "fail"


def test_the_request_is_the_line_of_the_fund_where_a_delegated_manager_pays() -> None:
    plan = a_plan("30000.00", "5000.00", region="20000.00", scheme="5000.00", own="5000.00")
    assert said("request_matches_plan", a_fund(), plan).status == "pass"
    assert said("request_matches_plan", a_scheme(), plan).status == "fail"


def test_several_lines_of_the_scheme_add_up() -> None:
    plan = a_plan("30000.00", "20000.00", region="12000.00", own="10000.00")
    plan = replace(plan, resources=(*plan.resources, ResourceLine("region", euros("8000.00"))))
    assert said("request_matches_plan", a_scheme(), plan).status == "pass"


def test_without_its_own_line_and_without_years_there_is_nothing_to_match() -> None:
    assert found("request_matches_plan", a_scheme(), a_plan("30000.00", "20000.00", own="30000.00")) is None


def test_the_years_sum_to_the_request() -> None:
    plan = a_plan("90000.00", "45000.00", region="45000.00", own="45000.00")
    even = replace(plan, yearly={2017: euros("22500.00"), 2018: euros("22500.00")})
    uneven = replace(plan, yearly={2017: euros("22500.00"), 2018: euros("22499.99")})
    assert said("request_matches_plan", a_scheme(), even).status == "pass"
    assert said("request_matches_plan", a_scheme(), uneven).headroom == "-0.01"
