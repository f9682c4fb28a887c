"""People, what they may act for, and organisations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from workflow.kernel.errors import NotFound
from workflow.kernel.words import Language
from workflow.schemes.vocabulary import Role
from workflow.store.prepared import Prepared
from workflow.store.tables import Body, Membership, Organisation, Person, RoleGrant
from workflow.store.tables.people import MembershipRole


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that holds today, for a body and a scheme; ``None`` means all of them."""

    role: Role
    body_id: str | None
    scheme_id: str | None


@dataclass(frozen=True, slots=True)
class Access:
    """A person and everything that they may act for."""

    person_id: int
    name: str
    email: str | None
    language: Language
    roles: tuple[HeldRole, ...]
    memberships: Mapping[int, MembershipRole]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to, in their language."""

    id: int
    name: str
    email: str | None
    language: Language


_RECIPIENT: Final = Prepared(
    select(Person.id, Person.name, Person.email, Person.language).where(
        Person.id == bindparam("person_id"), Person.erased_at.is_(None)
    )
)
_SCHEME: Final = bindparam("scheme_id", type_=RoleGrant.scheme_id.type)
_HOLDERS: Final = Prepared(
    select(Person.id, Person.name, Person.email, Person.language)
    .join(RoleGrant, RoleGrant.person_id == Person.id)
    .where(
        RoleGrant.role == bindparam("role"),
        RoleGrant.since <= bindparam("on"),
        or_(RoleGrant.until.is_(None), RoleGrant.until >= bindparam("on")),
        or_(RoleGrant.body_id.is_(None), RoleGrant.body_id == bindparam("body_id")),
        or_(_SCHEME.is_(None), RoleGrant.scheme_id.is_(None), RoleGrant.scheme_id == _SCHEME),
        Person.erased_at.is_(None),
    )
    .order_by(Person.name, Person.id)
    .distinct()
)


def access(session: Session, person_id: int, on: date) -> Access:
    """Who the person is, the roles that they hold on the day ``on``, their organisations; in two statements.

    Raises:
        NotFound: there is no such person, or they were erased.
    """
    held = (RoleGrant.person_id == Person.id) & (RoleGrant.since <= on)
    rows: Sequence[Any] = session.execute(
        select(Person, RoleGrant.role, RoleGrant.body_id, RoleGrant.scheme_id)
        .join(RoleGrant, held & or_(RoleGrant.until.is_(None), RoleGrant.until >= on), isouter=True)
        .where(Person.id == person_id, Person.erased_at.is_(None))
        .order_by(RoleGrant.id)
    ).all()
    if not rows:
        raise NotFound
    person: Person = rows[0][0]
    memberships = session.execute(
        select(Membership.organisation_id, Membership.role).where(Membership.person_id == person_id)
    )
    return Access(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        roles=tuple(HeldRole(role, body, scheme) for _, role, body, scheme in rows if role is not None),
        memberships={row.organisation_id: row.role for row in memberships},
    )


def add_person(session: Session, name: str, email: str, at: datetime, language: Language = "fr") -> Person:
    """Write a new person. The address is kept in lower case; one that is taken is refused at the end."""
    person = Person(name=name, email=email.lower(), language=language, created_at=at)
    session.add(person)
    session.flush()
    return person


def find(session: Session, person_id: int) -> Person | None:
    """The person with this id, unless they were erased."""
    person = session.get(Person, person_id)
    return None if person is None or person.erased_at is not None else person


def person_by_email(session: Session, email: str) -> Person | None:
    """The person who has this address, whatever its case."""
    return session.scalars(select(Person).where(Person.email == email.lower())).one_or_none()


def names(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, in one statement."""
    if not person_ids:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def recipient(session: Session, person_id: int) -> Recipient | None:
    """The person as somebody to write to, unless they were erased."""
    row = _RECIPIENT.one(session, {"person_id": person_id})
    return None if row is None else Recipient(*row)


def people_with(session: Session, role: Role, body_id: str, scheme_id: str | None, on: date) -> tuple[Recipient, ...]:
    """Those who hold ``role`` on the day ``on`` for this body (and scheme), by name; all-embracing grants included."""
    wanted = {"role": role, "body_id": body_id, "scheme_id": scheme_id, "on": on}
    return tuple(Recipient(*row) for row in _HOLDERS.all(session, wanted))


def grant_role(
    session: Session, person_id: int, role: Role, since: date, body_id: str | None = None, scheme_id: str | None = None
) -> None:
    """Let a person hold ``role`` from the day ``since``; nothing happens where they hold it already."""
    same = (
        select(RoleGrant.id)
        .where(RoleGrant.person_id == person_id, RoleGrant.role == role, RoleGrant.until.is_(None))
        .where(RoleGrant.body_id.is_not_distinct_from(body_id), RoleGrant.scheme_id.is_not_distinct_from(scheme_id))
    )
    if session.scalars(same).first() is None:
        session.add(RoleGrant(person_id=person_id, role=role, body_id=body_id, scheme_id=scheme_id, since=since))
        session.flush()


def end_role(session: Session, grant_id: int, last_day: date) -> None:
    """Let a grant hold until ``last_day`` only."""
    session.execute(update(RoleGrant).where(RoleGrant.id == grant_id).values(until=last_day))


def join_organisation(session: Session, person_id: int, organisation_id: int, role: MembershipRole) -> None:
    """Make a person a member, or change what they may do."""
    membership = session.get(Membership, (person_id, organisation_id))
    if membership is None:
        session.add(Membership(person_id=person_id, organisation_id=organisation_id, role=role))
    else:
        membership.role = role
    session.flush()


def organisations_of(session: Session, person_id: int) -> tuple[tuple[Organisation, MembershipRole], ...]:
    """The organisations that a person belongs to, by name, with what they may do there."""
    statement = (
        select(Organisation, Membership.role)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.person_id == person_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return tuple((organisation, role) for organisation, role in session.execute(statement))


def bodies(session: Session) -> tuple[Body, ...]:
    """Every body, by name."""
    return tuple(session.scalars(select(Body).order_by(Body.name, Body.id)))


def erase(session: Session, person_id: int, at: datetime) -> None:
    """Forget a person's name and address, roles and memberships. What they did stays, under their number.

    Raises:
        NotFound: there is no such person.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    person.name, person.email, person.erased_at = "", None, at
    session.execute(delete(Membership).where(Membership.person_id == person_id))
    session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == person_id, RoleGrant.until.is_(None))
        .values(until=RoleGrant.since)
    )
    session.flush()
