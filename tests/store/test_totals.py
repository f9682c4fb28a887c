"""The kept totals always equal what the awards say, whatever happened to them and in whatever order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.fixtures.record import NOW, SCHEME, World, grant_award, lay_world, start_application
from workflow.kernel.money import ZERO, Money, total
from workflow.store import applications, totals
from workflow.store.applications import ApplicationRecord
from workflow.store.chain import Step
from workflow.store.database import Database
from workflow.store.tables import Award, AwardShare, AwardTotal, Payment
from workflow.store.totals import DIMENSIONS

DAY = date(2017, 5, 4)


@pytest.fixture
def world(database: Database) -> World:
    return lay_world(database)


def awarded(session: Session, world: World, number: str, cents: int) -> tuple[ApplicationRecord, AwardShare]:
    """An application that moves to its award, with one share."""
    record = start_application(session, world)
    with totals.kept(session, record.id):
        share = grant_award(session, record, number, Money(cents))
        record, _ = applications.record_step(
            session, record, Step("award", "draft", "awarded", "award", NOW), {"awarded": True}
        )
    return record, share


def pay(
    session: Session, application_id: int, share: AwardShare, cents: int, on: date, kind: str = "instalment"
) -> None:
    with totals.kept(session, application_id):
        session.add(Payment(award_share_id=share.id, kind=kind, amount=Money(cents), paid_on=on))
        if kind == "recovery":
            share.recovered += Money(cents)
        else:
            share.paid += Money(cents)


HISTORY = st.lists(
    st.tuples(
        st.sampled_from(["award", "pay", "recover", "lapse", "move", "second_payer"]),
        st.integers(0, 5),
        st.integers(1, 100_000),
    ),
    max_size=25,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_totals_kept_step_by_step_equal_totals_computed_anew(
    database: Database, world: World, history: list[tuple[str, int, int]]
) -> None:
    numbers = count(1)
    with Session(database.writer) as session:
        made: list[tuple[ApplicationRecord, AwardShare]] = []
        for what, which, cents in history:
            if what == "award" or not made:
                made.append(awarded(session, world, f"D-{next(numbers)}", cents))
                continue
            place = which % len(made)
            record, share = made[place]
            made[place] = (_happen(session, what, record, share, cents, next(numbers)), share)
        assert totals.differences(session) == ()
        kept = totals.totals(session, DIMENSIONS)
        assert kept == totals.totals_on(session, DIMENSIONS, date(2030, 1, 1))
        totals.rebuild(session)
        assert totals.totals(session, DIMENSIONS) == kept
        session.rollback()


def _happen(
    session: Session, what: str, record: ApplicationRecord, share: AwardShare, cents: int, number: int
) -> ApplicationRecord:
    left = share.amount - share.paid + share.recovered
    back = share.paid - share.recovered
    if what == "pay" and left:
        pay(session, record.id, share, min(cents, left.cents), DAY)
    elif what == "recover" and back:
        pay(session, record.id, share, min(cents, back.cents), DAY, "recovery")
    elif what == "lapse":
        with totals.kept(session, record.id):
            session.get_one(Award, share.award_id).lapsed_on = DAY
    elif what == "second_payer":
        with totals.kept(session, record.id):
            session.add(
                AwardShare(
                    award_id=share.award_id,
                    payer="region-bretagne",
                    source="commune",
                    amount=Money(cents),
                    decision_number=f"B-{number}",
                    decided_on=DAY,
                )
            )
    elif what == "move":
        stage = "payment" if record.stage != "payment" else "closing"
        with totals.kept(session, record.id):
            record, _ = applications.record_step(session, record, Step("go", "awarded", "awarded", stage, NOW), {})
    return record


def test_an_application_of_two_payers_counts_once(database: Database, world: World) -> None:
    with database.writing() as session:
        record, share = awarded(session, world, "D-1", 1_000)
        with totals.kept(session, record.id):
            session.add(
                AwardShare(
                    award_id=share.award_id,
                    payer="region-bretagne",
                    source="feder",
                    amount=Money(500),
                    decision_number="F-1",
                    decided_on=DAY,
                )
            )
        by_funder = totals.totals(session, ["funder"])
        assert [(row.funder, row.applications, row.awarded) for row in by_funder] == [
            ("feder", 1, Money(500)),
            ("region", 1, Money(1_000)),
        ]
        (whole,) = totals.totals(session, ["scheme", "year"])
        assert (whole.scheme, whole.year, whole.applications, whole.awarded) == (SCHEME, 2017, 1, Money(1_500))
        assert totals.totals(session, [], schemes=["bretagne/cap-creation-ess"]) == ()


def test_totals_of_a_past_day_leave_out_what_came_later(database: Database, world: World) -> None:
    with database.writing() as session:
        record, share = awarded(session, world, "D-1", 1_000)
        pay(session, record.id, share, 300, DAY + timedelta(days=10))
        with totals.kept(session, record.id):
            later = Step("pay", "awarded", "in_payment", "payment", NOW + timedelta(days=10))
            applications.record_step(session, record, later, {})
    with database.reading() as session:
        assert totals.totals_on(session, ["stage"], DAY - timedelta(days=1)) == ()
        (then,) = totals.totals_on(session, ["stage"], DAY)
        (now,) = totals.totals_on(session, ["stage"], DAY + timedelta(days=10))
        assert (then.stage, then.awarded, then.paid) == ("award", Money(1_000), ZERO)
        assert (now.stage, now.awarded, now.paid) == ("payment", Money(1_000), Money(300))
        assert totals.totals(session, ["stage"]) == (now,)
        assert total(row.awarded for row in totals.totals(session, DIMENSIONS) if row.funder) == Money(1_000)


def test_a_total_changed_by_hand_is_reported(database: Database, world: World) -> None:
    with database.writing() as session:
        awarded(session, world, "D-1", 1_000)
        row = session.get_one(AwardTotal, (SCHEME, "region", 2017, "FRI3", "award"))
        row.awarded = Money(1)
        session.flush()
        assert [place.funder for place in totals.differences(session)] == ["region"]
