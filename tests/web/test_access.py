"""Every route says who may use it, and the guard stands before the view."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.support import Door, Person
from web.access import EVERYBODY, declare, for_roles, public_page, safe_target, signed_in, undeclared

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def rooms(app: Flask) -> list[str]:
    """A few rooms to knock at; the list tells which were entered."""
    entered: list[str] = []

    def room(name: str) -> str:
        entered.append(name)
        return name

    app.add_url_rule("/ouvert", "open", public_page(lambda: room("open")))
    app.add_url_rule("/membre", "member", signed_in(lambda: room("member")), methods=["GET", "POST"])
    app.add_url_rule("/agent", "officer", for_roles("case_officer", "manager")(lambda: room("officer")))
    app.add_url_rule("/oublie", "forgotten", lambda: room("forgotten"))
    return entered


def test_everybody_enters_a_public_page(client: FlaskClient) -> None:
    assert client.get("/ouvert").text == "open"


def test_a_visitor_is_led_to_sign_in_and_back(client: FlaskClient, rooms: list[str]) -> None:
    answer = client.get("/membre?page=2")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/connexion?next=/membre%3Fpage%3D2"
    assert rooms == []


def test_a_visitor_who_asks_for_json_gets_401(client: FlaskClient) -> None:
    answer = client.get("/membre", headers=JSON)
    assert answer.status_code == 401
    assert answer.get_json()["error"]["code"] == "sign_in_needed"


def test_someone_signed_in_enters_but_not_the_officers_room(client: FlaskClient, door: Door, rooms: list[str]) -> None:
    door.person = Person()
    assert client.get("/membre").text == "member"
    assert client.get("/agent").status_code == 403
    assert rooms == ["member"]


@pytest.mark.parametrize("role", ["case_officer", "manager"])
def test_one_of_the_roles_is_enough(role: str, client: FlaskClient, door: Door) -> None:
    door.person = Person(roles=(role,))  # type: ignore[arg-type]  # pytest gives plain strings
    assert client.get("/agent").text == "officer"


def test_another_role_is_not(client: FlaskClient, door: Door) -> None:
    door.person = Person(roles=("expert", "committee_member"))
    assert client.get("/agent").status_code == 403


def test_a_route_that_says_nothing_is_refused_to_everybody(
    client: FlaskClient, door: Door, app: Flask, rooms: list[str]
) -> None:
    door.person = Person(roles=("administrator",))
    assert client.get("/oublie").status_code == 403
    assert undeclared(app) == ["forgotten"]
    assert rooms == []


def test_a_view_of_a_library_can_be_declared(client: FlaskClient, app: Flask) -> None:
    declare(app, "forgotten", EVERYBODY)
    assert client.get("/oublie").text == "forgotten"
    assert undeclared(app) == []


def test_a_guard_for_no_role_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        for_roles()


def test_who_acts_is_asked_once_a_request(client: FlaskClient, door: Door) -> None:
    door.person = Person()
    client.get("/contact")
    assert door.asked == 1


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", None, "/a\r\nb", "x"],
)
def test_a_way_back_never_leads_elsewhere(target: str | None) -> None:
    assert safe_target(target, "/accueil") == "/accueil"


def test_a_way_back_on_this_site_is_kept() -> None:
    assert safe_target("/dossiers?page=2") == "/dossiers?page=2"
