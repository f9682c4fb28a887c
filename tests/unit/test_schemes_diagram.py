"""Pictures of workflows: the same thing drawn, written for Mermaid, and said in words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from workflow.schemes.diagram import mermaid, path_in_words, scheme_in_words, scheme_mermaid, scheme_svg, svg
from workflow.schemes.layout import WIDTH, lay_out
from workflow.schemes.loading import Catalogue, load_catalogue
from workflow.schemes.main_road import main_road
from workflow.schemes.pages import write_pages
from workflow.schemes.process import Workflow

CATALOGUE = load_catalogue()
WORKFLOWS = CATALOGUE.workflows
SVG = "{http://www.w3.org/2000/svg}"
every_workflow = pytest.mark.parametrize("name", WORKFLOWS)
both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE


def drawn(workflow: Workflow, language: str, current: str | None = None) -> Element:
    return parsed(svg(workflow, language, current))


def parsed(text: str) -> Element:
    """The picture as a strict browser reads it inside a page."""
    page = html5lib.HTMLParser(strict=True).parse(f"<!DOCTYPE html><title>x</title><body>{text}")
    [picture] = page.iter(f"{SVG}svg")
    return picture


@both_languages
@every_workflow
def test_the_picture_shows_every_state_and_says_itself_in_words(name: str, language: str) -> None:
    workflow = WORKFLOWS[name]
    root = drawn(workflow, language)
    assert {group.get("data-state") for group in root.iter(f"{SVG}g")} - {None} == {one.id for one in workflow.states}
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == workflow.title.in_language(language)
    assert description.text == " ".join(path_in_words(workflow, language))


@both_languages
@every_workflow
def test_the_picture_needs_no_style_and_no_script(name: str, language: str) -> None:
    for element in drawn(WORKFLOWS[name], language).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "polygon", "rect", "text"}
        assert not [key for key in dict(element.items()) if key == "style" or key.startswith("on")]


@every_workflow
def test_no_two_states_overlap_and_all_fit_the_width_of_a_telephone(name: str) -> None:
    picture = lay_out(WORKFLOWS[name], "fr")
    for box in picture.boxes:
        assert box.left >= 0
        assert box.left + box.width <= WIDTH
        assert box.bottom <= picture.height
        for other in picture.boxes:
            apart = box.left + box.width <= other.left or other.left + other.width <= box.left
            assert box is other or apart or box.bottom < other.top or other.bottom < box.top
    for line in picture.lines:
        assert all(0 <= x <= WIDTH and 0 <= y <= picture.height for x, y in line.points)


def test_the_main_road_is_the_ordinary_course_of_a_grant() -> None:
    assert main_road(WORKFLOWS["grant"]) == (
        "draft",
        "submitted",
        "instruction",
        "on_agenda",
        "awarded",
        "notified",
        "agreement_signed",
        "in_payment",
        "closed",
    )


def test_a_workflow_that_ends_nowhere_still_has_a_road() -> None:
    endless = WORKFLOWS["grant"].model_copy(update={"events": WORKFLOWS["grant"].events[:1]})
    assert main_road(endless) == ("draft",)


@both_languages
def test_the_state_where_an_application_stands_is_marked_in_words(language: str) -> None:
    root = drawn(WORKFLOWS["grant"], language, "on_agenda")
    [here] = [group for group in root.iter(f"{SVG}g") if "workflow-state-current" in (group.get("class") or "")]
    assert here.get("data-state") == "on_agenda"
    marked = {"fr": "Le dossier est ici", "en": "It stands here"}[language]
    assert any(marked in (text.text or "") for text in here.iter(f"{SVG}text"))


@both_languages
@every_workflow
def test_the_words_tell_every_step_of_every_state(name: str, language: str) -> None:
    workflow = WORKFLOWS[name]
    sentences = path_in_words(workflow, language)
    assert len(sentences) == len(workflow.states)
    titles = {state.id: state.title.in_language(language) for state in workflow.states}
    for event in workflow.events:
        for source in event.sources:
            [sentence] = [one for one in sentences if one.startswith(f"{titles[source]} (")]
            assert event.title.in_language(language) in sentence


@both_languages
@every_workflow
def test_the_mermaid_diagram_has_every_state_and_every_move(name: str, language: str) -> None:
    workflow = WORKFLOWS[name]
    text = mermaid(workflow, language)
    assert text.startswith("stateDiagram-v2\n")
    for state in workflow.states:
        assert f'"{state.title.in_language(language)}" as {state.id}\n' in text
    moves = {(one.strip(), two) for one, two in re.findall(r"^ +(\w+) --> (\w+) :", text, re.MULTILINE)}
    assert moves >= {(source, event.to) for event in workflow.events if event.to for source in event.sources}


def test_signs_that_mean_something_to_mermaid_or_to_xml_are_made_harmless() -> None:
    grant = WORKFLOWS["grant"]
    words = {"fr": 'A <b>: "x"; #1\n--> closed', "en": "A & B"}
    state = grant.states[0].model_validate({"id": "draft", "stage": "preparation", "title": words})
    hostile = grant.model_copy(update={"states": (state, *grant.states[1:])})
    assert '"A #lt;b#gt;#58; #quot;x#quot;#59; #35;1 --#gt; closed" as draft\n' in mermaid(hostile, "fr")
    assert any("A & B" in (text.text or "") for text in drawn(hostile, "en").iter(f"{SVG}text"))
    assert any("<b>" in (text.text or "") for text in drawn(hostile, "fr").iter(f"{SVG}text"))


@both_languages
def test_a_path_is_drawn_as_the_schemes_that_it_links(catalogue: Catalogue, language: str) -> None:
    path = catalogue.get("trajectoire-ess")
    titles = {loaded.id: loaded.scheme.title for loaded in catalogue.all()}
    names = [titles[step.scheme].in_language(language) for step in path.scheme.path]
    root = parsed(scheme_svg(path, language, titles))
    assert len(list(root.iter(f"{SVG}g"))) == 2 * len(names) - 1
    text = scheme_mermaid(path, language, titles)
    assert text.startswith("flowchart TB\n")
    for rank, name in enumerate(names, 1):
        assert f'step{rank}["{name}"]' in text
        assert scheme_in_words(path, language, titles)[rank - 1].startswith(f"{rank}. {name}.")


def test_a_scheme_is_drawn_as_its_own_workflow(catalogue: Catalogue) -> None:
    fonds = catalogue.get("fonds-de-confiance")
    assert scheme_mermaid(fonds, "fr") == mermaid(fonds.workflow, "fr")
    assert scheme_svg(fonds, "en") == svg(fonds.workflow, "en")


def test_writing_the_pages_removes_those_of_what_no_longer_exists(tmp_path: Path) -> None:
    write_pages({"a/one.md": "1\n", "two.md": "2\n"}, tmp_path)
    write_pages({"two.md": "3\n"}, tmp_path)
    assert [path.name for path in tmp_path.rglob("*.md")] == ["two.md"]
    assert (tmp_path / "two.md").read_text(encoding="utf-8") == "3\n"
