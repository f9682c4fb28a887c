"""The chain of events: it follows, it cannot be changed, and where it was changed all the same it says where."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.fixtures.record import NOW, World, lay_world, start_application
from workflow.kernel.errors import NotFound, StaleVersion
from workflow.store import applications
from workflow.store.chain import Break, Step, verify
from workflow.store.database import Database


@pytest.fixture
def world(database: Database) -> World:
    return lay_world(database)


@pytest.fixture
def reference(database: Database, world: World) -> str:
    """An application that took three steps, beside one that took none."""
    with database.writing() as session:
        record = start_application(session, world)
        start_application(session, world)
        for number, (before, after) in enumerate([("draft", "submitted"), ("submitted", "instruction")]):
            record, _ = applications.record_step(
                session,
                record,
                Step(
                    "move",
                    before,
                    after,
                    "submission",
                    NOW + timedelta(minutes=number),
                    world.applicant,
                    payload={"amount": "12.00", "note": "« été »"},
                ),
                {},
            )
        record, event = applications.record_step(
            session,
            record,
            Step("assign", "instruction", "instruction", "instruction", NOW, automatic=True),
            {"assigned_to": world.officer},
        )
        assert event.number == 3
    return record.reference


def breaks(database: Database) -> list[Break]:
    with database.reading() as session:
        return list(verify(session))


def without_guard(session: Session, operation: str) -> None:
    """Do what an intruder with the keys of the database would do first."""
    on = " ON events" if session.get_bind().dialect.name == "postgresql" else ""
    session.execute(text(f"DROP TRIGGER events_refuse_{operation}{on}"))


def test_an_untouched_chain_holds(database: Database, reference: str) -> None:
    assert breaks(database) == []
    with database.reading() as session:
        record = applications.find(session, reference)
    assert (record.event_count, record.state, record.version) == (3, "instruction", 4)


@pytest.mark.parametrize("statement", ["UPDATE events SET name = 'x'", "DELETE FROM events"])
def test_the_database_itself_refuses_to_change_an_event(database: Database, reference: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed"), database.writing() as session:
        session.execute(text(statement))
    assert breaks(database) == []


def test_a_changed_payload_is_found_in_its_place(database: Database, reference: str) -> None:
    with database.writing() as session:
        without_guard(session, "update")
        session.execute(text('UPDATE events SET payload = \'{"amount":"12000.00"}\' WHERE number = 2'))
    assert breaks(database) == [Break(reference, 2, "its content does not match its hash")]


def test_a_removed_event_is_found_in_its_place(database: Database, reference: str) -> None:
    with database.writing() as session:
        without_guard(session, "delete")
        session.execute(text("DELETE FROM events WHERE number = 2"))
    assert breaks(database) == [Break(reference, 3, "event 2 is missing")]


def test_a_cut_tail_is_found(database: Database, reference: str) -> None:
    with database.writing() as session:
        without_guard(session, "delete")
        session.execute(text("DELETE FROM events WHERE number = 3"))
    assert breaks(database) == [Break(reference, 2, "the last event is not the one that the application names")]


def test_a_step_on_a_stale_picture_writes_nothing(database: Database, world: World, reference: str) -> None:
    with database.reading() as session:
        stale = applications.find(session, reference)
    with database.writing() as session:
        applications.change(session, applications.lock(session, reference), NOW, {"title": "Autre titre"})
    with pytest.raises(StaleVersion), database.writing() as session:
        applications.record_step(session, stale, Step("move", "instruction", "awarded", "award", NOW), {})
    with pytest.raises(StaleVersion) as conflict, database.writing() as session:
        applications.lock(session, reference, expected_version=stale.version)
    assert (conflict.value.expected, conflict.value.actual) == (4, 5)
    assert breaks(database) == []


def test_an_unknown_reference_is_not_found(database: Database, world: World) -> None:
    with pytest.raises(NotFound), database.writing() as session:
        applications.lock(session, "NA-2017-99999")


def test_a_payload_holds_no_float(database: Database, reference: str) -> None:
    step = Step("move", "instruction", "x", "submission", NOW, payload={"amount": [1.5]})
    with pytest.raises(TypeError, match="floating-point"), database.writing() as session:
        applications.record_step(session, applications.lock(session, reference), step, {})


def test_the_head_of_a_chain_is_not_for_a_caller_to_set(database: Database, world: World) -> None:
    with pytest.raises(ValueError, match="last_hash"), database.writing() as session:
        applications.change(session, start_application(session, world), NOW, {"last_hash": "0" * 64})
