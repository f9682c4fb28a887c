"""What anyone can read: the home page, the catalogue with its search, the page of each scheme."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.fixtures.desk import Desk
from tests.web.support import check_page, words_of
from web.public.needs import MOMENTS, NEEDS, PEOPLE
from workflow.schemes.loading import load_catalogue
from workflow.store.database import counting

CATALOGUE = load_catalogue()
SCHEMES = sorted(CATALOGUE.schemes)
AMI = "/dispositifs/nouvelle-aquitaine/ami-innovation-sociale"


def titles(browser: FlaskClient, query: str) -> list[str]:
    """The titles that a search leaves, in order."""
    answer = browser.get(f"/dispositifs{query}")
    assert answer.status_code == 200
    page = check_page(answer.get_data(as_text=True))
    return [words_of(title) for title in page.iter("h2") if title.get("class") == "scheme-title"]


def text(browser: FlaskClient, url: str) -> str:
    """The words of a page."""
    answer = browser.get(url)
    assert answer.status_code == 200
    return words_of(check_page(answer.get_data(as_text=True)))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_scheme_has_a_sound_page_in_both_languages(desk: Desk, scheme: str, language: str) -> None:
    answer = desk.browser().get(f"/dispositifs/{scheme}?lang={language}")
    assert answer.status_code == 200
    page = check_page(answer.get_data(as_text=True), language)
    title = CATALOGUE.get(scheme).scheme.title.in_language(language)
    assert " ".join(title.replace("\u202f", " ").split()) in words_of(page)


@pytest.mark.parametrize("url", ["/", "/dispositifs", AMI, "/connexion", "/inscription"])
def test_a_visitor_s_page_asks_nothing_of_the_record(desk: Desk, url: str) -> None:
    browser = desk.browser()
    with counting(desk.database) as count:
        assert browser.get(url).status_code == 200
    assert len(count) == 0, count.statements


@pytest.mark.parametrize("url", ["/", "/dispositifs", "/connexion", "/inscription"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_other_public_pages_are_sound_too(desk: Desk, url: str, language: str) -> None:
    answer = desk.browser().get(f"{url}?lang={language}")
    check_page(answer.get_data(as_text=True), language)


@pytest.mark.parametrize("name", ["nouvelle-aquitaine/rien", "rien/ami-innovation-sociale", "bretagne/%3Cscript%3E"])
def test_a_scheme_that_does_not_exist_is_not_found(desk: Desk, name: str) -> None:
    assert desk.browser().get(f"/dispositifs/{name}").status_code == 404


def test_the_home_page_lists_what_is_open_with_the_days_left(desk: Desk) -> None:
    page = text(desk.browser(), "/")
    assert "Prochain relevé : 5 mai 2017" in page
    assert "il reste un jour" in page
    assert "Dates de démonstration" not in page


def test_the_home_page_offers_no_call_that_is_over(desk: Desk) -> None:
    desk.clock.move_to(datetime(2017, 8, 25, 21, 59, tzinfo=UTC))
    assert "c’est le dernier jour" in text(desk.browser(), "/")
    desk.clock.move_to(datetime(2017, 8, 25, 22, 1, tzinfo=UTC))
    assert "Prochain relevé" not in text(desk.browser(), "/")


def test_the_page_of_a_scheme_follows_its_cut_offs(desk: Desk) -> None:
    assert "jusqu’au 5 mai 2017, il reste un jour" in text(desk.browser(), AMI)
    desk.clock.move_to(datetime(2017, 5, 6, 9, 0, tzinfo=UTC))
    assert "jusqu’au 25 août 2017, il reste 111 jours" in text(desk.browser(), AMI)
    desk.clock.move_to(datetime(2018, 1, 1, 9, 0, tzinfo=UTC))
    assert "ouvre le 1er septembre 2026" in text(desk.browser(), AMI)


def test_the_page_says_the_published_amounts_and_nothing_that_is_not_published(desk: Desk) -> None:
    browser = desk.browser()
    assert "L’aide est de 40 000,00 € au plus." in text(browser, AMI)
    assert "L’aide couvre" not in text(browser, AMI)
    trust = text(browser, "/dispositifs/bretagne/fonds-de-confiance")
    assert "L’aide couvre de 50 % à 70 % des dépenses retenues." in trust
    advance = text(browser, "/dispositifs/bretagne/avance-remboursable-innovation-sociale")
    assert "Les dépenses comptent jusqu’à 100 000,00 €." in advance


def test_an_accompaniment_speaks_of_no_money(desk: Desk) -> None:
    page = text(desk.browser(), "/dispositifs/nouvelle-aquitaine/atis-accompagnement")
    assert "Les règles du calcul" not in page
    assert "la demande est refusée" not in page


def test_a_path_links_its_steps_and_cannot_be_applied_to(desk: Desk) -> None:
    page = desk.browser().get("/dispositifs/bretagne/trajectoire-ess").get_data(as_text=True)
    for step in CATALOGUE.get("bretagne/trajectoire-ess").scheme.path:
        assert f'href="/dispositifs/{step.scheme}"' in page
    assert "Commencer mon dossier" not in page


def test_a_scheme_that_is_closed_cannot_be_started_and_says_why(desk: Desk) -> None:
    desk.clock.move_to(datetime(2018, 1, 1, 9, 0, tzinfo=UTC))
    page = text(desk.browser(), AMI)
    assert "Aucun appel n’est ouvert aujourd’hui." in page


def test_the_whole_catalogue_shows_where_nothing_is_asked(desk: Desk) -> None:
    assert len(titles(desk.browser(), "")) == len(SCHEMES)


@pytest.mark.parametrize(
    "query", ["étude faisabilité", "ETUDE FAISABILITE", "  etudes   de faisabilité ", "Étude, faisabilité !"]
)
def test_accents_case_and_plurals_do_not_matter(desk: Desk, query: str) -> None:
    found = titles(desk.browser(), f"?q={query}")
    assert found == titles(desk.browser(), "?q=etude faisabilite")
    assert "CAP’Création ESS" in found


def test_a_word_of_the_title_comes_first(desk: Desk) -> None:
    assert titles(desk.browser(), "?q=recrutement")[0] == "Aide au recrutement pour l’ESS"


def test_filters_add_up(desk: Desk) -> None:
    browser = desk.browser()
    alone = titles(browser, "?who=individual&region=bretagne&need=feasibility")
    assert alone == ["CAP’Création ESS", "Trajectoire ESS"]
    assert "Fonds de confiance" not in titles(browser, "?who=individual")
    assert len(titles(browser, "?region=bretagne")) + len(titles(browser, "?region=nouvelle-aquitaine")) == len(SCHEMES)


def test_only_what_is_open_is_shown_where_that_is_asked(desk: Desk) -> None:
    browser = desk.browser()
    title = "Appel à manifestation d’intérêt « innovation sociale et sociétale »"
    assert title in titles(browser, "?open=1")
    desk.clock.move_to(datetime(2018, 1, 1, 9, 0, tzinfo=UTC))
    assert title not in titles(browser, "?open=1")
    assert title in titles(browser, "")


def test_the_search_stays_in_the_form_and_in_the_links_of_the_empty_page(desk: Desk) -> None:
    page = desk.browser().get("/dispositifs?q=girafe&region=bretagne").get_data(as_text=True)
    assert "Aucun dispositif ne correspond" in page
    assert 'href="/dispositifs?region=bretagne"' in page
    assert 'href="/dispositifs?q=girafe"' in page


@pytest.mark.parametrize(
    "query", ["?q=<script>alert(1)</script>", "?q=" + "é" * 5000, "?region=rien&need=%00", "?q=%22%27;--", "?who[]=x"]
)
def test_a_hostile_search_is_only_text(desk: Desk, query: str) -> None:
    answer = desk.browser().get(f"/dispositifs{query}")
    assert answer.status_code == 200
    check_page(answer.get_data(as_text=True).replace("\x00", ""))


def test_every_word_of_the_scheme_files_has_its_name_on_the_page() -> None:
    schemes = [loaded.scheme for loaded in CATALOGUE.all()]
    assert {need for scheme in schemes for need in scheme.needs} <= set(NEEDS)
    assert {kind for scheme in schemes for kind in scheme.beneficiaries.kinds} <= set(PEOPLE)
    assert {phase for scheme in schemes for phase in scheme.phases} <= set(MOMENTS)
