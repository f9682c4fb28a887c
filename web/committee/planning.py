"""Plan a session: which committee, when, and who is called."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length, Optional

from web.access import for_roles
from web.formats import words
from web.forms.controls import DayField, SentForm, errors_of, mark, required
from web.work import reading, writing
from workflow.kernel.errors import InvalidInput
from workflow.schemes.model import CommitteeBody
from workflow.services.administration import body_names
from workflow.services.people import people_with_role
from workflow.services.session_read import usual_members
from workflow.services.sessions import committees, plan_session


class PlanForm(SentForm):
    """The day, the members, a title where the committee's own is not enough."""

    held_on = DayField(_l("Date de la séance"), validators=[required()])
    title = StringField(
        _l("Titre"),
        description=_l("Sans titre, la séance porte le nom de l’instance."),
        validators=[Optional(), Length(max=200, message=_l("%(max)d signes au plus."))],
    )
    members = SelectMultipleField(
        _l("Membres convoqués"), coerce=int, validators=[required(_l("Convoquez au moins un membre."))]
    )


@for_roles("committee_secretary")
def plan() -> ResponseReturnValue:
    """Choose a committee (``?instance=``), then the day and the members."""
    with reading() as context:
        known = committees(context)
        names = body_names(context)
        chosen = next((one for one in known if _key(one) == request.args.get("instance")), None)
        people = people_with_role(context, "committee_member", chosen.body) if chosen is not None else ()
        usual = usual_members(context, chosen.id) if chosen is not None else frozenset()
    if chosen is None:
        return render_template("committee/choose.html", choices=_choices(known, names))
    form = PlanForm(data={"members": [person for person, _ in people if not usual or person in usual]})
    form.members.choices = list(people)
    others: list[Any] = []
    if request.method == "POST" and form.validate():
        try:
            return _plan(chosen, form)
        except InvalidInput as wrong:
            others = mark(form, wrong.problems)
    page = render_template(
        "committee/plan.html", form=form, committee=chosen, body=names.get(chosen.body, chosen.body),
        key=_key(chosen), errors=errors_of(form, others),
    )  # fmt: skip
    return page if request.method == "GET" else (page, 422)


def _plan(chosen: CommitteeBody, form: Any) -> ResponseReturnValue:
    title = str(form.title.data or "").strip() or words(chosen.title)
    with writing() as context:
        session_id = plan_session(context, chosen.id, chosen.body, form.held_on.data, title, form.members.data)
    flash(gettext("La séance est prévue. Inscrivez-y des dossiers depuis leur page d’instruction."), "success")
    return redirect(url_for("committee.session", session_id=session_id), 303)


def _choices(known: Any, names: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "body": names.get(one.body, one.body),
            "decides": one.role == "decides",
            "note": one.note,
            "url": url_for("committee.plan", instance=_key(one)),
        }
        for one in sorted(known, key=lambda one: (one.body, one.role, one.id))
    ]


def _key(one: CommitteeBody) -> str:
    return f"{one.body}.{one.id}"
