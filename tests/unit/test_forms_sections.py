"""A section of a scheme as a form: every type of question goes out and comes back as the same answer."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests.fixtures.engine import answers, loaded
from web.forms.questions import NEW_ROW, errors_of, hidden_names, questions_of
from web.forms.sections import answers_of, form_for, mark, show_answers
from workflow.kernel.errors import Problem
from workflow.kernel.words import Words
from workflow.schemes.form import Field
from workflow.schemes.loading import load_catalogue
from workflow.schemes.visibility import visible_fields

CATALOGUE = load_catalogue()
SAME = Words(fr="Question", en="Question")


def typed_again(form: Form) -> MultiDict[str, str]:
    """What a browser would send of ``form`` as it is filled."""
    sent: list[tuple[str, str]] = []
    for control in form:
        sent += _sent(control)
    return MultiDict(sent)


def _sent(control: Any) -> list[tuple[str, str]]:
    name, kind = control.name, type(control).__name__
    if kind == "FieldList":
        return [pair for entry in control for inner in entry.form for pair in _sent(inner)]
    data = control.data
    if kind == "PeriodQuestion":
        return [(f"{name}-{end}", text) for end, text in data.items()]
    if kind == "ChoicesQuestion":
        return [(name, value) for value in data]
    if kind == "DeclarationQuestion":
        return [(name, "1")] if data else []
    return [(name, data)] if data is not None else []


@pytest.mark.parametrize("scheme", sorted(CATALOGUE.schemes))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_section_gives_back_the_answers_that_it_shows(scheme: str, language: str) -> None:
    found = CATALOGUE.get(scheme)
    given = answers(found)
    for section in found.scheme.form.sections:
        asked = {one.id: given[one.id] for one in section.fields if one.id in given}
        shown = form_for(section.fields, language)()
        show_answers(shown, section.fields, asked)
        sent = form_for(section.fields, language)(formdata=typed_again(shown))
        back = {key: value for key, value in answers_of(sent, section.fields).items() if value is not None}
        assert back == {key: value for key, value in asked.items() if value is not None}


def a_block(**changes: object) -> Field:
    inner = (Field(id="name", type="text", label=SAME), Field(id="price", type="amount", label=SAME))
    return Field.model_validate({"id": "rows", "type": "block", "label": SAME, "fields": inner, **changes})


def test_a_row_with_nothing_in_it_is_no_answer() -> None:
    fields = (a_block(),)
    typed = MultiDict([("rows-0-name", "  "), ("rows-0-price", ""), ("rows-7-name", "Ada"), ("rows-7-price", "12,5")])
    form = form_for(fields, "fr")(formdata=typed)
    assert answers_of(form, fields) == {"rows": [{"name": "Ada", "price": "12.50"}]}


def test_a_block_shows_its_least_number_of_rows_and_never_hides_one_that_was_typed() -> None:
    fields = (a_block(minimum=2, maximum=3),)
    form = form_for(fields, "fr")()
    show_answers(form, fields, {})
    assert len(form["rows"]) == 2
    form = form_for(fields, "fr")()
    show_answers(form, fields, {"rows": [{"name": str(number)} for number in range(5)]}, "rows")
    assert len(form["rows"]) == 5


def test_rows_beyond_what_any_form_holds_are_not_built() -> None:
    fields = (a_block(),)
    form = form_for(fields, "fr")(formdata=MultiDict((f"rows-{number}-name", "x") for number in range(3000)))
    assert len(form["rows"]) == 101


def test_a_problem_stands_beside_its_field_and_the_homeless_come_back() -> None:
    fields = (a_block(), Field(id="title", type="text", label=SAME))
    form = form_for(fields, "fr")()
    show_answers(form, fields, {"rows": [{"name": "Ada"}, {"name": "Ivo"}]})
    words = Words(fr="Faux.", en="Wrong.")
    problems = [Problem("rows[1].price", "x", words), Problem("title", "x", words), Problem("elsewhere", "x", words)]
    homeless = mark(form, problems, "en")
    assert [one.field for one in homeless] == ["elsewhere"]
    questions = questions_of(form, fields, loaded(), {}, fields)
    assert errors_of(questions) == [("rows-1-price", "Wrong."), ("title", "Wrong.")]


def test_hidden_questions_are_named_and_their_answers_still_sent() -> None:
    found = CATALOGUE.get("cap-creation-ess")
    section = found.scheme.form.sections[0]
    given = {"holder_status": "in_own_name", "organisation_link": "typed before"}
    form = form_for(section.fields, "fr")()
    show_answers(form, section.fields, given)
    shown = dict(visible_fields(found.scheme.form, found.reading, given))[section]
    questions = questions_of(form, section.fields, found, given, shown)
    assert hidden_names(questions) == ["group_members", "organisation_link", "accompanied_by_whom"]
    assert answers_of(form, section.fields)["organisation_link"] == "typed before"


def test_the_row_that_a_script_adds_bears_a_mark_in_place_of_its_number() -> None:
    fields = (a_block(),)
    question = questions_of(form_for(fields, "fr")(), fields, loaded(), {}, fields)[0]
    assert [one.name for one in question.blank] == [f"rows-{NEW_ROW}-name", f"rows-{NEW_ROW}-price"]


def test_a_choice_that_is_not_offered_is_kept_for_the_judge() -> None:
    fields = CATALOGUE.get("cap-creation-ess").scheme.form.sections[0].fields
    form = form_for(fields, "fr")(formdata=MultiDict([("holder_status", "emperor")]))
    assert answers_of(form, fields)["holder_status"] == "emperor"
