"""What only a server shows: connections that are cut, processes that start together, tables emptied at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.fixtures.record import NOW, lay_world, start_application
from tests.fixtures.server import PostgresServer
from workflow.kernel.errors import StaleVersion, Unavailable
from workflow.kernel.money import Money
from workflow.store import applications, balances, ledger
from workflow.store.chain import Step, verify
from workflow.store.database import Database, open_database
from workflow.store.ledger import Cause
from workflow.store.migrating import current_revision, head_revision, migrate
from workflow.store.tables import Envelope

pytestmark = pytest.mark.postgres

DECIDER = """
import sys
from tests.fixtures.record import NOW
from workflow.kernel.money import Money
from workflow.store import ledger
from workflow.store.database import open_database
from workflow.store.ledger import Cause
from workflow.store.refusals import EnvelopeExceeded

url, envelope = sys.argv[1], int(sys.argv[2])
record = open_database(url)
booked = 0
for _ in range(10):
    try:
        with record.writing() as session:
            ledger.reserve(session, envelope, Money(700), Cause(NOW))
            ledger.commit(session, envelope, Money(700), Cause(NOW))
        booked += 1
    except EnvelopeExceeded:
        pass
print(booked)
"""


@pytest.mark.parametrize("kept", ["postgres_url", "sqlite_url"])
def test_four_processes_book_exactly_what_fits(request: pytest.FixtureRequest, kept: str) -> None:
    url = request.getfixturevalue(kept)
    record = open_database(url)
    world = lay_world(record)
    with record.writing() as session:
        ledger.authorise(session, world.envelope, Money(20_000), Cause(NOW))
    command = [sys.executable, "-c", DECIDER, url, str(world.envelope)]
    root = request.config.rootpath
    deciders = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(4)]
    booked = sum(int(decider.communicate(timeout=60)[0]) for decider in deciders)
    assert booked == 28, "28 times 7 euros fit into 200, a 29th does not"
    with record.reading() as session:
        assert session.get_one(Envelope, world.envelope).committed == Money(28 * 700)
        assert balances.discrepancies(session) == ()
    record.close()


def test_processes_that_start_together_migrate_once(postgres_server: PostgresServer) -> None:
    name = postgres_server.create()
    url = postgres_server.url(name)
    together = Barrier(4)

    def start(_number: int) -> None:
        together.wait()
        migrate(url)

    with ThreadPoolExecutor(4) as starting:
        list(starting.map(start, range(4)))
    assert current_revision(url) == head_revision()
    postgres_server.drop(name)


def test_two_steps_on_one_application_follow_one_another(postgres_database: Database) -> None:
    world = lay_world(postgres_database)
    with postgres_database.writing() as session:
        record = start_application(session, world)
    together = Barrier(8)

    def decide(_number: int) -> bool:
        together.wait()
        try:
            with postgres_database.writing() as session:
                seen = applications.lock(session, record.reference, expected_version=1)
                applications.record_step(session, seen, Step("award", "draft", "awarded", "award", NOW), {})
        except StaleVersion:
            return False
        return True

    with ThreadPoolExecutor(8) as deciders:
        assert list(deciders.map(decide, range(8))).count(True) == 1
    with postgres_database.reading() as session:
        assert list(verify(session)) == []
        assert applications.find(session, record.reference).event_count == 1


def test_a_connection_cut_before_the_commit_is_unavailable_and_writes_nothing(
    postgres_database: Database, postgres_server: PostgresServer
) -> None:
    world = lay_world(postgres_database)
    other = open_database(postgres_database.url.render_as_string(hide_password=False))

    def interrupted() -> None:
        with postgres_database.writing() as session:
            start_application(session, world)
            number = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with other.writing() as rival:
                rival.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})

    with pytest.raises(Unavailable):
        interrupted()
    with other.reading() as session:
        assert session.execute(text("SELECT count(*) FROM applications")).scalar_one() == 0
    other.close()
    with postgres_database.writing() as session:
        assert start_application(session, world).reference == "NA-2017-00001", "the pool found a new connection"


def test_two_writers_that_wait_for_one_another_end_with_one_refusal(postgres_database: Database) -> None:
    world = lay_world(postgres_database)
    with postgres_database.writing() as session:
        both = [start_application(session, world).reference for _ in range(2)]
    holding = Barrier(2)

    def cross(order: list[str]) -> bool:
        try:
            with postgres_database.writing() as session:
                applications.lock(session, order[0])
                holding.wait()
                applications.lock(session, order[1])
        except Unavailable:
            return False
        return True

    with ThreadPoolExecutor(2) as writers:
        assert sorted(writers.map(cross, [both, both[::-1]])) == [False, True]


@pytest.mark.parametrize("table", ["events", "ledger_movements", "payments", "answer_sets", "plan_costs"])
def test_a_guarded_table_cannot_be_emptied_at_once(postgres_database: Database, table: str) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed"), postgres_database.writing() as session:
        session.execute(text(f"TRUNCATE {table} CASCADE"))
