"""Signing in and out: who is let in, who is slowed down, and what is told to whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal
from unicodedata import normalize
from urllib.parse import urljoin, urlsplit

import pytest

from tests.fixtures.desk import PASSWORD, Desk, desk_settings, form_token, open_desk, send
from web.access import undeclared
from web.account.signing_in import create_account
from workflow.store import people
from workflow.store.database import counting

WRONG = "ce n’est pas le bon mot"
FAILED = "L’adresse ou le mot de passe ne convient pas"


def sign_in(desk: Desk, email: str, password: str) -> tuple[int, str]:
    """Try from a fresh browser: status and page."""
    answer = send(desk.browser(), "/connexion", {"email": email, "password": password})
    return answer.status_code, answer.get_data(as_text=True)


def test_somebody_signs_in_with_the_password_and_is_named_in_the_header(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    page = browser.get("/compte").get_data(as_text=True)
    assert '<p class="account-name">' in page
    assert "Ada" in page
    assert "ada@exemple.test" in page


def test_the_case_of_the_address_does_not_matter(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    assert sign_in(desk, " ADA@Exemple.test ", PASSWORD)[0] == 302


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_opens_however_a_keyboard_composes_its_accents(desk: Desk, form: Literal["NFC", "NFD"]) -> None:
    with desk.database.writing() as session:
        person_id = people.add_person(session, "Béa", "bea@exemple.test", desk.clock.now()).id
    create_account(desk.app, person_id, "bea@exemple.test", "démonstration à sept ponts")
    typed = normalize(form, "démonstration à sept ponts")
    assert sign_in(desk, "bea@exemple.test", typed)[0] == 302


def test_an_unknown_address_and_a_wrong_password_are_told_the_same(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    known = sign_in(desk, "ada@exemple.test", WRONG)
    unknown = sign_in(desk, "personne@exemple.test", WRONG)
    assert known[0] == unknown[0] == 422
    assert FAILED in known[1]
    assert FAILED in unknown[1]


def test_a_page_that_needs_an_account_leads_to_sign_in_and_back(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    browser = desk.browser()
    asked = browser.get("/compte")
    assert asked.status_code == 302
    assert asked.location == "/connexion?next=/compte"
    token = form_token(browser, asked.location)
    fields = {"csrf_token": token, "email": "ada@exemple.test", "password": PASSWORD, "next": "/compte"}
    assert browser.post("/connexion", data=fields).location == "/compte"


@pytest.mark.parametrize(
    "elsewhere", ["https://ailleurs.test/", "//ailleurs.test", "/\\ailleurs.test", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(desk: Desk, elsewhere: str) -> None:
    desk.person("ada@exemple.test")
    fields = {"email": "ada@exemple.test", "password": PASSWORD, "next": elsewhere}
    answer = send(desk.browser(), "/connexion", fields)
    assert answer.status_code == 302
    assert "\\" not in answer.location
    assert urlsplit(urljoin("http://localhost/", answer.location)).netloc == "localhost"


def test_signing_in_without_the_token_of_the_form_is_refused(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    browser = desk.browser()
    assert browser.post("/connexion", data={"email": "ada@exemple.test", "password": PASSWORD}).status_code == 400
    assert browser.get("/compte").status_code == 302


def test_signing_out_is_asked_first_and_then_done(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    assert browser.get("/deconnexion").status_code == 200
    assert browser.get("/compte").status_code == 200
    assert send(browser, "/deconnexion", {}).status_code == 302
    assert browser.get("/compte").status_code == 302


def test_a_link_elsewhere_cannot_sign_anybody_out(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    assert browser.post("/deconnexion").status_code == 400
    assert browser.get("/compte").status_code == 200


def test_guessing_is_slowed_down_more_and_more_and_a_restart_forgives_nothing(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    for _ in range(5):
        assert FAILED in sign_in(desk, "ada@exemple.test", WRONG)[1]
    assert "Trop de tentatives" in sign_in(desk, "ada@exemple.test", PASSWORD)[1]
    desk.clock.advance(timedelta(seconds=16))
    assert FAILED in sign_in(desk, "ada@exemple.test", WRONG)[1]
    desk.clock.advance(timedelta(seconds=16))
    assert "Trop de tentatives" in sign_in(desk, "ada@exemple.test", PASSWORD)[1]
    desk.clock.advance(timedelta(seconds=16))
    assert sign_in(desk, "ada@exemple.test", PASSWORD)[0] == 302
    assert FAILED in sign_in(desk, "ada@exemple.test", WRONG)[1]


def test_one_account_that_is_guessed_at_does_not_stop_the_others(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    for _ in range(7):
        sign_in(desk, "ada@exemple.test", WRONG)
    desk.person("ivo@exemple.test")
    assert sign_in(desk, "ivo@exemple.test", PASSWORD)[0] == 302


def test_an_erased_person_is_signed_out(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    with desk.database.writing() as session:
        people.erase(session, desk.people["ada@exemple.test"], desk.clock.now())
    assert browser.get("/compte").status_code == 302


def test_who_is_signed_in_is_found_in_three_statements_and_no_page_view_writes(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    browser.get("/accessibilite")
    with counting(desk.database) as count:
        assert browser.get("/accessibilite").status_code == 200
    assert len(count) <= 3, count.statements
    assert all(statement.lstrip().upper().startswith("SELECT") for statement in count.statements)


def test_a_style_sheet_asks_nothing_of_the_record(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    with counting(desk.database) as count, browser.get("/static/css/tokens.css") as answer:
        assert answer.status_code == 200
    assert len(count) == 0


def test_a_page_view_does_not_wait_for_a_writer(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    with desk.database.writing() as session:
        people.add_person(session, "Ivo", "ivo@exemple.test", desk.clock.now())
        assert browser.get("/compte").status_code == 200


@pytest.mark.postgres
def test_accounts_work_the_same_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    desk = open_desk(desk_settings(postgres_url, tmp_path))
    fields = {"name": "Zoé", "email": "zoe@exemple.test", "password": PASSWORD, "password_again": PASSWORD}
    browser = desk.browser()
    assert send(browser, "/inscription", fields).status_code == 302
    for _ in range(6):
        sign_in(desk, "zoe@exemple.test", WRONG)
    assert "Trop de tentatives" in sign_in(desk, "zoe@exemple.test", PASSWORD)[1]
    desk.clock.advance(timedelta(minutes=16))
    assert send(browser, "/connexion", {"email": "zoe@exemple.test", "password": PASSWORD}).status_code == 302
    assert send(browser, "/compte", {"name": "Zoé Autrement", "language": "fr"}).status_code == 302
    assert "Zoé Autrement" in browser.get("/compte").get_data(as_text=True)
    desk.database.close()


def test_every_route_of_the_whole_application_names_its_guard(desk: Desk) -> None:
    assert undeclared(desk.app) == []


def test_nobody_is_asked_twice_who_they_are_in_one_request(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    with counting(desk.database) as count:
        assert browser.get("/").status_code == 200
    assert len([statement for statement in count.statements if "FROM accounts" in statement]) == 1
