"""The menu of each role, and every page behind it, on a record where work is under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import serving
from tests.browser.journey_window import Window, window
from tests.fixtures.agents import open_agents
from tests.fixtures.desk import PASSWORD
from web.account.signing_in import create_account
from workflow.store.migrating import migrate

pytestmark = pytest.mark.browser
CATALOGUE = ("/dispositifs", "Dispositifs")
MINE = ("/dossiers", "Mes dossiers")
QUEUE = ("/instruction", "Instruction")
SESSIONS = ("/comites", "Comités")
TOTALS = ("/pilotage", "Pilotage")
ADMINISTRATION = ("/administration", "Administration")
AGENTS = {
    "officer-na": (QUEUE, SESSIONS),
    "expert-na": (QUEUE,),
    "secretary-na": (QUEUE, SESSIONS),
    "standing-na-1": (QUEUE, SESSIONS),
    "manager-na": (QUEUE, SESSIONS, TOTALS),
    "administrator": (QUEUE, SESSIONS, TOTALS, ADMINISTRATION),
}
"""What the main menu of each holds, besides the catalogue and one’s own applications."""


@dataclass(frozen=True)
class Office:
    """A running server, and an application that waits for votes in an open session."""

    address: str
    session: int
    reference: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A record with applications at each step, an open session, and an award that was notified."""
    folder = tmp_path_factory.mktemp("office")
    url = f"sqlite:///{folder / 'octroi.db'}"
    migrate(url)
    agents = open_agents(folder / "var", url)
    agents.deposited()
    agents.in_instruction()
    agents.reviewed()
    agents.notified()
    sitting, journeys = agents.sitting(2)
    for part in (*AGENTS, "applicant-na"):
        create_account(agents.desk.app, agents.stage.people[part], email_of(part), PASSWORD)
    with serving(agents.desk.app) as address:
        yield Office(address, sitting.id, journeys[0].reference)
    agents.desk.database.close()


def email_of(part: str) -> str:
    return f"{part}@essai.example"


def menu(visitor: Window) -> list[tuple[str, str]]:
    """Address and words of each entry of the main menu."""
    links = visitor.page.get_by_role("navigation", name="Menu principal").get_by_role("link").all()
    return [(link.get_attribute("href") or "", link.inner_text()) for link in links]


def check_pages(visitor: Window, *paths: str) -> None:
    for path in paths:
        visitor.go(path)
        assert visitor.page.get_by_role("heading", level=1).inner_text(), path
        visitor.check()


def test_a_visitor_meets_the_home_page_the_catalogue_and_the_ways_in(office: Office, browser: Browser) -> None:
    with window(browser, office.address) as visitor:
        visitor.go("/")
        assert menu(visitor) == [CATALOGUE]
        check_pages(visitor, "/", "/dispositifs", "/connexion", "/inscription")
        check_pages(visitor, "/dispositifs/nouvelle-aquitaine/ami-innovation-sociale")
        check_pages(visitor, "/dispositifs/bretagne/trajectoire-ess")


def test_an_applicant_has_a_list_an_account_and_a_way_out(office: Office, browser: Browser) -> None:
    with window(browser, office.address) as applicant:
        applicant.sign_in_with(email_of("applicant-na"))
        applicant.title_is("Mes dossiers")
        assert menu(applicant) == [CATALOGUE, MINE]
        check_pages(applicant, "/dossiers", "/compte", "/compte/organisations/nouvelle", "/deconnexion")
        applicant.go("/compte")
        applicant.follow("Changer de mot de passe")
        applicant.check()


@pytest.mark.parametrize("part", AGENTS)
def test_an_agent_finds_the_pages_of_the_role_and_no_other(part: str, office: Office, browser: Browser) -> None:
    with window(browser, office.address) as agent:
        agent.sign_in_with(email_of(part))
        expect(agent.page.locator(".account .account-name")).to_be_visible()
        assert menu(agent) == [CATALOGUE, MINE, *AGENTS[part]]
        check_pages(agent, *(path for path, _ in AGENTS[part]))


def test_the_administrators_pages_hang_together(office: Office, browser: Browser) -> None:
    with window(browser, office.address) as administrator:
        administrator.sign_in_with(email_of("administrator"))
        administrator.go("/administration")
        tabs = administrator.main.locator(".tabs").get_by_role("link").all()
        paths = [str(tab.get_attribute("href")) for tab in tabs]
        assert len(paths) > 3
        check_pages(administrator, *(path for path in paths if path != "/administration"))
        administrator.go("/administration/integrite")
        administrator.main.get_by_role("button").first.click()
        administrator.says("L’historique est intact")
        administrator.check()


def test_a_committee_member_votes_for_themself_only(office: Office, browser: Browser) -> None:
    with window(browser, office.address) as member:
        member.sign_in_with(email_of("standing-na-1"))
        member.go(f"/comites/{office.session}")
        member.check()
        member.go(f"/comites/{office.session}/{office.reference}")
        expect(member.main.locator(".ballot").get_by_role("group")).to_have_count(1)
        member.choose("Pour")
        member.check()
        member.press("Voter")
        member.says("Les votes sont notés.", "1 pour, 0 contre, 0 abst.")
