"""The small world of the journey: Bretagne Active’s people with their accounts, and its money. All invented.

Nobody has applied yet: that is for the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.conftest import serving
from tests.fixtures.desk import PASSWORD, Desk, desk_settings, open_desk
from web.account.signing_in import create_account
from workflow.kernel.money import Money
from workflow.schemes.vocabulary import Role
from workflow.services.context import Actor, Context
from workflow.services.envelopes import appropriate, open_envelope
from workflow.services.installation import synchronise
from workflow.services.organisations import create_organisation
from workflow.services.people import actor_for, create_person, grant_role
from workflow.store.migrating import migrate

MORNING = datetime(2026, 5, 5, 7, 30, tzinfo=UTC)
FUND = "bretagne-active"
SCHEME = "bretagne/cap-creation-ess"
ASSOCIATION = "Les Lessives du canal (essai)"
ENVELOPE = "CAP’Création ESS 2026 (essai)"
ROLES: dict[str, tuple[Role, ...]] = {
    "Ada Porteuse": (),
    "Ivo Instructeur": ("case_officer",),
    "Solen Secrétaire": ("committee_secretary",),
    "Gaël Gestionnaire": ("manager",),
    "Mona Membre": ("committee_member",),
    "Malo Membre": ("committee_member",),
    "Maï Membre": ("committee_member",),
    "Aziliz Administratrice": ("administrator",),
}


@dataclass
class World:
    """A running server, and the people who may sign in to it with ``PASSWORD``."""

    desk: Desk
    address: str
    people: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def acting(self, name: str | None = None) -> Iterator[Context]:
        """One transaction of ``name``, or of the installation itself."""
        record = self.desk.app.extensions["octroi_record"]
        with record.database.writing() as session:
            context = Context(session, Actor(None, automatic=True), record.clock, record.catalogue, record.files)
            if name is not None:
                context = replace(context, actor=actor_for(session, record.clock, self.people[name]))
            yield context


def email_of(name: str) -> str:
    """The address with which ``name`` signs in."""
    return f"{name.partition(' ')[0].lower()}@exemple.test".translate(str.maketrans("ëï", "ei"))


@contextmanager
def open_world(folder: Path) -> Iterator[World]:
    """A server on a fresh SQLite record in ``folder``, with people, an association and an envelope."""
    url = f"sqlite:///{folder / 'octroi.db'}"
    migrate(url)
    desk = open_desk(desk_settings(url, folder / "var"), MORNING)
    with serving(desk.app) as address:
        world = World(desk, address)
        _people(world)
        _money(world)
        yield world
    desk.database.close()


def _people(world: World) -> None:
    with world.acting() as context:
        synchronise(context)
        for name, roles in ROLES.items():
            world.people[name] = create_person(context, name, email_of(name))
            for role in roles:
                grant_role(context, world.people[name], role, None if role == "administrator" else FUND)
    for name in ROLES:
        create_account(world.desk.app, world.people[name], email_of(name), PASSWORD)
    with world.acting("Ada Porteuse") as context:
        create_organisation(context, ASSOCIATION, "association", commune="35238", invented=True)


def _money(world: World) -> None:
    with world.acting("Gaël Gestionnaire") as context:
        open_envelope(context, "cap-2026", FUND, ENVELOPE, Money.parse("50000.00"), year=2026)
        appropriate(context, "cap-2026", 2026, Money.parse("9250.00"))
