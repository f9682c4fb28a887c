"""Envelopes: commitment authority (AE) opened and shared out, payment appropriations (CP) by year (R17)."""

from __future__ import annotations

from workflow.kernel.errors import InvalidInput, NotFound, Problem
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.services.access import require
from workflow.services.context import Context
from workflow.services.views import EnvelopeView
from workflow.store import envelopes, ledger, schemes
from workflow.store.ledger import Cause
from workflow.store.tables import Envelope


def open_envelope(
    context: Context,
    slug: str,
    body: str,
    title: str,
    authority: Money,
    *,
    year: int | None = None,
    parent: str | None = None,
) -> None:
    """Open an envelope with ``authority`` to commit; out of ``parent``'s where there is one.

    Raises:
        NotAllowed: the person is no manager of this body, or of the parent's.
        EnvelopeExceeded: the parent has less left.
        InvalidInput: the name is taken, or the parent unknown.
    """
    require(context.actor, "manager", "administrator", body=body)
    above = envelopes.find(context.session, parent) if parent is not None else None
    if parent is not None and above is None:
        words = Words(fr="Cette enveloppe n’existe pas.", en="This envelope does not exist.")
        raise InvalidInput([Problem("parent", "envelope_unknown", words)])
    if above is not None:
        require(context.actor, "manager", "administrator", body=above.body_id)
    parent_id = above.id if above is not None else None
    opened = envelopes.create(context.session, slug, body, title.strip(), year=year, parent_id=parent_id)
    if authority:
        ledger.authorise(context.session, opened.id, authority, Cause(context.clock.now()))


def appropriate(context: Context, slug: str, year: int, amount: Money) -> None:
    """Add ``amount`` of payment appropriations for ``year``; less where negative.

    Raises:
        AppropriationsExceeded: the year has already paid what would be taken back.
    """
    envelope = _managed(context, slug)
    ledger.appropriate(context.session, envelope.id, year, amount, Cause(context.clock.now()))


def attach_to_call(context: Context, slug: str, scheme_id: str, call_slug: str) -> None:
    """Let the awards of a call draw on this envelope by default.

    Raises:
        NotFound: no such envelope, scheme or call.
        NotAllowed: the person does not manage both the envelope and the scheme.
    """
    envelope, loaded = _managed(context, slug), context.catalogue.get(scheme_id)
    require(context.actor, "manager", "administrator", body=loaded.scheme.running_body.id, scheme=loaded.id)
    if not any(one.slug == call_slug for one in schemes.calls(context.session, loaded.id)):
        raise NotFound
    envelopes.attach_to_call(context.session, envelope.id, loaded.id, call_slug)


def envelopes_for(context: Context) -> tuple[EnvelopeView, ...]:
    """The envelopes of the bodies that the person manages or for which they sit as secretary."""
    bodies: set[str] | None = set()
    for grant in context.actor.grants:
        if grant.role not in ("manager", "administrator", "committee_secretary"):
            continue
        if grant.body is None:
            bodies = None
            break
        if bodies is not None:
            bodies.add(grant.body)
    return tuple(_view(row, name) for row, name in envelopes.list_envelopes(context.session, bodies))


def _managed(context: Context, slug: str) -> Envelope:
    envelope = envelopes.find(context.session, slug)
    if envelope is None:
        raise NotFound
    require(context.actor, "manager", "administrator", body=envelope.body_id)
    return envelope


def _view(row: Envelope, body_name: str) -> EnvelopeView:
    taken = row.reserved + row.committed + row.allotted
    return EnvelopeView(
        slug=row.slug,
        title=row.title,
        body=body_name,
        year=row.year,
        authority=row.authority,
        reserved=row.reserved,
        committed=row.committed,
        available=row.authority - taken,
        paid=row.paid - row.recovered,
    )
