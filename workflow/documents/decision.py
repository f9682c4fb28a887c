"""The decision letter: an award with its shares, or a refusal with its reason; remedies in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.documents.blocks import Block, Document, Facts, Heading, Paragraph, Table
from workflow.documents.wording import REMEDIES, amount, day
from workflow.kernel.money import Money
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One payer's share on a letter, with the number of its own decision."""

    payer: str
    decision_number: str
    amount: Money
    agreement_required: bool


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What a decision letter says. ``amount`` is ``None`` for a refusal (and for a support without money)."""

    reference: str
    title: str
    scheme: Words
    issuer: str
    recipient: Sequence[str]
    decided_on: date
    sent_on: date
    awarded: bool
    deliberation: str
    amount: Money | None
    base: Money | None
    shares: Sequence[ShareLine]
    reason: str
    contact: str


def compose(facts: DecisionFacts, language: str) -> Document:
    """The letter in ``language``."""
    say = _FR if language == "fr" else _EN
    blocks: list[Block] = [Paragraph(say["greeting"])]
    blocks += _award(facts, say, language) if facts.awarded else _refusal(facts, say)
    blocks += [
        Facts(_pairs(facts, say, language)),
        Heading(say["remedies"]),
        Paragraph(REMEDIES.in_language(language)),
        Paragraph(f"{say['contact']} {facts.contact}"),
    ]
    return Document(
        title=say["award_title"] if facts.awarded else say["refusal_title"],
        language=language,
        issuer=facts.issuer,
        reference=facts.reference,
        place_and_date=day(facts.sent_on, language),
        recipient=tuple(facts.recipient),
        blocks=tuple(blocks),
        footer=facts.issuer,
    )


def _award(facts: DecisionFacts, say: dict[str, str], language: str) -> list[Block]:
    if facts.amount is None:
        return [Paragraph(say["selected"].format(scheme=facts.scheme.in_language(language)), strong=True)]
    opening = say["awarded"].format(amount=amount(facts.amount, language), scheme=facts.scheme.in_language(language))
    table = Table(
        caption=say["shares"],
        headings=(say["payer"], say["decision"], say["amount"]),
        rows=tuple((one.payer, one.decision_number, amount(one.amount, language)) for one in facts.shares),
        amounts=(2,),
        total=(say["total"], "", amount(facts.amount, language)),
    )
    agreement = say["agreement"] if any(one.agreement_required for one in facts.shares) else say["no_agreement"]
    return [Paragraph(opening, strong=True), table, Paragraph(agreement)]


def _refusal(facts: DecisionFacts, say: dict[str, str]) -> list[Block]:
    blocks: list[Block] = [Paragraph(say["refused"], strong=True)]
    return [*blocks, Heading(say["reason"]), Paragraph(facts.reason)] if facts.reason else blocks


def _pairs(facts: DecisionFacts, say: dict[str, str], language: str) -> tuple[tuple[str, str], ...]:
    pairs = [(say["project"], facts.title or "—"), (say["decided_on"], day(facts.decided_on, language))]
    if facts.deliberation:
        pairs.append((say["deliberation"], facts.deliberation))
    if facts.base is not None:
        pairs.append((say["base"], amount(facts.base, language)))
    return tuple(pairs)


_FR = {
    "award_title": "Votre aide est accordée",
    "refusal_title": "Votre demande n’est pas retenue",
    "greeting": "Madame, Monsieur,",
    "awarded": "Une aide de {amount} vous est accordée au titre du dispositif « {scheme} ».",
    "selected": "Votre projet est retenu au titre du dispositif « {scheme} ».",
    "refused": "Après examen, votre demande n’a pas été retenue.",
    "reason": "Motif",
    "shares": "Part de chaque financeur",
    "payer": "Financeur",
    "decision": "Décision",
    "amount": "Montant",
    "total": "Total",
    "agreement": "Une convention doit être signée avant tout versement. Elle vous sera envoyée.",
    "no_agreement": "Aucune convention n’est obligatoire. Le versement suit la présente notification.",
    "project": "Projet",
    "decided_on": "Décision du",
    "deliberation": "Numéro de la décision",
    "base": "Dépenses éligibles retenues",
    "remedies": "Voies et délais de recours",
    "contact": "Une question ? Écrivez à",
}
_EN = {
    "award_title": "You have been awarded aid",
    "refusal_title": "Your application was not successful",
    "greeting": "Dear Sir or Madam,",
    "awarded": "You have been awarded {amount} under the scheme “{scheme}”.",
    "selected": "Your project has been selected under the scheme “{scheme}”.",
    "refused": "After examination, your application was not successful.",
    "reason": "Reason",
    "shares": "Share of each payer",
    "payer": "Payer",
    "decision": "Decision",
    "amount": "Amount",
    "total": "Total",
    "agreement": "An agreement must be signed before any payment. It will be sent to you.",
    "no_agreement": "No agreement is compulsory. Payment follows this notification.",
    "project": "Project",
    "decided_on": "Decided on",
    "deliberation": "Number of the decision",
    "base": "Eligible costs retained",
    "remedies": "Remedies and time limits",
    "contact": "A question? Write to",
}
