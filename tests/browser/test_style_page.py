"""The components, seen by a browser: accessible and whole at every size, in every light."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_accessible, check_nothing_overflows

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_to_say(width: int, scheme: str, open_page: Open) -> None:
    page = open_page("/style", width=width, scheme=scheme)
    check_accessible(page)
    check_nothing_overflows(page)


@pytest.mark.parametrize("path", ["/accessibilite", "/mentions-legales", "/contact"])
@pytest.mark.parametrize("width", [1440, 320])
def test_plain_pages_are_accessible(path: str, width: int, open_page: Open) -> None:
    page = open_page(path, width=width)
    check_accessible(page)
    check_nothing_overflows(page)


def test_everything_fits_at_320_pixels(open_page: Open) -> None:
    check_nothing_overflows(open_page("/style", width=320))


def test_text_twice_as_large_still_fits(open_page: Open) -> None:
    page = open_page("/style", width=1280)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    check_nothing_overflows(page)


def test_forced_colours_keep_the_page_accessible(open_page: Open) -> None:
    page = open_page("/style", forced_colors="active")
    check_nothing_overflows(page)
    border = page.locator(".button-primary").first.evaluate("element => getComputedStyle(element).borderTopStyle")
    assert border == "solid"


def test_the_first_key_leads_to_the_content(open_page: Open) -> None:
    page = open_page("/style")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_always_visible(open_page: Open) -> None:
    page = open_page("/style")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        style, name = page.evaluate(
            "[getComputedStyle(document.activeElement).outlineStyle, document.activeElement.outerHTML.slice(0, 80)]"
        )
        if style == "none":
            unseen.append(name)
    assert unseen == []


def test_the_menu_opens_on_a_phone_without_scripts(open_page: Open) -> None:
    page = open_page("/contact", width=375, java_script_enabled=False)
    page.locator(".site-menu > summary").click()
    expect(page.locator(".site-menu-panel").get_by_role("link", name="English")).to_be_visible()


def test_the_language_switch_changes_the_page(open_page: Open) -> None:
    page = open_page("/contact")
    page.locator(".site-tools").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Legal notice")).to_be_visible()


def test_an_error_link_leads_to_its_control(open_page: Open) -> None:
    page = open_page("/style")
    page.locator(".error-summary a").first.click()
    expect(page.locator("#f-amount")).to_be_focused()


def test_a_word_is_explained_one_tap_away(open_page: Open) -> None:
    page = open_page("/style", width=375)
    meaning = page.locator(".term-meaning").first
    expect(meaning).to_be_hidden()
    page.locator(".term").first.click()
    expect(meaning).to_be_visible()
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()


def test_a_table_becomes_cards_on_a_phone(open_page: Open) -> None:
    assert shown_as(open_page("/style"), "#list ~ * .data-table tbody tr") == "table-row"
    assert shown_as(open_page("/style", width=375), "#list ~ * .data-table tbody tr") == "block"


def shown_as(page: Page, selector: str) -> str:
    display: str = page.locator(selector).first.evaluate("element => getComputedStyle(element).display")
    return display
