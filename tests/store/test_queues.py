"""The officer's queue and the applicant's list: right rows, right order, both ways, few statements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fixtures.record import NOW, SCHEME, World, lay_world, start_application
from workflow.store import applications, queues
from workflow.store.chain import Step
from workflow.store.database import Database, counting
from workflow.store.queues import ListedApplication, QueueFilter, Reach

STATES = ("submitted", "instruction", "on_agenda")
EVERYTHING = QueueFilter((Reach(),))
OWN_BODY = QueueFilter((Reach(body_id="region-nouvelle-aquitaine"),))


@pytest.fixture
def world(database: Database) -> World:
    """Twenty-three submitted applications, two by two at the same moment, and one draft."""
    laid = lay_world(database)
    with database.writing() as session:
        start_application(session, laid)
        for number in range(23):
            record = start_application(session, laid)
            at = NOW + timedelta(minutes=number // 2)
            changes = {"submitted_at": at, "assigned_to": laid.officer if number % 4 == 0 else None}
            step = Step("submit", "draft", STATES[number % 3], "submission", at)
            applications.record_step(session, record, step, changes)
    return laid


def walk(database: Database, wanted: QueueFilter, *, newest_first: bool = False) -> list[ListedApplication]:
    """Every row of a queue, page after page, then back again, which must give the same pages."""
    pages = []
    after = None
    with database.reading() as session:
        while True:
            page = queues.queue_page(session, wanted, after=after, newest_first=newest_first, size=5)
            pages.append(page.rows)
            if page.after is None:
                break
            after = page.after
        back = page.before
        for rows in reversed(pages[:-1]):
            assert back is not None
            page = queues.queue_page(session, wanted, before=back, newest_first=newest_first, size=5)
            assert page.rows == rows
            back = page.before
        assert back is None
    return [row for rows in pages for row in rows]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    "wanted", [EVERYTHING, OWN_BODY, QueueFilter((Reach(scheme_id=SCHEME), Reach("region-nouvelle-aquitaine")), STATES)]
)
def test_pages_follow_one_another_without_gap_or_double(
    database: Database, world: World, wanted: QueueFilter, newest_first: bool
) -> None:
    rows = walk(database, wanted, newest_first=newest_first)
    places = [(row.submitted_at, row.id) for row in rows]
    assert len(rows) == 23
    assert places == sorted(places, reverse=newest_first)


def test_another_region_sees_nothing(database: Database, world: World) -> None:
    assert walk(database, QueueFilter((Reach(body_id="region-bretagne"),))) == []
    assert walk(database, QueueFilter(())) == []


def test_filters_narrow_the_queue(database: Database, world: World) -> None:
    assert len(walk(database, QueueFilter(OWN_BODY.reaches, ("submitted",)))) == 8
    assert len(walk(database, QueueFilter(OWN_BODY.reaches, assigned_to=world.officer))) == 6
    assert len(walk(database, QueueFilter(OWN_BODY.reaches, unassigned=True))) == 17


def test_a_row_carries_the_names_that_a_list_shows(database: Database, world: World) -> None:
    with database.reading() as session, counting(database) as statements:
        first = queues.queue_page(session, EVERYTHING, size=1).rows[0]
    assert len(statements) == 1
    assert (first.reference, first.organisation_name) == ("NA-2017-00002", "Association d’essai")
    assert (first.applicant_name, first.assigned_name) == ("Ada Porteuse (essai)", "Ivo Instructeur (essai)")


def test_counts_by_state_take_one_statement(database: Database, world: World) -> None:
    with database.reading() as session, counting(database) as statements:
        counts = queues.queue_counts(session, OWN_BODY, (*STATES, "awarded"))
    assert len(statements) == 1
    assert counts == {"submitted": 8, "instruction": 8, "on_agenda": 7, "awarded": 0}


def test_an_applicant_lists_drafts_of_their_organisations_only(database: Database, world: World) -> None:
    with database.reading() as session:
        mine = queues.applicant_list(session, world.applicant, [world.organisation], size=10)
        rest = queues.applicant_list(session, world.applicant, [world.organisation], before_id=mine[-1].id)
        assert len(mine) + len(rest) == 24
        assert [row.id for row in (*mine, *rest)] == sorted((row.id for row in (*mine, *rest)), reverse=True)
        assert queues.applicant_list(session, world.applicant, []) == ()
        assert queues.applicant_list(session, world.officer, []) == ()


def test_silence_refuses_what_is_due_and_not_stopped(database: Database, world: World) -> None:
    day = NOW.date()
    with database.writing() as session:
        for reference, changes in {
            "NA-2017-00002": {"implicit_refusal_on": day},
            "NA-2017-00003": {"implicit_refusal_on": day + timedelta(days=1)},
            "NA-2017-00004": {"implicit_refusal_on": day, "silence_stopped": True},
        }.items():
            applications.change(session, applications.lock(session, reference), NOW, changes)
        assert queues.due_refusals(session, day) == ("NA-2017-00002",)
