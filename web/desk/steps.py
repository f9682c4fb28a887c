"""One page a step: what it is about, what it asks for, and why it was refused, with nothing typed lost."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from web.access import for_roles
from web.desk.opening import AGENTS, open_application
from web.desk.verbs import VERBS
from web.desk.verbs.base import Setting, Verb
from web.formats import words
from web.forms.controls import errors_of, mark
from web.work import reading, writing
from workflow.engine.step import Refused, StepNotOffered
from workflow.kernel.errors import InvalidInput, NotFound, Problem
from workflow.rules.finding import Finding
from workflow.services.context import StepDone


@for_roles(*AGENTS)
def take(reference: str, event: str) -> ResponseReturnValue:
    """The page of a step, and its firing: 422 for an answer to correct, 409 where the rules refuse it."""
    verb = VERBS.get(event)
    if verb is None:
        raise NotFound
    with reading() as context:
        setting = _setting(context, reference, event)
        form = verb.build(setting)
        asks_again = request.method == "POST" and "again" in request.form and verb.again is not None
        if asks_again and verb.again is not None and not errors_in(form, "amount"):
            form = verb.again(setting, form)
        shown = _Shown(setting, verb, form, verb.beside(setting))
    if request.method == "GET":
        _check_offered(setting)
        return shown.page()
    if asks_again:
        return shown.page()
    if not form.validate():
        return shown.page(), 422
    return _fire(shown)


def errors_in(form: Any, name: str) -> bool:
    """Whether the control ``name`` could not be read."""
    return name not in form or not form[name].validate(form)


def _fire(shown: _Shown) -> ResponseReturnValue:
    setting, form = shown.setting, shown.form
    try:
        with writing() as context:
            done = shown.verb.fire(context, form.seen(setting.page.row.reference), form)
    except InvalidInput as wrong:
        return shown.page(others=mark(form, wrong.problems)), 422
    except Refused as refused:
        return shown.page(findings=refused.findings), 409
    return _done(setting, done)


def _setting(context: Any, reference: str, event: str) -> Setting:
    page, loaded = open_application(context, reference)
    if event not in {declared.id for declared in loaded.workflow.events}:
        raise NotFound
    return Setting(context, page, loaded, event)


def _check_offered(setting: Setting) -> None:
    if setting.step is None:
        raise StepNotOffered(setting.event, setting.page.row.state)


def _done(setting: Setting, done: StepDone) -> ResponseReturnValue:
    title = next(one.title for one in setting.loaded.workflow.events if one.id == setting.event)
    flash(gettext("%(step)s : c’est enregistré.", step=words(title)), "success")
    if setting.page.agenda_session is not None:
        return redirect(url_for("committee.session", session_id=setting.page.agenda_session), 303)
    return redirect(url_for("desk.application", reference=done.reference), 303)


class _Shown:
    """A step's page, ready to be shown with what went wrong."""

    def __init__(self, setting: Setting, verb: Verb, form: Any, beside: dict[str, Any]) -> None:
        self.setting, self.verb, self.form, self.beside = setting, verb, form, beside

    def page(self, others: list[Problem] | None = None, findings: tuple[Finding, ...] = ()) -> str:
        setting = self.setting
        declared = next(one for one in setting.loaded.workflow.events if one.id == setting.event)
        return render_template(
            self.verb.template,
            dossier=setting.page,
            scheme=setting.loaded.scheme,
            event=declared,
            step=setting.step,
            form=self.form,
            errors=errors_of(self.form, others or ()),
            findings=findings,
            danger=self.verb.danger,
            **self.beside,
        )
