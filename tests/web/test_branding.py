"""A branding is checked when it is loaded: its contrast, its logo, its keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.support import app_in, check_page, words_of
from web.branding import FOLDER, PAPERS, load_branding
from web.colours import Colour, contrast, mixed
from web.drawings import UnsafeDrawing, safe_drawing
from workflow.kernel.errors import InvalidInput

BODIES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SVG = '<svg viewBox="0 0 40 40">{}</svg>'


def test_the_six_bodies_of_our_schemes_have_a_branding() -> None:
    assert BODIES == ["adi-na", "atis", "bretagne-active", "octroi", "region-bretagne", "region-nouvelle-aquitaine"]


@pytest.mark.parametrize("body", BODIES)
def test_every_page_wears_the_branding_of_its_body(body: str, tmp_path: Path) -> None:
    client = app_in(tmp_path, body=body).test_client()
    page = check_page(client.get("/contact").text)
    branding = load_branding(body)
    assert branding.name in words_of(page)
    assert "logo" in {element.get("class") for element in page.iter()}
    assert client.get("/charte.css").text == branding.style_sheet


def test_the_papers_of_the_contrast_check_are_those_of_the_style_sheet() -> None:
    tokens = (FOLDER.parents[1] / "web/static/css/tokens.css").read_text(encoding="utf-8")
    pages = re.findall(r"--page: (#\w+);\s+--surface: (#\w+);", tokens)
    assert pages == [tuple(map(str, PAPERS["light"])), tuple(map(str, PAPERS["dark"]))]


def test_a_faint_accent_is_refused_in_both_themes(tmp_path: Path) -> None:
    write_branding(tmp_path, ('light: "#0b5653"', 'light: "#88bbbb"'), ('dark: "#7fd0c4"', 'dark: "#204040"'))
    with pytest.raises(InvalidInput) as refused:
        load_branding("octroi", tmp_path)
    assert {problem.code for problem in refused.value.problems} == {"branding_contrast"}
    assert {problem.field for problem in refused.value.problems} == {"accent.light", "accent.dark"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("name: Octroi", "nom: Octroi", "nom"),
        ('light: "#0b5653"', "light: teal", "accent.light"),
        ("email: contact@octroi.example", "email: nowhere", "contact.email"),
        ("id: octroi", "id: octroi\nid: again", ""),
    ],
)
def test_a_faulty_file_names_its_key(old: str, new: str, field: str, tmp_path: Path) -> None:
    write_branding(tmp_path, (old, new))
    with pytest.raises(InvalidInput) as refused:
        load_branding("octroi", tmp_path)
    assert field in {problem.field for problem in refused.value.problems}
    assert {problem.place for problem in refused.value.problems} == {"octroi.yaml"}


@pytest.mark.parametrize("body", ["nowhere", "../settings", "", "OCTROI"])
def test_an_unknown_body_is_refused_with_the_known_ones(body: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_branding(body)
    assert "region-bretagne" in refused.value.problems[0].message.fr


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<image width="10" height="10"/>',
        '<path d="M0 0" style="fill:red"/>',
        '<path d="M0 0" fill="url(#x)"/>',
        '<path d="M0 0&#10;"/>',
        "<style>*{}</style>",
        "<!-- hidden -->",
        "<path>",
    ],
)
def test_a_logo_holds_plain_shapes_and_nothing_else(inside: str) -> None:
    with pytest.raises(UnsafeDrawing):
        safe_drawing(SVG.format(inside))


def test_a_document_type_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnsafeDrawing, match="declarations"):
        safe_drawing('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>')


def test_the_mark_is_served_as_a_picture(client: FlaskClient) -> None:
    answer = client.get("/marque.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "currentColor" not in answer.text


def test_contrast_is_that_of_wcag() -> None:
    black, white = Colour.parse("#000000"), Colour.parse("#ffffff")
    assert round(contrast(black, white), 2) == 21
    assert round(contrast(Colour.parse("#777777"), white), 2) == 4.48
    assert str(mixed(black, white, 50)) == "#808080"


def write_branding(folder: Path, *changes: tuple[str, str]) -> None:
    text = (FOLDER / "octroi.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "octroi.yaml").write_text(text, encoding="utf-8")
