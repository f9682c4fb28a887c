"""The administrator's room: people and roles, bodies, messages, integrity."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fixtures.agents import Agents, administrator_of
from tests.web.filling import fill, send_form
from tests.web.support import check_page, words_of

BODY = "region-nouvelle-aquitaine"


def text(agents: Agents, part: str, url: str) -> str:
    answer = agents.browser(part).get(url)
    assert answer.status_code == 200
    return words_of(check_page(answer.get_data(as_text=True)))


def newcomer(agents: Agents, name: str = "nouvelle") -> str:
    """Somebody with an account and no role; their address."""
    email = f"{name}@essai.example"
    agents.desk.person(email)
    return email


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", ["", "/roles", "/organismes", "/messages", "/integrite"])
def test_every_page_is_sound_and_for_administrators_only(agents: Agents, page: str, language: str) -> None:
    agents.deposited()
    url = f"/administration{page}?lang={language}"
    answer = agents.browser("administrator").get(url)
    assert answer.status_code == 200
    check_page(answer.get_data(as_text=True), language)
    assert agents.browser("manager-na").get(url).status_code == 403


def test_a_role_is_given_and_holds_at_once_then_ends(agents: Agents) -> None:
    email = newcomer(agents)
    administrator = agents.browser("administrator")
    typed = {"email": email, "role": "case_officer", "body": BODY, "scheme": ""}
    answer = fill(administrator, "/administration/roles", typed)
    assert answer.status_code == 303
    officer = agents.desk.signed_in(email)
    assert officer.get("/instruction").status_code == 200
    found = administrator.get(f"/administration?q={email}").get_data(as_text=True)
    assert "Nouvelle-Aquitaine" in words_of(check_page(found))
    action = found.split('action="/administration/roles/')[1].split('"')[0]
    assert send_form(administrator, found, f"/administration/roles/{action}").status_code == 303
    agents.desk.clock.advance(timedelta(days=1))
    assert officer.get("/instruction").status_code == 403


def test_what_is_wrong_with_a_role_is_said_beside_its_control(agents: Agents) -> None:
    typed = {"email": "personne@essai.example", "role": "case_officer", "body": BODY}
    answer = fill(agents.browser("administrator"), "/administration/roles", typed)
    assert answer.status_code == 422
    page = check_page(answer.get_data(as_text=True))
    assert "Personne n’a cette adresse." in words_of(page)
    assert [one.get("value") for one in page.iter("input") if one.get("name") == "email"] == ["personne@essai.example"]


def test_a_local_administrator_keeps_to_their_body(agents: Agents) -> None:
    local = administrator_of(agents, BODY)
    email = newcomer(agents)
    shown = text(agents, local, "/administration")
    assert "Tous les organismes" not in shown
    assert email not in shown
    page = agents.browser(local).get("/administration/roles").get_data(as_text=True)
    typed = {"email": email, "role": "manager", "body": "region-bretagne"}
    assert send_form(agents.browser(local), page, "/administration/roles", typed).status_code == 422
    typed = {"email": email, "role": "manager", "body": BODY}
    assert send_form(agents.browser(local), page, "/administration/roles", typed).status_code == 303
    assert email in text(agents, local, "/administration")


def test_nobody_ends_their_own_right_to_administer(agents: Agents) -> None:
    browser = agents.browser("administrator")
    with agents.acting() as act:
        name = act.by("administrator").actor.name
    found = browser.get("/administration", query_string={"q": name}).get_data(as_text=True)
    action = found.split('action="/administration/roles/')[1].split('"')[0]
    answer = send_form(browser, found, f"/administration/roles/{action}")
    assert answer.status_code == 422
    assert "Demandez à une autre personne" in words_of(check_page(answer.get_data(as_text=True)))


def test_messages_are_kept_where_no_mail_leaves(agents: Agents) -> None:
    journey = agents.deposited()
    shown = text(agents, "administrator", "/administration/messages")
    assert "les messages sont gardés ici" in shown
    assert journey.reference in shown


def test_the_history_is_proved_intact(agents: Agents) -> None:
    agents.deposited()
    assert "L’historique est intact" not in text(agents, "administrator", "/administration/integrite")
    answer = fill(agents.browser("administrator"), "/administration/integrite")
    assert answer.status_code == 200
    assert "L’historique est intact" in words_of(check_page(answer.get_data(as_text=True)))


def test_bodies_say_what_they_run(agents: Agents) -> None:
    shown = text(agents, "administrator", "/administration/organismes")
    assert "Bretagne Active" in shown
    assert "Gestionnaire délégué" in shown
