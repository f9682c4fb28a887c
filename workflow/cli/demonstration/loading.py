"""Loading the demonstration into an empty record, once; or afresh over another demonstration, never over real data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from workflow.cli.demonstration import (
    accompaniment,
    ami,
    collaborative,
    fund,
    path,
    present,
    present_elsewhere,
    support,
)
from workflow.cli.demonstration.cast import enter, sign_ins, signed
from workflow.cli.demonstration.stage import Act, Script, Stage
from workflow.cli.sign_ins import SignIn
from workflow.kernel.clock import Clock, SettableClock, day_in_paris
from workflow.kernel.errors import DomainError
from workflow.kernel.words import Words
from workflow.schemes.catalogue import Catalogue
from workflow.services.installation import synchronise
from workflow.services.people import change_profile, create_person
from workflow.store import emptying, outbox, people
from workflow.store.database import Database
from workflow.store.files import AttachmentStore

BEGINNING: Final = datetime(2016, 1, 4, 8, tzinfo=UTC)
"""The cast is in place before the first scene."""

STORIES: Final = (path.write, accompaniment.write, fund.write, support.write, collaborative.write, ami.write)
MARKER: Final = "demonstration@octroi.example"
"""Nobody can register with this address; whoever bears it was written first, into an empty record."""

MOST_MESSAGES: Final = 100_000
LOADING: Final = "Démonstration en cours de chargement"
LOADED: Final = "Démonstration chargée"


class NotADemonstration(DomainError):
    """The record holds something else than a demonstration."""

    code = "not_a_demonstration"
    words = Words(
        fr="Cette base contient autre chose qu’une démonstration : rien n’y est chargé ni effacé. Donnez une base vide "
        "dans DATABASE_URL.",
        en="This database holds something else than a demonstration: nothing is loaded into it or erased. Name an "
        "empty "
        "database in DATABASE_URL.",
    )


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What stands in the record: those whom anyone may sign in as, and whether it was loaded just now."""

    sign_ins: tuple[SignIn, ...]
    loaded_now: bool


def load(
    database: Database, files: AttachmentStore, catalogue: Catalogue, clock: Clock, *, reset: bool = False
) -> Demonstration:
    """Load the demonstration; nothing is written where it stands already, unless ``reset``.

    One that was interrupted is started again.

    Raises:
        NotADemonstration: the record holds people, and was not begun as a demonstration.
        Unavailable: the database was locked or full; the demonstration can be started again.
    """
    state = _state(database)
    if state == LOADED and not reset:
        return Demonstration(_known(database), loaded_now=False)
    if state is not None:
        emptying.empty(database, files)
    return Demonstration(_play(Stage(database, files, catalogue, SettableClock(BEGINNING)), clock), loaded_now=True)


def script(clock: Clock) -> Script:
    """Every scene, up to the present of ``clock``."""
    whole = Script()
    for story in STORIES:
        story(whole)
    for under_way in (present.write, present_elsewhere.write):
        under_way(whole, day_in_paris(clock.now()))
    return whole


def _play(stage: Stage, clock: Clock) -> tuple[SignIn, ...]:
    with stage.act() as act:
        stage.people["marker"] = create_person(act.by_itself(), LOADING, MARKER)
        synchronise(act.by_itself())
        enter(act)
    script(clock).play(stage, clock.now())
    with stage.act() as act:
        _keep_messages(act)
        change_profile(act.by("marker"), LOADED, "fr")
    return sign_ins(stage.people)


def _keep_messages(act: Act) -> None:
    """The messages of the replay count as sent on their day: nobody is to be written to about the past."""
    for notice in outbox.claim(act.session, act.stage.clock.now(), limit=MOST_MESSAGES):
        outbox.delivered(act.session, notice.id, notice.created_at)


def _state(database: Database) -> str | None:
    """``LOADED`` or ``LOADING``; ``None`` for an empty record."""
    with database.reading() as session:
        marker = people.person_by_email(session, MARKER)
        if marker is not None:
            return marker.name
        if emptying.holds_people(session):
            raise NotADemonstration
    return None


def _known(database: Database) -> tuple[SignIn, ...]:
    """The sign-ins of the demonstration that stands, but for people who have been erased since."""
    with database.reading() as session:
        found = {name: people.person_by_email(session, address) for name, address in signed().items()}
    return sign_ins({name: person.id for name, person in found.items() if person is not None})
