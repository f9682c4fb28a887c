"""French first, English whole: no message is missing, doubtful, forgotten or badly set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from flask import Flask, session
from flask.testing import FlaskClient
from flask_babel import ngettext

from tests.web.support import check_page, read_strictly, words_of
from web.languages import WEB, current_language, english, extracted, written

TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SPOKEN = ("alt", "aria-label", "placeholder", "title", "label")
PLAIN_SPACE = re.compile(r"[\w)»€%] [:;?!»]|« ")
STRAIGHT = re.compile(r"\w'\w")


def test_every_message_of_the_code_is_in_the_catalogue() -> None:
    known = {key(message) for message in written()}
    assert [key(message) for message in extracted() if key(message) not in known] == []


def test_the_catalogue_keeps_no_message_that_nothing_says_any_more() -> None:
    said = {key(message) for message in extracted()}
    assert [key(message) for message in messages() if key(message) not in said] == []


def test_every_message_has_its_english_and_none_is_doubtful() -> None:
    lacking = [message.id for message in messages() if not all(texts(message.string)) or message.fuzzy]
    assert lacking == []


def test_a_translation_has_the_same_blanks_to_fill() -> None:
    odd = [
        message.id
        for message in messages()
        if {blank for text in texts(message.id) for blank in blanks(text)}
        != {blank for text in texts(message.string) for blank in blanks(text)}
    ]
    assert odd == []


def test_french_is_set_as_french_is() -> None:
    badly_set = [text for message in messages() for text in texts(message.id) if PLAIN_SPACE.search(text)]
    badly_set += [text for message in messages() for text in texts(message.id) if STRAIGHT.search(text)]
    assert badly_set == []


def test_english_has_no_french_spaces() -> None:
    badly_set = [text for message in messages() for text in texts(message.string) if "\u202f" in text]
    assert badly_set == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix())
def test_a_template_says_nothing_outside_of_the_catalogue(template: Path) -> None:
    assert list(bare_words(template.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", ["/style", "/contact", "/accessibilite", "/mentions-legales", "/nulle-part"])
def test_a_page_speaks_one_language(path: str, client: FlaskClient) -> None:
    french = check_page(client.get(path).text, "fr")
    english_page = check_page(client.get(f"{path}?lang=en").text, "en")
    assert "Aller au contenu" in words_of(french)
    assert "Skip to the content" in words_of(english_page)
    assert "Aller au contenu" not in words_of(english_page)


def test_the_choice_is_kept_and_can_be_undone(client: FlaskClient) -> None:
    client.get("/contact?lang=en")
    assert read_strictly(client.get("/style").text).get("lang") == "en"
    client.get("/contact?lang=fr")
    assert read_strictly(client.get("/style").text).get("lang") == "fr"


def test_an_unknown_language_changes_nothing(client: FlaskClient) -> None:
    client.get("/contact?lang=en")
    assert read_strictly(client.get("/contact?lang=xx").text).get("lang") == "fr"
    with client:
        client.get("/contact")
        assert session["language"] == "en"


def test_the_switch_keeps_the_page_and_its_filters(client: FlaskClient) -> None:
    page = check_page(client.get("/style?q=a%26b&page=2").text)
    links = {str(link.get("href")) for link in page.iter("a") if link.get("hreflang") == "en"}
    assert links == {"/style?q=a%26b&page=2&lang=en"}


def test_zero_is_singular_in_french_and_plural_in_english(app: Flask) -> None:
    with app.test_request_context("/"):
        assert ngettext("Un résultat", "%(num)s résultats", 0) == "Un résultat"
        assert ngettext("Un résultat", "%(num)s résultats", 2) == "2 résultats"
    with app.test_request_context("/?lang=en"):
        assert current_language() == "en"
        assert ngettext("Un résultat", "%(num)s résultats", 0) == "0 results"


def test_the_catalogue_needs_no_compiled_file() -> None:
    assert english().gettext("Accueil") == "Home"


def messages() -> list[Message]:
    return [message for message in written() if message.id]


def texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(text) for text in value or [""]]  # type: ignore[attr-defined]


def key(message: Message) -> tuple[str | None, str]:
    return message.context, texts(message.id)[0]


def blanks(text: str) -> list[str]:
    return re.findall(r"%\((\w+)\)", text)


def bare_words(source: str) -> Iterator[str]:
    """The words that a template writes itself, neither message nor value."""
    source = re.sub(r"{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%-?\s*trans\b.*?endtrans\s*-?%}", "", source, flags=re.DOTALL)
    for name in SPOKEN:
        yield from re.findall(rf'\b{name}="([^"{{]*[^\W\d_]{{2,}}[^"{{]*)"', markup_only(source))
    bare = re.sub(r"<[^>]*>", " ", re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL))
    yield from re.findall(r"[^\W\d_]{2,}", re.sub(r'[\w-]+="[^"]*"|\b(readonly|disabled)\b', "", bare))


def markup_only(source: str) -> str:
    return re.sub(r"{%.*?%}", "", source, flags=re.DOTALL)
