"""The budget: typed in either notation, judged beside the figures, refused beside the field."""

from __future__ import annotations

import pytest

from tests.fixtures.applicants import Someone, applicant
from tests.fixtures.desk import Desk
from tests.web.support import check_page, words_of
from workflow.store.database import counting

BALANCED = {
    "costs-0-account": "account_62",
    "costs-0-label": "Étude",
    "costs-0-amount": "30 000,00 €",
    "request": "12 000",
    "resources-0-source": "own",
    "resources-0-amount": "18000.00",
    "resources-0-status": "confirmed",
}


@pytest.fixture
def alice(desk: Desk) -> Someone:
    return applicant(desk)


@pytest.fixture
def budget(alice: Someone) -> str:
    return f"/dossiers/{alice.start()}/budget"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_budget_is_a_sound_page(alice: Someone, budget: str, language: str) -> None:
    check_page(alice.get(f"{budget}?lang={language}"), language)


def test_a_saved_budget_shows_its_totals_its_rules_and_the_largest_aid(alice: Someone, budget: str) -> None:
    answer = alice.post(budget, {"action": "save", **BALANCED})
    assert answer.status_code == 302
    with counting(alice.desk.database) as count:
        page = alice.get(budget)
    assert len(count) <= 15, count.statements
    told = words_of(check_page(page))
    assert "30 000,00 €" in told
    assert "Équilibre atteint" in told
    assert "L’aide maximale pour ce plan est de 20 000,00 €." in told
    assert "Ce plan respecte toutes les règles." in told


def test_a_cent_too_much_is_told_to_the_cent(alice: Someone, budget: str) -> None:
    too_much = {**BALANCED, "request": "20000,01", "resources-0-amount": "9999,99"}
    fragment = alice.post(f"{budget}/verdict", too_much, budget).get_data(as_text=True)
    assert "1 centime de trop" in fragment
    assert "Une règle n’est pas respectée." in fragment


def test_the_live_verdict_keeps_nothing(alice: Someone, budget: str) -> None:
    before = alice.hidden(budget)["version"]
    alice.post(f"{budget}/verdict", BALANCED, budget)
    assert alice.hidden(budget)["version"] == before
    assert "30000" not in alice.get(budget)


def test_the_live_verdict_says_what_it_cannot_read_and_where(alice: Someone, budget: str) -> None:
    answer = alice.post(f"{budget}/verdict", {**BALANCED, "costs-0-amount": "trente mille"}, budget)
    assert answer.status_code == 422
    assert 'href="#f-costs-0-amount"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("amount", ["trente mille", "1,234", "-5", "9" * 30, "12.345", "1e9", "<b>12</b>"])
def test_an_unreadable_amount_is_refused_beside_its_field_and_everything_typed_stays(
    alice: Someone, budget: str, amount: str
) -> None:
    answer = alice.post(budget, {"action": "save", **BALANCED, "resources-0-amount": amount})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    tree = check_page(page)
    control = next(one for one in tree.iter("input") if one.get("name") == "resources-0-amount")
    assert control.get("aria-invalid") == "true"
    assert 'value="Étude"' in page
    assert "30000" in page
    assert "account_62" in page


def test_a_line_without_its_kind_is_refused(alice: Someone, budget: str) -> None:
    answer = alice.post(budget, {"action": "save", "costs-0-label": "Étude", "costs-0-amount": "5"})
    assert answer.status_code == 422
    assert "Choisissez la nature de cette dépense." in answer.get_data(as_text=True)


def test_a_source_that_the_scheme_does_not_admit_is_refused(alice: Someone, budget: str) -> None:
    answer = alice.post(budget, {"action": "save", **BALANCED, "resources-0-source": "lottery"})
    assert answer.status_code == 422


def test_lines_are_added_and_taken_out_without_a_script(alice: Someone, budget: str) -> None:
    answer = alice.post(budget, {"action": "add:costs", **BALANCED, "costs-1-account": "account_64"})
    assert 'name="costs-2-amount"' in alice.get(answer.location)
    alice.post(budget, {"action": "remove:costs:0", **BALANCED, "costs-1-account": "account_64"})
    page = alice.get(budget)
    assert 'value="Étude"' not in page


def test_a_stale_budget_shows_both_versions(alice: Someone, budget: str) -> None:
    stale = alice.hidden(budget)
    alice.post(budget, {"action": "save", **BALANCED})
    answer = alice.browser.post(budget, data={**stale, "action": "save", **BALANCED, "request": "11 000"})
    assert answer.status_code == 409
    told = words_of(check_page(answer.get_data(as_text=True)))
    assert "12 000,00 €" in told
    assert "11 000,00 €" in told


def test_a_budget_saves_itself_and_says_when_it_cannot(alice: Someone, budget: str) -> None:
    saved = alice.post(budget, {"action": "autosave", **BALANCED})
    assert saved.get_json()["message"] == "Enregistré à 11\u202fh\u202f30"
    refused = alice.post(budget, {"action": "autosave", **BALANCED, "request": "beaucoup"})
    assert refused.status_code == 422
    assert "Non enregistré" in refused.get_json()["message"]


def test_a_scheme_over_two_years_asks_for_each_year_and_adds_them_up(alice: Someone) -> None:
    url = f"/dossiers/{alice.start('bretagne/tag-bzh-structures')}/budget"
    check_page(alice.get(url))
    typed = {
        "action": "save",
        "first_year": "2017",
        "costs-0-account": "account_64",
        "costs-0-label": "Animation",
        "costs-0-amount_1": "40000",
        "costs-0-amount_2": "50000",
        "request_1": "20000",
        "request_2": "20000",
        "resources-0-source": "own",
        "resources-0-amount": "50000",
        "resources-0-status": "requested",
    }
    assert alice.post(url, typed).status_code == 302
    page = alice.get(url)
    told = words_of(check_page(page))
    assert "90 000,00 €" in told
    assert "Équilibre atteint" in told
    assert page.count('value="Animation"') == 1


def test_a_scheme_under_de_minimis_asks_for_earlier_aid(alice: Someone) -> None:
    url = f"/dossiers/{alice.start('nouvelle-aquitaine/ri-aide-conseil')}/budget"
    typed = {"action": "add:prior_aid", **BALANCED}
    page = alice.get(alice.post(url, typed).location)
    check_page(page)
    assert 'name="prior_aid-0-granted_on"' in page
    aid = {"prior_aid-0-granted_on": "01/03/2016", "prior_aid-0-amount": "199 000", "prior_aid-0-regime": "de_minimis"}
    fragment = alice.post(f"{url}/verdict", {**BALANCED, **aid}, url).get_data(as_text=True)
    assert "Aides de minimis" in fragment


def test_an_accompaniment_has_no_budget(alice: Someone) -> None:
    reference = alice.start("nouvelle-aquitaine/atis-accompagnement")
    assert alice.browser.get(f"/dossiers/{reference}/budget").status_code == 404
    assert "/budget" not in alice.get(f"/dossiers/{reference}")
