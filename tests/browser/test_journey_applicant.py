"""The applicant’s form under other conditions: by the keyboard alone, without JavaScript, in two tabs, by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.journey_application import (
    DOCUMENTS,
    SECTIONS,
    answer_what_shows,
    attach,
    write_budget,
)
from tests.browser.journey_window import Window, window
from tests.browser.journey_world import ASSOCIATION, SCHEME, World, email_of, open_world
from tests.fixtures.desk import PASSWORD

pytestmark = pytest.mark.browser
ADA = "Ada Porteuse"
BACKGROUND = "Quel est votre parcours, et pourquoi ce projet ?"
MOST_KEYS = 80


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with open_world(tmp_path_factory.mktemp("applicant")) as opened:
        yield opened


@pytest.fixture
def ada(world: World, browser: Browser) -> Iterator[Window]:
    """Ada, with a new draft open on its page."""
    with window(browser, world.address) as opened:
        opened.sign_in(ADA)
        open_draft(opened)
        yield opened


def open_draft(ada: Window) -> str:
    """Start a draft; its address."""
    ada.go(f"/dispositifs/{SCHEME}/deposer")
    ada.choose(ASSOCIATION)
    ada.press("Ouvrir mon dossier")
    ada.title_is("Mon dossier")
    return ada.page.url


def test_the_keyboard_is_enough_to_sign_in_and_fill_in_a_section(world: World, browser: Browser) -> None:
    with window(browser, world.address) as ada:
        ada.go("/connexion")
        by_tab(ada.page, ada.main.get_by_label("Adresse électronique"))
        ada.page.keyboard.type(email_of(ADA))
        by_tab(ada.page, ada.main.get_by_label("Mot de passe"))
        ada.page.keyboard.type(PASSWORD)
        ada.page.keyboard.press("Enter")
        ada.title_is("Mes dossiers")
        open_draft(ada)
        by_tab(ada.page, ada.main.get_by_role("link", name="Continuer"))
        ada.page.keyboard.press("Enter")
        ada.title_is("Vous")
        fill_in_by_keyboard(ada)
        ada.title_is("L’idée et le besoin")
        ada.page.go_back()
        expect(ada.main.get_by_label(BACKGROUND)).to_have_value("Vingt ans de blanchisserie.")


def fill_in_by_keyboard(ada: Window) -> None:
    """The section « Vous », without a mouse: the question that an answer calls up is reached like the others."""
    keyboard = ada.page.keyboard
    by_tab(ada.page, ada.main.get_by_label("En mon nom, seul ou seule"))
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    expect(ada.main.get_by_label("Pour une organisation qui existe déjà")).to_be_checked()
    called_up = ada.main.get_by_label("En quoi ce projet est-il nouveau pour votre organisation ?")
    expect(called_up).to_be_visible()
    by_tab(ada.page, ada.main.get_by_label(BACKGROUND))
    keyboard.type("Vingt ans de blanchisserie.")
    by_tab(ada.page, called_up)
    keyboard.type("Nous n’avons jamais ouvert de laverie.")
    by_tab(ada.page, ada.main.get_by_label("Personne pour le moment"))
    keyboard.press("Space")
    by_tab(ada.page, ada.main.get_by_role("button", name="Enregistrer et continuer"))
    keyboard.press("Enter")


def test_everything_up_to_the_receipt_works_without_javascript(world: World, browser: Browser) -> None:
    with window(browser, world.address, java_script_enabled=False) as ada:
        ada.sign_in(ADA)
        address = open_draft(ada)
        ada.follow("Continuer")
        for section in SECTIONS:
            fill_in_without_scripts(ada, section)
        ada.title_is("Budget et plan de financement")
        write_budget(ada, "20 000,01", "8 000,49")
        ada.press("Enregistrer et recalculer")
        ada.says("20 000,01 € demandés, 20 000,00 € au plus : 1 centime de trop.")
        ada.press("Ajouter une dépense")
        expect(ada.main.get_by_role("group", name="Dépenses, ligne 3")).to_be_visible()
        write_budget(ada, "20 000,00", "8 000,50")
        ada.press("Enregistrer et continuer")
        for document in DOCUMENTS:
            attach(ada, document)
        ada.follow("Continuer")
        ada.says("Votre dossier est complet")
        ada.press("Déposer mon dossier")
        ada.title_is("Accusé de réception")
        ada.says(address.rpartition("/")[2])


def fill_in_without_scripts(ada: Window, section: str) -> None:
    """What shows first, then what a save called up."""
    hidden = answer_what_shows(ada, section)
    ada.press("Enregistrer et continuer")
    if hidden:
        assert answer_what_shows(ada, section) == []
        ada.press("Enregistrer et continuer")


def test_a_row_is_added_and_taken_out_without_javascript(world: World, browser: Browser) -> None:
    with window(browser, world.address, java_script_enabled=False) as ada:
        ada.sign_in(ADA)
        ada.go(f"{open_draft(ada)}/formulaire/idea")
        supporters = ada.main.get_by_role("group", name="Vos appuis sur le territoire, ligne")
        expect(supporters).to_have_count(0)
        ada.press("Ajouter une ligne : Vos appuis sur le territoire")
        ada.fill("Nom", "Ville de Rennes", supporters.first)
        ada.press("Ajouter une ligne : Vos appuis sur le territoire")
        expect(supporters).to_have_count(2)
        expect(supporters.first.get_by_label("Nom", exact=True)).to_have_value("Ville de Rennes")
        supporters.first.get_by_role("button", name="Retirer cette ligne").click()
        expect(supporters).to_have_count(0)


def test_what_is_typed_is_saved_by_itself(ada: Window) -> None:
    ada.follow("Continuer")
    ada.fill(BACKGROUND, "Une phrase que personne n’a enregistrée.")
    expect(ada.main.locator("[data-autosave-state]")).to_have_text("Modifications non enregistrées")
    expect(ada.main.locator("[data-autosave-state]")).to_contain_text("Enregistré à")
    ada.page.reload()
    expect(ada.main.get_by_label(BACKGROUND)).to_have_value("Une phrase que personne n’a enregistrée.")


def test_a_second_save_of_the_same_section_shows_both_versions_and_keeps_the_text(ada: Window) -> None:
    ada.follow("Continuer")
    other = ada.another_tab()
    other.go(ada.page.url)
    ada.fill(BACKGROUND, "Ce que dit le premier onglet.")
    ada.press("Enregistrer")
    ada.says("Dernier enregistrement")
    other.fill(BACKGROUND, "Ce que dit le second onglet.")
    other.press("Enregistrer")
    other.title_is("Ce dossier a changé entre-temps")
    expect(other.row(BACKGROUND)).to_contain_text("Ce que dit le second onglet.")
    expect(other.row(BACKGROUND)).to_contain_text("Ce que dit le premier onglet.")
    other.check()
    other.press("Enregistrer ce que j’ai saisi")
    other.title_is("Vous")
    expect(other.main.get_by_label(BACKGROUND)).to_have_value("Ce que dit le second onglet.")
    ada.page.reload()
    expect(ada.main.get_by_label(BACKGROUND)).to_have_value("Ce que dit le second onglet.")


def test_a_save_in_the_background_never_writes_over_another_tab(ada: Window) -> None:
    ada.follow("Continuer")
    other = ada.another_tab()
    other.go(ada.page.url)
    ada.fill(BACKGROUND, "Enregistré d’abord.")
    ada.press("Enregistrer")
    ada.says("Dernier enregistrement")
    other.fill(BACKGROUND, "Tapé ensuite.")
    state = other.main.locator("[data-autosave-state]")
    expect(state).to_contain_text("Ce dossier a changé ailleurs. Votre texte est ici")
    expect(other.main.get_by_label(BACKGROUND)).to_have_value("Tapé ensuite.")
    ada.page.reload()
    expect(ada.main.get_by_label(BACKGROUND)).to_have_value("Enregistré d’abord.")


def test_lines_of_the_budget_come_and_go_and_the_verdict_follows(ada: Window) -> None:
    ada.go(f"{ada.page.url}/budget")
    write_budget(ada, "20 000,00", "8 000,50")
    verdict = ada.main.get_by_role("region", name="Ce que disent les règles")
    expect(verdict).to_contain_text("Ce plan respecte toutes les règles.")
    ada.main.get_by_role("group", name="Dépenses, ligne 2").get_by_role("button", name="Retirer").click()
    expect(verdict).to_contain_text("18 500,00 € de dépenses, 28 000,50 € de ressources")
    ada.fill("Aide demandée", "dix mille")
    expect(verdict).to_contain_text("Le calcul attend une correction.")
    ada.fill("Aide demandée", "10 499,50")
    expect(verdict).to_contain_text("18 500,00 € de dépenses, 18 500,00 € de ressources")


def by_tab(page: Page, wanted: Locator) -> None:
    """Press the key Tab until ``wanted`` has the focus."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    expect(wanted).to_be_focused()
