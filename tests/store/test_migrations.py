"""Migrations: up, down and up again with data in them, and what they build is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, pool, text

from tests.fixtures.record import NOW, grant_award, lay_world, start_application
from web.account.tables import Base
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.store import applications, ledger, outbox
from workflow.store.chain import Step
from workflow.store.database import open_database, read_url
from workflow.store.ledger import Cause
from workflow.store.migrating import current_revision, head_revision, migrate, unmigrate
from workflow.store.outbox import NewNotice
from workflow.store.tables import AnswerSet, FundingPlanRow, Payment, PlanCost


def fill(url: str) -> None:
    """A row in every corner that a trigger or a foreign key guards."""
    record = open_database(url)
    world = lay_world(record)
    with record.writing() as session:
        application = start_application(session, world)
        application, event = applications.record_step(
            session, application, Step("submit", "draft", "submitted", "submission", NOW, world.applicant), {}
        )
        session.add(
            AnswerSet(
                application_id=application.id,
                number=1,
                answers={"titre": "Essai"},
                filed=True,
                created_at=NOW,
                updated_at=NOW,
            )
        )
        plan = FundingPlanRow(
            application_id=application.id, kind="requested", number=1, request=Money(100), created_at=NOW
        )
        session.add(plan)
        session.flush()
        session.add(PlanCost(plan_id=plan.id, position=1, label="Étude", amount=Money(100)))
        session.flush()
        plan.filed = True
        share = grant_award(session, application, "D-1", Money(100))
        session.add(
            Payment(award_share_id=share.id, kind="advance", amount=Money(1), paid_on=NOW.date(), event_id=event.id)
        )
        ledger.authorise(session, world.envelope, Money(1_000), Cause(NOW, share.id, event.id))
        outbox.post(session, [NewNotice("receipt", "Reçu", "Votre dossier", person_id=world.applicant)], NOW)
    record.close()


def test_the_record_goes_up_down_and_up_again_with_data_in_it(database_url: str) -> None:
    assert current_revision(database_url) == head_revision()
    fill(database_url)
    unmigrate(database_url)
    assert current_revision(database_url) is None
    engine = create_engine(read_url(database_url), poolclass=pool.NullPool)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(database_url)
    fill(database_url)
    assert current_revision(database_url) == head_revision()


def test_each_migration_can_be_undone_alone(database_url: str) -> None:
    fill(database_url)
    revisions = []
    while (revision := current_revision(database_url)) is not None:
        revisions.append(revision)
        unmigrate(database_url, "-1")
    assert revisions == sorted(revisions, reverse=True)
    assert revisions[-1] == "0001"
    for revision in reversed(revisions):
        migrate(database_url, revision)
        assert current_revision(database_url) == revision


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    fill(database_url)
    migrate(database_url)
    record = open_database(database_url)
    with record.reading() as session:
        assert session.execute(text("SELECT count(*) FROM applications")).scalar_one() == 1
    record.close()


def test_the_migrations_build_the_tables_of_the_record(database_url: str) -> None:
    engine = create_engine(read_url(database_url), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_lay_the_checks_that_the_tables_declare(sqlite_url: str, tmp_path: Path) -> None:
    declared = create_engine(f"sqlite:///{tmp_path}/declared.db", poolclass=pool.NullPool)
    Base.metadata.create_all(declared)
    migrated = create_engine(read_url(sqlite_url), poolclass=pool.NullPool)
    for table in Base.metadata.tables:
        assert _checks(migrated, table) == _checks(declared, table), table


@pytest.mark.parametrize("url", ["mysql://hote/base", "sqlite://", "sqlite:///:memory:", "n’importe quoi", ""])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="database address"):
        open_database(url)


def _checks(engine: Engine, table: str) -> set[tuple[str | None, str]]:
    return {(check["name"], check["sqltext"]) for check in inspect(engine).get_check_constraints(table)}
