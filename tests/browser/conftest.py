"""A server on a free port of this machine, and Chromium to look at it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.ensure_browser import find_chromium
from tests.web.support import app_in

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PATIENCE = 15_000
"""How many milliseconds a page may take to say what is expected, on a busy machine."""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
OUTSIDE = """[...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
  .map((one) => one.outerHTML.slice(0, 120))
  .slice(0, 8)"""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_said: Any) -> None:
        """Say nothing: a failing test says enough."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` in a thread; gives its address."""
    with make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(app_in(Path(tmp_path_factory.mktemp("live")), demonstration=True)) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """``open_page(path, width=…, scheme=…, …)``: a new window on that page; complaints of the console fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_at(path: str, width: int = 1280, height: int = 900, scheme: str = "light", **options: Any) -> Page:
        options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme} | options
        context = browser.new_context(base_url=live_server, locale="fr-FR", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A window on the home page."""
    return open_page("/contact")


def check_accessible(page: Page) -> None:
    """No violation that axe can see, of any weight."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(rules)", RULES)
    violations = [
        f"{one['impact']} {one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:5]}"
        for one in found["violations"]
    ]
    assert violations == []


def check_nothing_overflows(page: Page) -> None:
    """The page is no wider than its window; otherwise says what sticks out."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, page.evaluate(OUTSIDE)
