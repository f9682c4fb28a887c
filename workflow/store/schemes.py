"""Schemes in the record: the versions that applications pinned, word for word, and the calls."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from workflow.kernel.errors import NotFound
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import Region
from workflow.store.dialects import insert_into
from workflow.store.memory import remembered
from workflow.store.prepared import Prepared
from workflow.store.tables import Application, Body, Call, CutOff, Event, SchemeRow, SchemeVersion
from workflow.store.tables.people import BodyKind

_DIGEST: Final = Prepared(select(SchemeVersion.digest).where(SchemeVersion.id == bindparam("version_id")))


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call with its cut-offs, in order of date."""

    id: int
    scheme_id: str
    slug: str
    title: Words
    opens_on: date | None
    closes_on: date | None
    envelope_id: int | None
    demonstration: bool
    cut_offs: tuple[date, ...]


def register_body(
    session: Session,
    body_id: str,
    name: str,
    kind: BodyKind,
    *,
    siren: str | None = None,
    siret: str | None = None,
    region: Region | None = None,
) -> None:
    """Write a body, or bring its name and numbers up to date."""
    values = {"name": name, "kind": kind, "siren": siren, "siret": siret, "region": region}
    statement = insert_into(session, Body).values(id=body_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=[Body.id], set_=values))


def body_names(session: Session) -> dict[str, str]:
    """Every body's name, by id."""
    return {row.id: row.name for row in session.execute(select(Body.id, Body.name))}


def register_version(session: Session, scheme_id: str, version: str, digest: str, content: str, at: datetime) -> int:
    """The key of this exact version of a scheme, written first where the record does not have it yet.

    ``content`` is the JSON that the scheme can be rebuilt from; ``digest`` its SHA-256.
    """
    session.execute(insert_into(session, SchemeRow).values(id=scheme_id).on_conflict_do_nothing())
    new = insert_into(session, SchemeVersion).values(
        scheme_id=scheme_id, version=version, digest=digest, content=content, loaded_at=at
    )
    session.execute(new.on_conflict_do_nothing())
    wanted = select(SchemeVersion.id).where(
        SchemeVersion.scheme_id == scheme_id, SchemeVersion.version == version, SchemeVersion.digest == digest
    )
    return session.execute(wanted).scalar_one()


def version_key(session: Session, scheme_id: str, version: str, digest: str) -> int | None:
    """The key of this version where the record has it: what a page asks, without writing."""
    wanted = select(SchemeVersion.id).where(
        SchemeVersion.scheme_id == scheme_id, SchemeVersion.version == version, SchemeVersion.digest == digest
    )
    return session.execute(wanted).scalar_one_or_none()


def version_content(session: Session, version_id: int) -> tuple[str, str]:
    """The digest and the JSON of a version. Raises NotFound."""
    row = session.execute(
        select(SchemeVersion.digest, SchemeVersion.content).where(SchemeVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.digest, row.content


@remembered
def version_digest(session: Session, version_id: int) -> str:
    """The digest of a version, without its content: enough to find it among those already loaded. Raises NotFound."""
    row = _DIGEST.one(session, {"version_id": version_id})
    if row is None:
        raise NotFound
    digest: str = row[0]
    return digest


def register_call(session: Session, call: Call, cut_offs: Collection[date]) -> int:
    """Write a call, or bring the one of this scheme and slug up to date, with its cut-offs. Gives its key."""
    values = {
        "title": call.title,
        "opens_on": call.opens_on,
        "closes_on": call.closes_on,
        "envelope_id": call.envelope_id,
        "demonstration": bool(call.demonstration),
    }
    statement = insert_into(session, Call).values(scheme_id=call.scheme_id, slug=call.slug, **values)
    written = statement.on_conflict_do_update(index_elements=[Call.scheme_id, Call.slug], set_=values)
    call_id: int = session.execute(written.returning(Call.id)).scalar_one()
    for day in sorted(cut_offs):
        session.execute(insert_into(session, CutOff).values(call_id=call_id, on=day).on_conflict_do_nothing())
    return call_id


def calls(session: Session, scheme_id: str | None = None) -> tuple[CallRecord, ...]:
    """The calls of a scheme, or all of them, newest first; in two statements."""
    statement = select(Call).order_by(Call.opens_on.desc(), Call.id.desc())
    if scheme_id is not None:
        statement = statement.where(Call.scheme_id == scheme_id)
    rows = session.scalars(statement, execution_options={"populate_existing": True}).all()
    days: dict[int, list[date]] = {}
    for call_id, day in session.execute(select(CutOff.call_id, CutOff.on).order_by(CutOff.on)):
        days.setdefault(call_id, []).append(day)
    return tuple(_call(row, days.get(row.id, [])) for row in rows)


def call(session: Session, call_id: int) -> CallRecord:
    """One call. Raises NotFound."""
    row = session.get(Call, call_id, populate_existing=True)
    if row is None:
        raise NotFound
    days = session.scalars(select(CutOff.on).where(CutOff.call_id == call_id).order_by(CutOff.on)).all()
    return _call(row, days)


def submitted_in_call(
    session: Session, call_id: int, organisation_id: int | None, person_id: int, apart_from: int | None = None
) -> int:
    """How many applications this applicant has submitted in a call; those withdrawn and ``apart_from`` do not count."""
    same = (
        Application.organisation_id == organisation_id
        if organisation_id is not None
        else (Application.applicant_person_id == person_id) & Application.organisation_id.is_(None)
    )
    withdrawn = exists().where(Event.application_id == Application.id, Event.name == "withdraw")
    statement = select(func.count()).where(
        Application.call_id == call_id, Application.submitted_at.is_not(None), same, ~withdrawn
    )
    if apart_from is not None:
        statement = statement.where(Application.id != apart_from)
    return session.execute(statement).scalar_one()


def _call(row: Call, cut_offs: Collection[date]) -> CallRecord:
    return CallRecord(
        id=row.id,
        scheme_id=row.scheme_id,
        slug=row.slug,
        title=row.title,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        envelope_id=row.envelope_id,
        demonstration=row.demonstration,
        cut_offs=tuple(cut_offs),
    )
