"""The ledger of envelopes: every change of a balance is one conditional UPDATE and one movement (R17).

The condition and the change are the same statement, so that two decisions at the same moment cannot
spend the same euro, on either database. A parent's authority is handed out through ``allotted``:
authorising a child takes from its parent in the same transaction; reserving touches the leaf only.

Amounts are :class:`Money`; only :func:`authorise` and :func:`appropriate` take a negative one (a
reduction). Each function writes in the caller's transaction, and leaves nothing written where it raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, insert, select, type_coerce, update
from sqlalchemy.orm import Session

from workflow.kernel.errors import NotFound
from workflow.kernel.money import ZERO, Money
from workflow.store.dialects import insert_into
from workflow.store.refusals import AppropriationsExceeded, BalanceExceeded, EnvelopeExceeded
from workflow.store.tables import Envelope, EnvelopeYear, LedgerMovement
from workflow.store.tables.ledger import MovementKind
from workflow.store.types import Cents

_MOVE: Final = insert(LedgerMovement)
_TAKEN: Final = type_coerce(Envelope.reserved + Envelope.committed + Envelope.allotted, Cents())
_UNPAID: Final = type_coerce(Envelope.committed - Envelope.paid + Envelope.recovered, Cents())
_OUTSIDE: Final = type_coerce(Envelope.paid - Envelope.recovered, Cents())


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a balance moves: when, for which share of an award, in which event."""

    at: datetime
    award_share_id: int | None = None
    event_id: int | None = None


def authorise(session: Session, envelope_id: int, amount: Money, cause: Cause) -> None:
    """Add ``amount`` of commitment authority (take it back where negative), out of the parent's if there is one.

    Raises:
        EnvelopeExceeded: the parent has less left, or the envelope has already used what would be taken back.
    """
    with session.begin_nested():
        parent_id = session.execute(select(Envelope.parent_id).where(Envelope.id == envelope_id)).scalar_one_or_none()
        if parent_id is not None:
            enough = _TAKEN + amount <= Envelope.authority
            if not _changed(session, parent_id, {"allotted": Envelope.allotted + amount}, enough):
                raise _exceeded(session, parent_id, amount)
        if not _changed(
            session, envelope_id, {"authority": Envelope.authority + amount}, Envelope.authority + amount >= _TAKEN
        ):
            raise _exceeded(session, envelope_id, -amount)
    _record(session, envelope_id, "authorise", amount, cause)


def reserve(session: Session, envelope_id: int, amount: Money, cause: Cause) -> None:
    """Set ``amount`` aside for an award that is about to be decided. Raises EnvelopeExceeded."""
    _refuse_negative(amount)
    if not _changed(
        session, envelope_id, {"reserved": Envelope.reserved + amount}, _TAKEN + amount <= Envelope.authority
    ):
        raise _exceeded(session, envelope_id, amount)
    _record(session, envelope_id, "reserve", amount, cause)


def release_reservation(session: Session, envelope_id: int, amount: Money, cause: Cause) -> None:
    """Give a reservation back. Raises BalanceExceeded where less is reserved."""
    _refuse_negative(amount)
    if not _changed(session, envelope_id, {"reserved": Envelope.reserved - amount}, Envelope.reserved >= amount):
        raise _too_much(session, envelope_id, amount, _reserved)
    _record(session, envelope_id, "release_reservation", amount, cause)


def commit(session: Session, envelope_id: int, amount: Money, cause: Cause) -> None:
    """Turn ``amount`` of reservations into a commitment. Raises BalanceExceeded where less is reserved."""
    _refuse_negative(amount)
    moved = {"reserved": Envelope.reserved - amount, "committed": Envelope.committed + amount}
    if not _changed(session, envelope_id, moved, Envelope.reserved >= amount):
        raise _too_much(session, envelope_id, amount, _reserved)
    _record(session, envelope_id, "commit", amount, cause)


def release_commitment(session: Session, envelope_id: int, amount: Money, cause: Cause) -> None:
    """Free a commitment that will not be paid. Raises BalanceExceeded where less is committed and unpaid."""
    _refuse_negative(amount)
    if not _changed(session, envelope_id, {"committed": Envelope.committed - amount}, amount <= _UNPAID):
        raise _too_much(session, envelope_id, amount, _unpaid)
    _record(session, envelope_id, "release_commitment", amount, cause)


