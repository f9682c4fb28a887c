"""References: gap-free in a Région and a year, whoever starts at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from tests.fixtures.record import NOW, lay_world, start_application
from workflow.store.database import Database, open_database
from workflow.store.references import next_reference


def test_twelve_starts_at_once_leave_no_gap_although_a_third_fails(database: Database, database_url: str) -> None:
    world = lay_world(database)

    def start(number: int) -> str | None:
        own = open_database(database_url)
        try:
            with own.writing() as session:
                reference = start_application(session, world).reference
                if number % 3 == 0:
                    raise InterruptedError
        except InterruptedError:
            return None
        finally:
            own.close()
        return reference

    with ThreadPoolExecutor(12) as pool:
        given = [reference for reference in pool.map(start, range(12)) if reference]
    assert sorted(given) == [f"NA-2017-{number:05d}" for number in range(1, 9)]


def test_each_region_and_year_counts_by_itself(database: Database) -> None:
    new_year_in_paris = datetime(2017, 12, 31, 23, 30, tzinfo=UTC)
    with database.writing() as session:
        given = [
            next_reference(session, "bretagne", NOW),
            next_reference(session, "bretagne", NOW),
            next_reference(session, "nouvelle-aquitaine", NOW),
            next_reference(session, "bretagne", new_year_in_paris),
        ]
    assert given == ["BZH-2017-00001", "BZH-2017-00002", "NA-2017-00001", "BZH-2018-00001"]
