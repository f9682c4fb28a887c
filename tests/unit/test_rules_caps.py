"""Caps and rates: limits are inclusive, one cent more fails, and a rule not stated is absent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.cases import TODAY, a_fund, a_plan, a_scheme, euros, found, law, period_cap, said
from workflow.rules.finding import PlanRule
from workflow.rules.plan import CostLine, ResourceLine
from workflow.rules.verdict import assess
from workflow.schemes.model import Costs

NARROW = "\u202f"


def test_a_cap_is_inclusive() -> None:
    at_cap = said("amount_cap", a_scheme(amount_cap="20000.00"), a_plan("30000.00", "20000.00"))
    assert (at_cap.status, at_cap.headroom) == ("pass", "0.00")


def test_one_cent_over_the_cap_fails_and_says_so_in_both_languages() -> None:
    finding = said("amount_cap", a_scheme(amount_cap="20000.00"), a_plan("30000.00", "20000.01"))
    assert (finding.status, finding.actual, finding.limit, finding.headroom) == (
        "fail",
        "20000.01",
        "20000.00",
        "-0.01",
    )
    assert finding.explanation.fr.replace(NARROW, " ") == (
        "20 000,01 € demandés, 20 000,00 € au plus : 1 centime de trop."
    )
    assert finding.explanation.en == "€20,000.01 asked for, at most €20,000.00: 1 cent too much."


def test_a_floor_is_inclusive_and_one_cent_under_it_fails() -> None:
    scheme = a_scheme(amount_floor="2000.00")
    assert said("amount_floor", scheme, a_plan("30000.00", "2000.00")).status == "pass"
    under = said("amount_floor", scheme, a_plan("30000.00", "1999.99"))
    assert (under.status, under.headroom) == ("fail", "-0.01")


def test_the_aid_rate_is_rounded_down_to_the_cent() -> None:
    scheme = a_scheme(aid_rate="0.50")
    assert said("aid_rate", scheme, a_plan("0.03", "0.01")).status == "pass"
    assert said("aid_rate", scheme, a_plan("0.03", "0.02")).status == "fail"


def test_a_third_is_a_third_and_not_thirty_three_hundredths() -> None:
    scheme = a_scheme(aid_rate="1/3")
    assert said("aid_rate", scheme, a_plan("30000.00", "10000.00")).status == "pass"
    assert said("aid_rate", scheme, a_plan("30000.00", "10000.01")).status == "fail"


def test_the_base_cap_applies_before_the_rate() -> None:
    scheme = a_scheme(aid_rate="0.15", base_cap="100000.00")
    plan = a_plan("160000.00", "15000.00")
    assert said("aid_rate", scheme, plan).limit == "15000.00"
    assert said("aid_rate", scheme, replace(plan, request=euros("15000.01"))).status == "fail"


def test_the_base_cap_informs_and_refuses_nothing() -> None:
    scheme = a_scheme(base_cap="100000.00")
    trimmed = said("base_cap", scheme, a_plan("160000.00", "1.00"))
    assert (trimmed.status, trimmed.actual, trimmed.limit) == ("info", "160000.00", "100000.00")
    assert said("base_cap", scheme, a_plan("100000.00", "1.00")).status == "pass"


def test_costs_that_are_not_eligible_stay_out_of_the_base() -> None:
    plan = a_plan("30000.00", "15000.00")
    plan = replace(plan, costs=(*plan.costs, CostLine("Terrain", euros("90000.00"), "21", eligible=False)))
    assert assess(a_scheme(), law(), plan, TODAY).eligible_base == euros("30000.00")


@pytest.mark.parametrize(("in_base", "base"), [(False, "30000.00"), (True, "38000.00")])
def test_in_kind_enters_the_base_only_where_the_scheme_says_so(in_base: bool, base: str) -> None:
    plan = a_plan("30000.00", "15000.00")
    plan = replace(
        plan,
        costs=(*plan.costs, CostLine("Bénévolat", euros("5000.00"), "864")),
        in_kind_costs=euros("3000.00"),
        in_kind_resources=euros("8000.00"),
    )
    scheme = a_scheme(costs=Costs(in_kind_in_base=in_base))
    assert assess(scheme, law(), plan, TODAY).eligible_base == euros(base)


def test_a_period_cap_adds_the_years_up() -> None:
    scheme = a_scheme(period_cap=period_cap("45000.00"))
    plan = replace(a_plan("90000.00", "45000.00"), yearly={2017: euros("22500.00"), 2018: euros("22500.00")})
    assert said("period_cap", scheme, plan).status == "pass"
    more = replace(plan, request=euros("45000.01"), yearly={2017: euros("22500.00"), 2018: euros("22500.01")})
    assert said("period_cap", scheme, more).headroom == "-0.01"


def test_a_period_cap_without_years_compares_the_request() -> None:
    scheme = a_scheme(period_cap=period_cap("45000.00"))
    assert said("period_cap", scheme, a_plan("90000.00", "45000.01")).status == "fail"


def test_public_money_counts_every_public_source_the_european_ones_too() -> None:
    scheme = a_scheme(public_aid_rate="0.80")
    plan = a_plan("125000.00", "20000.00", feder="75000.00", region="20000.00", epci="5000.00", own="25000.00")
    finding = said("public_aid_rate", scheme, plan)
    assert (finding.status, finding.actual, finding.limit) == ("pass", "100000.00", "100000.00")


def test_one_cent_of_public_money_above_the_rate_fails() -> None:
    scheme = a_scheme(public_aid_rate="0.80")
    plan = a_plan("125000.00", "20000.01", feder="75000.00", region="20000.01", epci="5000.00", own="24999.99")
    assert said("public_aid_rate", scheme, plan).headroom == "-0.01"


def test_there_is_no_universal_eighty_per_cent() -> None:
    plan = a_plan("100000.00", "20000.00", region="20000.00", state="75000.00", own="5000.00")
    assert found("public_aid_rate", a_scheme(), plan) is None


def test_public_money_above_all_the_eligible_costs_is_a_profit() -> None:
    plan = a_plan("100000.00", "20000.00", region="20000.00", state="80000.01")
    finding = said("public_aid_rate", a_scheme(), plan)
    assert (finding.status, finding.limit, finding.headroom) == ("fail", "100000.00", "-0.01")


def test_a_refused_line_counts_for_nothing() -> None:
    plan = a_plan("100000.00", "20000.00", region="20000.00", own="80000.00")
    plan = replace(plan, resources=(*plan.resources, ResourceLine("state", euros("90000.00"), "refused")))
    assert found("public_aid_rate", a_scheme(), plan) is None
    assert said("public_aid_rate", a_scheme(public_aid_rate="0.20"), plan).status == "pass"


def test_the_request_counts_as_public_money_where_no_line_shows_it_yet() -> None:
    scheme = a_fund(public_aid_rate="0.50")
    plan = a_plan("30000.00", "15000.01", own="14999.99")
    assert said("public_aid_rate", scheme, plan).actual == "15000.01"


@pytest.mark.parametrize(
    "rule", ["amount_floor", "amount_cap", "aid_rate", "base_cap", "period_cap", "public_aid_rate"]
)
def test_a_rule_that_the_scheme_does_not_state_is_left_out(rule: PlanRule) -> None:
    assert found(rule, a_scheme(), a_plan("30000.00", "20000.00", region="20000.00", own="10000.00")) is None


def test_the_verdict_gives_base_day_version_and_the_findings_in_reading_order() -> None:
    scheme = a_scheme(amount_cap="20000.00", aid_rate="0.50", base_cap="50000.00")
    plan = a_plan("60000.00", "20000.00", region="20000.00", own="40000.00")
    verdict = assess(scheme, law(), plan, date(2026, 3, 4))
    assert (verdict.scheme, verdict.version, verdict.on) == ("nouvelle-aquitaine/essai", "2026-1", date(2026, 3, 4))
    assert verdict.eligible_base == euros("50000.00")
    assert verdict.passed
    assert [finding.rule for finding in verdict.findings] == [
        "amount_cap",
        "aid_rate",
        "base_cap",
        "plan_balance",
        "in_kind_balance",
        "request_matches_plan",
        "beneficiary_kind",
        "territory",
        "agreement_required",
    ]
