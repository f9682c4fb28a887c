"""One's own account: name, language, organisations, roles."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_security import current_user
from werkzeug.wrappers import Response

from web.access import signed_in
from web.formats import words
from web.work import actor, reading, record, writing
from workflow.kernel.errors import InvalidInput
from workflow.kernel.words import Language
from workflow.schemes.names import ROLE_NAMES
from workflow.services.organisations import organisations_of
from workflow.services.people import change_profile

LONGEST = 300


@signed_in
def show() -> str | Response | tuple[str, int]:
    """The account page; with POST, the name and the language are changed."""
    if request.method == "GET":
        return _page(actor().name, actor().language, {})
    name, language = request.form.get("name", "")[:LONGEST], request.form.get("language", "")[:LONGEST]
    try:
        with writing() as context:
            change_profile(context, name, cast("Language", language))
    except InvalidInput as refusal:
        return _page(name, language, {problem.field: words(problem.message) for problem in refusal.problems}), 422
    session["language"] = language
    flash(gettext("Vos informations sont enregistrées."), "success")
    return redirect(url_for("account.show"))


def _page(name: str, language: str, problems: dict[str, str]) -> str:
    with reading() as context:
        organisations = organisations_of(context)
    return render_template(
        "account/show.html",
        email=current_user.email,
        name=name,
        language=language,
        problems=problems,
        organisations=organisations,
        roles=_roles(),
    )


def _roles() -> list[tuple[object, str, str]]:
    """The roles held: what, for which body, for which scheme; empty text where it is for all."""
    schemes = {loaded.id: loaded.scheme for loaded in record().catalogue.all()}
    bodies = {scheme.running_body.id: scheme.running_body.name for scheme in schemes.values()}
    return [
        (
            ROLE_NAMES[grant.role],
            bodies.get(grant.body or "", grant.body or ""),
            words(schemes[grant.scheme].title) if grant.scheme in schemes else grant.scheme or "",
        )
        for grant in actor().grants
    ]
