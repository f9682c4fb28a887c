"""A window on Octroi in which nothing goes unnoticed: what the console says, who is asked, whom a page leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, ViewportSize, expect

from tests.browser.conftest import check_accessible, check_nothing_overflows
from tests.browser.journey_world import email_of
from tests.fixtures.desk import PASSWORD

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 800}
NARROWEST: ViewportSize = {"width": 320, "height": 800}
SAID_NO = re.compile(r"status of (409|422) ")
"""What Chromium says of a page by which Octroi asks for a correction: not a fault."""


class Window:
    """One person’s window. ``complaints`` must stay empty."""

    def __init__(self, context: BrowserContext, address: str, complaints: list[str]) -> None:
        self.address = address
        self.complaints = complaints
        self.page: Page = context.new_page()
        self.page.on("request", self._requested)
        self.page.on("console", lambda message: self._told(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self._told(str(error)))

    def another_tab(self) -> Window:
        """A second tab of the same person."""
        return Window(self.page.context, self.address, self.complaints)

    def go(self, path: str) -> None:
        """Open ``path``."""
        self.page.goto(path)

    def sign_in(self, name: str) -> None:
        """Sign in as ``name`` of the journey’s world."""
        self.sign_in_with(email_of(name))
        expect(self.page.locator(".account .account-name")).to_have_text(name)

    def sign_in_with(self, email: str) -> None:
        """Sign in with an address."""
        self.go("/connexion")
        self.fill("Adresse électronique", email)
        self.fill("Mot de passe", PASSWORD)
        self.press("Me connecter")

    def fill(self, label: str, text: str, within: Locator | None = None) -> None:
        """Write ``text`` in the control that ``label`` names."""
        (within or self.main).get_by_label(label, exact=True).fill(text)

    def choose(self, option: str, question: str | None = None) -> None:
        """Tick ``option``, of the group ``question`` where several groups have it."""
        within = self.main.get_by_role("group", name=question) if question else self.main
        within.get_by_label(option, exact=True).check()

    def press(self, name: str) -> None:
        """Press the button ``name``."""
        self.main.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the link ``name``."""
        self.main.get_by_role("link", name=name, exact=True).first.click()

    def title_is(self, title: str) -> None:
        """Wait for the page ``title``."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def says(self, *texts: str) -> None:
        """Wait until the page says each of ``texts``; any space matches any other."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.locator("main")

    def row(self, text: str) -> Locator:
        """The row of a table that says ``text``."""
        return self.main.get_by_role("row").filter(has_text=text)

    def download(self, link: str) -> bytes:
        """The file behind the link ``link``."""
        with self.page.expect_download() as coming:
            self.follow(link)
        return coming.value.path().read_bytes()

    def check(self) -> None:
        """The page is accessible on a desk and on a phone, and whole on the narrowest window."""
        check_accessible(self.page)
        self.page.set_viewport_size(PHONE)
        check_accessible(self.page)
        self.page.set_viewport_size(NARROWEST)
        check_nothing_overflows(self.page)
        self.page.set_viewport_size(DESKTOP)

    def _told(self, text: str) -> None:
        if not SAID_NO.search(text):
            self.complaints.append(text)

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.complaints.append(f"asked elsewhere: {request.url}")


@contextmanager
def window(browser: Browser, address: str, **options: Any) -> Iterator[Window]:
    """A new window of a browser of its own; fails at the end if anything was complained of."""
    context = browser.new_context(base_url=address, viewport=DESKTOP, locale="fr-FR", **options)
    complaints: list[str] = []
    try:
        yield Window(context, address, complaints)
    finally:
        context.close()
    assert complaints == []
