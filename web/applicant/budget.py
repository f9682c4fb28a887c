"""The budget and the funding plan, with what the rules say of them beside the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response
from wtforms import Form

from web.access import signed_in
from web.applicant.saving import added_block, conflict_page, saved_answer, step_request, typed_form
from web.formats import field_id
from web.forms.questions import Question, errors_of, questions_of
from web.forms.sections import answers_of, form_for, mark, show_answers
from web.work import reading, record, writing
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, NotFound, Problem, StaleVersion
from workflow.kernel.money import Money
from workflow.rules.base import cash_resources, cash_uses, in_kind_uses
from workflow.rules.finding import Verdict
from workflow.rules.names import RULE_NAMES
from workflow.rules.plan import FundingPlan
from workflow.services.budget import budget_answers, first_year_of, read_budget
from workflow.services.budget_form import BudgetForm, budget_form
from workflow.services.context import Context
from workflow.services.filled_form import FilledForm, filled_form, judge, requested_plan
from workflow.services.save import save_plan

Answer = str | Response | tuple[str, int]
STARTING_ROWS = {"costs": 2, "resources": 1, "prior_aid": 0}


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a plan, in euros; ``gap`` is what the resources lack (negative where they exceed the costs)."""

    costs: Money
    resources: Money
    gap: Money
    in_kind_costs: Money
    in_kind_resources: Money

    @classmethod
    def of(cls, plan: FundingPlan) -> Totals:
        """The sums of ``plan``, refused resources left out."""
        costs, resources = cash_uses(plan), cash_resources(plan)
        return cls(costs, resources, costs - resources, in_kind_uses(plan), plan.in_kind_resources)


@signed_in
def show(reference: str) -> Answer:
    """The budget; sent back, it is saved with its verdict."""
    if request.method == "POST":
        return _save(reference)
    with reading() as context:
        form = _form(context, reference)
        plan = requested_plan(context, form)
        verdict = judge(context, form, plan) if plan is not None else None
    if not form.editable:
        return redirect(url_for("applicant.answers", reference=reference))
    asked = _asked(form, first_year_of(plan, _today()))
    answers = budget_answers(asked, plan) if plan is not None else {}
    return _page(form, asked, answers, (), plan, verdict, request.args.get("ajout"))


@signed_in
def verdict(reference: str) -> str | tuple[str, int]:
    """The totals and findings of the figures as they are typed, a fragment of the page; nothing is saved."""
    with reading() as context:
        form = _form(context, reference)
        asked = _asked(form, _first_year())
        try:
            plan = read_budget(asked, _typed(asked))
        except InvalidInput as refusal:
            problems = [(_path_id(problem), problem.message) for problem in refusal.problems]
            return render_template("applicant/verdict.html", unreadable=problems), 422
        judged = judge(context, form, plan)
    return _verdict_fragment(plan, judged)


def _save(reference: str) -> Answer:
    try:
        with writing() as context:
            form = _form(context, reference)
            asked = _asked(form, _first_year())
            given = _typed(asked)
            saved = save_plan(context, step_request(reference), read_budget(asked, given))
    except InvalidInput as refusal:
        return _refused(reference, refusal)
    except StaleVersion:
        return _conflict(reference)
    action = request.form.get("action", "")
    if action == "autosave":
        return saved_answer(saved.version, record().clock.now())
    block = added_block() or (action.split(":")[1] if action.startswith("remove:") else None)
    if block is not None:
        return redirect(url_for("applicant.plan", reference=reference, ajout=added_block(), _anchor=field_id(block)))
    if action == "continue":
        return redirect(url_for("applicant.documents", reference=reference))
    return redirect(url_for("applicant.plan", reference=reference, _anchor="verdict"))


def _refused(reference: str, refusal: InvalidInput) -> Answer:
    if request.form.get("action") == "autosave":
        answer = jsonify(message=gettext("Non enregistré\u202f: un montant ou une ligne est à corriger."), refused=1)
        answer.status_code = 422
        return answer
    with reading() as context:
        form = _form(context, reference)
    asked = _asked(form, _first_year())
    return _page(form, asked, _typed(asked), refusal.problems, None, None, added_block()), 422


def _conflict(reference: str) -> Answer:
    with reading() as context:
        form = _form(context, reference)
        plan = requested_plan(context, form)
    asked = _asked(form, _first_year())
    if request.form.get("action") == "autosave":
        message = gettext("Ce dossier a changé ailleurs. Votre texte est ici\u202f: enregistrez pour comparer.")
        answer = jsonify(conflict=True, message=message)
        answer.status_code = 409
        return answer
    theirs = budget_answers(asked, plan) if plan is not None else {}
    title = gettext("Budget et plan de financement")
    back = url_for("applicant.plan", reference=reference)
    return conflict_page(form, title, asked.fields, _typed(asked), theirs, back)


def _form(context: Context, reference: str) -> FilledForm:
    form = filled_form(context, reference)
    if not form.has_budget:
        raise NotFound
    return form


def _asked(form: FilledForm, first_year: int) -> BudgetForm:
    local = form.applicant_kind == "local_authority"
    return budget_form(form.loaded.scheme, first_year, local_authority=local)


def _first_year() -> int:
    typed = request.form.get("first_year", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and 2000 <= int(typed[:6]) <= 2100 else _today().year


def _year_choices(first_year: int) -> list[tuple[str, str]]:
    present = _today().year
    return [(str(year), str(year)) for year in sorted({first_year, *range(present - 1, present + 4)})]


def _typed(asked: BudgetForm) -> dict[str, object]:
    given = answers_of(form_for(asked.fields, str(get_locale()))(formdata=typed_form()), asked.fields)
    return {key: value for key, value in given.items() if value is not None}


def _page(
    form: FilledForm,
    asked: BudgetForm,
    answers: Mapping[str, object],
    problems: tuple[Problem, ...],
    plan: FundingPlan | None,
    judged: Verdict | None,
    extra: str | None,
) -> str:
    filled = form_for(asked.fields, str(get_locale()))()
    show_answers(filled, asked.fields, answers, extra)
    _start_with_rows(filled)
    mark(filled, problems, str(get_locale()))
    questions = {one.field.id: one for one in questions_of(filled, asked.fields, form.loaded, {}, asked.fields)}
    return render_template(
        "applicant/budget.html",
        form=form,
        scheme=form.loaded.scheme,
        questions=questions,
        requests=_requests(questions),
        years=asked.years,
        year_choices=_year_choices(asked.first_year),
        first_year=asked.first_year,
        errors=[(field_id(name), message) for name, message in errors_of(tuple(questions.values()))],
        totals=Totals.of(plan) if plan is not None else None,
        verdict=judged,
        rule_names=RULE_NAMES,
    )


def _start_with_rows(filled: Form) -> None:
    for block, rows in STARTING_ROWS.items():
        if block in filled:
            entries: Any = filled[block]
            for _ in range(len(entries), rows):
                entries.append_entry()


def _requests(questions: Mapping[str, Question]) -> list[Question]:
    return [one for name, one in questions.items() if name == "request" or name.startswith("request_")]


def _verdict_fragment(plan: FundingPlan, judged: Verdict) -> str:
    return render_template(
        "applicant/verdict.html", totals=Totals.of(plan), verdict=judged, rule_names=RULE_NAMES, unreadable=()
    )


def _path_id(problem: Problem) -> str:
    """The id of the control that ``costs[1].amount`` is about."""
    return field_id(problem.field.replace("[", "-").replace("].", "-"))


def _today() -> date:
    return day_in_paris(record().clock.now())
