"""What Ada answers, section by section, and how it is typed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from playwright.sync_api import expect

from tests.browser.journey_window import Window

PROJECT: Final = "Laverie solidaire du canal"
PDF: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
Kind = Literal["text", "option"]


@dataclass(frozen=True)
class Answer:
    """What is written in the control ``question``, or the option that is ticked."""

    question: str
    given: str
    kind: Kind = "text"


def _ticked(question: str, *options: str) -> tuple[Answer, ...]:
    return tuple(Answer(question, option, "option") for option in options)


SECTIONS: Final[dict[str, tuple[Answer, ...]]] = {
    "Vous": (
        *_ticked("À quel titre déposez-vous ce dossier ?", "Pour une organisation qui existe déjà"),
        Answer("Quel est votre parcours, et pourquoi ce projet ?", "Vingt ans de blanchisserie, dont dix au canal."),
        Answer("En quoi ce projet est-il nouveau pour votre organisation ?", "Nous n’avons jamais ouvert de laverie."),
        *_ticked("Qui vous accompagne aujourd’hui ?", "Personne pour le moment"),
    ),
    "L’idée et le besoin": (
        Answer("Nom du projet", PROJECT),
        Answer("Commune où le projet doit naître", "35238"),
        Answer("Décrivez votre idée", "Une laverie tenue par ses usagers, qui est aussi un lieu d’accueil."),
        Answer("À quel besoin social répond-elle ?", "Quatre cents foyers du quartier n’ont pas de machine."),
        Answer("Qui répond déjà à ce besoin, et que manque-t-il ?", "Deux laveries commerciales, trop chères."),
        *_ticked("Qu’est-ce qui est nouveau, avant tout ?", "Une façon de coopérer sur un territoire"),
        Answer("Comment les personnes concernées participent-elles ?", "Elles fixent les prix et tiennent le lieu."),
    ),
    "L’étude à payer": (
        Answer("À quelles questions l’étude doit-elle répondre ?", "Combien de foyers viendraient, à quel prix ?"),
        Answer("Contenu de l’étude", "Une enquête de trois mois, puis un essai de six semaines."),
        *_ticked("Qui mène l’étude ?", "Nous-mêmes"),
        Answer("Quel travail ferez-vous vous-mêmes ?", "L’enquête, l’essai et leur bilan."),
        Answer("Combien de jours y consacrerez-vous ?", "60"),
        Answer("Du", "2026-09-01"),
        Answer("Au", "2027-02-26"),
    ),
    "Le modèle économique que vous cherchez": (
        Answer("D’où viendrait l’argent de l’activité ?", "Des lavages, et d’une conciergerie pour les voisins."),
        *_ticked("Recettes envisagées", "Ventes à des particuliers", "Cotisations ou parts sociales"),
        *_ticked("Forme juridique envisagée", "Coopérative (SCOP, SCIC ou autre)"),
        Answer("Emplois espérés trois ans après le démarrage", "3"),
        Answer("Qu’est-ce qui pourrait faire échouer le projet ?", "Le prix de l’eau, et le bail du local."),
    ),
    "Vos engagements": (
        *_ticked("", "Je remettrai les résultats de l’étude à Bretagne Active, même s’ils sont négatifs."),
        *_ticked("", "L’étude n’est pas commencée et aucun devis n’est signé."),
        *_ticked("", "J’ai indiqué dans le budget toutes les aides demandées ou reçues pour cette étude."),
    ),
}
"""The five sections of CAP’Création ESS, in order."""
DOCUMENTS: Final = ("CV des personnes qui portent le projet", "Statuts à jour", "Relevé d’identité bancaire")


def answer_section(window: Window, section: str) -> None:
    """Type in the answers of ``section``, on its page; questions that an answer calls up must come by themselves."""
    window.title_is(section)
    for answer in SECTIONS[section]:
        _give(window, answer)


def answer_what_shows(window: Window, section: str) -> list[Answer]:
    """Type in the answers to the questions of ``section`` that show; the others come back."""
    window.title_is(section)
    hidden = []
    for answer in SECTIONS[section]:
        if window.main.get_by_label(
            answer.question if answer.kind == "text" else answer.given, exact=True
        ).is_visible():
            _give(window, answer)
        else:
            hidden.append(answer)
    return hidden


def _give(window: Window, answer: Answer) -> None:
    if answer.kind == "text":
        window.fill(answer.question, answer.given)
    else:
        window.choose(answer.given, answer.question or None)


def write_budget(window: Window, request: str, own: str) -> None:
    """28 000,50 € of a study in two lines, paid by ``request`` and ``own``."""
    first, second = (window.main.get_by_role("group", name=f"Dépenses, ligne {rank}") for rank in (1, 2))
    first.get_by_label("Nature de la dépense").select_option("account_62")
    window.fill("Précision (facultatif)", "Étude de marché", first)
    window.fill("Montant", "18 500", first)
    second.get_by_label("Nature de la dépense").select_option("account_64")
    window.fill("Précision (facultatif)", "Temps passé", second)
    window.fill("Montant", "9500,50", second)
    window.fill("Aide demandée", request)
    other = window.main.get_by_role("group", name="Autres ressources, ligne 1")
    other.get_by_label("Financeur").select_option("own")
    window.fill("Montant", own, other)


def attach(window: Window, document: str, content: bytes = PDF) -> None:
    """Send a file as ``document``, on the page of the documents."""
    piece = window.main.get_by_role("listitem").filter(has=window.page.get_by_role("heading", name=document))
    piece.locator("input[type=file]").set_input_files(
        {"name": "piece.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    piece.get_by_role("button", name=f"Joindre : {document}").click()
    expect(piece.get_by_text("Jointe", exact=True)).to_be_visible()
