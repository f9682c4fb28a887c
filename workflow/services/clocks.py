"""Due clocks: what happens by itself because a day has passed. Automatic steps are told from human ones."""

from __future__ import annotations

from workflow.engine.step import StepNotOffered
from workflow.kernel.clock import Clock, day_in_paris
from workflow.kernel.errors import StaleVersion
from workflow.schemes.catalogue import Catalogue
from workflow.services.context import Actor, Context, StepRequest
from workflow.services.items import declare_items_overdue
from workflow.store import applications, instruction
from workflow.store.database import Database
from workflow.store.files import AttachmentStore

AUTOMATIC = Actor(person_id=None, automatic=True)


def run_due_clocks(database: Database, clock: Clock, catalogue: Catalogue, files: AttachmentStore) -> int:
    """Take every automatic step that is due today in Paris, each in a transaction of its own; how many were taken.

    A step that somebody else has just made, or made impossible, is left out: it does not hold the others back.
    """
    today = day_in_paris(clock.now())
    with database.reading() as session:
        overdue = instruction.overdue_references(session, today)
    taken = 0
    for reference in overdue:
        try:
            with database.writing() as session:
                context = Context(session, AUTOMATIC, clock, catalogue, files)
                version = applications.find(session, reference).version
                declare_items_overdue(context, StepRequest(reference, version))
        except (StaleVersion, StepNotOffered):
            continue
        taken += 1
    return taken
