"""The outbox: every message leaves, each by one worker at a time, even if a worker dies."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.fixtures.record import NOW, World, lay_world
from workflow.store import outbox
from workflow.store.database import Database, open_database
from workflow.store.outbox import LEASE, NewNotice


@pytest.fixture
def world(database: Database) -> World:
    """Sixty messages that wait."""
    laid = lay_world(database)
    with database.writing() as session:
        waiting = [NewNotice("receipt", f"Reçu {number}", "…", person_id=laid.applicant) for number in range(60)]
        outbox.post(session, waiting, NOW)
        outbox.post(session, [], NOW)
    return laid


def test_several_workers_claim_each_message_once(database: Database, database_url: str, world: World) -> None:
    def work(_number: int) -> list[int]:
        own = open_database(database_url)
        mine: list[int] = []
        while True:
            with own.writing() as session:
                claimed = outbox.claim(session, NOW, limit=4)
            if not claimed:
                own.close()
                return mine
            mine += [notice.id for notice in claimed]
            with own.writing() as session:
                for notice in claimed:
                    outbox.delivered(session, notice.id, NOW)

    with ThreadPoolExecutor(4) as workers:
        taken = Counter(number for numbers in workers.map(work, range(4)) for number in numbers)
    assert len(taken) == 60
    assert set(taken.values()) == {1}


def test_a_message_of_a_dead_worker_is_claimed_again_after_its_lease(database: Database, world: World) -> None:
    with database.writing() as session:
        first = outbox.claim(session, NOW, limit=60)
    with database.writing() as session:
        assert outbox.claim(session, NOW + LEASE - timedelta(seconds=1)) == ()
        again = outbox.claim(session, NOW + LEASE, limit=60)
    assert [notice.id for notice in again] == [notice.id for notice in first]
    assert {notice.attempts for notice in again} == {2}


def test_a_failed_delivery_waits_and_is_given_up_with_its_reason(database: Database, world: World) -> None:
    later = NOW + timedelta(hours=1)
    with database.writing() as session:
        claimed = outbox.claim(session, NOW, limit=60)
        for notice in claimed[1:]:
            outbox.delivered(session, notice.id, NOW)
        outbox.retry(session, claimed[0].id, later)
        assert outbox.claim(session, later - timedelta(seconds=1)) == ()
        (again,) = outbox.claim(session, later)
        outbox.give_up(session, again.id, "adresse refusée")
        assert outbox.claim(session, later + LEASE) == ()
        kept = {notice.id: notice for notice in outbox.latest(session)}
    assert kept[again.id].failed_reason == "adresse refusée"
    assert kept[claimed[1].id].sent_at == NOW
    assert len(kept) == 60
