"""Starting an application: for whom, and under which call."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import signed_in
from web.formats import field_id, words
from web.work import reading, writing
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.services import start as verbs
from workflow.services.context import Context
from workflow.services.organisations import OrganisationView, organisations_of

MYSELF = "myself"


@signed_in
def start(region: str, name: str) -> str | Response | tuple[str, int]:
    """Ask for whom the application is, open the draft and go to it."""
    scheme_id = f"{region}/{name}"
    if request.method == "GET":
        return _page(scheme_id, ())
    try:
        with writing() as context:
            reference = _open(context, context.catalogue.get(scheme_id))
    except InvalidInput as refusal:
        return _page(scheme_id, refusal.problems), 422
    flash(gettext("Votre dossier %(reference)s est ouvert. Rien n’est encore envoyé.", reference=reference), "success")
    return redirect(url_for("applicant.application", reference=reference))


def _open(context: Context, loaded: LoadedScheme) -> str:
    applicant = request.form.get("applicant", "")
    kinds = loaded.scheme.beneficiaries.kinds
    if applicant == MYSELF and "individual" in kinds:
        return verbs.start(context, loaded.id, call_slug=request.form.get("call") or None, key=_key())
    admitted = [one for one in _writable(context) if one.kind in kinds]
    chosen = [one.id for one in admitted if str(one.id) == applicant]
    if not chosen:
        raise InvalidInput([Problem("applicant", "applicant_missing", _CHOOSE)])
    call = request.form.get("call") or None
    return verbs.start(context, loaded.id, organisation_id=chosen[0], call_slug=call, key=_key())


def _key() -> str | None:
    """What makes a double click one draft."""
    return request.form.get("key", "")[:80] or None


def _page(scheme_id: str, problems: tuple[Problem, ...]) -> str:
    with reading() as context:
        loaded = context.catalogue.get(scheme_id)
        mine = _writable(context)
        calls = verbs.open_calls(context, loaded)
    kinds = loaded.scheme.beneficiaries.kinds
    errors = {problem.field: words(problem.message) for problem in problems}
    return render_template(
        "applicant/start.html",
        scheme=loaded.scheme,
        admitted=[one for one in mine if one.kind in kinds],
        others=[one for one in mine if one.kind not in kinds],
        may_be_myself="individual" in kinds,
        only_individuals=kinds == ("individual",),
        calls=calls,
        is_open=loaded.has_workflow and (bool(calls) or not loaded.scheme.calls),
        errors=errors,
        error_links=[(field_id(name), message) for name, message in errors.items()],
        typed=request.form,
        key=_key() or secrets.token_urlsafe(16),
    )


def _writable(context: Context) -> tuple[OrganisationView, ...]:
    """The organisations for which the person may apply: a reader of one may not."""
    return tuple(one for one in organisations_of(context) if one.id in context.actor.organisations)


_CHOOSE = Words(fr="Choisissez pour qui vous déposez ce dossier.", en="Choose who this application is for.")
