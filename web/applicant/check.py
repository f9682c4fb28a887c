"""Check the answers, then submit once."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.access import signed_in
from web.applicant.budget import Totals
from web.applicant.saving import step_request
from web.formats import field_id
from web.forms.summary import summary_of
from web.work import reading, writing
from workflow.rules.finding import Finding
from workflow.rules.names import RULE_NAMES
from workflow.rules.verdict import BALANCE_RULES, CAP_RULES
from workflow.schemes.form import Field
from workflow.services import submit as verbs
from workflow.services.filled_form import FilledForm, filled_form, given_files, judge, requested_plan
from workflow.services.read import application

ABOUT_MONEY = (*BALANCE_RULES, *CAP_RULES, "plan_balances", "caps_hold", "co_financing_balances")
ABOUT_ANSWERS = {"territory": "project_commune", "partners": "partners"}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stops the deposit, and where to put it right."""

    finding: Finding
    url: str | None


@signed_in
def show(reference: str) -> str | Response:
    """Everything as it will be filed; sent back, it is submitted."""
    if request.method == "POST":
        return _submit(reference)
    with reading() as context:
        form = filled_form(context, reference)
        if not form.editable:
            return redirect(url_for("applicant.application", reference=reference))
        page = application(context, reference)
        files = given_files(context, form)
        plan = requested_plan(context, form) if form.has_budget else None
        verdict = judge(context, form, plan) if plan is not None else None
    step = next((one for one in page.steps if one.event in verbs.DEPOSITS), None)
    return render_template(
        "applicant/check.html",
        form=form,
        dossier=page,
        step=step,
        obstacles=list(_obstacles(form, step.findings if step is not None else ())),
        sections=_sections(form),
        files={one.document: one for one in files},
        plan=plan,
        totals=Totals.of(plan) if plan is not None else None,
        verdict=verdict,
        rule_names=RULE_NAMES,
        key=secrets.token_urlsafe(16),
    )


def _submit(reference: str) -> Response:
    step = step_request(reference)
    with writing() as context:
        form = filled_form(context, reference)
        done = (verbs.submit_pre_application if form.pre_application else verbs.submit)(context, step)
    if done.event == "submit":
        return redirect(url_for("applicant.receipt", reference=reference))
    return redirect(url_for("applicant.application", reference=reference))


def _sections(form: FilledForm) -> list[tuple[object, str, list[tuple[Field, str, str]]]]:
    """Title, address, and questions with their answers and the address to change each."""
    told: list[tuple[object, str, list[tuple[Field, str, str]]]] = []
    for section, fields in form.sections():
        url = url_for("applicant.section", reference=form.reference, section_id=section.id)
        rows = [(field, text, f"{url}#{field_id(field.id)}") for field, text in summary_of(fields, form.answers)]
        told.append((section.title, url, rows))
    return told


def _obstacles(form: FilledForm, findings: tuple[Finding, ...]) -> Iterator[Obstacle]:
    seen = set()
    for finding in findings:
        if finding.status == "fail" and finding.explanation not in seen:
            seen.add(finding.explanation)
            yield Obstacle(finding, _where(form, finding))


def _where(form: FilledForm, finding: Finding) -> str | None:
    if finding.rule == "documents_complete":
        return url_for("applicant.documents", reference=form.reference)
    if finding.rule in ABOUT_MONEY:
        return url_for("applicant.plan", reference=form.reference) if form.has_budget else None
    if finding.rule in ("application_complete", "pre_application_complete"):
        return _section_url(form, finding.actual or "")
    return _section_url(form, ABOUT_ANSWERS.get(finding.rule, ""))


def _section_url(form: FilledForm, path: str) -> str | None:
    """The place of the question that ``path`` names, problems shown."""
    root = path.partition("[")[0].partition(".")[0]
    for section, fields in form.sections():
        if any(field.id == root for field in fields):
            anchor = field_id(path.replace("[", "-").replace("].", "-").partition(".")[0])
            return url_for(
                "applicant.section", reference=form.reference, section_id=section.id, verifier="1", _anchor=anchor
            )
    return None
