"""The officer's queue: what it lists, for whom, and how it is filtered."""

from __future__ import annotations

from tests.fixtures.agents import Agents
from tests.web.support import check_page, words_of
from workflow.services.close import withdraw
from workflow.store.database import counting

MOST_STATEMENTS = 8


def text(agents: Agents, part: str, url: str = "/instruction") -> str:
    answer = agents.browser(part).get(url)
    assert answer.status_code == 200
    return words_of(check_page(answer.get_data(as_text=True)))


def test_an_officer_sees_who_applies_for_what_and_how_long_silence_leaves(agents: Agents) -> None:
    journey = agents.deposited()
    shown = text(agents, "officer-na")
    for expected in (journey.reference, journey.project.title, "Déposé", "4 mai 2017", "il reste 61 jours"):
        assert expected in shown


def test_an_officer_of_bretagne_sees_nothing_of_nouvelle_aquitaine(agents: Agents) -> None:
    journey = agents.deposited()
    assert journey.reference not in text(agents, "officer-bzh")
    assert "Aucun dossier à instruire" in text(agents, "officer-bzh")
    assert agents.browser("officer-bzh").get(f"/instruction/{journey.reference}").status_code == 404


def test_an_applicant_has_no_queue(agents: Agents) -> None:
    assert agents.browser("applicant-na").get("/instruction").status_code == 403


def test_filters_live_in_the_address(agents: Agents) -> None:
    waiting, taken = agents.deposited(), agents.in_instruction()
    mine = text(agents, "officer-na", "/instruction?assigned=mine")
    assert taken.reference in mine
    assert waiting.reference not in mine
    free = text(agents, "officer-na", "/instruction?assigned=nobody&scheme=nouvelle-aquitaine/ami-innovation-sociale")
    assert waiting.reference in free
    assert taken.reference not in free
    assert taken.reference in text(agents, "officer-na", "/instruction?stage=instruction")
    assert "Aucun dossier ne répond à ces filtres" in text(agents, "officer-na", "/instruction?stage=closing")


def test_what_has_ended_is_shown_only_where_it_is_asked_for(agents: Agents) -> None:
    journey = agents.deposited()
    assert journey.person is not None
    with agents.acting() as act:
        withdraw(act.by(journey.person), act.request(journey.reference))
    assert journey.reference not in text(agents, "officer-na")
    assert journey.reference in text(agents, "officer-na", "/instruction?stage=all")


def test_a_page_that_nobody_gave_is_refused(agents: Agents) -> None:
    assert agents.browser("officer-na").get("/instruction?page=toto").status_code == 422


def test_the_queue_costs_few_statements(agents: Agents) -> None:
    for _ in range(3):
        agents.deposited()
    browser = agents.browser("officer-na")
    browser.get("/instruction")
    with counting(agents.desk.database) as count:
        assert browser.get("/instruction").status_code == 200
    assert len(count) <= MOST_STATEMENTS, count.statements
