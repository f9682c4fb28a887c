"""Administration: people and their roles, bodies, the outbox. Each administrator keeps to their own bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, NotAllowed, NotFound, Problem
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import ROLES, Role
from workflow.services.access import require
from workflow.services.context import Context
from workflow.services.people import grant_role, may_give
from workflow.services.views.administration import BodyView, GrantView, MessageView, PersonView
from workflow.store import administration, people, schemes
from workflow.store.administration import GrantedRole


def people_and_roles(context: Context, text: str = "") -> tuple[PersonView, ...]:
    """The people of the bodies that the person administers, found by a part of their name or address.

    Raises:
        NotAllowed: the person administers nothing.
    """
    bodies_ = _administered(context)
    found = administration.search_people(context.session, text.strip()[:100], bodies_)
    today = day_in_paris(context.clock.now())
    grants: defaultdict[int, list[GrantView]] = defaultdict(list)
    for grant in administration.roles_of(context.session, {person.id for person in found}):
        if bodies_ is None or grant.body_id in bodies_:
            grants[grant.person_id].append(_grant(grant, today))
    return tuple(PersonView(one.id, one.name, one.email or "", tuple(grants[one.id])) for one in found)


def give_role(context: Context, email: str, role: str, body: str | None, scheme: str | None) -> None:
    """Give a role to the person who has this address, for one body or all, one scheme or all.

    Raises:
        NotAllowed: the person does not administer this body (or all of them, where none is named).
        InvalidInput: no such address (``email``), role, body or scheme.
    """
    if not may_give(context.actor, body, scheme):
        raise NotAllowed
    problems = _problems(context, role, body, scheme)
    person = people.person_by_email(context.session, email.strip())
    if person is None or person.erased_at is not None:
        words = Words(fr="Personne n’a cette adresse.", en="Nobody has this address.")
        problems.append(Problem("email", "person_unknown", words))
    if person is None or problems:
        raise InvalidInput(problems)
    known: Role = next(one for one in ROLES if one == role)
    grant_role(context, person.id, known, body, scheme)


def end_role(context: Context, grant_id: int) -> None:
    """End a role at once: it held until yesterday, or holds for today only where it began today.

    Raises:
        NotFound: no such role for this administrator.
        InvalidInput: it is one's own right to administer, or it has ended already (``grant``).
    """
    grant = administration.role_grant(context.session, grant_id)
    bodies_ = _administered(context)
    if grant is None or (bodies_ is not None and grant.body_id not in bodies_):
        raise NotFound
    today = day_in_paris(context.clock.now())
    if grant.person_id == context.actor.person_id and grant.role == "administrator":
        words = Words(
            fr="Demandez à une autre personne de retirer votre propre droit d’administrer.",
            en="Ask somebody else to end your own right to administer.",
        )
        raise InvalidInput([Problem("grant", "own_role", words)])
    if not _holds(grant, today):
        words = Words(fr="Ce rôle a déjà pris fin.", en="This role has already ended.")
        raise InvalidInput([Problem("grant", "role_ended", words)])
    people.end_role(context.session, grant_id, max(grant.since, today - timedelta(days=1)))


def bodies(context: Context) -> tuple[BodyView, ...]:
    """Every body, by name."""
    runs = Counter(loaded.scheme.running_body.id for loaded in context.catalogue.all())
    return tuple(
        BodyView(one.id, one.name, one.kind, one.siret, runs[one.id]) for one in people.bodies(context.session)
    )


def body_names(context: Context) -> Mapping[str, str]:
    """What each body is called, by its id."""
    return schemes.body_names(context.session)


def messages(context: Context) -> tuple[MessageView, ...]:
    """The latest messages of the outbox, newest first: they are kept where no mail server is set.

    Raises:
        NotAllowed: the person administers nothing.
    """
    kept = administration.messages(context.session, _administered(context))
    return tuple(MessageView(**asdict(one)) for one in kept)


def _administered(context: Context) -> frozenset[str] | None:
    """The bodies that the person administers; ``None`` for all of them."""
    require(context.actor, "administrator")
    mine = [grant.body for grant in context.actor.grants if grant.role == "administrator"]
    return None if None in mine else frozenset(body for body in mine if body is not None)


def _problems(context: Context, role: str, body: str | None, scheme: str | None) -> list[Problem]:
    found = []
    if role not in ROLES or role == "applicant":
        words = Words(fr="Choisissez un rôle de la liste.", en="Choose a role of the list.")
        found.append(Problem("role", "role_unknown", words))
    if body is not None and body not in schemes.body_names(context.session):
        words = Words(fr="Choisissez un organisme de la liste.", en="Choose a body of the list.")
        found.append(Problem("body", "body_unknown", words))
    if scheme is not None and scheme not in context.catalogue.schemes:
        words = Words(fr="Choisissez un dispositif de la liste.", en="Choose a scheme of the list.")
        found.append(Problem("scheme", "scheme_unknown", words))
    return found


def _grant(grant: GrantedRole, today: date) -> GrantView:
    holds = _holds(grant, today)
    return GrantView(grant.id, grant.role, grant.body_name, grant.scheme_id, grant.since, grant.until, holds)


def _holds(grant: GrantedRole, today: date) -> bool:
    return grant.since <= today and (grant.until is None or grant.until >= today)
