"""Envelopes as services list and open them; balances move only through :mod:`workflow.store.ledger`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.kernel.money import ZERO, Money
from workflow.store.tables import Body, Call, Envelope, EnvelopeYear


def create(
    session: Session, slug: str, body_id: str, title: str, *, year: int | None = None, parent_id: int | None = None
) -> Envelope:
    """Write an envelope without any authority yet."""
    envelope = Envelope(slug=slug, body_id=body_id, title=title, year=year, parent_id=parent_id)
    session.add(envelope)
    session.flush()
    return envelope


def find(session: Session, slug: str) -> Envelope | None:
    """The envelope that bears this name."""
    return session.scalars(select(Envelope).where(Envelope.slug == slug)).one_or_none()


def list_envelopes(session: Session, body_ids: Collection[str] | None) -> Sequence[tuple[Envelope, str]]:
    """The envelopes of ``body_ids`` (of all bodies where ``None``) with their body's name, by body then title."""
    wanted = (
        select(Envelope, Body.name)
        .join(Body, Body.id == Envelope.body_id)
        .order_by(Body.name, Envelope.year, Envelope.title)
        .execution_options(populate_existing=True)
    )
    if body_ids is not None:
        wanted = wanted.where(Envelope.body_id.in_(sorted(body_ids)))
    return [(row[0], row[1]) for row in session.execute(wanted)]


def open_envelopes(session: Session, call_id: int | None) -> Sequence[Envelope]:
    """Envelopes from which awards can be made, leaves only: the call's own first, then the newest years."""
    parents = select(Envelope.parent_id).where(Envelope.parent_id.is_not(None))
    wanted = select(Envelope).where(Envelope.id.not_in(parents)).execution_options(populate_existing=True)
    found = list(session.scalars(wanted))
    own = session.scalar(select(Call.envelope_id).where(Call.id == call_id)) if call_id is not None else None
    return sorted(found, key=lambda one: (one.id == own, one.year or 0))


def attach_to_call(session: Session, envelope_id: int, scheme_id: str, slug: str) -> None:
    """Let the awards of a call draw on an envelope by default."""
    call = session.scalars(select(Call).where(Call.scheme_id == scheme_id, Call.slug == slug)).one()
    call.envelope_id = envelope_id
    session.flush()


def year_of(session: Session, envelope_id: int, year: int) -> tuple[Money, Money]:
    """The payment appropriations of an envelope in ``year``, and what that year has already paid."""
    row = session.get(EnvelopeYear, (envelope_id, year), populate_existing=True)
    return (ZERO, ZERO) if row is None else (row.appropriations, row.paid)
