"""People: who acts, with which roles; and giving them roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflow.kernel.clock import Clock, day_in_paris
from workflow.kernel.errors import InvalidInput, NotAllowed, NotFound, Problem
from workflow.kernel.words import LANGUAGES, Language, Words
from workflow.schemes.vocabulary import Role
from workflow.services.context import Actor, Context, Grant
from workflow.store import people
from workflow.store.database import Session

LONGEST_NAME: Final = 120
"""Characters of a person's name."""


def actor_for(session: Session, clock: Clock, person_id: int) -> Actor:
    """The person as an actor, with the roles that they hold today; in two statements.

    Raises:
        NotFound: no such person, or erased.
    """
    access = people.access(session, person_id, day_in_paris(clock.now()))
    memberships = access.memberships
    return Actor(
        person_id=access.person_id,
        name=access.name,
        language=access.language,
        grants=tuple(Grant(held.role, held.body_id, held.scheme_id) for held in access.roles),
        organisations=frozenset(one for one, role in memberships.items() if role != "reader"),
        readable_organisations=frozenset(memberships),
    )


def create_person(context: Context, name: str, email: str, language: Language = "fr") -> int:
    """Write a person: what registration, an invitation or an administrator does; their id.

    Raises:
        InvalidInput: the address is taken (``email``), at the end of the transaction.
    """
    return people.add_person(context.session, name.strip(), email.strip(), context.clock.now(), language).id


def grant_role(
    context: Context, person_id: int, role: Role, body: str | None = None, scheme: str | None = None
) -> None:
    """Give a person a role from today on, for one body or all (``None``), one scheme or all.

    Raises:
        NotAllowed: only an administrator of as much (or the installation itself) gives roles.
    """
    if not context.actor.automatic and not may_give(context.actor, body, scheme):
        raise NotAllowed
    today = day_in_paris(context.clock.now())
    people.grant_role(context.session, person_id, role, today, body, scheme)


def may_give(actor: Actor, body: str | None, scheme: str | None) -> bool:
    """Whether ``actor`` administers the whole of ``body`` and ``scheme``; all of them where they are ``None``."""
    mine = (grant for grant in actor.grants if grant.role == "administrator")
    return any(grant.body in (None, body) and grant.scheme in (None, scheme) for grant in mine)


def people_with_role(context: Context, role: Role, body: str, scheme: str | None = None) -> Sequence[tuple[int, str]]:
    """Ids and names of those who hold ``role`` today for a body (and a scheme), by name."""
    today = day_in_paris(context.clock.now())
    return [(person.id, person.name) for person in people.people_with(context.session, role, body, scheme, today)]


def is_address_known(context: Context, email: str) -> bool:
    """Whether somebody in the record has this address, with or without an account."""
    return people.person_by_email(context.session, email) is not None


def change_profile(context: Context, name: str, language: Language) -> None:
    """Change one's own name and language.

    Raises:
        InvalidInput: the name is empty or too long (``name``), or the language is not offered (``language``).
        NotAllowed: nobody acts.
    """
    if context.actor.person_id is None:
        raise NotAllowed
    problems = [*name_problems(name), *_language_problems(language)]
    if problems:
        raise InvalidInput(problems)
    person = people.find(context.session, context.actor.person_id)
    if person is None:
        raise NotFound
    person.name, person.language = name.strip(), language


def name_problems(name: str) -> tuple[Problem, ...]:
    """What is wrong with a person's name as typed: empty, too long, or not on one line."""
    text = name.strip()
    if not text:
        return (Problem("name", "name_missing", Words(fr="Saisissez votre nom.", en="Enter your name.")),)
    if len(text) > LONGEST_NAME or not text.isprintable():
        limit = Words(
            fr=f"Un nom compte au plus {LONGEST_NAME} caractères, sur une ligne.",
            en=f"A name has at most {LONGEST_NAME} characters, on one line.",
        )
        return (Problem("name", "name_length", limit),)
    return ()


def _language_problems(language: str) -> tuple[Problem, ...]:
    if language in LANGUAGES:
        return ()
    offered = Words(fr="Choisissez le français ou l’anglais.", en="Choose French or English.")
    return (Problem("language", "language_unknown", offered),)
