"""Envelopes: no decision spends what is not there, whoever decides at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.fixtures.record import NOW, World, lay_world
from workflow.kernel.money import Money
from workflow.store import balances, ledger
from workflow.store.database import Database, open_database
from workflow.store.ledger import Cause
from workflow.store.refusals import AppropriationsExceeded, BalanceExceeded, EnvelopeExceeded
from workflow.store.tables import Envelope, LedgerMovement

CAUSE = Cause(at=NOW)
EUROS = Money(100)


@pytest.fixture
def world(database: Database) -> World:
    return lay_world(database)


def test_sixteen_deciders_at_once_book_exactly_the_awards_that_fit(
    database: Database, database_url: str, world: World
) -> None:
    with database.writing() as session:
        ledger.authorise(session, world.envelope, Money(100_000), CAUSE)
    together = Barrier(16)

    def decide(number: int) -> bool:
        own = open_database(database_url)
        try:
            together.wait()
            with own.writing() as session:
                ledger.reserve(session, world.envelope, Money(9_000), Cause(NOW + timedelta(seconds=number)))
                ledger.commit(session, world.envelope, Money(9_000), Cause(NOW + timedelta(seconds=number)))
        except EnvelopeExceeded:
            return False
        finally:
            own.close()
        return True

    with ThreadPoolExecutor(16) as deciders:
        booked = list(deciders.map(decide, range(16)))

    assert booked.count(True) == 11, "eleven times 90 euros fit into 1 000, the twelfth does not"
    with database.reading() as session:
        envelope = session.get_one(Envelope, world.envelope)
        assert (envelope.reserved, envelope.committed) == (Money(0), Money(99_000))
        assert balances.discrepancies(session) == ()
        assert len(session.scalars(select(LedgerMovement.id)).all()) == 1 + 2 * 11


def test_a_reservation_beyond_the_authority_is_refused_with_what_is_left(database: Database, world: World) -> None:
    with database.writing() as session:
        ledger.authorise(session, world.envelope, Money(5_000), CAUSE)
        ledger.reserve(session, world.envelope, Money(2_000), CAUSE)
    with pytest.raises(EnvelopeExceeded) as refusal, database.writing() as session:
        ledger.reserve(session, world.envelope, Money(3_001), CAUSE)
    assert refusal.value.available == Money(3_000)
    with database.writing() as session:
        ledger.reserve(session, world.envelope, Money(3_000), CAUSE)
        assert ledger.available(session, world.envelope) == Money(0)


def test_a_release_frees_authority_for_another_award(database: Database, world: World) -> None:
    with database.writing() as session:
        ledger.authorise(session, world.envelope, Money(5_000), CAUSE)
        ledger.reserve(session, world.envelope, Money(5_000), CAUSE)
        ledger.release_reservation(session, world.envelope, Money(1_000), CAUSE)
        ledger.commit(session, world.envelope, Money(4_000), CAUSE)
        ledger.release_commitment(session, world.envelope, Money(500), CAUSE)
        assert ledger.available(session, world.envelope) == Money(1_500)
        assert balances.discrepancies(session) == ()


def test_children_never_receive_more_than_their_parent_has(database: Database, world: World) -> None:
    with database.writing() as session:
        children = [
            Envelope(
                slug=f"enfant-{number}",
                body_id="region-nouvelle-aquitaine",
                title=f"Part {number}",
                parent_id=world.envelope,
            )
            for number in (1, 2)
        ]
        session.add_all(children)
        session.flush()
        ledger.authorise(session, world.envelope, Money(1_000), CAUSE)
        ledger.authorise(session, children[0].id, Money(600), CAUSE)
        with pytest.raises(EnvelopeExceeded):
            ledger.authorise(session, children[1].id, Money(401), CAUSE)
        ledger.authorise(session, children[1].id, Money(400), CAUSE)
        with pytest.raises(EnvelopeExceeded):
            ledger.reserve(session, world.envelope, Money(1), CAUSE)
        with pytest.raises(EnvelopeExceeded):
            ledger.authorise(session, world.envelope, Money(-1), CAUSE)
        ledger.authorise(session, children[0].id, Money(-100), CAUSE)
        assert ledger.available(session, world.envelope) == Money(100)
        assert balances.discrepancies(session) == ()


def test_a_year_pays_no_more_than_its_appropriations(database: Database, world: World) -> None:
    with database.writing() as session:
        ledger.authorise(session, world.envelope, Money(10_000), CAUSE)
        ledger.reserve(session, world.envelope, Money(8_000), CAUSE)
        ledger.commit(session, world.envelope, Money(8_000), CAUSE)
        ledger.appropriate(session, world.envelope, 2017, Money(3_000), CAUSE)
        ledger.appropriate(session, world.envelope, 2018, Money(9_000), CAUSE)
        ledger.pay(session, world.envelope, 2017, Money(3_000), CAUSE)
        with pytest.raises(AppropriationsExceeded) as refusal:
            ledger.pay(session, world.envelope, 2017, Money(1), CAUSE)
        assert refusal.value.available == Money(0)
        with pytest.raises(AppropriationsExceeded):
            ledger.pay(session, world.envelope, 2019, Money(1), CAUSE)
        with pytest.raises(BalanceExceeded) as beyond:
            ledger.pay(session, world.envelope, 2018, Money(5_001), CAUSE)
        assert beyond.value.available == Money(5_000)
        assert ledger.appropriations_available(session, world.envelope, 2018) == Money(9_000)
        assert balances.discrepancies(session) == ()


def test_what_was_recovered_can_be_released_but_not_recovered_twice(database: Database, world: World) -> None:
    with database.writing() as session:
        ledger.authorise(session, world.envelope, Money(1_000), CAUSE)
        ledger.reserve(session, world.envelope, Money(1_000), CAUSE)
        ledger.commit(session, world.envelope, Money(1_000), CAUSE)
        ledger.appropriate(session, world.envelope, 2017, Money(1_000), CAUSE)
        ledger.pay(session, world.envelope, 2017, Money(700), CAUSE)
        with pytest.raises(BalanceExceeded):
            ledger.release_commitment(session, world.envelope, Money(301), CAUSE)
        ledger.recover(session, world.envelope, Money(200), CAUSE)
        with pytest.raises(BalanceExceeded):
            ledger.recover(session, world.envelope, Money(501), CAUSE)
        ledger.release_commitment(session, world.envelope, Money(500), CAUSE)
        assert ledger.available(session, world.envelope) == Money(500)
        assert balances.discrepancies(session) == ()


def test_a_balance_that_its_movements_do_not_explain_is_reported(database: Database, world: World) -> None:
    with database.writing() as session:
        ledger.authorise(session, world.envelope, Money(1_000), CAUSE)
        session.get_one(Envelope, world.envelope).reserved = Money(10)
    with database.reading() as session:
        assert [(found.slug, found.column) for found in balances.discrepancies(session)] == [("essai-2017", "reserved")]
