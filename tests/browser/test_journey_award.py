"""The whole journey in a browser: an applicant, an officer, a secretary and a manager take an application to its award.

Every page they meet on the way is looked at: accessible on a desk and on a phone, whole at 320 pixels, silent in the
console, and asking nothing from any other server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.journey_application import PROJECT
from tests.browser.journey_steps import (
    answer_the_request,
    budget,
    documents,
    fill_in,
    find_the_scheme,
    read_the_decision,
    start,
    submit,
    text_of,
)
from tests.browser.journey_window import Window, window
from tests.browser.journey_world import ASSOCIATION, ENVELOPE, World, open_world
from workflow.services.audit import verify

pytestmark = pytest.mark.browser
SESSION = "Comité d’engagement de juin"
MEMBERS = ("Mona Membre", "Malo Membre", "Maï Membre")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with open_world(tmp_path_factory.mktemp("journey")) as opened:
        yield opened


def test_an_application_goes_from_draft_to_award_in_the_hands_of_all_four(world: World, browser: Browser) -> None:
    with ExitStack() as windows:
        ada, ivo, solen, gael = (
            windows.enter_context(window(browser, world.address))
            for _ in ("applicant", "officer", "secretary", "manager")
        )
        ada.sign_in("Ada Porteuse")
        find_the_scheme(ada)
        reference = start(ada)
        fill_in(ada)
        budget(ada)
        documents(ada)
        submit(ada, reference)
        ivo.sign_in("Ivo Instructeur")
        ask_for_an_item(ivo, reference)
        answer_the_request(ada, reference)
        review(ivo, reference)
        solen.sign_in("Solen Secrétaire")
        plan_a_session(solen)
        put_on_the_agenda(solen, reference)
        sit(solen)
        vote(solen, reference)
        award(solen)
        gael.sign_in("Gaël Gestionnaire")
        notify(gael, reference)
        pay(gael, reference)
        read_the_totals(gael)
        read_the_decision(ada, reference)
        end_the_session(solen, reference)
    with world.acting() as context:
        assert verify(context) == ()


def ask_for_an_item(ivo: Window, reference: str) -> None:
    """The officer finds it in the queue and asks for a lease."""
    ivo.title_is("Instruction")
    expect(ivo.row(reference)).to_contain_text(ASSOCIATION)
    expect(ivo.row(reference)).to_contain_text("20 000,00 €")
    ivo.check()
    ivo.follow(PROJECT)
    ivo.title_is(PROJECT)
    ivo.says("Vérifier que le dossier est recevable et complet.", "28 000,50 €")
    expect(ivo.main.locator(".panel .button-primary")).to_have_text("Déclarer le dossier recevable")
    ivo.check()
    ivo.follow("Demander des pièces")
    ivo.fill("Votre message", "Le bail du local manque : sans lui, le coût de l’étude ne se lit pas.")
    ivo.fill("Ou autre chose, en quelques mots", "Projet de bail", ivo.main.get_by_role("group", name="Demande 1"))
    ivo.check()
    ivo.press("Demander des pièces")
    ivo.says("Demander des pièces : c’est enregistré.", "Pièces demandées", "Projet de bail")


def review(ivo: Window, reference: str) -> None:
    """Eligibility, costs, amount, opinion."""
    ivo.go(f"/instruction/{reference}")
    ivo.says("Le bail sera signé en août : en voici le projet.")
    ivo.follow("Déclarer le dossier recevable")
    ivo.check()
    ivo.press("Déclarer le dossier recevable")
    ivo.says("En instruction")
    ivo.follow("Retenir les dépenses")
    retained, reason = ivo.row("Temps passé").get_by_role("textbox").all()
    retained.fill("7 500,50")
    ivo.press("Retenir les dépenses")
    ivo.says("Une réponse est à corriger")
    ivo.check()
    reason.fill("Quatre jours comptés deux fois.")
    ivo.press("Retenir les dépenses")
    ivo.says("26 000,50 €")
    ivo.follow("Proposer un montant")
    ivo.says("Au plus 20 000,00 € avec ce plan : un centime de plus ferait tomber une règle.")
    ivo.check()
    ivo.fill("Montant proposé au comité", "18 500")
    ivo.press("Proposer un montant")
    ivo.follow("Rendre un avis")
    ivo.choose("Favorable", "Sens de l’avis")
    ivo.fill("Motivation", "Un besoin vérifié, une étude sobre.")
    ivo.fill("Réalité du besoin social", "5")
    ivo.check()
    ivo.press("Rendre un avis")
    ivo.says("Un besoin vérifié, une étude sobre.", "18 500,00 €")
    ivo.check()


def plan_a_session(solen: Window) -> None:
    """A session of the engagement committee, its three members called."""
    solen.title_is("Comités")
    solen.check()
    solen.follow("Prévoir une séance")
    solen.check()
    solen.follow("Comité d’engagement de Bretagne Active")
    solen.fill("Date de la séance", "2026-06-16")
    solen.fill("Titre (facultatif)", SESSION)
    solen.check()
    solen.press("Prévoir la séance")
    solen.title_is(SESSION)
    solen.says("L’ordre du jour est vide.")


def put_on_the_agenda(solen: Window, reference: str) -> None:
    solen.go(f"/instruction/{reference}")
    solen.follow("Inscrire au comité d’engagement")
    solen.check()
    solen.press("Inscrire au comité d’engagement")
    solen.title_is(PROJECT)
    solen.go("/comites")
    solen.follow(SESSION)
    expect(solen.row(PROJECT)).to_contain_text("18 500,00 €")


def sit(solen: Window) -> None:
    """Open the session with everyone there."""
    solen.check()
    solen.press("Ouvrir la séance")
    solen.says("La séance est ouverte : les votes peuvent être notés.")
    for member in MEMBERS:
        solen.choose(member)
    solen.says("3 sur 3, quorum de 2 atteint.")
    solen.press("Noter les présences")
    solen.says("Les présences sont notées.")
    solen.check()


def vote(solen: Window, reference: str) -> None:
    """One member withdraws, two vote for."""
    solen.follow(f"1. {PROJECT}")
    solen.title_is(PROJECT)
    solen.says(reference)
    solen.main.get_by_text("Noter un déport").click()
    solen.main.get_by_label("Membre", exact=True).select_option("Maï Membre")
    solen.fill("Motif", "Elle est administratrice de l’association.")
    solen.check()
    solen.press("Noter le déport")
    solen.says("Le déport est noté")
    expect(solen.main.get_by_role("group", name="Maï Membre")).to_have_count(0)
    solen.choose("Pour", "Mona Membre")
    solen.choose("Pour", "Malo Membre")
    solen.press("Noter les votes")
    solen.says("2 pour, 0 contre, 0 abst.")
    solen.check()


def award(solen: Window) -> None:
    """A cent more than the shares is refused; then the amount, its act and its share on the envelope."""
    solen.follow("Engager l’aide")
    solen.fill("Numéro de la délibération", "CE-2026-06")
    share = solen.main.get_by_role("group", name="Bretagne Active – Fonds délégué")
    solen.fill("Part", "18 499,99", share)
    solen.fill("Numéro de la décision", "CE-2026-06-1", share)
    share.get_by_label("Enveloppe").select_option("cap-2026")
    solen.check()
    solen.press("Engager l’aide")
    solen.says("Cette étape n’a pas été enregistrée. Voici ce qui l’empêche.")
    solen.says("Les parts font 18 499,99 € ; le montant accordé est 18 500,00 €.")
    solen.check()
    solen.fill("Part", "18 500,00", share)
    solen.press("Engager l’aide")
    solen.title_is(SESSION)
    expect(solen.row(PROJECT)).to_contain_text("Accordé")
    solen.says("31 500,00 €")


def notify(gael: Window, reference: str) -> None:
    """The decision goes out, the agreement comes back signed."""
    gael.go(f"/instruction/{reference}")
    gael.follow("Notifier la décision du fonds")
    gael.check()
    gael.press("Notifier la décision du fonds")
    gael.follow("Enregistrer la convention signée")
    gael.check()
    gael.press("Enregistrer la convention signée")
    gael.says("Convention signée")
    assert reference in text_of(gael.download("Lettre de décision (PDF)"))


def pay(gael: Window, reference: str) -> None:
    """More than the year’s appropriations is refused; what is allowed is paid."""
    gael.follow("Verser depuis le fonds")
    gael.choose("Avance", "Nature du versement")
    gael.fill("Montant versé", "9 250,01")
    gael.press("Verser depuis le fonds")
    gael.says("Cette étape n’a pas été enregistrée.", "9 250,00 €")
    gael.check()
    gael.fill("Montant versé", "9 250,00")
    gael.press("Verser depuis le fonds")
    gael.says("En cours de versement")
    assert gael.page.url.endswith(reference)
    gael.check()


def read_the_totals(gael: Window) -> None:
    gael.go("/pilotage")
    expect(gael.row("CAP’Création ESS").last).to_contain_text("18 500,00 €")
    gael.says("9 250,00 €", ENVELOPE, "31 500,00 €")
    gael.check()


def end_the_session(solen: Window, reference: str) -> None:
    """The session closes, and its minutes tell the vote."""
    solen.page.once("dialog", lambda asked: asked.accept())
    solen.page.reload()
    solen.press("Clore la séance")
    solen.says("La séance est close.")
    solen.check()
    minutes = text_of(solen.download("Procès-verbal (PDF)"))
    assert reference in minutes
    assert "Maï Membre" in minutes
