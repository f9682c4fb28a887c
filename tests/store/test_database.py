"""Opening the record, and what it refuses in the domain's own words."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from tests.fixtures.record import NOW, World, grant_award, lay_world, start_application
from workflow.kernel.errors import InvalidInput, StaleVersion, Unavailable
from workflow.kernel.money import Money
from workflow.store import idempotency, people
from workflow.store.database import Database, counting, open_database
from workflow.store.idempotency import Repeat
from workflow.store.tables import (
    AnswerSet,
    AwardShare,
    FundingPlanRow,
    Organisation,
    Payment,
    Person,
    PlanCost,
)


@pytest.fixture
def world(database: Database) -> World:
    return lay_world(database)


def problem(refusal: pytest.ExceptionInfo[InvalidInput]) -> tuple[str, str]:
    (only,) = refusal.value.problems
    return only.field, only.code


def test_a_failed_transaction_leaves_nothing(database: Database, world: World) -> None:
    def half_a_step() -> None:
        with database.writing() as session:
            start_application(session, world)
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        half_a_step()
    with database.writing() as session:
        assert start_application(session, world).reference == "NA-2017-00001", "its number was given back"


def test_a_reader_cannot_write(database: Database, world: World) -> None:
    with pytest.raises((Unavailable, DBAPIError)), database.reading() as session:
        session.execute(text("DELETE FROM notices"))


def test_a_taken_address_is_refused_whatever_its_case(database: Database, world: World) -> None:
    with pytest.raises(InvalidInput) as refusal, database.writing() as session:
        people.add_person(session, "Autre", "ADA@Exemple.test", NOW)
    assert problem(refusal) == ("email", "email_taken")


def test_a_decision_number_is_used_once_by_a_payer(database: Database, world: World) -> None:
    with database.writing() as session:
        grant_award(session, start_application(session, world), "2017-CP-12", Money(100))
    with pytest.raises(InvalidInput) as refusal, database.writing() as session:
        grant_award(session, start_application(session, world), "2017-CP-12", Money(100))
    assert problem(refusal) == ("decision_number", "decision_number_taken")


def test_an_application_is_awarded_once(database: Database, world: World) -> None:
    with database.writing() as session:
        application = start_application(session, world)
        grant_award(session, application, "D-1", Money(100))
    with pytest.raises(InvalidInput) as refusal, database.writing() as session:
        grant_award(session, application, "D-2", Money(100))
    assert problem(refusal) == ("application", "already_awarded")


def test_a_share_is_never_paid_beyond_its_amount(database: Database, world: World) -> None:
    with database.writing() as session:
        share = grant_award(session, start_application(session, world), "D-1", Money(100))
    with pytest.raises(InvalidInput) as refusal, database.writing() as session:
        session.get_one(AwardShare, share.id).paid = Money(101)
    assert problem(refusal) == ("amount", "payment_beyond_award")


def test_negative_money_is_our_own_mistake_and_the_database_refuses_it(database: Database, world: World) -> None:
    with pytest.raises(IntegrityError, match="amount_cents_not_negative"), database.writing() as session:
        grant_award(session, start_application(session, world), "D-1", Money(-1))


def test_a_stale_row_is_a_conflict(database: Database, world: World) -> None:
    with database.reading() as session:
        stale = session.get_one(Organisation, world.organisation)
    with database.writing() as session:
        session.get_one(Organisation, world.organisation).name = "Nouveau nom"
    stale.name = "Nom d’un autre onglet"
    with pytest.raises(StaleVersion), database.writing() as session:
        session.add(stale)


def test_a_moment_needs_its_time_zone_and_comes_back_in_utc(database: Database, world: World) -> None:
    with database.reading() as session:
        assert session.get_one(Person, world.applicant).created_at == NOW
        assert session.get_one(Person, world.applicant).created_at.utcoffset() is not None
    with pytest.raises(StatementError, match="time zone"), database.writing() as session:
        people.add_person(session, "X", "x@exemple.test", datetime(2017, 5, 4))  # noqa: DTZ001  # naive on purpose


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer_sets SET answers = '{}'",
        "DELETE FROM answer_sets",
        "UPDATE funding_plans SET request_cents = 5",
        "DELETE FROM funding_plans",
        "UPDATE plan_costs SET amount_cents = 5",
        "DELETE FROM plan_costs",
        "INSERT INTO plan_years (plan_id, year, amount_cents) SELECT id, 2017, 1 FROM funding_plans",
        "UPDATE payments SET amount_cents = 5",
        "DELETE FROM payments",
    ],
)
def test_what_was_filed_or_paid_stays_as_it_is(database: Database, world: World, statement: str) -> None:
    with database.writing() as session:
        application = start_application(session, world)
        plan = FundingPlanRow(
            application_id=application.id, kind="requested", number=1, request=Money(1), created_at=NOW
        )
        answers = AnswerSet(application_id=application.id, number=1, answers={"a": "1"}, created_at=NOW, updated_at=NOW)
        session.add_all([plan, answers])
        session.flush()
        session.add(PlanCost(plan_id=plan.id, position=1, label="Étude", amount=Money(1)))
        session.flush()
        answers.answers = {"a": "2"}
        plan.filed = answers.filed = True
        share = grant_award(session, application, "D-1", Money(100))
        session.add(Payment(award_share_id=share.id, kind="advance", amount=Money(1), paid_on=NOW.date()))
    with pytest.raises(IntegrityError, match="cannot be changed"), database.writing() as session:
        session.execute(text(statement))


def test_a_locked_database_is_unavailable_and_nothing_is_written(sqlite_url: str) -> None:
    impatient = open_database(sqlite_url, busy_timeout=20)
    world = lay_world(impatient)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable), impatient.writing() as session:
        start_application(session, world)
    with impatient.reading() as session:
        assert session.get_one(Person, world.applicant).email == "ada@exemple.test", "readers go on meanwhile"
    other.close()
    with impatient.writing() as session:
        assert start_application(session, world).reference == "NA-2017-00001"
    impatient.close()


def test_a_full_disk_at_commit_is_unavailable_and_nothing_is_written(sqlite_url: str) -> None:
    small = open_database(sqlite_url)
    world = lay_world(small)

    def fill_the_disk() -> None:
        with small.writing() as session:
            pages = session.execute(text("PRAGMA page_count")).scalar_one()
            session.execute(text(f"PRAGMA max_page_count={pages}"))
            for number in range(500):
                people.add_person(session, "x" * 500, f"{number}@exemple.test", NOW)

    with pytest.raises(Unavailable):
        fill_the_disk()
    small.close()
    again = open_database(sqlite_url)
    with again.writing() as session:
        assert people.person_by_email(session, "0@exemple.test") is None
        assert start_application(session, world).reference == "NA-2017-00001"
    again.close()


def test_an_unreachable_server_is_unavailable(tmp_path: Path) -> None:
    nowhere = open_database(f"postgresql://postgres@/octroi?host={tmp_path}")
    with pytest.raises(Unavailable), nowhere.reading() as session:
        session.execute(text("SELECT 1"))
    nowhere.close()


def test_the_same_key_from_the_same_person_is_one_command(database: Database, world: World) -> None:
    with database.writing() as session:
        application = start_application(session, world)
        first = {"application_id": application.id, "event_number": 1}
        assert idempotency.take(session, world.applicant, "clic", NOW, **first) is None
    with database.writing() as session:
        second = {"application_id": application.id, "event_number": 2}
        assert idempotency.take(session, world.applicant, "clic", NOW, **second) == Repeat(application.id, 1)
        assert idempotency.take(session, world.officer, "clic", NOW, **second) is None


def test_a_failed_command_gives_its_key_back(database: Database, world: World) -> None:
    with database.writing() as session:
        step = {"application_id": start_application(session, world).id, "event_number": 1}

    def failed_command() -> None:
        with database.writing() as session:
            assert idempotency.take(session, world.applicant, "clic", NOW, **step) is None
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        failed_command()
    with database.writing() as session:
        assert idempotency.take(session, world.applicant, "clic", NOW, **step) is None


def test_access_takes_two_statements(database: Database, world: World) -> None:
    day = NOW.date()
    with database.writing() as session:
        people.join_organisation(session, world.applicant, world.organisation, "editor")
        people.grant_role(session, world.officer, "case_officer", day, "region-nouvelle-aquitaine")
        people.grant_role(session, world.officer, "expert", day.replace(year=2018))
    with database.reading() as session, counting(database) as statements:
        applicant = people.access(session, world.applicant, day)
        assert len(statements) == 2
        officer = people.access(session, world.officer, day)
    assert applicant.memberships == {world.organisation: "editor"}
    assert [(held.role, held.body_id) for held in officer.roles] == [("case_officer", "region-nouvelle-aquitaine")]
    assert applicant.roles == ()


def test_an_erased_person_leaves_no_name_and_breaks_nothing(database: Database, world: World) -> None:
    with database.writing() as session:
        start_application(session, world)
        people.erase(session, world.applicant, NOW)
    with database.writing() as session:
        assert people.names(session, [world.applicant]) == {world.applicant: ""}
        people.add_person(session, "Ada", "ada@exemple.test", NOW)
