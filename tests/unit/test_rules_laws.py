"""The laws that apply whatever the scheme says: own share, de minimis, FEDER, LEADER, agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.fixtures.cases import TODAY, a_plan, a_scheme, euros, found, law, local_authority, said
from workflow.kernel.errors import InvalidInput
from workflow.rules.agreement import highest_year, needs_agreement
from workflow.rules.gross_grant_equivalent import gross_grant_equivalent
from workflow.rules.plan import FundingPlan, PriorAid
from workflow.rules.verdict import assess
from workflow.schemes.model import Advance, Territory
from workflow.schemes.vocabulary import BeneficiaryKind, StateAidRegime

NARROW = "\u202f"


# Own share (R5)


def test_a_local_authority_that_invests_pays_a_fifth_of_the_public_money() -> None:
    plan = local_authority(a_plan("100000.00", "80000.00", region="80000.00", own="20000.00"))
    assert said("own_share", a_scheme(), plan).status == "pass"
    under = local_authority(a_plan("100000.00", "80000.01", region="80000.01", own="19999.99"))
    finding = said("own_share", a_scheme(), under)
    assert (finding.status, finding.limit, finding.headroom) == ("fail", "20000.00", "-0.01")


def test_private_money_stays_out_of_the_own_share() -> None:
    plan = local_authority(a_plan("200000.00", "80000.00", region="80000.00", own="20000.00", private="100000.00"))
    finding = said("own_share", a_scheme(), plan)
    assert (finding.status, finding.limit) == ("pass", "20000.00")


def test_an_association_never_owes_an_own_share() -> None:
    plan = replace(a_plan("100000.00", "90000.00", region="90000.00", own="10000.00"), investment=True)
    assert found("own_share", a_scheme(), plan) is None


def test_a_local_authority_that_does_not_invest_owes_none() -> None:
    plan = local_authority(a_plan("100000.00", "90000.00", region="90000.00", own="10000.00"), investment=False)
    assert found("own_share", a_scheme(), plan) is None


def test_the_smallest_own_share_is_compared_exactly_between_two_cents() -> None:
    short = local_authority(a_plan("0.06", "0.05", region="0.05", own="0.01"))
    assert said("own_share", a_scheme(), short).limit == "0.02"
    assert said("own_share", a_scheme(), short).status == "fail"


# De minimis (R6)


def with_prior(
    granted_on: date, amount: str, regime: StateAidRegime = "de_minimis", group: str | None = None
) -> FundingPlan:
    plan = replace(a_plan("400000.00", "100000.00", region="100000.00", own="300000.00"), regime="de_minimis")
    return replace(plan, prior_aid=(PriorAid(granted_on, euros(amount), regime, group),))


def test_prior_aid_and_the_new_aid_reach_the_ceiling_together() -> None:
    finding = said("de_minimis", a_scheme(), with_prior(date(2025, 1, 1), "200000.00"))
    assert (finding.status, finding.actual, finding.limit, finding.headroom) == (
        "pass",
        "300000.00",
        "300000.00",
        "0.00",
    )


def test_one_cent_over_the_ceiling_refuses_the_whole_aid_and_says_what_room_there_is() -> None:
    finding = said("de_minimis", a_scheme(), with_prior(date(2025, 1, 1), "200000.01"))
    assert (finding.status, finding.headroom) == ("fail", "-0.01")
    french = finding.explanation.fr.replace(NARROW, " ")
    assert "L’aide entière est refusée ; 99 999,99 € restent disponibles." in french
    assert "€99,999.99 remain available" in finding.explanation.en


def test_three_years_roll_from_date_to_date() -> None:
    on = date(2026, 6, 15)
    assert said("de_minimis", a_scheme(), with_prior(date(2023, 6, 15), "250000.00"), on).status == "fail"
    assert said("de_minimis", a_scheme(), with_prior(date(2023, 6, 14), "250000.00"), on).status == "pass"


def test_an_aid_granted_after_the_day_does_not_count_yet() -> None:
    assert said("de_minimis", a_scheme(), with_prior(date(2026, 6, 2), "250000.00"), TODAY).status == "pass"


def test_before_2024_the_current_and_two_previous_fiscal_years_count() -> None:
    on = date(2023, 12, 31)
    inside, outside = with_prior(date(2021, 1, 1), "100000.01"), with_prior(date(2020, 12, 31), "100000.01")
    assert said("de_minimis", a_scheme(), inside, on).status == "fail"
    assert said("de_minimis", a_scheme(), inside, on).limit == "200000.00"
    assert said("de_minimis", a_scheme(), outside, on).status == "pass"


def test_the_day_of_the_grant_chooses_the_regulation() -> None:
    plan = with_prior(date(2022, 3, 1), "150000.00")
    assert said("de_minimis", a_scheme(), plan, date(2023, 12, 31)).status == "fail"
    assert said("de_minimis", a_scheme(), plan, date(2024, 1, 1)).status == "pass"


def test_the_group_counts_and_not_the_establishment() -> None:
    plan = with_prior(date(2025, 1, 1), "250000.00", group="123 456 789 00022")
    of_group = replace(plan, applicant=replace(plan.applicant, group="12345678900014"))
    assert said("de_minimis", a_scheme(), of_group).status == "fail"
    elsewhere = replace(plan, applicant=replace(plan.applicant, group="987654321"))
    assert said("de_minimis", a_scheme(), elsewhere).status == "pass"


def test_aid_of_an_unnamed_group_counts() -> None:
    assert said("de_minimis", a_scheme(), with_prior(date(2025, 1, 1), "250000.00")).status == "fail"


def test_aid_under_another_regime_does_not_count() -> None:
    assert said("de_minimis", a_scheme(), with_prior(date(2025, 1, 1), "250000.00", "gber")).status == "pass"


def test_services_of_general_interest_have_750_000() -> None:
    plan = replace(with_prior(date(2025, 1, 1), "650000.00", "sgei_de_minimis"), regime="sgei_de_minimis")
    finding = said("de_minimis", a_scheme(), plan)
    assert (finding.status, finding.limit) == ("pass", "750000.00")


def test_the_regime_is_the_plans_else_the_schemes() -> None:
    plan = a_plan("10.00", "5.00")
    assert found("de_minimis", a_scheme(), plan) is None
    assert found("de_minimis", a_scheme(state_aid="de_minimis"), plan) is not None
    assert found("de_minimis", a_scheme(state_aid="de_minimis"), replace(plan, regime="none")) is None


def test_a_day_before_every_regulation_gives_no_shelter() -> None:
    finding = said("de_minimis", a_scheme(state_aid="de_minimis"), a_plan("10.00", "5.00"), date(2013, 12, 31))
    assert finding.status == "fail"


# Gross grant equivalent (R7)


@pytest.mark.parametrize(
    ("amount", "years", "secured", "equivalent"),
    [
        ("1500000.00", "5", True, "300000.00"),
        ("15000.00", "5", True, "3000.00"),
        ("15000.00", "5/2", True, "1500.00"),
        ("10000.01", "3", True, "1200.00"),
        ("15000.00", "5", False, "15000.00"),
        ("1500000.01", "5", True, "1500000.01"),
        ("15000.00", "61/12", True, "15000.00"),
    ],
)
def test_the_gross_grant_equivalent_of_an_advance(amount: str, years: str, secured: bool, equivalent: str) -> None:
    limit = law().de_minimis("de_minimis", TODAY)
    assert gross_grant_equivalent(euros(amount), Fraction(years), secured=secured, limit=limit) == euros(equivalent)


def test_an_advance_without_a_term_or_an_amount_is_refused() -> None:
    limit = law().de_minimis("de_minimis", TODAY)
    with pytest.raises(InvalidInput) as refused:
        gross_grant_equivalent(euros("-1.00"), Fraction(0), secured=True, limit=limit)
    assert [problem.field for problem in refused.value.problems] == ["amount", "years"]


def test_an_advance_counts_for_its_equivalent_and_never_for_zero() -> None:
    plan = replace(a_plan("100000.00", "15000.00"), regime="de_minimis")
    unsecured = Advance(deferral_months=12, total_months=60)
    secured = Advance(deferral_months=12, total_months=60, secured=True)
    assert said("de_minimis", a_scheme(instrument="repayable_advance", advance=unsecured), plan).actual == "15000.00"
    assert said("de_minimis", a_scheme(instrument="repayable_advance", advance=secured), plan).actual == "3000.00"


# The European Regional Development Fund: R9


def feder(amount: str, period: str, nuts2: str | None) -> FundingPlan:
    plan = a_plan("100000.00", "10000.00", feder=amount, region="10000.00", own="20000.00")
    return replace(plan, period=period, applicant=replace(plan.applicant, nuts2=nuts2))


@pytest.mark.parametrize(
    ("period", "nuts2", "limit"),
    [
        ("2014-2020", "FRI1", "50000.00"),
        ("2014-2020", "FRI2", "60000.00"),
        ("2014-2020", "FRI3", "60000.00"),
        ("2014-2020", "FRH0", "50000.00"),
        ("2021-2027", "FRI1", "60000.00"),
        ("2021-2027", "FRH0", "60000.00"),
    ],
)
def test_the_feder_rate_is_that_of_the_nuts_2_region(period: str, nuts2: str, limit: str) -> None:
    finding = said("feder_rate", a_scheme(), feder("50000.00", period, nuts2))
    assert (finding.status, finding.limit) == ("pass", limit)
    more = f"{limit[:-2]}01"
    assert said("feder_rate", a_scheme(), feder(more, period, nuts2)).status == "fail"


def test_a_call_can_set_a_lower_feder_rate_and_never_a_higher_one() -> None:
    plan = feder("50000.00", "2021-2027", "FRI1")
    assert said("feder_rate", a_scheme(feder_rate="0.40"), plan).limit == "40000.00"
    assert said("feder_rate", a_scheme(feder_rate="0.90"), plan).limit == "60000.00"


def test_feder_without_its_period_or_region_cannot_be_shown_to_hold() -> None:
    assert said("feder_rate", a_scheme(), feder("1.00", "2021-2027", None)).status == "fail"
    assert said("feder_rate", a_scheme(), feder("1.00", "2021-2027", "FR10")).status == "fail"
    plan = replace(feder("1.00", "2021-2027", "FRI1"), period=None)
    assert said("feder_rate", a_scheme(), plan).status == "fail"


def test_a_scheme_of_one_region_says_where_the_project_is() -> None:
    scheme = a_scheme(territory=Territory(nuts2=("FRH0",)))
    assert said("feder_rate", scheme, feder("50000.00", "2014-2020", None)).limit == "50000.00"


def test_a_plan_without_feder_or_leader_hears_nothing_of_them() -> None:
    plan = a_plan("100000.00", "10000.00", region="10000.00", feder="0.00", leader="0.00", own="90000.00")
    rules = {finding.rule for finding in assess(a_scheme(), law(), plan, TODAY).findings}
    assert rules.isdisjoint({"feder_rate", "leader_rate", "leader_share"})


# The rural programme LEADER: R13


def test_leader_allows_eighty_per_cent_of_public_money_four_euros_for_one() -> None:
    plan = a_plan("100000.00", "16000.00", leader="64000.00", region="16000.00", own="20000.00")
    assert said("leader_rate", a_scheme(), plan).headroom == "0.00"
    assert said("leader_share", a_scheme(), plan).headroom == "0.00"


def test_one_cent_of_public_money_too_many_fails_the_leader_rate() -> None:
    plan = a_plan("100000.00", "16000.01", leader="64000.00", region="16000.01", own="19999.99")
    assert said("leader_rate", a_scheme(), plan).headroom == "-0.01"


def test_feader_without_its_national_counterpart_fails() -> None:
    plan = a_plan("100000.00", "15999.99", leader="64000.00", region="15999.99", own="20000.01")
    finding = said("leader_share", a_scheme(), plan)
    assert (finding.status, finding.limit, finding.headroom) == ("fail", "63999.96", "-0.04")


# Agreement


@pytest.mark.parametrize(
    ("aid", "status"), [("23000.00", "not_applicable"), ("23000.01", "info"), ("1.00", "not_applicable")]
)
def test_an_agreement_is_compulsory_strictly_above_23_000(aid: str, status: str) -> None:
    assert said("agreement_required", a_scheme(), a_plan("90000.00", aid)).status == status


def test_two_awards_of_12_000_in_a_year_need_an_agreement() -> None:
    threshold = law().agreement_threshold(TODAY)
    year = {2026: euros("12000.00")}
    assert not needs_agreement("association", year, threshold)
    assert needs_agreement("association", year, threshold, {2026: euros("12000.00")})
    assert not needs_agreement("association", year, threshold, {2025: euros("12000.00")})


def test_the_threshold_is_yearly() -> None:
    plan = replace(a_plan("90000.00", "45000.00"), yearly={2017: euros("22500.00"), 2018: euros("22500.00")})
    assert said("agreement_required", a_scheme(), plan).status == "not_applicable"
    uneven = replace(plan, yearly={2017: euros("21000.00"), 2018: euros("24000.00")})
    assert said("agreement_required", a_scheme(), uneven).status == "info"
    assert highest_year(uneven.yearly) == (2018, euros("24000.00"))


@pytest.mark.parametrize("kind", ["local_authority", "public_body", "individual"])
def test_only_bodies_under_private_law_need_one(kind: BeneficiaryKind) -> None:
    plan = a_plan("90000.00", "45000.00")
    plan = replace(plan, applicant=replace(plan.applicant, kind=kind))
    assert said("agreement_required", a_scheme(), plan).status == "not_applicable"
