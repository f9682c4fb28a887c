"""The application page: few statements whatever the application holds, and the same page as without gathering."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.world import World, awarded, instructed, lay_world, submitted
from tests.fixtures.engine import FUND
from workflow.services.context import Context
from workflow.services.lists import QueueFilters, queue
from workflow.services.read import application
from workflow.services.start import start
from workflow.store.database import Database, counting

PAGE_STATEMENTS = 12
QUEUE_STATEMENTS = 8


@dataclass(frozen=True)
class Laid:
    """A world, and one application in each of some states."""

    world: World
    references: dict[str, str]


@pytest.fixture
def laid(database: Database, tmp_path: Path) -> Laid:
    """A draft, and applications just submitted, instructed and awarded."""
    world = lay_world(database, tmp_path / "files")
    references = {name: submitted(world, name) for name in ("submitted", "instruction", "awarded")}
    instructed(world, references["instruction"])
    instructed(world, references["awarded"])
    awarded(world, references["awarded"])
    with world.writing("applicant") as context:
        references["draft"] = start(context, FUND)
    return Laid(world, references)


SEEN = [
    ("applicant", "draft"),
    ("applicant", "submitted"),
    ("applicant", "awarded"),
    ("officer", "submitted"),
    ("officer", "instruction"),
    ("officer", "awarded"),
]


def test_a_page_takes_few_statements_in_any_state(laid: Laid) -> None:
    world, counts = laid.world, {}
    for name, state in SEEN:
        with world.reading(world.actor(name)) as context, counting(world.database) as statements:
            application(context, laid.references[state])
        counts[name, state] = len(statements)
    assert {place: count for place, count in counts.items() if count > PAGE_STATEMENTS} == {}


def test_a_page_read_at_once_is_the_page_read_question_by_question(laid: Laid) -> None:
    world = laid.world
    for name, state in SEEN:
        with world.reading(world.actor(name)) as context:
            at_once = application(context, laid.references[state])
        with world.database.writing() as session:  # a writer's session gathers and remembers nothing
            asked = Context(session, context.actor, context.clock, context.catalogue, context.files)
            assert application(asked, laid.references[state]) == at_once
    assert at_once.award is not None
    assert len(at_once.timeline) > 8


def test_a_page_of_the_queue_takes_few_statements(laid: Laid) -> None:
    world = laid.world
    with world.reading(world.actor("officer")) as context, counting(world.database) as statements:
        page = queue(context, QueueFilters())
    assert len(page.rows) == 3
    assert len(statements) <= QUEUE_STATEMENTS
