"""What Ada does on the way to her award, and what she must see at each step."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.journey_application import DOCUMENTS, PROJECT, SECTIONS, answer_section, attach, write_budget
from tests.browser.journey_window import Window
from tests.browser.journey_world import ASSOCIATION


def find_the_scheme(ada: Window) -> None:
    """From the first page to the scheme, by its name."""
    ada.title_is("Mes dossiers")
    ada.check()
    ada.page.get_by_role("searchbox", name="Chercher un dispositif").first.fill("CAP création")
    ada.page.keyboard.press("Enter")
    ada.title_is("Dispositifs d’aide")
    ada.check()
    ada.follow("CAP’Création ESS")
    ada.title_is("CAP’Création ESS")
    ada.says("De 2 000 € à 20 000 €.", "20 000,00 €", "Bretagne Active")
    ada.check()


def start(ada: Window) -> str:
    """Open a draft for the association; its reference."""
    ada.follow("Commencer mon dossier")
    ada.check()
    ada.choose(ASSOCIATION)
    ada.press("Ouvrir mon dossier")
    ada.title_is("Mon dossier")
    ada.says("0 sur 7")
    ada.check()
    return ada.page.url.rpartition("/")[2]


def fill_in(ada: Window) -> None:
    """Every section, one after the other."""
    ada.follow("Continuer")
    for number, section in enumerate(SECTIONS, 1):
        ada.says(f"Partie {number} sur 5")
        answer_section(ada, section)
        ada.check()
        ada.press("Enregistrer et continuer")
    ada.title_is("Budget et plan de financement")


def budget(ada: Window) -> None:
    """The verdict follows the figures: a cent too many is explained, then put right."""
    write_budget(ada, "20 000,01", "8 000,49")
    verdict = ada.main.get_by_role("region", name="Ce que disent les règles")
    expect(verdict).to_contain_text("20 000,01 € demandés, 20 000,00 € au plus : 1 centime de trop.")
    expect(verdict).to_contain_text("Une règle n’est pas respectée.")
    expect(verdict).to_contain_text("L’aide maximale pour ce plan est de 20 000,00 €.")
    ada.check()
    write_budget(ada, "20 000,00", "8 000,49")
    expect(verdict).to_contain_text("28 000,50 € de dépenses, 28 000,49 € de ressources : 1 centime d’écart.")
    write_budget(ada, "20 000,00", "8 000,50")
    expect(verdict).to_contain_text("Ce plan respecte toutes les règles.")
    expect(verdict.locator(".sums")).to_contain_text("28 000,50 €")
    ada.press("Enregistrer et continuer")


def documents(ada: Window) -> None:
    """One file is not what it says; then three that are."""
    ada.title_is("Pièces à joindre")
    ada.check()
    send_a_lie(ada)
    for document in DOCUMENTS:
        attach(ada, document)
    ada.follow("Continuer")


def send_a_lie(ada: Window) -> None:
    """A program that calls itself a PDF is refused in words."""
    piece = ada.main.get_by_role("listitem").filter(has=ada.page.get_by_role("heading", name=DOCUMENTS[0]))
    piece.locator("input[type=file]").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\x00" * 200}
    )
    piece.get_by_role("button", name="Joindre").click()
    ada.says("Le fichier n’est pas joint")
    ada.check()


def submit(ada: Window, reference: str) -> None:
    """Read everything again, submit, and keep the receipt."""
    ada.title_is("Vérifier et déposer")
    ada.says("Votre dossier est complet", PROJECT, "28 000,50 €", "du 1er septembre 2026 au 26 février 2027")
    ada.check()
    ada.press("Déposer mon dossier")
    ada.title_is("Accusé de réception")
    ada.says(reference, "5 mai 2026 à 9 h 30", "considérée comme refusée le 5 juillet 2026")
    ada.check()
    paper = text_of(ada.download("Télécharger l’accusé de réception (PDF)"))
    assert reference in paper
    assert PROJECT in paper
    ada.follow("Suivre mon dossier")
    ada.title_is(PROJECT)
    ada.says("Déposé", "20 000,00 €")
    ada.check()


def answer_the_request(ada: Window, reference: str) -> None:
    """The applicant sees what is asked, and sends it."""
    ada.go("/dossiers")
    ada.says("Envoyez ce qui vous est demandé")
    ada.follow(PROJECT)
    ada.says("Projet de bail", "il reste 30 jours")
    ada.check()
    ada.follow("Répondre à la demande")
    ada.check()
    ada.fill("Votre réponse", "Le bail sera signé en août : en voici le projet.")
    ada.press("Envoyer ma réponse")
    ada.says("Votre réponse est envoyée. L’instruction reprend.")
    ada.title_is(PROJECT)
    assert ada.page.url.endswith(reference)


def read_the_decision(ada: Window, reference: str) -> None:
    """The applicant reads the award and keeps the letter."""
    ada.go(f"/dossiers/{reference}")
    ada.says("La décision", "18 500,00 €", "CE-2026-06", "9 250,00 €")
    expect(ada.main.locator(".timeline")).not_to_contain_text("Rendre un avis")
    ada.check()
    letter = text_of(ada.download("Lettre de décision (PDF)"))
    assert reference in letter
    assert "18 500,00" in letter


def text_of(content: bytes) -> str:
    """The words of a PDF, its spaces made plain."""
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(read.replace("\u202f", " ").split())
