"""What an administrator looks through: people with their roles, and the messages of the outbox."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workflow.schemes.vocabulary import Role
from workflow.store.tables import Application, Body, NoticeRow, Person, RoleGrant

MOST_PEOPLE: Final = 100
MOST_MESSAGES: Final = 100


@dataclass(frozen=True, slots=True)
class GrantedRole:
    """A role as it was granted; ``None`` for a body or a scheme means all of them."""

    id: int
    person_id: int
    role: Role
    body_id: str | None
    body_name: str | None
    scheme_id: str | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message of the outbox with its recipient's name or address."""

    id: int
    kind: str
    recipient: str
    subject: str
    body: str
    reference: str | None
    created_at: datetime
    sent_at: datetime | None
    failed_reason: str | None


def search_people(session: Session, text: str, body_ids: Collection[str] | None) -> tuple[Person, ...]:
    """People whose name or address holds ``text``, by name, at most MOST_PEOPLE; erased ones are left out.

    Without ``text``: whoever holds or held a role. ``body_ids`` keeps those who did for one of these bodies.
    """
    wanted = select(Person).where(Person.erased_at.is_(None)).order_by(Person.name, Person.id).limit(MOST_PEOPLE)
    if text:
        found = func.lower(Person.name).contains(text.lower(), autoescape=True)
        wanted = wanted.where(or_(found, Person.email.contains(text.lower(), autoescape=True)))
    if body_ids is not None:
        there = select(RoleGrant.person_id).where(RoleGrant.body_id.in_(sorted(body_ids)))
        wanted = wanted.where(Person.id.in_(there))
    elif not text:
        wanted = wanted.where(Person.id.in_(select(RoleGrant.person_id)))
    return tuple(session.scalars(wanted))


def roles_of(session: Session, person_ids: Collection[int]) -> tuple[GrantedRole, ...]:
    """Every role that these people hold or held, the newest first, in one statement."""
    if not person_ids:
        return ()
    rows = session.execute(
        select(RoleGrant, Body.name)
        .outerjoin(Body, Body.id == RoleGrant.body_id)
        .where(RoleGrant.person_id.in_(person_ids))
        .order_by(RoleGrant.since.desc(), RoleGrant.id.desc())
    )
    return tuple(_granted(grant, name) for grant, name in rows)


def role_grant(session: Session, grant_id: int) -> GrantedRole | None:
    """The grant with this id."""
    found = session.get(RoleGrant, grant_id)
    return None if found is None else _granted(found, None)


def messages(session: Session, body_ids: Collection[str] | None) -> tuple[PostedMessage, ...]:
    """The latest messages, sent or not, newest first; of applications that ``body_ids`` run where given."""
    wanted = (
        select(NoticeRow, Person.name, Application.reference)
        .outerjoin(Person, Person.id == NoticeRow.person_id)
        .outerjoin(Application, Application.id == NoticeRow.application_id)
        .order_by(NoticeRow.id.desc())
        .limit(MOST_MESSAGES)
    )
    if body_ids is not None:
        wanted = wanted.where(Application.body_id.in_(sorted(body_ids)))
    return tuple(
        PostedMessage(
            id=one.id,
            kind=one.kind,
            recipient=one.to_address or name or "",
            subject=one.subject,
            body=one.body,
            reference=reference,
            created_at=one.created_at,
            sent_at=one.sent_at,
            failed_reason=one.failed_reason,
        )
        for one, name, reference in session.execute(wanted)
    )


def _granted(grant: RoleGrant, body_name: str | None) -> GrantedRole:
    return GrantedRole(
        id=grant.id,
        person_id=grant.person_id,
        role=grant.role,
        body_id=grant.body_id,
        body_name=body_name,
        scheme_id=grant.scheme_id,
        since=grant.since,
        until=grant.until,
    )
