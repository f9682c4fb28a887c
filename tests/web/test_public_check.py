"""Trying a budget without an account: the same rules as everywhere, and nothing kept."""

from __future__ import annotations

import pytest

from tests.fixtures.desk import Desk, send
from tests.web.support import check_page, words_of
from workflow.schemes.loading import load_catalogue
from workflow.store.database import counting

CATALOGUE = load_catalogue()
SCHEMES = sorted(CATALOGUE.schemes)
AMI = "/dispositifs/nouvelle-aquitaine/ami-innovation-sociale/verifier"
PLAN = {
    "kind": "association",
    "partners": "2",
    "cost_64": "30 000,00",
    "cost_62": "20000",
    "request": "40 000,00",
    "from_own": "10 000",
}


def verdict(desk: Desk, fields: dict[str, object], url: str = AMI) -> str:
    """The words of the page that answers ``fields``."""
    answer = send(desk.browser(), url, fields)
    assert answer.status_code == 200
    return words_of(check_page(answer.get_data(as_text=True)))


def test_a_plan_at_the_limit_passes_and_a_cent_more_fails(desk: Desk) -> None:
    assert "Ce plan respecte toutes les règles." in verdict(desk, dict(PLAN))
    page = verdict(desk, PLAN | {"request": "40 000,01", "from_own": "9 999,99"})
    assert "Une règle n’est pas respectée." in page
    assert "40 000,01 € demandés, 40 000,00 € au plus : 1 centime de trop." in page
    assert "Aide la plus élevée possible avec ce plan : 40 000,00 €" in page


def test_a_plan_that_does_not_balance_says_so(desk: Desk) -> None:
    page = verdict(desk, PLAN | {"from_own": "9 999,99"})
    assert "à égaliser avec les dépenses" in page
    assert "Une règle n’est pas respectée." in page


def test_what_was_typed_stays_in_the_form(desk: Desk) -> None:
    answer = send(desk.browser(), AMI, dict(PLAN))
    page = check_page(answer.get_data(as_text=True))
    kept = {control.get("name"): control.get("value") for control in page.iter("input")}
    assert (kept["cost_64"], kept["request"], kept["partners"]) == ("30 000,00", "40 000,00", "2")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("request", "douze"),
        ("request", "-1"),
        ("request", "1,234"),
        ("cost_64", "1e30"),
        ("cost_64", "9" * 40),
        ("cost_64", "NaN"),
        ("from_own", "<b>1</b>"),
        ("partners", "beaucoup"),
        ("partners", "-3"),
        ("kind", ""),
        ("kind", "individual; --"),
    ],
)
def test_what_cannot_be_read_is_named_beside_its_field(desk: Desk, field: str, value: str) -> None:
    answer = send(desk.browser(), AMI, PLAN | {field: value})
    assert answer.status_code == 422
    page = check_page(answer.get_data(as_text=True))
    faulty = [control.get("name") for control in page.iter() if control.get("aria-invalid") == "true"]
    assert faulty == [field]


def test_an_unknown_field_changes_nothing(desk: Desk) -> None:
    page = verdict(desk, PLAN | {"from_scheme": "1", "cost_99": "5", "from_<b>": "7", "place": "FRXX"})
    assert "Ce plan respecte toutes les règles." in page


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_exists_where_money_is_given_and_nowhere_else(desk: Desk, scheme: str) -> None:
    answer = desk.browser().get(f"/dispositifs/{scheme}/verifier")
    money = CATALOGUE.get(scheme).scheme.instrument in {"grant", "operating_support", "repayable_advance"}
    assert answer.status_code == (200 if money else 404)
    offered = f"/dispositifs/{scheme}/verifier" in desk.browser().get(f"/dispositifs/{scheme}").get_data(as_text=True)
    assert offered == money
    if money:
        check_page(answer.get_data(as_text=True))


def test_nothing_is_kept_and_the_record_is_not_asked(desk: Desk) -> None:
    browser = desk.browser()
    with counting(desk.database) as count:
        assert send(browser, AMI, dict(PLAN)).status_code == 200
    assert len(count) == 0
