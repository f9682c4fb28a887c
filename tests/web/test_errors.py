"""Every error is a page in plain words with a way back, or JSON; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

import workflow
from tests.web.support import Door, Person, check_page, words_of
from web.access import public_page
from web.errors import OUTCOMES, outcome_of
from workflow.kernel.errors import (
    DomainError,
    InvalidInput,
    NotAllowed,
    NotFound,
    Problem,
    StaleVersion,
    Unavailable,
)
from workflow.kernel.words import Words
from workflow.rules.finding import Finding

JSON = {"Accept": "application/json"}
TYPED = {"title": "La Fabrique <b>", "amount": "12 500,00", "password": "hidden-word", "csrf_token": "stale"}


class Refusal(DomainError):
    """A refused step, as the engine raises it."""

    code = "refused"

    def __init__(self) -> None:
        super().__init__(Words(fr="Le plafond est dépassé.", en="The cap is exceeded."))
        self.findings = (
            Finding(
                rule="amount_cap",
                status="fail",
                explanation=Words(fr="1 centime de trop.", en="1 cent too much."),
                basis=Words(fr="Règlement, article 4.", en="Rules, article 4."),
                actual="20000.01",
                limit="20000.00",
                headroom="-0.01",
            ),
        )


RAISED: dict[str, Exception] = {
    "invalid": InvalidInput(
        [Problem("amount", "amount_format", Words(fr="Écrivez un montant.", en="Write an amount."))]
    ),
    "unfound": NotFound(),
    "unallowed": NotAllowed(),
    "stale": StaleVersion(3, 4),
    "unavailable": Unavailable(),
    "refused": Refusal(),
    "bug": RuntimeError("a secret detail in /var/lib/octroi"),
}


@pytest.fixture(autouse=True)
def faults(app: Flask) -> None:
    """A route a fault; tokens are not asked for on them."""
    for name, error in RAISED.items():
        app.add_url_rule(f"/faute/{name}", f"fault_{name}", failing(error), methods=["GET", "POST"])
    for status in (400, 404, 413, 429, 503):
        app.add_url_rule(f"/code/{status}", f"code_{status}", public_page(lambda status=status: abort(status)))
    app.extensions["csrf"].exempt("tests.web.test_errors.view")


def failing(error: Exception):  # type: ignore[no-untyped-def]  # a view like any other
    def view() -> str:
        raise error

    return public_page(view)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("invalid", 422),
        ("unfound", 404),
        ("unallowed", 403),
        ("stale", 409),
        ("unavailable", 503),
        ("refused", 409),
        ("bug", 500),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_domain_error_has_its_page_in_both_languages(
    name: str, status: int, language: str, client: FlaskClient
) -> None:
    answer = client.get(f"/faute/{name}?lang={language}")
    assert answer.status_code == status
    page = check_page(answer.text, language)
    assert page.find(".//main//a[@href='/']") is not None


@pytest.mark.parametrize("status", [400, 404, 413, 429, 503])
def test_an_http_error_has_its_page(status: int, client: FlaskClient) -> None:
    answer = client.get(f"/code/{status}")
    assert answer.status_code == status
    assert str(status) in words_of(check_page(answer.text))


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.get("/contact").status_code, client.delete("/contact")
    assert answer[0] == 200
    assert answer[1].status_code in {400, 405}
    assert client.put("/nulle-part").status_code in {400, 404}


def test_a_bug_shows_a_number_and_never_its_trace(client: FlaskClient) -> None:
    answer = client.get("/faute/bug")
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert check_page(answer.text).find(".//strong[@class='reference']") is not None


def test_a_refused_step_shows_its_findings_with_the_arithmetic(client: FlaskClient) -> None:
    words = words_of(check_page(client.get("/faute/refused").text))
    assert "1 centime de trop." in words
    assert "20 000,01 €" in words
    assert "Règlement, article 4." in words


def test_problems_come_as_json_to_who_asks_for_json(client: FlaskClient) -> None:
    body = client.get("/faute/invalid?lang=en", headers=JSON).get_json()
    assert body == {
        "error": {
            "code": "invalid_input",
            "message": "Write an amount.",
            "problems": [{"field": "amount", "code": "amount_format", "message": "Write an amount."}],
        }
    }


def test_findings_and_versions_come_as_json_too(client: FlaskClient) -> None:
    refused = client.get("/faute/refused", headers=JSON).get_json()["error"]
    assert refused["findings"][0] == {
        "rule": "amount_cap",
        "status": "fail",
        "actual": "20000.01",
        "limit": "20000.00",
        "headroom": "-0.01",
        "explanation": "1 centime de trop.",
        "basis": "Règlement, article 4.",
    }
    stale = client.get("/faute/stale", headers=JSON).get_json()["error"]
    assert (stale["expected"], stale["actual"]) == (3, 4)


@pytest.mark.parametrize("name", ["stale", "unavailable", "invalid"])
def test_what_was_typed_is_shown_again_without_the_secrets(name: str, client: FlaskClient) -> None:
    answer = client.post(f"/faute/{name}", data=TYPED)
    words = words_of(check_page(answer.text))
    assert "La Fabrique <b>" in words
    assert "12 500,00" in words
    assert "hidden-word" not in answer.text
    assert "stale" not in words


def test_a_form_with_an_old_token_can_be_sent_again_from_our_own_page(app: Flask, door: Door) -> None:
    door.person = Person()
    received: list[str] = []

    def save() -> str:
        received.append("saved")
        return "saved"

    app.add_url_rule("/enregistrer", "save", public_page(save), methods=["POST"])
    client = app.test_client()
    typed = {"title": "La Fabrique", "csrf_token": "stale"}
    answer = client.post("/enregistrer", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
    form = check_page(answer.text).find(".//main//form")
    assert form is not None
    fields = {str(field.get("name")): str(field.get("value")) for field in form.iter("input")}
    assert fields["title"] == "La Fabrique"
    assert client.post(str(form.get("action")), data=fields).text == "saved"
    assert received == ["saved"]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}],
    ids=["fetch metadata", "origin", "nothing known"],
)
def test_a_form_of_another_site_is_never_offered_again(headers: dict[str, str], client: FlaskClient) -> None:
    answer = client.post("/contact", data={"title": "x", "csrf_token": "stale"}, headers=headers)
    assert answer.status_code in {400, 405}
    assert check_page(answer.text).find(".//main//form") is None


def test_too_large_a_form_is_refused_in_plain_words(app: Flask) -> None:
    app.add_url_rule("/gros", "large", public_page(lambda: "read"), methods=["POST"])
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = app.test_client().post("/gros", data={"text": "x" * 5000})
    assert answer.status_code == 413
    assert "trop volumineux" in words_of(check_page(answer.text))


def test_an_identity_that_cannot_be_read_still_gives_a_page(app: Flask, door: Door) -> None:
    def broken() -> None:
        raise Unavailable

    app.extensions["octroi_identify"] = broken
    answer = app.test_client().get("/contact")
    assert answer.status_code == 503
    assert "momentanément impossible" in words_of(check_page(answer.text))


def test_the_way_back_is_the_page_before_when_it_is_ours(client: FlaskClient) -> None:
    ours = client.get("/faute/unfound", headers={"Referer": "http://localhost/contact?a=1"})
    assert check_page(ours.text).find(".//main//a[@href='/contact?a=1']") is not None
    theirs = client.get("/faute/unfound", headers={"Referer": "https://evil.example/contact"})
    assert "evil.example" not in theirs.text


def test_every_domain_error_has_its_line_in_the_table() -> None:
    for module in walk_packages(workflow.__path__, "workflow."):
        import_module(module.name)
    ours = [
        error
        for error in descendants(DomainError)
        if error.__module__.startswith(("workflow.", "web.")) and not error.__module__.startswith("workflow.cli.")
    ]
    assert [error.__name__ for error in ours if outcome_of(error) not in OUTCOMES.values()] == []
    assert len(ours) > 4


def descendants(parent: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in parent.__subclasses__():
        yield child
        yield from descendants(child)
