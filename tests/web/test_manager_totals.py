"""The manager's room: totals by what the address asks for, envelopes, and the file to keep."""

from __future__ import annotations

import csv
import io

import pytest

from tests.fixtures.agents import Agents
from tests.web.support import check_page, words_of
from web.manager.totals import defused


def text(agents: Agents, part: str, url: str) -> str:
    answer = agents.browser(part).get(url)
    assert answer.status_code == 200
    return words_of(check_page(answer.get_data(as_text=True)))


def rows(agents: Agents, url: str) -> list[list[str]]:
    answer = agents.browser("manager-na").get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))


def test_before_any_award_the_page_says_so_and_shows_the_envelopes(agents: Agents) -> None:
    shown = text(agents, "manager-na", "/pilotage")
    assert "Aucune aide accordée pour le moment." in shown
    assert "AMI 2017 (essai)" in shown
    assert "700 000,00 €" in shown


def test_an_award_counts_once_and_takes_from_its_envelope(agents: Agents) -> None:
    agents.awarded()
    shown = text(agents, "manager-na", "/pilotage?filtre=1&by=funder&by=year")
    for expected in ("Région", "2017", "12 000,00 €", "Réservé", "688 000,00 €"):
        assert expected in shown


def test_totals_are_those_of_the_day_that_is_asked_for(agents: Agents) -> None:
    agents.awarded()
    assert "Aucune aide accordée" in text(agents, "manager-na", "/pilotage?on=2017-05-03")
    assert "12 000,00 €" in text(agents, "manager-na", "/pilotage?on=2017-05-04")
    wrong = text(agents, "manager-na", "/pilotage?on=hier")
    assert "Écrivez une date" in wrong


def test_without_a_grouping_everything_stands_on_one_line(agents: Agents) -> None:
    agents.awarded()
    assert rows(agents, "/pilotage/totaux.csv?filtre=1")[1] == ["Tous les dispositifs", "1", "12000,00", "0,00"]


def test_the_file_holds_the_table_of_the_page(agents: Agents) -> None:
    agents.awarded()
    heading, line = rows(agents, "/pilotage/totaux.csv?by=scheme&by=stage")
    assert heading == ["Dispositif", "Étape", "Aides", "Accordé (€)", "Versé (€)"]
    assert line[1:] == ["Décision", "1", "12000,00", "0,00"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_begins_a_formula(begin: str) -> None:
    assert defused(f"{begin}HYPERLINK(1)").startswith("'")
    assert defused("Association") == "Association"


def test_another_region_counts_nothing_of_it(agents: Agents) -> None:
    agents.awarded()
    shown = text(agents, "manager-bzh", "/pilotage")
    assert "Aucune aide accordée" in shown
    assert "AMI 2017 (essai)" not in shown


def test_only_managers_see_totals(agents: Agents) -> None:
    for part in ("officer-na", "secretary-na", "applicant-na"):
        assert agents.browser(part).get("/pilotage").status_code == 403
        assert agents.browser(part).get("/pilotage/totaux.csv").status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_sound(agents: Agents, language: str) -> None:
    agents.awarded()
    answer = agents.browser("manager-na").get(f"/pilotage?by=scheme&by=funder&by=territory&lang={language}")
    check_page(answer.get_data(as_text=True), language)
