"""How far a draft is: each section of the form, the budget, the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from workflow.kernel.errors import Problem
from workflow.rules.finding import Verdict
from workflow.rules.plan import FundingPlan
from workflow.services.filled_form import FilledForm
from workflow.services.views import AttachmentView


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the draft, as the list of sections shows it. ``needed``: for the deposit that comes next."""

    title: object
    url: str
    state: str
    detail: str = ""
    needed: bool = True


def form_parts(form: FilledForm) -> list[Part]:
    """One part a section of the form."""
    problems = form.problems()
    parts = []
    for section, fields in form.sections():
        mine = [one for one in problems if root_of(one) in {field.id for field in fields}]
        answered = any(field.id in form.answers for field in fields)
        detail = _detail(mine) if answered else ""
        url = url_for("applicant.section", reference=form.reference, section_id=section.id)
        parts.append(Part(section.title, url, _state(mine, answered), detail, needed(form, section.pre_application)))
    return parts


def needed(form: FilledForm, pre_application: bool) -> bool:
    """Whether a section must be complete for the deposit that comes next."""
    return pre_application or not form.pre_application


def budget_part(form: FilledForm, plan: FundingPlan | None, verdict: Verdict | None) -> Part:
    """The budget: complete once every rule that concerns it holds."""
    failures = [one for one in verdict.findings if one.status == "fail"] if verdict is not None else []
    empty = plan is None or not plan.costs
    state = "todo" if plan is None else "error" if failures or empty else "done"
    count = len(failures)
    detail = ngettext("une règle n’est pas respectée", "%(num)s règles ne sont pas respectées", count) if count else ""
    url = url_for("applicant.plan", reference=form.reference)
    return Part(gettext("Budget et plan de financement"), url, state, str(detail), needed(form, False))


def documents_part(form: FilledForm, files: Sequence[AttachmentView]) -> Part:
    """The documents: complete once every required one is there."""
    given = {one.document for one in files}
    required = [one for one in form.documents if not one.optional]
    absent = [one for one in required if one.id not in given]
    state = "done" if not absent else "started" if given else "todo"
    detail = gettext("%(given)s sur %(asked)s", given=len(required) - len(absent), asked=len(required))
    url = url_for("applicant.documents", reference=form.reference)
    return Part(gettext("Pièces à joindre"), url, state, str(detail) if required else "", needed(form, False))


def root_of(problem: Problem) -> str:
    """The field of the form that a problem concerns: ``partners`` for ``partners[0].partner_siret``."""
    return problem.field.partition("[")[0].partition(".")[0]


def _state(problems: Sequence[Problem], answered: bool) -> str:
    if not problems:
        return "done"
    if not answered:
        return "todo"
    return "error" if any(one.code != "answer_missing" for one in problems) else "started"


def _detail(problems: Sequence[Problem]) -> str:
    missing = sum(1 for one in problems if one.code == "answer_missing")
    wrong = len(problems) - missing
    told = []
    if missing:
        told.append(str(ngettext("il reste une réponse", "il reste %(num)s réponses", missing)))
    if wrong:
        told.append(str(ngettext("une réponse à corriger", "%(num)s réponses à corriger", wrong)))
    return ", ".join(told)
