"""A key makes one step and no other; aid awarded here counts with the aid declared; dates cannot lie ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fixtures.engine import ADVANCE, failing
from tests.fixtures.road import MOMENT, Road, balanced, open_road
from workflow.engine.step import Refused
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.rules.plan import FundingPlan, PriorAid
from workflow.services.close import withdraw
from workflow.services.decide import award
from workflow.services.eligibility import declare_ineligible
from workflow.services.read import application
from workflow.services.submit import submit


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_a_double_click_is_one_step_and_says_what_it_did(road: Road) -> None:
    reference = road.drafted()
    with road.by("applicant") as context:
        request = replace(road.request(context, reference), key="clic")
        first = submit(context, request)
    with road.by("applicant") as context:
        second = submit(context, request)
    assert (first.repeated, second.repeated) == (False, True)
    assert (second.from_state, second.to_state, second.number) == ("draft", "submitted", first.number)


def test_a_key_serves_neither_another_application_nor_another_step(road: Road) -> None:
    first, second = road.drafted(), road.drafted()
    with road.by("applicant") as context:
        submit(context, replace(road.request(context, first), key="clic"))
    for reference, verb in ((second, submit), (first, withdraw)):
        with pytest.raises(InvalidInput) as refusal, road.by("applicant") as context:
            verb(context, replace(road.request(context, reference), key="clic"))
        assert [one.code for one in refusal.value.problems] == ["key_reused"]
    assert [road.found(one).state for one in (first, second)] == ["submitted", "draft"]


def test_words_that_go_with_a_step_are_kept_whole_or_refused(road: Road) -> None:
    reference = road.submitted()
    with pytest.raises(InvalidInput) as refusal:
        road.take("officer", reference, lambda c, r: declare_ineligible(c, r, "x" * 5001))
    assert [one.code for one in refusal.value.problems] == ["text_too_long"]
    assert road.found(reference).state == "submitted"


def test_aid_awarded_here_counts_with_the_aid_declared(road: Road) -> None:
    road.awarded(ADVANCE, "15000.00")
    assert _refused(road, _declaring("180000.00")) == ["de_minimis"]
    assert _refused(road, _declaring("170000.00")) == []


def test_an_award_that_is_declared_too_counts_once(road: Road) -> None:
    road.awarded(ADVANCE, "15000.00")
    road.clock.move_to(MOMENT + timedelta(days=60))
    plan = _declaring("170000.00")
    twice = replace(plan, prior_aid=(*plan.prior_aid, PriorAid(date(2017, 6, 2), euro("15000.00"), "de_minimis")))
    assert _refused(road, twice) == []


def test_aid_awarded_to_another_establishment_of_the_undertaking_counts(road: Road) -> None:
    road.awarded(ADVANCE, "15000.00")
    road.organisation = road.association("Même groupe, autre nom", group="900 000 001")
    assert _refused(road, _declaring("180000.00")) == ["de_minimis"]
    road.organisation = road.association("Une tout autre association", siret="73282932000074")
    assert _refused(road, _declaring("180000.00")) == []


def test_the_award_is_refused_where_another_has_used_the_ceiling_since_the_deposit(road: Road) -> None:
    waiting = road.voted(ADVANCE, "15000.00", _declaring("175000.00"))
    road.awarded(ADVANCE, "15000.00")
    with pytest.raises(Refused) as refusal:
        _award(road, waiting)
    assert "de_minimis" in failing(refusal.value.findings)


def test_what_the_applicant_declared_stays_what_they_declared(road: Road) -> None:
    road.awarded(ADVANCE, "15000.00")
    reference = road.awarded(ADVANCE, "15000.00", _declaring("1000.00"))
    with road.reading("officer") as context:
        voted = application(context, reference).plans[-1]
    assert (voted.kind, [aid.amount for aid in voted.plan.prior_aid]) == ("voted", [euro("1000.00")])


def euro(text: str) -> Money:
    return Money.parse(text)


def _declaring(amount: str) -> FundingPlan:
    """A plan for an advance of 15 000 EUR that declares ``amount`` of earlier aid."""
    aid = PriorAid(date(2016, 3, 1), euro(amount), "de_minimis")
    return replace(balanced(ADVANCE, "15000.00"), prior_aid=(aid,))


def _refused(road: Road, plan: FundingPlan) -> list[str]:
    """The rules that refuse the deposit of ``plan``."""
    reference = road.drafted(ADVANCE, plan=plan)
    try:
        road.take("applicant", reference, submit)
    except Refused as refusal:
        return failing(refusal.findings)
    return []


def _award(road: Road, reference: str) -> None:
    order = road.order(ADVANCE, "15000.00")
    road.take("secretary", reference, lambda c, r: award(c, r, order.amount, order.decision_number, [order]))
