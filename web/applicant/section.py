"""One section of the form: shown, saved whatever was typed, and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response
from wtforms import Form

from web.access import signed_in
from web.applicant.progress import root_of
from web.applicant.saving import (
    Kept,
    added_block,
    conflict_page,
    keep,
    saved_answer,
    step_request,
    typed_form,
)
from web.formats import field_id
from web.forms.questions import Question, errors_of, hidden_names, questions_of
from web.forms.sections import answers_of, form_for, mark, show_answers
from web.work import reading, record, writing
from workflow.kernel.errors import NotFound, Problem, StaleVersion
from workflow.schemes.form import Field, Section
from workflow.services.filled_form import FilledForm, filled_form

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A section within its form: what comes before and after it."""

    form: FilledForm
    section: Section
    shown: tuple[Field, ...]
    number: int
    total: int
    previous: str | None
    following: str | None

    @property
    def url(self) -> str:
        return url_for("applicant.section", reference=self.form.reference, section_id=self.section.id)

    @property
    def has_conditions(self) -> bool:
        """Whether an answer can show or hide another question of this section."""
        return any(one.when or any(inner.when for inner in one.fields) for one in self.section.fields)


@signed_in
def show(reference: str, section_id: str) -> Answer:
    """The section; sent back, it is saved, and leads where the button says."""
    if request.method == "GET":
        with reading() as context:
            form = filled_form(context, reference)
            place = place_of(form, section_id)
        if not form.editable:
            return redirect(url_for("applicant.answers", reference=reference, _anchor=field_id(section_id)))
        problems = _problems(place) if "verifier" in request.args else ()
        return _page(place, form.answers, problems, request.args.get("ajout"))
    if request.form.get("action") == "show":
        return _what_shows(reference, section_id)
    return _save(reference, section_id)


def place_of(form: FilledForm, section_id: str) -> Place:
    """The section ``section_id`` of ``form``.

    Raises:
        NotFound: there is none, or the answers so far hide it.
    """
    sections = form.sections()
    names = [section.id for section, _ in sections]
    if section_id not in names:
        raise NotFound
    rank = names.index(section_id)
    section, shown = sections[rank]
    return Place(
        form,
        section,
        shown,
        rank + 1,
        len(sections),
        names[rank - 1] if rank else None,
        names[rank + 1] if rank + 1 < len(names) else None,
    )


def _save(reference: str, section_id: str) -> Answer:
    try:
        with writing() as context:
            place = place_of(filled_form(context, reference), section_id)
            given = _typed(place.section.fields)
            kept = keep(context, step_request(reference), given)
    except StaleVersion:
        return _conflict(reference, section_id)
    if request.form.get("action") == "autosave":
        return saved_answer(kept.version, record().clock.now(), len(kept.refused))
    if kept.refused:
        return _refused(reference, section_id, given, kept)
    return _onward(place, kept)


def _typed(fields: Sequence[Field]) -> dict[str, object]:
    return answers_of(_form_class(fields)(formdata=typed_form()), fields)


def _form_class(fields: Sequence[Field]) -> type[Form]:
    return form_for(fields, str(get_locale()))


def _onward(place: Place, kept: Kept) -> Response:
    """Where a save leads: the next part, or here again where something is missing or was asked for."""
    action = request.form.get("action", "")
    block = added_block() or (action.split(":")[1] if action.startswith("remove:") else None)
    if block is not None:
        extra = added_block()
        return redirect(url_for_section(place, place.section.id, ajout=extra, _anchor=field_id(block)))
    if action == "continue" and not kept.incomplete:
        return redirect(_next_url(place))
    return redirect(url_for_section(place, place.section.id, verifier="1"))


def url_for_section(place: Place, section_id: str, **values: Any) -> str:
    """The address of a section of the same application."""
    return url_for("applicant.section", reference=place.form.reference, section_id=section_id, **values)


def _next_url(place: Place) -> str:
    with reading() as context:
        form = filled_form(context, place.form.reference)
    following = place_of(form, place.section.id).following
    if following is not None:
        return url_for_section(place, following)
    endpoint = "applicant.plan" if form.has_budget else "applicant.documents"
    return url_for(endpoint, reference=form.reference)


def _refused(reference: str, section_id: str, given: Mapping[str, object], kept: Kept) -> tuple[str, int]:
    with reading() as context:
        form = filled_form(context, reference)
    typed = {**form.answers, **{key: value for key, value in given.items() if value is not None}}
    problems = (*kept.refused, *kept.incomplete)
    return _page(place_of(form, section_id), typed, problems, added_block()), 422


def _conflict(reference: str, section_id: str) -> Answer:
    with reading() as context:
        form = filled_form(context, reference)
        place = place_of(form, section_id)
    if request.form.get("action") == "autosave":
        message = gettext("Ce dossier a changé ailleurs. Votre texte est ici\u202f: enregistrez pour comparer.")
        answer = jsonify(conflict=True, message=message)
        answer.status_code = 409
        return answer
    fields = place.section.fields
    return conflict_page(form, place.section.title, fields, _typed(fields), form.answers, place.url)


def _what_shows(reference: str, section_id: str) -> Response:
    """The names of the questions that what was typed so far hides; nothing is saved."""
    with reading() as context:
        form = filled_form(context, reference)
    section = place_of(form, section_id).section
    typed = _form_class(section.fields)(formdata=typed_form())
    answers = {**form.answers, **answers_of(typed, section.fields)}
    return jsonify(hidden=hidden_names(_questions(form, section, typed, answers)))


def _problems(place: Place) -> tuple[Problem, ...]:
    names = {one.id for one in place.shown}
    return tuple(one for one in place.form.problems() if root_of(one) in names)


def _questions(form: FilledForm, section: Section, filled: Form, answers: Mapping[str, object]) -> tuple[Question, ...]:
    given = {key: value for key, value in answers.items() if value is not None}
    sections = form.sections(given)
    shown = next((fields for one, fields in sections if one.id == section.id), ())
    facts = {one.id: given[one.id] for _, fields in sections for one in fields if one.id in given}
    return questions_of(filled, section.fields, form.loaded, facts, shown)


def _page(place: Place, answers: Mapping[str, object], problems: tuple[Problem, ...], extra: str | None) -> str:
    filled = _form_class(place.section.fields)()
    show_answers(filled, place.section.fields, answers, extra)
    mark(filled, problems, str(get_locale()))
    questions = _questions(place.form, place.section, filled, answers)
    return render_template(
        "applicant/section.html",
        place=place,
        form=place.form,
        questions=questions,
        errors=[(field_id(name), message) for name, message in errors_of(questions)],
    )
