"""What Octroi writes to people when an application moves: one subject and one sentence a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Message:
    """A subject and a body, in the language of the person who will read them."""

    subject: str
    body: str


Writer = Callable[[str, str, str, Words, str], Message]
"""Writes a message from the event, the reference, the title, the state and the reader's language."""

_TO_APPLICANT: Final[dict[str, Words]] = {
    "submit": Words(
        "Votre dossier est bien arrivé. L’accusé de réception est dans votre espace.",
        "Your application has arrived. The receipt is in your account.",
    ),
    "request_items": Words(
        "Il manque des pièces à votre dossier. La liste et la date limite sont dans votre espace.",
        "Some items are missing from your application. The list and the deadline are in your account.",
    ),
    "declare_items_overdue": Words(
        "Le délai pour envoyer les pièces demandées est passé. L’instruction reprend avec ce que nous avons reçu.",
        "The deadline for the items requested has passed. The review resumes with what we have received.",
    ),
    "notify": Words(
        "Une aide vous est accordée. La lettre de décision est dans votre espace.",
        "You have been awarded aid. The decision letter is in your account.",
    ),
    "notify_refusal": Words(
        "Votre demande n’a pas été retenue. Le motif et les voies de recours sont dans votre espace.",
        "Your application was not successful. The reason and the remedies are in your account.",
    ),
    "sign_agreement": Words("Votre convention est signée.", "Your agreement has been signed."),
    "pay": Words("Un versement a été effectué.", "A payment has been made."),
    "recover": Words(
        "Un reversement vous est demandé. Le montant et le motif sont dans votre espace.",
        "You are asked to pay money back. The amount and the reason are in your account.",
    ),
    "close": Words("Votre dossier est soldé.", "Your application is closed."),
    "lapse": Words(
        "Votre aide est devenue caduque. Le motif est dans votre espace.",
        "Your award has lapsed. The reason is in your account.",
    ),
}
_TO_OFFICER: Final[dict[str, Words]] = {
    "submit": Words("Un dossier vient d’être déposé.", "An application has just been submitted."),
    "provide_items": Words("Les pièces demandées sont arrivées.", "The items requested have arrived."),
    "declare_items_overdue": Words(
        "Le délai donné pour les pièces est passé sans réponse.",
        "The deadline given for the items has passed without an answer.",
    ),
    "assign": Words("Un dossier vous est confié.", "An application has been assigned to you."),
    "withdraw": Words("Le porteur a retiré son dossier.", "The applicant has withdrawn the application."),
}
_MOVED: Final = Words("Votre dossier a avancé.", "Your application has moved on.")
_OFFICER_MOVED: Final = Words("Un dossier que vous suivez a avancé.", "An application that you follow has moved on.")


def to_applicant(event: str, reference: str, title: str, state: Words, language: str) -> Message:
    """What the applicant reads after ``event``; ``state`` is where the application now stands."""
    return _message(_TO_APPLICANT.get(event, _MOVED), reference, title, state, language)


def to_officer(event: str, reference: str, title: str, state: Words, language: str) -> Message:
    """What a case officer reads after ``event``."""
    return _message(_TO_OFFICER.get(event, _OFFICER_MOVED), reference, title, state, language)


def _message(sentence: Words, reference: str, title: str, state: Words, language: str) -> Message:
    said = sentence.in_language(language)
    label = Words(fr="Dossier", en="Application").in_language(language)
    stands = Words(fr="Où il en est\u202f:", en="Where it stands:").in_language(language)
    closing = Words(
        fr="Ce message est envoyé automatiquement. Connectez-vous à votre espace pour répondre.",
        en="This message is sent automatically. Sign in to your account to reply.",
    ).in_language(language)
    body = f"{said}\n\n{label} {reference}\n{title}\n{stands} {state.in_language(language)}\n\n{closing}\n"
    return Message(subject=f"{reference}\u202f: {said}" if language == "fr" else f"{reference}: {said}", body=body)
