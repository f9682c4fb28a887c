"""Do the balances of the envelopes still equal the sum of their movements?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import Session

from workflow.kernel.money import ZERO, Money
from workflow.store.tables import Envelope, EnvelopeYear, LedgerMovement
from workflow.store.types import Cents


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A balance that its movements do not explain; ``year`` where it is one of a year."""

    slug: str
    column: str
    balance: Money
    movements: Money
    year: int | None = None


_FRESH: Final = {"populate_existing": True}
"""The ledger writes beside the session's rows: read them again."""

_SIGNS: Final[dict[str, dict[str, int]]] = {
    "authority": {"authorise": 1},
    "reserved": {"reserve": 1, "release_reservation": -1, "commit": -1},
    "committed": {"commit": 1, "release_commitment": -1},
    "paid": {"pay": 1},
    "recovered": {"recover": 1},
}
_YEAR_SIGNS: Final[dict[str, dict[str, int]]] = {"appropriations": {"appropriate": 1}, "paid": {"pay": 1}}


def discrepancies(session: Session) -> tuple[Discrepancy, ...]:
    """Every balance, of an envelope or of one of its years, that differs from its movements; in four statements."""
    moved = {
        row[0]: dict(zip(_SIGNS, row[1:], strict=True))
        for row in session.execute(
            select(LedgerMovement.envelope_id, *map(_sum, _SIGNS.values())).group_by(LedgerMovement.envelope_id)
        )
    }
    envelopes = session.scalars(select(Envelope).order_by(Envelope.slug), execution_options=_FRESH).all()
    found: list[Discrepancy] = []
    for envelope in envelopes:
        expected = moved.get(envelope.id, dict.fromkeys(_SIGNS, ZERO))
        expected["allotted"] = Money(
            sum(child.authority.cents for child in envelopes if child.parent_id == envelope.id)
        )
        for column, movements in expected.items():
            balance: Money = getattr(envelope, column)
            if balance != movements:
                found.append(Discrepancy(envelope.slug, column, balance, movements))
    return (*found, *_of_years(session, {envelope.id: envelope.slug for envelope in envelopes}))


def _of_years(session: Session, slugs: dict[int, str]) -> list[Discrepancy]:
    moved = {
        (row[0], row[1]): dict(zip(_YEAR_SIGNS, row[2:], strict=True))
        for row in session.execute(
            select(LedgerMovement.envelope_id, LedgerMovement.year, *map(_sum, _YEAR_SIGNS.values()))
            .where(LedgerMovement.year.is_not(None))
            .group_by(LedgerMovement.envelope_id, LedgerMovement.year)
        )
    }
    found: list[Discrepancy] = []
    years = select(EnvelopeYear).order_by(EnvelopeYear.envelope_id, EnvelopeYear.year)
    for year in session.scalars(years, execution_options=_FRESH):
        expected = moved.pop((year.envelope_id, year.year), dict.fromkeys(_YEAR_SIGNS, ZERO))
        for column, movements in expected.items():
            balance: Money = getattr(year, column)
            if balance != movements:
                found.append(Discrepancy(slugs[year.envelope_id], column, balance, movements, year.year))
    return found


def _sum(signs: dict[str, int]) -> ColumnElement[Money]:
    cents = type_coerce(LedgerMovement.amount, BigInteger)
    signed = case(*((LedgerMovement.kind == kind, cents * sign) for kind, sign in signs.items()), else_=0)
    return type_coerce(func.coalesce(func.sum(signed), 0), Cents())
