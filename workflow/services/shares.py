"""The share that one payer gives of an award: its own decision, on an envelope of its own."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.engine.facts import EnvelopeFacts, ShareFacts
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import Source
from workflow.services.context import Context
from workflow.store import envelopes


@dataclass(frozen=True, slots=True)
class ShareOrder:
    """The share that one payer is to give: its own decision, and the envelope that bears it if it is kept here."""

    payer: str
    source: Source
    amount: Money
    decision_number: str
    envelope: str | None = None


def share_facts(context: Context, order: ShareOrder) -> ShareFacts:
    """The share with what its envelope still holds.

    Raises:
        InvalidInput: an envelope that is unknown, or that is not the payer's (``envelope``).
    """
    if order.envelope is None:
        return ShareFacts(order.payer, order.source, order.amount, order.decision_number.strip())
    found = envelopes.find(context.session, order.envelope)
    if found is None:
        words = Words(fr="Cette enveloppe n’existe pas.", en="This envelope does not exist.")
        raise InvalidInput([Problem("envelope", "envelope_unknown", words)])
    if found.body_id != order.payer:
        words = Words(
            fr="Cette enveloppe n’est pas celle du financeur : chaque part s’engage sur une enveloppe de son payeur.",
            en="This envelope is not the payer’s: each share is committed on an envelope of its own payer.",
        )
        raise InvalidInput([Problem("envelope", "envelope_of_another_body", words)])
    envelope = EnvelopeFacts(found.slug, found.authority - found.allotted, found.reserved, found.committed)
    return ShareFacts(order.payer, order.source, order.amount, order.decision_number.strip(), envelope)
