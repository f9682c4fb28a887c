"""One transaction a verb: all or nothing, once, in turn; and a database that cannot write leaves no trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select, text

from tests.fixtures.engine import FUND
from tests.fixtures.road import Road, open_road
from tests.services.support import assert_unusable
from workflow.engine.step import Refused
from workflow.kernel.errors import DomainError, NotFound, StaleVersion, Unavailable
from workflow.kernel.money import Money
from workflow.services.agenda import put_on_agenda
from workflow.services.audit import verify
from workflow.services.decide import ShareOrder, award
from workflow.services.eligibility import record_eligibility
from workflow.services.notify import notify
from workflow.services.sessions import cast_vote
from workflow.services.submit import submit
from workflow.store import balances, envelopes, totals
from workflow.store.database import open_database
from workflow.store.refusals import EnvelopeExceeded
from workflow.store.tables import Award, AwardShare, Base, LedgerMovement

DECIDERS = 16
AMOUNT = Money.parse("12000.00")
BODY = "bretagne-active"
_CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def test_a_double_click_on_two_machines_at_once_is_one_step(road: Road) -> None:
    reference = road.drafted()
    with road.by("applicant") as context:
        request = replace(road.request(context, reference), key="un-clic")
    gate = Barrier(4)

    def click(_: int) -> bool:
        gate.wait()
        with road.by("applicant") as context:
            return submit(context, request).repeated

    with ThreadPoolExecutor(4) as pool:
        repeated = sorted(pool.map(click, range(4)))
    assert repeated == [False, True, True, True]
    assert road.found(reference).event_count == 1


def test_two_officers_on_the_same_page_do_not_overwrite_each_other(road: Road) -> None:
    reference = road.submitted()
    with road.by("officer") as context:
        seen = road.request(context, reference)
        record_eligibility(context, seen)
    with pytest.raises(StaleVersion), road.by("officer") as context:
        record_eligibility(context, seen)
    assert road.found(reference).event_count == 2


def test_a_failure_in_an_effect_leaves_nothing(road: Road) -> None:
    """The number is refused by the database, after the step, the event, the award and the reservation were written."""
    road.awarded()
    reference, order = road.voted(), road.order(FUND, "12000.00")
    before = _counts(road)
    with assert_unusable("decision_number_taken"):
        road.take(
            "secretary",
            reference,
            lambda c, r: award(c, r, AMOUNT, "CE-2", [replace(order, decision_number="ESSAI-1")]),
        )
    assert _counts(road) == before
    assert road.found(reference).state == "on_agenda"
    road.take("secretary", reference, lambda c, r: award(c, r, AMOUNT, "CE-2", [order]))
    assert road.found(reference).state == "awarded"


def test_the_envelope_is_asked_again_by_the_record_itself(road: Road) -> None:
    """Two awards of one transaction, each of which its guard finds room for, exceed together what is left."""
    first, second = road.voted(), road.voted()
    slug = road.envelope(BODY, authority="20000.00")

    def decide_both() -> None:
        with road.by("secretary") as context:
            for number, reference in enumerate((first, second)):
                order = ShareOrder(BODY, "scheme", AMOUNT, f"CE-{number}", slug)
                award(context, road.request(context, reference), AMOUNT, "CE-1", [order])

    with pytest.raises((EnvelopeExceeded, Refused)):
        decide_both()
    assert [road.found(one).state for one in (first, second)] == ["on_agenda", "on_agenda"]
    with road.database.reading() as session:
        assert balances.discrepancies(session) == ()
        assert session.scalar(select(func.count()).select_from(Award)) == 0


def test_sixteen_deciders_book_exactly_what_fits(road: Road) -> None:
    """Every one of them awards 12 000.00 on an envelope that holds five awards and a little more."""
    references = _voted_together(road, DECIDERS)
    slug = road.envelope(BODY, authority="71999.99")
    gate = Barrier(DECIDERS)

    def decide(number: int) -> str:
        order = ShareOrder(BODY, "scheme", AMOUNT, f"CE-{number}", slug)
        gate.wait()
        try:
            road.take("secretary", references[number], lambda c, r: award(c, r, AMOUNT, "CE-16", [order]))
        except (EnvelopeExceeded, Refused) as refusal:
            return refusal.code
        return "awarded"

    with ThreadPoolExecutor(DECIDERS) as pool:
        outcomes = list(pool.map(decide, range(DECIDERS)))
    assert outcomes.count("awarded") == 5
    assert set(outcomes) <= {"awarded", "refused", "envelope_exceeded"}
    with road.database.reading() as session:
        kept = envelopes.find(session, slug)
        shares = session.scalars(select(AwardShare.amount)).all()
        moved = session.scalar(select(func.count()).where(LedgerMovement.kind == "reserve"))
        assert balances.discrepancies(session) == ()
        assert totals.differences(session) == ()
    assert kept is not None
    assert (str(kept.reserved), len(shares), moved) == ("60000.00", 5, 5)
    states = [road.found(one).state for one in references]
    assert (states.count("awarded"), states.count("on_agenda")) == (5, 11)
    with road.by_itself() as context:
        assert verify(context) == ()


def test_a_database_that_another_process_holds_is_unavailable_and_nothing_is_half_done(
    sqlite_url: str, tmp_path: Path
) -> None:
    road = open_road(sqlite_url, tmp_path / "files")
    reference = road.drafted()
    before = road.found(reference)
    impatient = replace(road, database=open_database(sqlite_url, busy_timeout=50))
    with road.database.writing() as holder:
        holder.execute(text("UPDATE people SET name = name"))
        with pytest.raises(Unavailable):
            impatient.take("applicant", reference, submit)
    assert road.found(reference) == before
    impatient.take("applicant", reference, submit)
    assert road.found(reference).state == "submitted"
    impatient.database.close()
    road.database.close()


def test_a_full_disk_is_unavailable_and_nothing_is_half_done(sqlite_url: str, tmp_path: Path) -> None:
    road = open_road(sqlite_url, tmp_path / "files")
    reference = road.drafted()
    before = road.found(reference)

    def submit_on_a_full_disk() -> None:
        with road.by("applicant") as context:
            pages = context.session.execute(text("PRAGMA page_count")).scalar_one()
            context.session.execute(text(f"PRAGMA max_page_count = {int(pages)}"))
            submit(context, road.request(context, reference))
            context.session.execute(text("CREATE TABLE one_more AS SELECT randomblob(2000000) AS bytes"))

    with pytest.raises(Unavailable):
        submit_on_a_full_disk()
    road.database.close()
    assert road.found(reference) == before
    road.take("applicant", reference, submit)
    road.database.close()


def test_a_server_that_has_gone_is_unavailable(postgres_url: str, tmp_path: Path) -> None:
    road = open_road(postgres_url, tmp_path / "files")
    reference = road.drafted()

    def submit_while_the_server_stops() -> None:
        with road.by("applicant") as context:
            request = road.request(context, reference)
            with road.database.writing() as other:
                other.execute(text(_CUT))
            submit(context, request)

    with pytest.raises(Unavailable):
        submit_while_the_server_stops()
    assert road.found(reference).state == "draft"
    road.take("applicant", reference, submit)
    road.database.close()


@pytest.mark.parametrize("name", ["stranger", "elsewhere"])
def test_a_refused_step_writes_nothing_at_all(road: Road, name: str) -> None:
    road.person("stranger")
    road.person("elsewhere", "case_officer", body="region-nouvelle-aquitaine")
    reference = road.submitted()
    before = _counts(road)
    with pytest.raises(NotFound) as refusal:
        road.take(name, reference, record_eligibility)
    assert isinstance(refusal.value, DomainError)
    assert _counts(road) == before


def test_a_reader_s_transaction_cannot_write(road: Road) -> None:
    reference = road.awarded()
    with pytest.raises(Unavailable), road.reading("manager") as context:
        notify(context, road.request(context, reference))
    assert road.found(reference).state == "awarded"


def _voted_together(road: Road, count: int) -> list[str]:
    """Applications of one session, voted by every member."""
    references = [road.reviewed() for _ in range(count)]
    session_id = road.session()
    with road.by("secretary") as context:
        for reference in references:
            put_on_agenda(context, road.request(context, reference), session_id)
            for name in ("first", "second", "third"):
                cast_vote(context, session_id, reference, road.people[name], "for")
    return references


def _counts(road: Road) -> dict[str, int]:
    with road.database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
