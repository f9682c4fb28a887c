"""People and their roles: find, give, end."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from web.access import for_roles
from web.admin.tabs import tabs
from web.formats import words
from web.forms.controls import SentForm, errors_of, mark, required
from web.wording import ROLES
from web.work import reading, writing
from workflow.kernel.errors import InvalidInput
from workflow.services import administration
from workflow.services.context import Context


class RoleForm(SentForm):
    """Who, what, for which body and which scheme."""

    email = StringField(
        _l("Adresse électronique de la personne"),
        description=_l("Celle de son compte : il doit déjà exister."),
        validators=[required(), Length(max=254, message=_l("%(max)d signes au plus."))],
    )
    role = SelectField(_l("Rôle"))
    body = SelectField(_l("Pour l’organisme"), validators=[Optional()])
    scheme = SelectField(_l("Pour le dispositif"), validators=[Optional()])


@for_roles("administrator")
def show() -> ResponseReturnValue:
    """The people found, with every role that they hold or held."""
    return _page()


@for_roles("administrator")
def give() -> ResponseReturnValue:
    """Give a role."""
    with reading() as context:
        form = _form(context)
    others: list[Any] = []
    if request.method == "POST" and form.validate():
        try:
            return _give(form)
        except InvalidInput as wrong:
            others = mark(form, wrong.problems)
    page = render_template("admin/role.html", form=form, errors=errors_of(form, others))
    return page if request.method == "GET" else (page, 422)


@for_roles("administrator")
def end(grant_id: int) -> ResponseReturnValue:
    """End a role at once."""
    try:
        with writing() as context:
            administration.end_role(context, grant_id)
    except InvalidInput as wrong:
        return _page([words(problem.message) for problem in wrong.problems]), 422
    flash(gettext("Le rôle a pris fin."), "success")
    return redirect(url_for("admin.home", q=request.form.get("q") or None), 303)


def _give(form: RoleForm) -> ResponseReturnValue:
    email = str(form.email.data)
    with writing() as context:
        administration.give_role(context, email, form.role.data, form.body.data or None, form.scheme.data or None)
    flash(gettext("Le rôle est donné : il vaut dès maintenant."), "success")
    return redirect(url_for("admin.home", q=email), 303)


def _page(refused: list[str] | None = None) -> str:
    asked = (request.args.get("q") or request.form.get("q") or "").strip()[:100]
    with reading() as context:
        people = administration.people_and_roles(context, asked)
        titles = {one.id: one.scheme.title for one in context.catalogue.all()}
    return render_template(
        "admin/people.html",
        tabs=tabs(),
        people=people,
        asked=asked,
        roles=ROLES,
        schemes=titles,
        refused=refused or [],
    )


def _form(context: Context) -> RoleForm:
    mine = [grant.body for grant in context.actor.grants if grant.role == "administrator"]
    form = RoleForm(data={"email": request.args.get("email", "")})
    form.role.choices = [(key, words(label)) for key, label in ROLES.items()]
    bodies = [(one.id, one.name) for one in administration.bodies(context) if None in mine or one.id in mine]
    form.body.choices = [("", gettext("Tous les organismes")), *bodies] if None in mine else bodies
    titles = [(one.id, words(one.scheme.title)) for one in context.catalogue.all()]
    form.scheme.choices = [("", gettext("Tous les dispositifs")), *titles]
    return form
