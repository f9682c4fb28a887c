"""Opening an account, one's own page, organisations, passwords, and the demonstration's accounts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.fixtures.desk import MORNING, PASSWORD, Desk, desk_settings, form_token, open_desk, send
from tests.web.support import check_page, words_of
from web.account.demonstration import read_demonstration
from workflow.kernel.errors import InvalidInput
from workflow.store import outbox, people
from workflow.store.database import counting

NEW = {
    "name": "Zoé Exemple",
    "email": "zoe@exemple.test",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "language": "en",
}
GOOD = {"name": "Les Ateliers d’essai", "kind": "association", "rna": "w 351 234 567", "commune": "35238"}


def letters(desk: Desk) -> list[tuple[str, str, str]]:
    """Address, subject and text of every message that waits to leave."""
    with desk.database.writing() as session:
        waiting = outbox.claim(session, desk.clock.now(), 100)
    return [(notice.to_address or "", notice.subject, notice.body) for notice in waiting]


def link_in(body: str) -> str:
    """The path of the link that a message holds."""
    found = re.search(r"http://localhost(/\S+)", body)
    assert found, body
    return found[1]


def test_somebody_registers_and_signs_in(desk: Desk) -> None:
    browser = desk.browser()
    answer = send(browser, "/inscription", NEW)
    assert answer.status_code == 302
    assert answer.location == "/connexion"
    assert send(browser, "/connexion", {"email": NEW["email"], "password": PASSWORD}).status_code == 302
    page = check_page(browser.get("/compte?lang=fr").get_data(as_text=True))
    assert "Zoé Exemple" in words_of(page)


def test_an_address_that_is_taken_is_told_to_nobody(desk: Desk) -> None:
    desk.person("zoe@exemple.test")
    browser, other = desk.browser(), desk.browser()
    taken = send(
        browser, "/inscription", NEW | {"password": "un tout autre mot", "password_again": "un tout autre mot"}
    )
    free = send(other, "/inscription", NEW | {"email": "libre@exemple.test"})
    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    words = [words_of(check_page(one.get("/connexion").get_data(as_text=True))) for one in (browser, other)]
    assert words[0] == words[1]
    assert "Si cette adresse était libre" in words[0]
    assert (
        send(browser, "/connexion", {"email": "zoe@exemple.test", "password": "un tout autre mot"}).status_code == 422
    )


def test_a_person_of_the_record_without_an_account_is_not_taken_over(desk: Desk) -> None:
    with desk.database.writing() as session:
        people.add_person(session, "Zoé", "zoe@exemple.test", desk.clock.now())
    browser = desk.browser()
    assert send(browser, "/inscription", NEW).status_code == 302
    assert send(browser, "/connexion", {"email": "zoe@exemple.test", "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "  ", "Saisissez votre nom"),
        ("name", "a" * 121, "120 caractères"),
        ("name", "Zoé\nExemple", "sur une ligne"),
        ("email", "zoe", "prenom.nom@exemple.fr"),
        ("email", "zoe@exemple.test\r\nBcc: tous@exemple.test", "prenom.nom@exemple.fr"),
        ("password", "court", "au moins 12 caractères"),
        ("password", "é" * 201, "au plus 200 caractères"),
        ("password", "aaaaaaaaaaaaaa", "trop facile"),
        ("password", "abcdefghijklmn", "trop facile"),
        ("password", "zoe@exemple.test", "trop facile"),
        ("password_again", "un autre mot de passe", "sont différents"),
    ],
)
def test_a_faulty_registration_is_shown_again_with_what_was_typed(
    desk: Desk, field: str, value: str, said: str
) -> None:
    answer = send(desk.browser(), "/inscription", NEW | {field: value})
    assert answer.status_code == 422
    page = check_page(answer.get_data(as_text=True))
    assert said in words_of(page)
    kept = {control.get("name"): control.get("value") for control in page.iter("input")}
    assert not kept["password"]
    assert kept["email" if field != "email" else "name"] == NEW["email" if field != "email" else "name"]


def test_hostile_text_stays_text(desk: Desk) -> None:
    answer = send(desk.browser(), "/inscription", NEW | {"name": "<script>alert(1)</script>", "email": "x"})
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_with_mail_an_account_waits_for_the_link_that_its_owner_receives(desk_with_mail: Desk) -> None:
    browser = desk_with_mail.browser()
    assert send(browser, "/inscription", NEW).status_code == 302
    refused = send(browser, "/connexion", {"email": NEW["email"], "password": PASSWORD})
    assert refused.status_code == 422
    [(address, subject, body)] = letters(desk_with_mail)
    assert address == "zoe@exemple.test"
    assert subject == "Confirmez votre adresse"
    assert browser.get(link_in(body)).status_code == 302
    assert send(browser, "/connexion", {"email": NEW["email"], "password": PASSWORD}).status_code == 302


def test_with_mail_the_owner_alone_learns_that_the_account_exists(desk_with_mail: Desk) -> None:
    desk_with_mail.person("zoe@exemple.test")
    answer = send(desk_with_mail.browser(), "/inscription", NEW)
    assert answer.status_code == 302
    [(address, subject, _body)] = letters(desk_with_mail)
    assert (address, subject) == ("zoe@exemple.test", "Votre compte existe déjà")


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(desk_with_mail: Desk) -> None:
    desk_with_mail.person("zoe@exemple.test")
    browser = desk_with_mail.browser()
    assert send(browser, "/mot-de-passe-oublie", {"email": "zoe@exemple.test"}).status_code in (200, 302)
    [(_address, _subject, body)] = letters(desk_with_mail)
    link, chosen = link_in(body), "huit vaches dans le pré"
    fields = {"password": chosen, "password_confirm": chosen}
    assert send(browser, link, fields).status_code == 302
    assert (
        send(desk_with_mail.browser(), "/connexion", {"email": "zoe@exemple.test", "password": chosen}).status_code
        == 302
    )
    assert desk_with_mail.browser().get(link).status_code == 302


def test_a_forgotten_password_says_the_same_for_an_unknown_address(desk_with_mail: Desk) -> None:
    desk_with_mail.person("zoe@exemple.test")
    pages = []
    for email in ("zoe@exemple.test", "inconnue@exemple.test"):
        browser = desk_with_mail.browser()
        answer = send(browser, "/mot-de-passe-oublie", {"email": email})
        pages.append((answer.status_code, words_of(check_page(browser.get("/connexion").get_data(as_text=True)))))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("token", ["rien", "WyIxIl0.aa.bb", "%00", "a" * 3000])
def test_a_forged_link_changes_nothing(desk_with_mail: Desk, token: str) -> None:
    for place in ("mot-de-passe-oublie", "inscription/confirmation"):
        assert desk_with_mail.browser().get(f"/{place}/{token}").status_code in (302, 404)


def test_links_lead_to_the_address_of_the_settings_whatever_the_host_says(desk_with_mail: Desk) -> None:
    desk_with_mail.person("zoe@exemple.test")
    browser = desk_with_mail.browser()
    with browser.session_transaction(base_url="http://pirate.test") as _session:
        pass
    page = browser.get("/mot-de-passe-oublie", base_url="http://pirate.test").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    browser.post(
        "/mot-de-passe-oublie",
        data={"csrf_token": token[1], "email": "zoe@exemple.test"},
        base_url="http://pirate.test",
    )
    [(_address, _subject, body)] = letters(desk_with_mail)
    assert "pirate" not in body
    assert link_in(body)


def test_a_password_is_changed_by_somebody_who_knows_it(desk: Desk) -> None:
    browser, chosen = desk.signed_in("ada@exemple.test"), "huit vaches dans le pré"
    fields = {"password": PASSWORD, "new_password": chosen, "new_password_confirm": chosen}
    wrong = send(browser, "/compte/mot-de-passe", fields | {"password": "pas celui-là"})
    assert wrong.status_code == 422
    check_page(wrong.get_data(as_text=True))
    assert send(browser, "/compte/mot-de-passe", fields).status_code == 302
    assert send(desk.browser(), "/connexion", {"email": "ada@exemple.test", "password": PASSWORD}).status_code == 422
    assert send(desk.browser(), "/connexion", {"email": "ada@exemple.test", "password": chosen}).status_code == 302


def test_a_new_password_ends_the_other_sessions(desk: Desk) -> None:
    here, elsewhere = desk.signed_in("ada@exemple.test"), desk.signed_in("ada@exemple.test")
    chosen = "huit vaches dans le pré"
    send(here, "/compte/mot-de-passe", {"password": PASSWORD, "new_password": chosen, "new_password_confirm": chosen})
    assert elsewhere.get("/compte").status_code == 302
    assert here.get("/compte").status_code == 200


def test_one_changes_one_s_name_and_language(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    assert send(browser, "/compte", {"name": "Ada Autrement", "language": "en"}).status_code == 302
    page = check_page(browser.get("/compte").get_data(as_text=True), "en")
    assert "Ada Autrement" in words_of(page)
    assert send(browser, "/compte", {"name": " ", "language": "xx"}).status_code == 422
    assert "Ada Autrement" in browser.get("/compte").get_data(as_text=True)


def test_the_account_page_takes_four_statements_and_names_the_roles(desk: Desk) -> None:
    desk.person("ivo@exemple.test", "case_officer", body=None, scheme=None)
    browser = desk.signed_in("ivo@exemple.test")
    with counting(desk.database) as count:
        page = check_page(browser.get("/compte").get_data(as_text=True))
    assert len(count) <= 4, count.statements
    assert "Instructeur – tous les organismes, tous les dispositifs" in words_of(page)


def test_somebody_adds_their_organisation(desk: Desk) -> None:
    browser = desk.signed_in("ada@exemple.test")
    check_page(browser.get("/compte/organisations/nouvelle").get_data(as_text=True))
    assert send(browser, "/compte/organisations/nouvelle", GOOD | {"next": "/dispositifs"}).location == "/dispositifs"
    page = words_of(check_page(browser.get("/compte").get_data(as_text=True)))
    assert "Les Ateliers d’essai" in page
    assert "W351234567" in page
    assert "Responsable" in page


def test_an_organisation_is_seen_by_its_own_people_only(desk: Desk) -> None:
    send(desk.signed_in("ada@exemple.test"), "/compte/organisations/nouvelle", GOOD)
    assert "Les Ateliers" not in desk.signed_in("ivo@exemple.test").get("/compte").get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Saisissez le nom"),
        ("name", "x" * 201, "200 caractères"),
        ("kind", "", "Choisissez la forme"),
        ("kind", "individual", "Choisissez la forme"),
        ("kind", "<b>", "Choisissez la forme"),
        ("siret", "123", "14 chiffres"),
        ("siret", "12345678901234", "mal tapé"),
        ("rna", "75", "W suivi de 9 chiffres"),
        ("commune", "Rennes", "5 caractères"),
        ("address", "x" * 501, "500 caractères"),
    ],
)
def test_a_faulty_organisation_is_shown_again_with_what_was_typed(
    desk: Desk, field: str, value: str, said: str
) -> None:
    answer = send(desk.signed_in("ada@exemple.test"), "/compte/organisations/nouvelle", GOOD | {field: value})
    assert answer.status_code == 422
    page = check_page(answer.get_data(as_text=True))
    assert said in words_of(page)
    if field != "name":
        assert GOOD["name"] in answer.get_data(as_text=True)


def test_a_company_has_no_rna(desk: Desk) -> None:
    answer = send(desk.signed_in("ada@exemple.test"), "/compte/organisations/nouvelle", GOOD | {"kind": "company"})
    assert "Seule une association" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "url", ["/compte", "/compte/organisations/nouvelle", "/compte/mot-de-passe", "/compte/arrivee"]
)
def test_the_pages_of_an_account_need_one(desk: Desk, url: str) -> None:
    answer = desk.browser().get(url)
    assert answer.status_code == 302
    assert answer.location.startswith("/connexion?next=")


def demonstration_in(tmp_path: Path, desk: Desk, **changes: object) -> Path:
    """A list of accounts as ``octroi demo`` writes it, for a person of the record."""
    with desk.database.writing() as session:
        person = people.add_person(session, "Noé Essai", "noe@exemple.test", desk.clock.now())
    folder = tmp_path / "var"
    folder.mkdir(exist_ok=True)
    one = {
        "email": "noe@exemple.test",
        "person_id": person.id,
        "password": PASSWORD,
        "label": {"fr": "Instruction, Bretagne", "en": "Review, Bretagne"},
    }
    (folder / "demonstration.json").write_text(json.dumps([one | changes]), encoding="utf-8")
    return folder


def test_a_demonstration_opens_its_accounts_and_fills_the_form(desk: Desk, sqlite_url: str, tmp_path: Path) -> None:
    folder = demonstration_in(tmp_path, desk)
    for _ in range(2):
        again = open_desk(desk_settings(sqlite_url, folder), MORNING)
        browser = again.browser()
        page = browser.get("/connexion?compte=noe@exemple.test").get_data(as_text=True)
        filled = {control.get("name"): control.get("value") for control in check_page(page).iter("input")}
        assert filled["email"] == "noe@exemple.test"
        assert filled["password"] == PASSWORD
        assert "Instruction, Bretagne" in page
        assert send(browser, "/connexion", {"email": "noe@exemple.test", "password": PASSWORD}).status_code == 302
        again.database.close()


def test_without_a_demonstration_no_account_is_shown(desk: Desk) -> None:
    desk.person("ada@exemple.test")
    page = desk.browser().get("/connexion?compte=ada@exemple.test").get_data(as_text=True)
    assert "Comptes de démonstration" not in page
    assert "ada@exemple.test" not in page


@pytest.mark.parametrize("written", ["", "{", "{}x", '[{"email": "x"}]', "[1]", '[{"person_id": "x"}]'])
def test_a_broken_list_of_demonstration_accounts_stops_the_start_with_its_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "demonstration.json").write_text(written, encoding="utf-8")
    with pytest.raises(InvalidInput) as refusal:
        read_demonstration(tmp_path)
    assert "demonstration.json" in refusal.value.problems[0].message.fr


def test_a_locked_database_at_registration_writes_nothing_and_loses_nothing(sqlite_url: str, tmp_path: Path) -> None:
    desk = open_desk(desk_settings(sqlite_url, tmp_path), busy_timeout=50)
    browser = desk.browser()
    token = form_token(browser, "/inscription")
    with desk.database.writing() as session:
        people.add_person(session, "Autre", "autre@exemple.test", desk.clock.now())
        answer = browser.post("/inscription", data=NEW | {"csrf_token": token})
    assert answer.status_code == 503
    assert "Zoé Exemple" in answer.get_data(as_text=True)
    assert PASSWORD not in answer.get_data(as_text=True)
    assert send(browser, "/inscription", NEW).status_code == 302
    assert send(browser, "/connexion", {"email": NEW["email"], "password": PASSWORD}).status_code == 302
    desk.database.close()


def test_a_locked_database_at_a_change_of_password_keeps_the_old_one(sqlite_url: str, tmp_path: Path) -> None:
    desk = open_desk(desk_settings(sqlite_url, tmp_path), busy_timeout=50)
    browser, chosen = desk.signed_in("ada@exemple.test"), "huit vaches dans le pré"
    token = form_token(browser, "/compte/mot-de-passe")
    fields = {"password": PASSWORD, "new_password": chosen, "new_password_confirm": chosen, "csrf_token": token}
    with desk.database.writing() as session:
        people.add_person(session, "Autre", "autre@exemple.test", desk.clock.now())
        assert browser.post("/compte/mot-de-passe", data=fields).status_code == 503
    assert send(desk.browser(), "/connexion", {"email": "ada@exemple.test", "password": PASSWORD}).status_code == 302
    desk.database.close()
