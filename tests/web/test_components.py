"""Each macro keeps its promises: order, ids, words, and no markup from data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask, get_template_attribute

from tests.web.support import dangling_references, inline_code, read_strictly, repeated_ids, unnamed_controls, words_of
from web.public import samples
from workflow.kernel.money import Money

HOSTILE = "<script>alert('x')</script>\"' onfocus=\"x"
Show = Callable[..., Element]


@pytest.fixture
def show(app: Flask) -> Show:
    """Render one macro and read what it wrote."""

    def render(file: str, macro: str, *args: Any, **kwargs: Any) -> Element:
        with app.test_request_context("/"):
            text = get_template_attribute(f"components/{file}.html", macro)(*args, **kwargs)
        page = read_strictly(f"<!doctype html><html><head><title>x</title></head><body>{text}</body></html>")
        assert repeated_ids(page) + unnamed_controls(page) + dangling_references(page) + inline_code(page) == []
        assert "script" not in {element.tag for element in page.iter()}
        return page

    return render


def test_a_field_has_label_hint_control_error_in_this_order(show: Show) -> None:
    page = show("forms", "field", "amount", "Montant", hint="En euros", error="Trop grand")
    order = [element.tag for element in page.iter() if element.tag in {"label", "input"} or "id" in element.attrib]
    assert order == ["label", "p", "input", "p"]
    control = page.find(".//input")
    assert control is not None
    assert control.get("aria-describedby") == "f-amount-hint f-amount-error"
    assert control.get("aria-invalid") == "true"


def test_only_what_is_optional_is_marked(show: Show) -> None:
    assert "(facultatif)" in words_of(show("forms", "field", "a", "Nom", optional=True))
    assert "(facultatif)" not in words_of(show("forms", "field", "a", "Nom"))


@pytest.mark.parametrize("macro", ["field", "money_field", "file_field", "checkbox"])
def test_data_never_becomes_markup(macro: str, show: Show) -> None:
    page = show("forms", macro, HOSTILE, HOSTILE, hint=HOSTILE, error=HOSTILE)
    assert "<script>alert('x')</script>" in words_of(page)


def test_what_was_typed_in_several_lines_stays_whole(show: Show) -> None:
    control = show("forms", "field", "text", "Texte", "\n  a\n</textarea>", type="textarea").find(".//textarea")
    assert control is not None
    assert control.text == "\n  a\n</textarea>"


def test_a_list_shows_its_choice(show: Show) -> None:
    page = show("forms", "select_field", "year", "Année", [(2026, "2026"), (2027, "2027")], "2027", blank="Choisir")
    chosen = [words_of(option) for option in page.iter("option") if "selected" in option.attrib]
    assert chosen == ["2027"]


def test_several_choices_may_be_ticked(show: Show) -> None:
    page = show("forms", "choice_field", "who", "Qui ?", [("a", "A"), ("b", "B")], ["b"], kind="checkbox")
    ticked = [box.get("value") for box in page.iter("input") if "checked" in box.attrib]
    assert ticked == ["b"]


def test_the_summary_of_errors_links_to_each_control(show: Show) -> None:
    page = show("forms", "error_summary", [("f-a", "Écrivez un nom."), ("f-b", "Choisissez.")])
    assert [link.get("href") for link in page.iter("a")] == ["#f-a", "#f-b"]
    assert "2 réponses sont à corriger" in words_of(page)


def test_a_refused_button_says_why_before_the_click(show: Show) -> None:
    page = show("forms", "button", "Signer", id="sign", href="/signer", disabled_reason="Pas encore notifié.")
    button = page.find(".//button")
    assert button is not None
    assert (button.get("aria-disabled"), button.get("aria-describedby")) == ("true", "sign-reason")
    assert page.find(".//a") is None
    assert "Pas encore notifié." in words_of(page)


def test_findings_show_failures_first_and_fold_what_does_not_apply(show: Show) -> None:
    page = show("findings", "findings", samples.FINDINGS, samples.TITLES)
    verdicts = [words_of(element) for element in page.iter("span") if element.get("class") == "finding-word"]
    assert verdicts == ["Non respecté", "À savoir", "Respecté", "Sans objet"]
    folded = page.find(".//details[@class='findings-idle']")
    assert folded is not None
    assert "LEADER" in words_of(folded)


def test_the_steps_of_a_state_are_buttons_or_reasons(show: Show) -> None:
    page = show("page", "action_panel", samples.STEPS, {"propose": "/p", "ask_items": "/a"})
    assert [link.get("href") for link in page.iter("a")] == ["/p", "/a"]
    button = page.find(".//button[@aria-disabled='true']")
    assert button is not None
    assert "1 centime de trop" in words_of(page)


def test_a_state_without_steps_says_so(show: Show) -> None:
    assert "Aucune action ne vous est demandée" in words_of(show("page", "action_panel", (), {}))


def test_what_happens_next_says_who_what_and_by_when(show: Show) -> None:
    words = words_of(show("progress", "what_next", samples.next_step(date(2026, 5, 5))))
    assert "Vous" in words
    assert "17 mai 2026" in words
    assert "il reste 12 jours" in words


def test_a_money_table_marks_what_changed(show: Show) -> None:
    page = show("data", "money_table", "Dépenses", ["2026", "2027"], samples.COSTS)
    changed = [words_of(cell) for cell in page.iter("td") if "money-changed" in str(cell.get("class"))]
    assert changed == ["avant : 1 800,00 € maintenant : 1 200,50 €"]
    assert all("number" in str(cell.get("class")) for cell in page.iter("td"))


def test_a_table_carries_its_labels_to_the_phone(show: Show) -> None:
    columns = [{"key": "name", "label": "Projet"}, {"key": "amount", "label": "Demandé", "kind": "money"}]
    page = show("data", "data_table", "Dossiers", columns, [{"name": HOSTILE, "amount": Money(100)}])
    assert [cell.get("data-label") for cell in page.iter("td")] == ["Demandé"]


def test_a_chart_has_words_and_a_table_for_its_picture(show: Show) -> None:
    page = show("chart", "bar_chart", "c", "Montants", "Ce que dit l’image.", samples.CHART, ["Demandé", "Attribué"])
    namespace = "{http://www.w3.org/2000/svg}"
    titles = [element for element in page.iter() if element.tag.removeprefix(namespace) == "desc"]
    assert [words_of(title) for title in titles] == ["Ce que dit l’image."]
    assert len(page.findall(".//tbody/tr")) == len(samples.CHART)


def test_a_confirmation_carries_a_token(show: Show) -> None:
    page = show("page", "confirmation", "/retirer", "Retirer ?", ["C’est définitif."], "Retirer", "/dossier")
    token = page.find(".//input[@name='csrf_token']")
    assert token is not None
    assert token.get("value")


@pytest.mark.parametrize(("previous", "following", "links"), [(None, None, 0), ("/a", None, 1), ("/a", "/b", 2)])
def test_pages_link_only_to_pages_that_exist(
    previous: str | None, following: str | None, links: int, show: Show
) -> None:
    assert len(list(show("data", "pagination", previous, following).iter("a"))) == links
