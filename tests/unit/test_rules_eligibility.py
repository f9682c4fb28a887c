"""Who may apply, where, when: stated rules, and what happens where a fact is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.cases import SAME, a_plan, a_scheme, found, said
from workflow.rules.finding import PlanRule
from workflow.schemes.model import Call, Partners, Scheme, Territory

PLAN = replace(a_plan("30000.00", "20000.00"), partners=2, phase="emergence")


def call(opens: date, closes: date | None, limit: int | None = None) -> Call:
    return Call(id="essai", title=SAME, opens=opens, closes=closes, applications_per_applicant=limit)


def test_the_kind_of_applicant_is_always_checked() -> None:
    assert said("beneficiary_kind", a_scheme(), PLAN).status == "pass"
    person = replace(PLAN, applicant=replace(PLAN.applicant, kind="individual"))
    assert said("beneficiary_kind", a_scheme(), person).status == "fail"


def test_the_territory_is_always_checked() -> None:
    assert said("territory", a_scheme(), PLAN).status == "pass"
    breton = replace(PLAN, applicant=replace(PLAN.applicant, nuts2="FRH0"))
    assert said("territory", a_scheme(), breton).status == "fail"


def test_partners_are_counted_besides_the_applicant() -> None:
    scheme = a_scheme(partners=Partners(minimum=2))
    assert said("partners", scheme, PLAN).headroom == "0"
    assert said("partners", scheme, replace(PLAN, partners=1)).status == "fail"


def test_the_phase_is_one_that_the_scheme_helps() -> None:
    scheme = a_scheme(phases=("emergence",))
    assert said("phase", scheme, PLAN).status == "pass"
    assert said("phase", scheme, replace(PLAN, phase="development")).status == "fail"


@pytest.mark.parametrize("rule", ["partners", "phase", "deposit_window", "applications_per_call"])
def test_what_the_scheme_does_not_state_is_left_out(rule: PlanRule) -> None:
    assert found(rule, a_scheme(), PLAN) is None


@pytest.mark.parametrize("rule", ["partners", "phase", "territory"])
def test_a_missing_fact_cannot_be_checked_in_a_what_if_and_fails_once_filed(rule: PlanRule) -> None:
    scheme = a_scheme(partners=Partners(minimum=1), phases=("emergence",), territory=Territory(nuts2=("FRI1",)))
    plan = replace(PLAN, partners=None, phase=None, applicant=replace(PLAN.applicant, nuts2=None))
    assert said(rule, scheme, plan).status == "not_applicable"
    assert said(rule, scheme, plan, filed=True).status == "fail"


AMI = (call(date(2017, 4, 3), date(2017, 8, 25)),)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2017, 4, 2), "fail"),
        (date(2017, 4, 3), "pass"),
        (date(2017, 8, 25), "pass"),
        (date(2017, 8, 26), "fail"),
        (date(2018, 5, 1), "not_applicable"),
        (date(2016, 5, 1), "not_applicable"),
    ],
)
def test_both_days_of_a_window_are_inside_it(day: date, status: str) -> None:
    assert said("deposit_window", a_scheme(calls=AMI), PLAN, day).status == status


def test_a_year_whose_calendar_is_unknown_accepts_no_deposit() -> None:
    assert said("deposit_window", a_scheme(calls=AMI), PLAN, date(2018, 5, 1), filed=True).status == "fail"


def test_a_call_without_an_end_is_open_from_its_first_day_on() -> None:
    scheme = a_scheme(calls=(call(date(2014, 3, 1), None),))
    assert said("deposit_window", scheme, PLAN, date(2026, 1, 1)).status == "pass"
    assert said("deposit_window", scheme, PLAN, date(2014, 2, 28)).status == "fail"


def limited() -> Scheme:
    return a_scheme(calls=(call(date(2026, 1, 1), date(2026, 12, 31), 1),))


@pytest.mark.parametrize(("count", "status"), [(1, "pass"), (2, "fail"), (None, "not_applicable")])
def test_applications_are_counted_in_the_call_that_is_open(count: int | None, status: str) -> None:
    assert said("applications_per_call", limited(), PLAN, applications=count).status == status


def test_no_open_call_limits_nothing() -> None:
    assert found("applications_per_call", limited(), PLAN, date(2027, 1, 1), applications=5) is None
