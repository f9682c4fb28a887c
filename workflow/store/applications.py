"""Applications as a step handles them: read under lock, changed with a version check, recorded.

This is the path that every decision takes, so it speaks Core, with statements compiled once. A
:class:`ApplicationRecord` is a frozen picture: after a change, go on with the one that is returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from workflow.kernel.errors import NotFound, StaleVersion
from workflow.kernel.money import ZERO, Money
from workflow.schemes.vocabulary import Nuts2, Phase, Region, Stage
from workflow.store.chain import GENESIS, RecordedEvent, Step, append_event
from workflow.store.prepared import Prepared
from workflow.store.references import next_reference
from workflow.store.tables import Application


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """Every column of an application; amounts are :class:`Money`, moments are UTC."""

    id: int
    reference: str
    scheme_id: str
    scheme_version_id: int
    decision_version_id: int | None
    call_id: int | None
    body_id: str
    region: Region
    organisation_id: int | None
    applicant_person_id: int
    title: str
    phase: Phase | None
    nuts2: Nuts2 | None
    state: str
    stage: Stage
    awarded: bool
    version: int
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    decided_on: date | None
    implicit_refusal_on: date | None
    silence_stopped: bool
    assigned_to: int | None
    requested_amount: Money | None
    retained_base: Money | None
    proposed_amount: Money | None
    awarded_amount: Money | None
    paid_amount: Money
    event_count: int
    last_hash: str
    previous_application_id: int | None


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What an application starts from."""

    scheme_id: str
    scheme_version_id: int
    body_id: str
    region: Region
    applicant_person_id: int
    state: str
    stage: Stage
    organisation_id: int | None = None
    call_id: int | None = None
    title: str = ""
    phase: Phase | None = None
    nuts2: Nuts2 | None = None
    previous_application_id: int | None = None


CHANGEABLE: Final = frozenset(field.name for field in fields(ApplicationRecord)) - {
    "id",
    "reference",
    "region",
    "version",
    "created_at",
    "updated_at",
    "event_count",
    "last_hash",
}
"""What :func:`change` and :func:`record_step` may set; the rest they keep themselves."""

_COLUMNS: Final = tuple(getattr(Application, field.name) for field in fields(ApplicationRecord))
_BY_REFERENCE: Final = Prepared(select(*_COLUMNS).where(Application.reference == bindparam("wanted")))
_LOCK: Final = Prepared(select(*_COLUMNS).where(Application.reference == bindparam("wanted")).with_for_update())
_BY_ID: Final = Prepared(select(*_COLUMNS).where(Application.id == bindparam("wanted")))
_INSERT: Final = insert(Application).returning(Application.id)
_TABLE: Final = cast("Table", Application.__table__)
_NAMES: Final = tuple(field.name for field in fields(ApplicationRecord))
_PLACES: Final = {name: place for place, name in enumerate(_NAMES)}
_ALL: Final = attrgetter(*_NAMES)


def start(session: Session, new: NewApplication, at: datetime) -> ApplicationRecord:
    """Write a new application under the next reference of its Région and of the year of ``at``."""
    values: dict[str, Any] = {field.name: getattr(new, field.name) for field in fields(NewApplication)}
    record = ApplicationRecord(
        id=0,
        reference=next_reference(session, new.region, at),
        decision_version_id=None,
        awarded=False,
        version=1,
        created_at=at,
        updated_at=at,
        submitted_at=None,
        decided_on=None,
        implicit_refusal_on=None,
        silence_stopped=False,
        assigned_to=None,
        requested_amount=None,
        retained_base=None,
        proposed_amount=None,
        awarded_amount=None,
        paid_amount=ZERO,
        event_count=0,
        last_hash=GENESIS,
        **values,
    )
    written = {field.name: getattr(record, field.name) for field in fields(record) if field.name != "id"}
    return replace(record, id=session.execute(_INSERT, written).scalar_one())


def lock(session: Session, reference: str, expected_version: int | None = None) -> ApplicationRecord:
    """The application ``reference``, held until the transaction ends.

    PostgreSQL: SELECT … FOR UPDATE; on SQLite the writer's transaction already stands alone.

    Raises:
        NotFound: there is no such application.
        StaleVersion: ``expected_version`` is given and is not its version any more.
    """
    row = _LOCK.one(session, {"wanted": reference})
    if row is None:
        raise NotFound
    record = ApplicationRecord(*row)
    if expected_version is not None and record.version != expected_version:
        raise StaleVersion(expected_version, record.version)
    return record


def find(session: Session, reference: str) -> ApplicationRecord:
    """The application ``reference``, to be read. Raises NotFound."""
    row = _BY_REFERENCE.one(session, {"wanted": reference})
    if row is None:
        raise NotFound
    return ApplicationRecord(*row)


def find_by_id(session: Session, application_id: int) -> ApplicationRecord:
    """The application whose surrogate key is ``application_id``. Raises NotFound."""
    row = _BY_ID.one(session, {"wanted": application_id})
    if row is None:
        raise NotFound
    return ApplicationRecord(*row)


def change(session: Session, record: ApplicationRecord, at: datetime, changes: Mapping[str, Any]) -> ApplicationRecord:
    """Set ``changes`` (attribute names of :class:`ApplicationRecord`) without a step; the version grows by one.

    Raises:
        StaleVersion: the application changed since ``record`` was read; nothing was written.
    """
    refused = changes.keys() - CHANGEABLE
    if refused:
        raise ValueError(f"not for a caller to set: {', '.join(sorted(refused))}")
    return _write(session, record, {**changes, "updated_at": at, "version": record.version + 1})


def record_step(
    session: Session, record: ApplicationRecord, step: Step, changes: Mapping[str, Any]
) -> tuple[ApplicationRecord, RecordedEvent]:
    """Append ``step`` to the application's chain and move it to the step's state and stage, with ``changes``.

    Raises:
        StaleVersion: the application changed since ``record`` was read; nothing was written.
    """
    refused = changes.keys() - CHANGEABLE
    if refused:
        raise ValueError(f"not for a caller to set: {', '.join(sorted(refused))}")
    event = append_event(session, record.id, record.reference, record.event_count, record.last_hash, step)
    moved = {
        **changes,
        "state": step.to_state,
        "stage": step.stage,
        "updated_at": step.at,
        "version": record.version + 1,
        "event_count": event.number,
        "last_hash": event.hash,
    }
    return _write(session, record, moved), event


def _write(session: Session, record: ApplicationRecord, values: dict[str, Any]) -> ApplicationRecord:
    # Only what differs: an index whose columns stay out of the SET need not be touched.
    changed = {name: value for name, value in values.items() if value != getattr(record, name)}
    changed["this_id"], changed["seen_version"] = record.id, record.version
    if _update_of(frozenset(changed)).count(session, changed) != 1:
        raise StaleVersion(record.version, find_by_id(session, record.id).version)
    current = list(_ALL(record))
    for name, value in values.items():
        current[_PLACES[name]] = value
    return ApplicationRecord(*current)


@cache
def _update_of(names: frozenset[str]) -> Prepared:
    """The UPDATE that sets the columns of these attributes, where the version is the one that was seen."""
    columns = {
        getattr(Application, name).expression: bindparam(name, type_=getattr(Application, name).type)
        for name in sorted(names - {"this_id", "seen_version"})
    }
    unchanged = (_TABLE.c.id == bindparam("this_id"), _TABLE.c.version == bindparam("seen_version"))
    return Prepared(update(_TABLE).where(*unchanged).values(columns))
