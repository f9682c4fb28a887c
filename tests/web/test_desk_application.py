"""An application at the desk: everything on one page, and only for those who review it."""

from __future__ import annotations

import pytest

from tests.fixtures.agents import Agents
from tests.web.support import check_page, words_of
from web.desk.verbs import VERBS
from workflow.schemes.loading import load_catalogue
from workflow.store.database import counting

MOST_STATEMENTS = 12


def text(agents: Agents, part: str, url: str) -> str:
    answer = agents.browser(part).get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return words_of(check_page(answer.get_data(as_text=True)))


def test_the_desk_knows_every_step_that_a_scheme_gives_to_agents() -> None:
    unknown = {
        f"{loaded.id}: {event.id}"
        for loaded in load_catalogue().all()
        if loaded.has_workflow
        for event in loaded.workflow.events
        if not event.automatic and set(event.roles) != {"applicant"} and event.id not in VERBS
    }
    assert unknown == set()


def test_the_page_says_what_is_next_and_offers_each_step(agents: Agents) -> None:
    journey = agents.deposited()
    shown = text(agents, "officer-na", f"/instruction/{journey.reference}")
    for expected in (
        journey.reference,
        "Vérifier que le dossier est recevable et complet.",
        "Déclarer le dossier recevable",
        "Demander des pièces",
        "Plan de financement",
        "Historique",
        "Historique Déposé",
    ):
        assert expected in shown
    assert "mon dossier" not in shown


def test_a_step_that_is_not_possible_says_why_before_the_click(agents: Agents) -> None:
    journey = agents.in_instruction()
    answer = agents.browser("secretary-na").get(f"/instruction/{journey.reference}")
    page = check_page(answer.get_data(as_text=True))
    refused = [one for one in page.iter("li") if one.get("class") == "panel-refused"]
    assert len(refused) == 1
    assert "Inscrire à l’ordre du jour" in words_of(refused[0])
    assert "Aucun montant" in words_of(refused[0])


def test_the_plan_is_shown_as_asked_and_as_retained(agents: Agents) -> None:
    journey = agents.reviewed()
    shown = text(agents, "officer-na", f"/instruction/{journey.reference}")
    for expected in ("Demandé", "Retenu", "Dépenses éligibles", "Avis de l’instruction", "12 000,00 €"):
        assert expected in shown


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_moment_of_the_road_has_a_sound_page(agents: Agents, language: str) -> None:
    journey = agents.notified()
    for part in ("officer-na", "manager-na", "secretary-na", "standing-na-1", "administrator"):
        answer = agents.browser(part).get(f"/instruction/{journey.reference}?lang={language}")
        assert answer.status_code == 200
        check_page(answer.get_data(as_text=True), language)


def test_the_page_costs_few_statements(agents: Agents) -> None:
    journey = agents.notified()
    browser = agents.browser("officer-na")
    browser.get(f"/instruction/{journey.reference}")
    with counting(agents.desk.database) as count:
        assert browser.get(f"/instruction/{journey.reference}").status_code == 200
    assert len(count) <= MOST_STATEMENTS, count.statements


def test_an_attachment_is_downloaded_and_never_shown(agents: Agents) -> None:
    journey = agents.deposited()
    page = check_page(agents.browser("officer-na").get(f"/instruction/{journey.reference}").get_data(as_text=True))
    links = [a.get("href") or "" for a in page.iter("a") if "/pieces/" in (a.get("href") or "")]
    assert links
    answer = agents.browser("officer-na").get(links[0], buffered=True)
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert agents.browser("officer-bzh").get(links[0]).status_code == 404


def test_a_draft_is_not_for_the_desk(agents: Agents) -> None:
    browser = agents.browser("officer-na")
    assert browser.get("/instruction/NA-2017-99999").status_code == 404


def test_the_letters_are_files(agents: Agents) -> None:
    journey = agents.notified()
    answer = agents.browser("manager-na").get(f"/instruction/{journey.reference}/decision.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert agents.browser("manager-bzh").get(f"/instruction/{journey.reference}/decision.pdf").status_code == 404
