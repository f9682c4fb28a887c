"""Items asked for: each request has its own answers, and none holds the clock of the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tests.fixtures.road import MOMENT, PDF, Road, catalogue, open_road
from workflow.engine.step import Refused
from workflow.kernel.errors import InvalidInput
from workflow.services.attach import attach
from workflow.services.clocks import run_due_clocks
from workflow.services.close import withdraw
from workflow.services.items import provide_items, request_items
from workflow.services.read import application

DEADLINE = date(2017, 5, 20)


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_a_file_given_for_one_request_does_not_answer_the_next(road: Road) -> None:
    reference = road.submitted()
    _ask(road, reference, "Statuts")
    first = _give(road, reference, "statuts.pdf")
    road.take("applicant", reference, lambda c, r: provide_items(c, r, {}))
    _ask(road, reference, "Budget")
    with pytest.raises(Refused):
        road.take("applicant", reference, lambda c, r: provide_items(c, r, {}))
    road.clock.move_to(MOMENT + timedelta(hours=1))
    second = _give(road, reference, "budget.pdf")
    road.take("applicant", reference, lambda c, r: provide_items(c, r, {}))
    assert _files(road, reference) == [first, second]


def test_what_came_before_the_deadline_is_kept_with_its_request(road: Road) -> None:
    reference = road.submitted()
    _ask(road, reference, "Statuts")
    given = _give(road, reference, "statuts.pdf")
    road.clock.move_to(MOMENT + timedelta(days=30))
    assert run_due_clocks(road.database, road.clock, catalogue(), road.files) == 1
    assert _files(road, reference) == [given]


def test_an_application_withdrawn_while_items_are_awaited_does_not_stop_the_clocks_of_the_others(road: Road) -> None:
    withdrawn, waiting = road.submitted(), road.submitted()
    for reference in (withdrawn, waiting):
        _ask(road, reference, "Statuts")
    road.take("applicant", withdrawn, withdraw)
    road.clock.move_to(MOMENT + timedelta(days=30))
    assert run_due_clocks(road.database, road.clock, catalogue(), road.files) == 1
    assert [road.found(one).state for one in (withdrawn, waiting)] == ["withdrawn", "submitted"]


def test_the_clock_of_silence_counts_two_requests_each_for_its_own_days(road: Road) -> None:
    reference = road.submitted()
    assert road.found(reference).implicit_refusal_on == date(2017, 7, 4)
    for asked_after, answered_after in ((1, 4), (6, 11)):
        road.clock.move_to(MOMENT + timedelta(days=asked_after))
        _ask(road, reference, "Une précision")
        road.clock.move_to(MOMENT + timedelta(days=answered_after))
        road.take("applicant", reference, lambda c, r: provide_items(c, r, {0: "La voici."}))
    assert road.found(reference).implicit_refusal_on == date(2017, 7, 12)


def test_a_long_answer_is_refused_and_never_cut(road: Road) -> None:
    reference = road.submitted()
    _ask(road, reference, "Statuts")
    with pytest.raises(InvalidInput) as refusal:
        road.take("applicant", reference, lambda c, r: provide_items(c, r, {0: "x" * 5001}))
    assert [(one.field, one.code) for one in refusal.value.problems] == [("answers[0]", "text_too_long")]


def test_an_officer_asks_for_a_number_of_items_that_can_be_read(road: Road) -> None:
    reference = road.submitted()
    with pytest.raises(InvalidInput) as refusal:
        road.take("officer", reference, lambda c, r: request_items(c, r, "", DEADLINE, [("Pièce", None)] * 51))
    assert [one.code for one in refusal.value.problems] == ["too_many_items"]
    with pytest.raises(InvalidInput):
        road.take("officer", reference, lambda c, r: request_items(c, r, "", DEADLINE, [("x" * 301, None)]))


def _ask(road: Road, reference: str, label: str) -> None:
    road.take("officer", reference, lambda c, r: request_items(c, r, "Il manque une pièce.", DEADLINE, [(label, None)]))


def _give(road: Road, reference: str, name: str) -> int:
    return road.take("applicant", reference, lambda c, r: attach(c, r, "item:0", name, BytesIO(PDF))).id


def _files(road: Road, reference: str) -> list[int | None]:
    """The file that answers the only item of each request."""
    with road.reading("officer") as context:
        requests = application(context, reference).item_requests
    return [one.items[0].attachment.id if one.items[0].attachment is not None else None for one in requests]
