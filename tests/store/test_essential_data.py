"""What the record knows of the shares of awards, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.fixtures.record import NOW, World, grant_award, lay_world, start_application
from workflow.kernel.money import Money
from workflow.store.database import Database
from workflow.store.essential_data import AwardFact, award_facts
from workflow.store.tables import Award, AwardShare, FundingPlanRow, Payment, PlanYear, SchemeVersion


@pytest.fixture
def world(database: Database) -> World:
    return lay_world(database)


def facts(database: Database, year: int | None = None) -> list[AwardFact]:
    with database.reading() as session:
        return list(award_facts(session, year))


def second_share(session: Session, first: AwardShare) -> AwardShare:
    share = AwardShare(
        award_id=first.award_id,
        payer="region-bretagne",
        source="feder",
        amount=Money(5000),
        decision_number="2",
        decided_on=date(2018, 1, 1),
    )
    session.add(share)
    session.flush()
    return share


def test_each_share_of_an_award_is_told_with_the_others_beside_it(database: Database, world: World) -> None:
    with database.writing() as session:
        first = grant_award(session, start_application(session, world), "1", Money(10000))
        second_share(session, first)
    one, other = facts(database)
    assert (one.amount, one.payer, one.decision_number) == (Money(10000), "region-nouvelle-aquitaine", "1")
    assert (other.amount, other.payer) == (Money(5000), "region-bretagne")
    assert one.other_payers == (other.payer_name,)
    assert one.beneficiary_name == "Association d’essai"


def test_one_year_is_that_of_the_decision_of_the_share(database: Database, world: World) -> None:
    with database.writing() as session:
        second_share(session, grant_award(session, start_application(session, world), "1", Money(10000)))
    assert [fact.decision_number for fact in facts(database, 2017)] == ["1"]
    assert [fact.decision_number for fact in facts(database, 2018)] == ["2"]
    assert facts(database, 2019) == []


def test_payments_come_in_order_and_recoveries_are_none(database: Database, world: World) -> None:
    with database.writing() as session:
        share = grant_award(session, start_application(session, world), "1", Money(10000))
        for day, kind in ((9, "instalment"), (3, "advance"), (12, "recovery")):
            paid = Payment(award_share_id=share.id, kind=kind, amount=Money(100), paid_on=date(2018, 1, day))
            session.add(paid)
    assert facts(database)[0].payments == (date(2018, 1, 3), date(2018, 1, 9))


def test_a_lapsed_award_is_worth_what_was_kept_of_it(database: Database, world: World) -> None:
    with database.writing() as session:
        share = grant_award(session, start_application(session, world), "1", Money(10000))
        share.paid, share.recovered = Money(3000), Money(1000)
        session.get_one(Award, share.award_id).lapsed_on = date(2019, 1, 1)
    assert facts(database)[0].amount == Money(2000)


def test_years_and_regime_come_from_the_newest_voted_plan(database: Database, world: World) -> None:
    with database.writing() as session:
        application = start_application(session, world)
        grant_award(session, application, "1", Money(10000))
        for number, years in ((1, (2017,)), (2, (2017, 2018))):
            plan = FundingPlanRow(
                application_id=application.id,
                kind="voted",
                number=number,
                request=Money(10000),
                regime="de_minimis",
                created_at=NOW,
            )
            session.add(plan)
            session.flush()
            session.add_all([PlanYear(plan_id=plan.id, year=year, amount=Money(100)) for year in years])
    assert (facts(database)[0].years, facts(database)[0].regime) == ((2017, 2018), "de_minimis")


def test_the_title_and_the_usual_regime_are_those_of_the_pinned_version(database: Database, world: World) -> None:
    with database.writing() as session:
        session.get_one(
            SchemeVersion, world.version
        ).content = '{"scheme": {"title": {"fr": "Appel d’essai", "en": "Trial call"}, "state_aid": "gber"}}'
        grant_award(session, start_application(session, world), "1", Money(10000))
    assert (facts(database)[0].scheme_title, facts(database)[0].regime) == ("Appel d’essai", "gber")


def test_an_award_to_a_person_has_no_organisation(database: Database, world: World) -> None:
    with database.writing() as session:
        application = start_application(session, world)
        grant_award(session, application, "1", Money(10000))
        session.execute(text("UPDATE applications SET organisation_id = NULL"))
    assert facts(database)[0].beneficiary_name is None
