"""What an envelope can bear (R17). The record repeats these comparisons inside its conditional updates."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.kernel.formats import euros
from workflow.kernel.money import Money, total
from workflow.kernel.words import Words
from workflow.rules.finding import Finding
from workflow.rules.wording import at_most

_BASIS = Words(
    fr="Code général des collectivités territoriales, art. L4312-4 (autorisations d’engagement et crédits de paiement)",
    en="General Code of Local Authorities, art. L4312-4 (commitment authority and payment appropriations)",
)


def envelope(asked: Money, authority: Money, reserved: Money, committed: Money) -> Finding:
    """Awards, reserved and committed, with ``asked`` added, are at most the commitment authority (AE)."""
    used = reserved + committed
    what = Words(
        fr=f"engagés ou réservés, dont {euros(asked).fr} pour cette aide",
        en=f"committed or reserved, {euros(asked).en} of it for this award",
    )
    return at_most("envelope", used + asked, authority, what, _BASIS)


def payment_within_appropriations(asked: Money, appropriations: Money, paid: Money) -> Finding:
    """The payments of a year, with ``asked`` added, are at most the payment appropriations (CP) of that year."""
    what = Words(
        fr=f"payés dans l’année, dont {euros(asked).fr} pour ce versement",
        en=f"paid in the year, {euros(asked).en} of it now",
    )
    return at_most("payment_within_appropriations", paid + asked, appropriations, what, _BASIS)


def children_within_parent(parent: Money, children: Iterable[Money]) -> Finding:
    """The authorities of the children of an envelope sum to at most their parent's."""
    what = Words(fr="répartis entre les sous-enveloppes", en="shared out between the parts of the envelope")
    return at_most("envelope", total(children), parent, what, _BASIS)