def appropriate(session: Session, envelope_id: int, year: int, amount: Money, cause: Cause) -> None:
    """Add payment appropriations of ``year`` (take them back where negative).

    Raises:
        AppropriationsExceeded: the year has already paid what would be taken back.
    """
    new = insert_into(session, EnvelopeYear).values(envelope_id=envelope_id, year=year, appropriations=ZERO, paid=ZERO)
    session.execute(new.on_conflict_do_nothing())
    left = EnvelopeYear.appropriations + amount >= EnvelopeYear.paid
    if not _changed_year(session, envelope_id, year, {"appropriations": EnvelopeYear.appropriations + amount}, left):
        raise _beyond_year(session, envelope_id, year, -amount)
    _record(session, envelope_id, "appropriate", amount, cause, year)


def pay(session: Session, envelope_id: int, year: int, amount: Money, cause: Cause) -> None:
    """Pay ``amount`` of what is committed, out of the appropriations of ``year``.

    Raises:
        AppropriationsExceeded: the year's appropriations are not enough.
        BalanceExceeded: less is committed and unpaid.
    """
    _refuse_negative(amount)
    with session.begin_nested():
        within = EnvelopeYear.paid + amount <= EnvelopeYear.appropriations
        if not _changed_year(session, envelope_id, year, {"paid": EnvelopeYear.paid + amount}, within):
            raise _beyond_year(session, envelope_id, year, amount)
        if not _changed(session, envelope_id, {"paid": Envelope.paid + amount}, amount <= _UNPAID):
            raise _too_much(session, envelope_id, amount, _unpaid)
    _record(session, envelope_id, "pay", amount, cause, year)


def recover(session: Session, envelope_id: int, amount: Money, cause: Cause) -> None:
    """Note money that came back. It does not feed the year's appropriations. Raises BalanceExceeded."""
    _refuse_negative(amount)
    if not _changed(
        session,
        envelope_id,
        {"recovered": Envelope.recovered + amount},
        amount <= _OUTSIDE,
    ):
        raise _too_much(session, envelope_id, amount, _outside)
    _record(session, envelope_id, "recover", amount, cause)


def available(session: Session, envelope_id: int) -> Money:
    """The authority that is neither reserved, committed nor handed to a child. Raises NotFound."""
    return _left(_balance(session, envelope_id))


def appropriations_available(session: Session, envelope_id: int, year: int) -> Money:
    """What the appropriations of ``year`` still allow to pay; zero where none were given."""
    row = session.get(EnvelopeYear, (envelope_id, year), populate_existing=True)
    return ZERO if row is None else row.appropriations - row.paid


def _changed(session: Session, envelope_id: int, values: Mapping[str, Any], condition: ColumnElement[bool]) -> bool:
    columns = {getattr(Envelope, name): value for name, value in values.items()}
    statement = update(Envelope).where(Envelope.id == envelope_id, condition).values(columns)
    return session.connection().execute(statement).rowcount == 1


def _changed_year(
    session: Session, envelope_id: int, year: int, values: Mapping[str, Any], condition: ColumnElement[bool]
) -> bool:
    columns = {getattr(EnvelopeYear, name): value for name, value in values.items()}
    this_year = (EnvelopeYear.envelope_id == envelope_id, EnvelopeYear.year == year)
    statement = update(EnvelopeYear).where(*this_year, condition).values(columns)
    return session.connection().execute(statement).rowcount == 1


def _record(
    session: Session, envelope_id: int, kind: MovementKind, amount: Money, cause: Cause, year: int | None = None
) -> None:
    session.connection().execute(
        _MOVE,
        {
            "envelope_id": envelope_id,
            "kind": kind,
            "amount_cents": amount,
            "award_share_id": cause.award_share_id,
            "year": year,
            "event_id": cause.event_id,
            "at": cause.at,
        },
    )


def _refuse_negative(amount: Money) -> None:
    if amount <= ZERO:
        raise ValueError("a movement of the ledger is a positive amount")


def _balance(session: Session, envelope_id: int) -> Envelope:
    row = session.get(Envelope, envelope_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def _left(row: Envelope) -> Money:
    return row.authority - row.reserved - row.committed - row.allotted


def _reserved(row: Envelope) -> Money:
    return row.reserved


def _unpaid(row: Envelope) -> Money:
    return row.committed - row.paid + row.recovered


def _outside(row: Envelope) -> Money:
    return row.paid - row.recovered


def _exceeded(session: Session, envelope_id: int, asked: Money) -> EnvelopeExceeded:
    row = _balance(session, envelope_id)
    return EnvelopeExceeded(row.title, asked, _left(row))


def _too_much(session: Session, envelope_id: int, asked: Money, held: Any) -> BalanceExceeded:
    row = _balance(session, envelope_id)
    return BalanceExceeded(row.title, asked, held(row))


def _beyond_year(session: Session, envelope_id: int, year: int, asked: Money) -> AppropriationsExceeded:
    left = appropriations_available(session, envelope_id, year)
    return AppropriationsExceeded(_balance(session, envelope_id).title, year, asked, left)
