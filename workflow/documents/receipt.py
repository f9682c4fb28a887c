"""The receipt of an application: *accusé de réception* (CRPA L112-3, R112-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.documents.blocks import Document, Facts, Heading, Paragraph
from workflow.documents.wording import amount, day, moment
from workflow.kernel.clock import day_in_paris
from workflow.kernel.money import Money
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says. ``filed_hash`` is the SHA-256 of what was filed; no ``implicit_refusal_on`` where
    silence means nothing (an accompaniment)."""

    reference: str
    title: str
    scheme: Words
    issuer: str
    applicant: str
    received_at: datetime
    requested: Money | None
    filed_hash: str
    implicit_refusal_on: date | None
    service: Words
    contact: str
    remedies: Words


def compose(facts: ReceiptFacts, language: str) -> Document:
    """The receipt as a document in ``language``."""
    say = _FR if language == "fr" else _EN
    pairs = [
        (say["reference"], facts.reference),
        (say["scheme"], facts.scheme.in_language(language)),
        (say["project"], facts.title or "—"),
        (say["applicant"], facts.applicant),
        (say["received"], moment(facts.received_at, language)),
    ]
    if facts.requested is not None:
        pairs.append((say["requested"], amount(facts.requested, language)))
    silence = say["no_silence"]
    if facts.implicit_refusal_on is not None:
        silence = say["silence"].format(day=day(facts.implicit_refusal_on, language))
    return Document(
        title=say["title"],
        language=language,
        issuer=facts.issuer,
        reference=facts.reference,
        place_and_date=day(day_in_paris(facts.received_at), language),
        recipient=(facts.applicant,),
        blocks=(
            Paragraph(say["opening"]),
            Facts(tuple(pairs)),
            Heading(say["next"]),
            Paragraph(silence),
            Paragraph(facts.remedies.in_language(language)),
            Heading(say["contact"]),
            Paragraph(f"{facts.service.in_language(language)} — {facts.contact}"),
            Heading(say["proof"]),
            Paragraph(say["hash"]),
            Paragraph(facts.filed_hash),
        ),
        footer=facts.issuer,
    )


_FR = {
    "title": "Accusé de réception",
    "opening": "Nous avons bien reçu votre dossier. Conservez ce document : il prouve la date de votre dépôt.",
    "reference": "Référence du dossier",
    "scheme": "Dispositif",
    "project": "Projet",
    "applicant": "Demandeur",
    "received": "Reçu le",
    "requested": "Aide demandée",
    "next": "Et maintenant",
    "silence": "Sans réponse de notre part au {day}, votre demande sera considérée comme refusée "
    "(code des relations entre le public et l’administration, art. L231-4). S’il manque une pièce, nous vous la "
    "demanderons et ce délai sera suspendu.",
    "no_silence": "Le service vous répondra. Aucun délai légal ne vaut réponse pour cette demande.",
    "contact": "Votre contact",
    "proof": "Empreinte de ce que vous avez déposé",
    "hash": "Cette empreinte (SHA-256) permet de vérifier que vos réponses n’ont pas changé depuis le dépôt.",
}
_EN = {
    "title": "Receipt",
    "opening": "We have received your application. Keep this document: it proves the date of your submission.",
    "reference": "Reference",
    "scheme": "Scheme",
    "project": "Project",
    "applicant": "Applicant",
    "received": "Received on",
    "requested": "Aid requested",
    "next": "What happens next",
    "silence": "If you have no answer from us by {day}, your request will be deemed refused (code des relations "
    "entre le public et l’administration, art. L231-4). If an item is missing, we will ask you for it and this "
    "time limit will be suspended.",
    "no_silence": "The service will answer you. No legal time limit stands for an answer to this request.",
    "contact": "Your contact",
    "proof": "Fingerprint of what you submitted",
    "hash": "This fingerprint (SHA-256) shows that your answers have not changed since you submitted them.",
}
