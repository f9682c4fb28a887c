"""Adding the organisation for which a person applies."""

from __future__ import annotations

from typing import Any, Final, cast

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import safe_target, signed_in
from web.formats import words
from web.work import writing
from workflow.kernel.errors import InvalidInput
from workflow.schemes.names import BENEFICIARY_NAMES
from workflow.schemes.vocabulary import BeneficiaryKind
from workflow.services.organisations import KINDS, create_organisation

FIELDS: Final = ("name", "kind", "siret", "rna", "commune", "address", "group_name")
LONGEST: Final = 2000


@signed_in
def create() -> str | Response | tuple[str, int]:
    """The form, and what was sent with it; ``next`` says where to go on."""
    typed = {field: request.form.get(field, "")[:LONGEST] for field in FIELDS}
    if request.method == "GET":
        return _page(typed, {})
    try:
        with writing() as context:
            kind = cast("BeneficiaryKind", typed["kind"])
            numbers: dict[str, Any] = {field: typed[field] for field in FIELDS if field not in ("name", "kind")}
            create_organisation(context, typed["name"], kind, **numbers)
    except InvalidInput as refusal:
        return _page(typed, {problem.field: words(problem.message) for problem in refusal.problems}), 422
    flash(gettext("%(name)s est ajoutée à vos organisations.", name=typed["name"].strip()), "success")
    return redirect(safe_target(request.form.get("next"), url_for("account.show")))


def _page(typed: dict[str, str], problems: dict[str, str]) -> str:
    return render_template(
        "account/organisation.html",
        typed=typed,
        problems=problems,
        kinds=[(kind, BENEFICIARY_NAMES[kind]) for kind in KINDS],
        next=safe_target(request.values.get("next"), ""),
    )
