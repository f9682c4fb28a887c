"""Award totals, kept in the transaction that changes them, and the same figures computed as of a day.

An award counts once under each of its funders, and once without a funder (all of them together), so
that an application with several payers is never counted twice. A lapsed award counts for what it has
paid, less what came back, and for no application where that is nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from workflow.kernel.money import ZERO, Money, total
from workflow.store.award_facts import ShareFact, shares_at, shares_now
from workflow.store.dialects import insert_into
from workflow.store.prepared import Prepared
from workflow.store.tables import AwardTotal

Dimension = Literal["scheme", "funder", "year", "territory", "stage"]
DIMENSIONS: Final[tuple[Dimension, ...]] = ("scheme", "funder", "year", "territory", "stage")
ALL_FUNDERS: Final = ""


class TotalKey(NamedTuple):
    """Where an award is counted."""

    scheme: str
    funder: str
    year: int
    territory: str
    stage: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is counted: applications, awarded and paid (net of what came back)."""

    applications: int = 0
    awarded: Money = ZERO
    paid: Money = ZERO

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.applications + other.applications, self.awarded + other.awarded, self.paid + other.paid)

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(self.applications - other.applications, self.awarded - other.awarded, self.paid - other.paid)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One line of totals; a dimension that was not asked for is ``None``."""

    scheme: str | None
    funder: str | None
    year: int | None
    territory: str | None
    stage: str | None
    applications: int
    awarded: Money
    paid: Money


_COLUMNS: Final[dict[Dimension, Any]] = {
    "scheme": AwardTotal.scheme_id,
    "funder": AwardTotal.funder,
    "year": AwardTotal.year,
    "territory": AwardTotal.territory,
    "stage": AwardTotal.stage,
}


@contextmanager
def kept(session: Session, application_id: int) -> Iterator[None]:
    """Whatever happens inside to the award of this application (shares, payments, stage, lapse), the totals follow.

    Wrap every step of an application that has an award, and the one that gives it.
    """
    before = _counted(shares_now(session, application_id))
    yield
    session.flush()
    after = _counted(shares_now(session, application_id))
    for key in sorted(before.keys() | after.keys()):
        difference = after.get(key, Amounts()) - before.get(key, Amounts())
        if difference != Amounts():
            _add(session, key, difference)


def totals(
    session: Session, by: Collection[Dimension], *, schemes: Collection[str] | None = None, year: int | None = None
) -> tuple[TotalRow, ...]:
    """The kept totals by any of the dimensions, of all schemes or of ``schemes``, in one statement."""
    return totals_and_overall(session, by, schemes=schemes, year=year)[0]


def totals_and_overall(
    session: Session, by: Collection[Dimension], *, schemes: Collection[str] | None = None, year: int | None = None
) -> tuple[tuple[TotalRow, ...], Amounts]:
    """The same with what they come to, each application once however many funders it has; still one statement."""
    asked = tuple(dimension for dimension in DIMENSIONS if dimension in by)
    found: Iterable[Sequence[Any]]
    if schemes is None and year is None:
        found = _prepared(asked).all(session, {})
    else:
        statement = _statement(asked)
        if schemes is not None:
            statement = statement.where(AwardTotal.scheme_id.in_(sorted(schemes)))
        if year is not None:
            statement = statement.where(AwardTotal.year == year)
        found = session.execute(statement)
    rows = [_row(asked, row) for row in found]
    overall = added(row for row in rows if row.funder in (None, ALL_FUNDERS))
    return tuple(row for row in rows if row.funder != ALL_FUNDERS), overall


def added(rows: Iterable[TotalRow]) -> Amounts:
    """What rows come to."""
    kept = list(rows)
    return Amounts(
        sum(row.applications for row in kept), total(row.awarded for row in kept), total(row.paid for row in kept)
    )


def totals_on(
    session: Session, by: Collection[Dimension], on: date, *, schemes: Collection[str] | None = None
) -> tuple[TotalRow, ...]:
    """The same totals as they stood at the end of the day ``on``, computed from awards, payments and events.

    Slow path: it reads every award decided by then.
    """
    asked = [dimension for dimension in DIMENSIONS if dimension in by]
    grouped: defaultdict[tuple[Any, ...], Amounts] = defaultdict(Amounts)
    for key, amounts in _counted(shares_at(session, on)).items():
        if (key.funder == ALL_FUNDERS) != ("funder" in asked) and (schemes is None or key.scheme in schemes):
            grouped[tuple(getattr(key, dimension) for dimension in asked)] += amounts
    lines = (
        (*place, amounts.applications, amounts.awarded, amounts.paid)
        for place, amounts in sorted(grouped.items(), key=itemgetter(0))
    )
    return tuple(_row(asked, line) for line in lines if line[-3] or line[-1])


def rebuild(session: Session) -> None:
    """Compute every total anew from the awards."""
    session.execute(delete(AwardTotal))
    rows = [_values(key, amounts) for key, amounts in _counted(shares_now(session)).items()]
    if rows:
        session.execute(insert(AwardTotal), rows)


def differences(session: Session) -> tuple[TotalKey, ...]:
    """The places where the kept totals differ from the awards: none, or something is wrong."""
    computed = _counted(shares_now(session))
    rows = session.scalars(select(AwardTotal), execution_options={"populate_existing": True})
    stored = {
        TotalKey(row.scheme_id, row.funder, row.year, row.territory, row.stage): Amounts(
            row.applications, row.awarded, row.paid
        )
        for row in rows
    }
    places = sorted(computed.keys() | stored.keys())
    return tuple(key for key in places if computed.get(key, Amounts()) != stored.get(key, Amounts()))


def _statement(asked: tuple[Dimension, ...]) -> Select[*tuple[Any, ...]]:
    """By funder, the lines of all funders together come along: they say what it all comes to."""
    columns = [_COLUMNS[dimension] for dimension in asked]
    statement = (
        select(*columns, func.sum(AwardTotal.applications), func.sum(AwardTotal.awarded), func.sum(AwardTotal.paid))
        .group_by(*columns)
        .having((func.sum(AwardTotal.applications) > 0) | (func.sum(AwardTotal.paid) > ZERO))
        .order_by(*columns)
    )
    return statement if "funder" in asked else statement.where(AwardTotal.funder == ALL_FUNDERS)


@cache
def _prepared(asked: tuple[Dimension, ...]) -> Prepared:
    return Prepared(_statement(asked))


def _counted(shares: Iterable[ShareFact]) -> dict[TotalKey, Amounts]:
    """Where shares count. An application counts once a key, however many of its payers share a source."""
    of_application: defaultdict[tuple[int, TotalKey], Amounts] = defaultdict(Amounts)
    for share in shares:
        for funder in (share.source, ALL_FUNDERS):
            key = TotalKey(share.scheme_id, funder, share.decided_on.year, share.territory, share.stage)
            of_application[share.application_id, key] += Amounts(0, share.awarded, share.paid)
    counted: defaultdict[TotalKey, Amounts] = defaultdict(Amounts)
    for (_, key), amounts in of_application.items():
        counted[key] += amounts + Amounts(applications=1 if amounts.awarded else 0)
    return dict(counted)


def _add(session: Session, key: TotalKey, difference: Amounts) -> None:
    """Add ``difference`` to the kept total by increments in the database, so that two at once both count.

    Where something falls, the line exists; where all grows, it may be new.
    """
    falls = min(difference.applications, difference.awarded.cents, difference.paid.cents) < 0
    if falls:
        increments: dict[Any, Any] = {
            AwardTotal.applications: AwardTotal.applications + difference.applications,
            AwardTotal.awarded: AwardTotal.awarded + difference.awarded,
            AwardTotal.paid: AwardTotal.paid + difference.paid,
        }
        place = tuple(column == value for column, value in zip(_COLUMNS.values(), key, strict=True))
        session.connection().execute(update(AwardTotal).where(*place).values(increments))
        return
    statement = insert_into(session, AwardTotal).values(**_values(key, difference))
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=list(_COLUMNS.values()),
            set_={
                "applications": AwardTotal.applications + statement.excluded.applications,
                "awarded_cents": AwardTotal.awarded + statement.excluded.awarded_cents,
                "paid_cents": AwardTotal.paid + statement.excluded.paid_cents,
            },
        )
    )


def _values(key: TotalKey, amounts: Amounts) -> dict[str, Any]:
    return {
        "scheme_id": key.scheme,
        "funder": key.funder,
        "year": key.year,
        "territory": key.territory,
        "stage": key.stage,
        "applications": amounts.applications,
        "awarded": amounts.awarded,
        "paid": amounts.paid,
    }


def _row(asked: Sequence[Dimension], row: Sequence[Any]) -> TotalRow:
    places: dict[str, Any] = dict.fromkeys(DIMENSIONS)
    places.update(zip(asked, row, strict=False))
    applications, awarded, paid = row[len(asked) :]
    return TotalRow(**places, applications=int(applications or 0), awarded=awarded or ZERO, paid=paid or ZERO)
