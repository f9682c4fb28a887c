"""Lists of applications, page by page: as fast at a million applications as at a thousand.

A page starts after the last line of the page before (keyset), never at an offset. What an officer
may see is a union of reaches (a body, a scheme, or both); each branch of the union walks one index
and stops at the page's length, so that the size of the whole does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, tuple_, union, union_all
from sqlalchemy.orm import Session, aliased

from workflow.kernel.money import Money
from workflow.schemes.vocabulary import Stage
from workflow.store.tables import Application, Organisation, Person
from workflow.store.tables.applications import CLOCK_RUNS

PAGE: Final = 50
COUNTED_UP_TO: Final = 1000


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may see: the applications that a body runs, those of a scheme, or both; ``None`` is all."""

    body_id: str | None = None
    scheme_id: str | None = None


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which submitted applications to list. ``states``: none means all of them."""

    reaches: tuple[Reach, ...]
    states: tuple[str, ...] = ()
    assigned_to: int | None = None
    unassigned: bool = False
    call_id: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a queue: just before or after the application ``id``, submitted at ``submitted_at``."""

    submitted_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class ListedApplication:
    """One line of a list."""

    id: int
    reference: str
    title: str
    scheme_id: str
    scheme_version_id: int
    body_id: str
    state: str
    stage: Stage
    version: int
    submitted_at: datetime | None
    updated_at: datetime
    implicit_refusal_on: date | None
    requested_amount: Money | None
    awarded_amount: Money | None
    organisation_id: int | None
    organisation_name: str | None
    applicant_name: str
    assigned_name: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in the order asked; ``before`` and ``after`` say where to go on, ``None`` at an end."""

    rows: tuple[ListedApplication, ...]
    before: Position | None
    after: Position | None


_ASSIGNED: Final = aliased(Person)
_APPLICANT: Final = aliased(Person)
_LISTED: Final = (
    *(getattr(Application, name) for name in list(ListedApplication.__dataclass_fields__)[:15]),
    Organisation.name,
    _APPLICANT.name,
    _ASSIGNED.name,
)


def queue_page(
    session: Session,
    wanted: QueueFilter,
    *,
    after: Position | None = None,
    before: Position | None = None,
    newest_first: bool = False,
    size: int = PAGE,
) -> Page:
    """A page of submitted applications, by date of submission, in one statement.

    ``after`` or ``before`` (not both) is a position that an earlier page gave.
    """
    backwards = before is not None
    descending = newest_first != backwards
    start = before if backwards else after
    branches = [_branch(reach, state, wanted, start, descending, size + 1) for reach, state in _branches(wanted)]
    if not branches:
        return Page((), None, None)
    ids = union(*(select(branch.c.id, branch.c.submitted_at) for branch in branches)).subquery()
    rows = _listed(session, ids, (ids.c.submitted_at, ids.c.id), descending, size + 1)
    return _page(rows, start is not None, backwards, size)


def queue_counts(session: Session, wanted: QueueFilter, states: Collection[str]) -> dict[str, int]:
    """How many applications stand in each of ``states``, in one statement.

    A count stops at COUNTED_UP_TO a reach: beyond, a person needs « plus de 1 000 », not the number.
    """
    counted = []
    for reach in _reaches(wanted):
        for state in states:
            limited = select(Application.id).where(*_conditions(reach, state, wanted)).limit(COUNTED_UP_TO).subquery()
            counted.append(select(literal(state).label("state"), func.count().label("number")).select_from(limited))
    if not counted:
        return dict.fromkeys(states, 0)
    each = union_all(*counted).subquery()
    totals = select(each.c.state, func.sum(each.c.number)).group_by(each.c.state)
    found = {state: min(int(number), COUNTED_UP_TO) for state, number in session.execute(totals)}
    return dict.fromkeys(states, 0) | found


def applicant_list(
    session: Session, person_id: int, organisations: Collection[int], *, before_id: int | None = None, size: int = PAGE
) -> tuple[ListedApplication, ...]:
    """The applications of a person and of their organisations, newest first, in one statement.

    ``before_id``: go on below this one. An organisation's application belongs to the organisation:
    who started it sees it only as a member.
    """
    mine = (Application.applicant_person_id == person_id) & Application.organisation_id.is_(None)
    owners: list[ColumnElement[bool]] = [mine, *(Application.organisation_id == one for one in sorted(organisations))]
    older = () if before_id is None else (Application.id < before_id,)
    branches = [
        select(Application.id).where(owner, *older).order_by(Application.id.desc()).limit(size).subquery()
        for owner in owners
    ]
    ids = union(*(select(branch.c.id) for branch in branches)).subquery()
    return tuple(_listed(session, ids, (ids.c.id,), True, size))


def due_refusals(session: Session, on: date, limit: int = 200) -> tuple[str, ...]:
    """References of the applications that silence has refused by the day ``on``, oldest first."""
    due = (
        select(Application.reference)
        .where(CLOCK_RUNS, Application.implicit_refusal_on <= on)
        .order_by(Application.implicit_refusal_on, Application.id)
        .limit(limit)
    )
    return tuple(session.scalars(due))


def _reaches(wanted: QueueFilter) -> list[Reach]:
    everything = Reach()
    return [everything] if everything in wanted.reaches else sorted(set(wanted.reaches), key=repr)


def _branches(wanted: QueueFilter) -> list[tuple[Reach, str | None]]:
    states: Sequence[str | None] = tuple(dict.fromkeys(wanted.states)) or (None,)
    return [(reach, state) for reach in _reaches(wanted) for state in states]


def _conditions(reach: Reach, state: str | None, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Application.submitted_at.is_not(None)]
    for column, value in (
        (Application.body_id, reach.body_id),
        (Application.scheme_id, reach.scheme_id),
        (Application.state, state),
        (Application.assigned_to, wanted.assigned_to),
        (Application.call_id, wanted.call_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.unassigned:
        conditions.append(Application.assigned_to.is_(None))
    return conditions


def _branch(
    reach: Reach, state: str | None, wanted: QueueFilter, start: Position | None, descending: bool, size: int
) -> Subquery:
    place = (Application.submitted_at, Application.id)
    statement = select(*reversed(place)).where(*_conditions(reach, state, wanted))
    if start is not None:
        here = tuple_(
            literal(start.submitted_at, Application.submitted_at.type), literal(start.id, Application.id.type)
        )
        statement = statement.where(tuple_(*place) < here if descending else tuple_(*place) > here)
    return statement.order_by(*_ordered(place, descending)).limit(size).subquery()


def _listed(
    session: Session, ids: Subquery, order: tuple[ColumnElement[Any], ...], descending: bool, size: int
) -> list[ListedApplication]:
    first: Select[Any] = select(ids.c.id).order_by(*_ordered(order, descending)).limit(size)
    chosen = first.subquery()
    columns = (Application.submitted_at, Application.id) if len(order) == 2 else (Application.id,)
    statement = (
        select(*_LISTED)
        .join(chosen, chosen.c.id == Application.id)
        .join(_APPLICANT, _APPLICANT.id == Application.applicant_person_id)
        .join(Organisation, Organisation.id == Application.organisation_id, isouter=True)
        .join(_ASSIGNED, _ASSIGNED.id == Application.assigned_to, isouter=True)
        .order_by(*_ordered(columns, descending))
    )
    return [ListedApplication(*row) for row in session.execute(statement)]


def _ordered(columns: Sequence[Any], descending: bool) -> list[Any]:
    return [column.desc() if descending else column.asc() for column in columns]


def _page(rows: list[ListedApplication], started: bool, backwards: bool, size: int) -> Page:
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return Page((), None, None)
    has_before, has_after = (more, True) if backwards else (started, more)
    return Page(
        tuple(rows),
        before=_position(rows[0]) if has_before else None,
        after=_position(rows[-1]) if has_after else None,
    )


def _position(row: ListedApplication) -> Position:
    if row.submitted_at is None:
        raise ValueError("a draft stands in no queue")
    return Position(row.submitted_at, row.id)
