"""The yearly aid of one authority to one legal person: each award in its years, each establishment included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fixtures.engine import FUND
from tests.fixtures.road import Road, balanced, open_road
from workflow.kernel.money import Money
from workflow.rules.plan import FundingPlan
from workflow.services.award_views import award_view
from workflow.services.close import lapse
from workflow.services.pay import pay
from workflow.store.applications import find
from workflow.store.yearly_aid import granted_by_year

PAYER = "bretagne-active"


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_an_award_over_two_years_counts_in_each_for_its_part(road: Road) -> None:
    road.awarded(FUND, "18000.00", _over_years("18000.00", {2017: "8000.00", 2018: "10000.00"}))
    assert _granted(road) == {2017: euro("8000.00"), 2018: euro("10000.00")}


def test_two_awards_that_meet_in_a_later_year_make_an_agreement_compulsory(road: Road) -> None:
    road.awarded(FUND, "20000.00", _over_years("20000.00", {2018: "20000.00"}))
    second = road.awarded(FUND, "4000.00", _over_years("4000.00", {2018: "4000.00"}))
    assert _required(road, second) is True


def test_two_awards_that_share_no_year_need_no_agreement(road: Road) -> None:
    road.awarded(FUND, "20000.00", _over_years("20000.00", {2018: "20000.00"}))
    second = road.awarded(FUND, "20000.00", _over_years("20000.00", {2019: "20000.00"}))
    assert _required(road, second) is False


def test_two_establishments_of_one_association_are_one_legal_person(road: Road) -> None:
    road.awarded(FUND, "12000.00")
    road.organisation = road.association("La même, ailleurs", siret="90000000100025")
    assert _required(road, road.awarded(FUND, "12000.00")) is True
    road.organisation = road.association("Une autre", siret="73282932000074")
    assert _required(road, road.awarded(FUND, "12000.00")) is False


def test_a_lapsed_award_counts_for_what_it_paid(road: Road) -> None:
    reference = road.signed()
    road.take("manager", reference, lambda c, r: pay(c, r, PAYER, euro("5000.00"), "advance"))
    road.take("manager", reference, lambda c, r: lapse(c, r, "Le projet est abandonné."))
    assert _granted(road) == {2017: euro("5000.00")}


def euro(text: str) -> Money:
    return Money.parse(text)


def _over_years(request: str, years: dict[int, str]) -> FundingPlan:
    return replace(balanced(FUND, request), yearly={year: euro(part) for year, part in years.items()})


def _granted(road: Road) -> dict[int, Money]:
    with road.reading("manager") as context:
        return granted_by_year(context.session, road.organisation, 0).get(PAYER, {})


def _required(road: Road, reference: str) -> bool:
    """Whether the only share of the award needs an agreement."""
    with road.reading("manager") as context:
        view = award_view(context, find(context.session, reference))
    assert view is not None
    return view.shares[0].agreement_required
