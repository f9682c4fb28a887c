"""The frame of every page: menus by role, banner, way home."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.support import Door, Person, app_in, check_page, words_of
from web.access import for_roles, signed_in
from workflow.schemes.vocabulary import Role


@pytest.fixture
def rooms(app: Flask) -> None:
    """Stand-ins for the rooms that the main menu knows."""
    for path, endpoint, role in (("/q", "desk.queue", "case_officer"), ("/t", "manager.totals", "manager")):
        if endpoint not in app.view_functions:
            app.add_url_rule(path, endpoint, for_roles(role)(lambda: ""))  # type: ignore[arg-type]  # names of roles
    if "applicant.applications" not in app.view_functions:
        app.add_url_rule("/a", "applicant.applications", signed_in(lambda: ""))


@pytest.mark.parametrize(
    ("roles", "labels"),
    [
        ((), {"Mes dossiers"}),
        (("case_officer",), {"Mes dossiers", "Instruction"}),
        (("case_officer", "manager"), {"Mes dossiers", "Instruction", "Pilotage"}),
    ],
)
def test_the_menu_holds_what_this_person_may_open(
    roles: tuple[Role, ...], labels: set[str], client: FlaskClient, door: Door, rooms: None
) -> None:
    door.person = Person(roles=roles)
    page = check_page(client.get("/contact").text)
    assert menu_of(page) & {"Mes dossiers", "Instruction", "Pilotage"} == labels
    assert "Camille Exemple" in words_of(page)


def test_a_visitor_sees_no_private_room(client: FlaskClient, rooms: None) -> None:
    assert menu_of(check_page(client.get("/contact").text)) & {"Mes dossiers", "Instruction", "Pilotage"} == set()


def test_a_demonstration_says_so_on_every_page(tmp_path: Path) -> None:
    banner = "Démonstration : organismes, personnes et dossiers sont inventés."
    assert banner in words_of(check_page(app_in(tmp_path, demonstration=True).test_client().get("/contact").text))
    assert banner not in words_of(check_page(app_in(tmp_path).test_client().get("/contact").text))


def test_a_page_begins_with_a_link_to_its_content(client: FlaskClient) -> None:
    page = check_page(client.get("/contact").text)
    body = page.find("body")
    assert body is not None
    assert body[0].get("href") == "#contenu"
    assert page.find(".//main[@id='contenu']") is not None


def test_the_footer_leads_to_what_the_law_asks_for(client: FlaskClient) -> None:
    footer = check_page(client.get("/style").text).find(".//footer[@class='site-footer']")
    assert footer is not None
    addresses = [str(link.get("href")) for link in footer.iter("a")]
    assert {"/accessibilite", "/mentions-legales", "/contact"} <= set(addresses)
    assert all(client.get(address).status_code == 200 for address in addresses if address.startswith("/"))


def menu_of(page: Element) -> set[str]:
    menu = page.find(".//nav[@aria-label='Menu principal']")
    assert menu is not None
    return {words_of(link) for link in menu.iter("a")}
