"""The minutes of a committee session: attendance, recusals, votes, what was decided and with which money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.documents.blocks import Block, Document, Facts, Heading, Paragraph, Points, Signatures, Table
from workflow.documents.wording import amount, day
from workflow.kernel.money import Money, total
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class MinutedItem:
    """One item of the agenda, as it was settled; ``outcome`` in words, ``awarded`` where money was granted."""

    reference: str
    title: str
    applicant: str
    outcome: Words
    for_votes: int
    against_votes: int
    abstentions: int
    recused: Sequence[str]
    awarded: Money | None


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """What the minutes say of a session."""

    number: int
    committee: Words
    issuer: str
    held_on: date
    present: Sequence[str]
    absent: Sequence[str]
    quorum_needed: int
    closed: bool
    items: Sequence[MinutedItem]


def compose(facts: MinutesFacts, language: str) -> Document:
    """The minutes in ``language``; a session that is not closed gives a draft, and says so."""
    say = _FR if language == "fr" else _EN
    blocks: list[Block] = [] if facts.closed else [Paragraph(say["draft"], strong=True)]
    blocks += [
        Facts(
            (
                (say["committee"], facts.committee.in_language(language)),
                (say["held_on"], day(facts.held_on, language)),
                (say["present"], ", ".join(facts.present) or "—"),
                (say["absent"], ", ".join(facts.absent) or "—"),
                (say["quorum"], say["needed"].format(present=len(facts.present), needed=facts.quorum_needed)),
            )
        ),
        _summary(facts, say, language),
        Heading(say["items"]),
    ]
    for item in facts.items:
        blocks += _item(item, say, language)
    blocks.append(Signatures((say["chair"], say["secretary"])))
    return Document(
        title=say["title"],
        language=language,
        issuer=facts.issuer,
        reference=say["session"].format(number=facts.number),
        place_and_date=day(facts.held_on, language),
        blocks=tuple(blocks),
        footer=facts.issuer,
    )


def _summary(facts: MinutesFacts, say: dict[str, str], language: str) -> Table:
    awarded = total(item.awarded for item in facts.items if item.awarded is not None)
    return Table(
        caption=say["summary"],
        headings=(say["reference"], say["applicant"], say["outcome"], say["amount"]),
        rows=tuple(
            (
                item.reference,
                item.applicant,
                item.outcome.in_language(language),
                amount(item.awarded, language) if item.awarded is not None else "—",
            )
            for item in facts.items
        ),
        amounts=(3,),
        total=(say["total"], "", "", amount(awarded, language)),
    )


def _item(item: MinutedItem, say: dict[str, str], language: str) -> list[Block]:
    points = [
        say["votes"].format(in_favour=item.for_votes, against=item.against_votes, abstentions=item.abstentions),
        f"{say['outcome']}{say['colon']}{item.outcome.in_language(language)}",
    ]
    if item.recused:
        points.insert(0, f"{say['recused']}{say['colon']}{', '.join(item.recused)}")
    if item.awarded is not None:
        points.append(f"{say['amount']}{say['colon']}{amount(item.awarded, language)}")
    return [Heading(f"{item.reference} — {item.title or item.applicant}", 2), Points(tuple(points))]


_FR = {
    "title": "Procès-verbal de séance",
    "draft": "Projet de procès-verbal : la séance n’est pas close.",
    "session": "Séance n° {number}",
    "committee": "Instance",
    "held_on": "Date",
    "present": "Présents",
    "absent": "Absents",
    "quorum": "Quorum",
    "needed": "{present} présents, {needed} nécessaires",
    "summary": "Décisions",
    "reference": "Dossier",
    "applicant": "Demandeur",
    "outcome": "Résultat",
    "amount": "Montant",
    "total": "Total accordé",
    "items": "Dossier par dossier",
    "votes": "{in_favour} pour, {against} contre, {abstentions} abstentions",
    "recused": "Déports",
    "colon": "\u202f: ",
    "chair": "Pour la présidence",
    "secretary": "Pour le secrétariat",
}
_EN = {
    "title": "Minutes of the session",
    "draft": "Draft minutes: the session is not closed.",
    "session": "Session no. {number}",
    "committee": "Body",
    "held_on": "Date",
    "present": "Present",
    "absent": "Absent",
    "quorum": "Quorum",
    "needed": "{present} present, {needed} needed",
    "summary": "Decisions",
    "reference": "Application",
    "applicant": "Applicant",
    "outcome": "Outcome",
    "amount": "Amount",
    "total": "Total awarded",
    "items": "Item by item",
    "votes": "{in_favour} for, {against} against, {abstentions} abstentions",
    "recused": "Withdrawn",
    "colon": ": ",
    "chair": "For the chair",
    "secretary": "For the secretary",
}
