"""A record to measure on: the schemes that ship, people, and one application taken from draft to award by the verbs.

Everything is invented. Many applications are copies of one that the verbs made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.fixtures.engine import FUND, answers, loaded, plan
from workflow.kernel.clock import SettableClock
from workflow.kernel.money import Money
from workflow.schemes.catalogue import Catalogue
from workflow.schemes.loading import load_catalogue
from workflow.schemes.vocabulary import ROLES
from workflow.services.agenda import put_on_agenda
from workflow.services.assign import assign
from workflow.services.attach import attach
from workflow.services.context import Actor, Context, StepRequest
from workflow.services.decide import ShareOrder, award
from workflow.services.eligibility import record_eligibility
from workflow.services.envelopes import open_envelope
from workflow.services.installation import synchronise
from workflow.services.instruct import give_opinion, propose_amount, retain_costs
from workflow.services.items import provide_items, request_items
from workflow.services.organisations import create_organisation
from workflow.services.people import actor_for, create_person, grant_role
from workflow.services.save import save_answers, save_plan
from workflow.services.sessions import cast_vote, open_session, plan_session, record_attendance
from workflow.services.start import start
from workflow.services.submit import submit
from workflow.store.applications import find
from workflow.store.database import Database
from workflow.store.files import AttachmentStore

BODY = "bretagne-active"
MOMENT = datetime(2017, 5, 4, 9, 30, tzinfo=UTC)
FILE = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"


@dataclass
class World:
    """An open record and those who act on it."""

    database: Database
    files: AttachmentStore
    clock: SettableClock
    people: dict[str, int]

    @contextmanager
    def writing(self, name: str) -> Iterator[Context]:
        """A unit of work of ``name``, who may write."""
        with self.database.writing() as session:
            actor = actor_for(session, self.clock, self.people[name])
            yield Context(session, actor, self.clock, catalogue(), self.files)

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Context]:
        """A unit of work of ``actor``, who only reads."""
        with self.database.reading() as session:
            yield Context(session, actor, self.clock, catalogue(), self.files)

    def actor(self, name: str) -> Actor:
        """The person as an actor."""
        with self.database.reading() as session:
            return actor_for(session, self.clock, self.people[name])


@cache
def catalogue() -> Catalogue:
    """The schemes that ship, loaded once."""
    return load_catalogue()


def lay_world(database: Database, folder: Path) -> World:
    """Write schemes, bodies and people to an empty, migrated record."""
    world = World(database, AttachmentStore(folder), SettableClock(MOMENT), {})
    with database.writing() as session:
        context = Context(session, Actor(None, automatic=True), world.clock, catalogue(), world.files)
        synchronise(context)
        for name in ("applicant", "officer", "secretary", "second", "third"):
            world.people[name] = create_person(context, f"{name.title()} (essai)", f"{name}@exemple.test")
        for name in ("officer", "secretary", "second", "third"):
            for role in ROLES:
                if role != "applicant":
                    grant_role(context, world.people[name], role, BODY)
    return world


def submitted(world: World, title: str = "Cuisine partagée") -> str:
    """An application that has just been filed, complete with its documents; its reference."""
    scheme = loaded(FUND)
    with world.writing("applicant") as context:
        organisation = create_organisation(context, f"Association {title}", "association", commune="29019")
    with world.writing("applicant") as context:
        reference = start(context, FUND, organisation_id=organisation, title=title)
        save_answers(context, _request(context, reference), answers(scheme))
        save_plan(context, _request(context, reference), plan())
        for document in scheme.scheme.documents:
            attach(context, _request(context, reference), document.id, f"{document.id}.pdf", BytesIO(FILE))
    _take(world, "applicant", reference, submit)
    return reference


def instructed(world: World, reference: str) -> None:
    """Assigned, asked for an item, answered, eligible, costs retained, amount proposed, opinion given."""
    officer = world.people["officer"]
    deadline = date(2017, 6, 4)
    _take(world, "officer", reference, lambda c, r: assign(c, r, officer))
    _take(
        world,
        "officer",
        reference,
        lambda c, r: request_items(c, r, "Une précision.", deadline, [("Calendrier", None)]),
    )
    _take(world, "applicant", reference, lambda c, r: provide_items(c, r, {0: "De juin à décembre."}))
    _take(world, "officer", reference, record_eligibility)
    _take(world, "officer", reference, lambda c, r: retain_costs(c, r, []))
    _take(world, "officer", reference, lambda c, r: propose_amount(c, r, Money.parse("12000.00")))
    _take(world, "officer", reference, lambda c, r: give_opinion(c, r, "favourable", "Un projet utile.", {}))


def awarded(world: World, reference: str) -> None:
    """Put before a committee of three, voted, awarded."""
    committee = next(one for one in loaded(FUND).scheme.committees if one.role == "decides")
    members = [world.people[name] for name in ("secretary", "second", "third")]
    with world.writing("secretary") as context:
        session_id = plan_session(context, committee.id, committee.body, date(2017, 6, 20), "", members)
    _take(world, "secretary", reference, lambda c, r: put_on_agenda(c, r, session_id))
    with world.writing("secretary") as context:
        open_session(context, session_id, 1)
        record_attendance(context, session_id, members)
        for member in members:
            cast_vote(context, session_id, reference, member, "for")
    amount = Money.parse("12000.00")
    with world.writing("officer") as context:
        open_envelope(context, "fonds-2017", BODY, "Fonds 2017", Money.parse("50000.00"))
    shares = [ShareOrder(BODY, "scheme", amount, "CE-2017-01-1", "fonds-2017")]
    _take(world, "secretary", reference, lambda c, r: award(c, r, amount, "CE-2017-01", shares))


def _take(world: World, name: str, reference: str, verb: Callable[[Context, StepRequest], object]) -> None:
    with world.writing(name) as context:
        verb(context, _request(context, reference))


def _request(context: Context, reference: str) -> StepRequest:
    return StepRequest(reference, find(context.session, reference).version)
