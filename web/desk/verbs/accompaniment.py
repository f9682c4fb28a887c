"""What accompanying a project asks for: qualify, direct, follow, admit or not."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import Optional

from web.desk.verbs.base import Setting, StepForm, Verb, confirming, fresh, reasoned
from web.formats import words
from web.forms.controls import words_field
from workflow.services import accompany, decide
from workflow.services.administration import bodies
from workflow.services.context import Context, StepDone, StepRequest


class QualificationForm(StepForm):
    """What the project is."""

    text = words_field(_l("Le projet et ses besoins"), _l("Ce que le projet est, où il en est, ce qui lui manque."))


class FollowUpForm(StepForm):
    """What became of the project."""

    text = words_field(_l("Ce que le projet est devenu"), _l("Rencontres, aides obtenues, obstacles, suite prévue."))


class DirectionForm(StepForm):
    """Where the project is sent."""

    schemes = SelectMultipleField(_l("Vers des dispositifs"), validators=[Optional()])
    bodies = SelectMultipleField(_l("Vers des partenaires"), validators=[Optional()])
    text = words_field(_l("Pourquoi"), _l("Le porteur lira ces lignes : dites-lui par où commencer."))


def _direction_form(setting: Setting) -> DirectionForm:
    form: DirectionForm = fresh(setting, DirectionForm)
    own = setting.loaded
    form.schemes.choices = [
        (one.id, words(one.scheme.title))
        for one in setting.context.catalogue.all()
        if one.id != own.id and one.scheme.region == own.scheme.region
    ]
    form.bodies.choices = [(one.id, one.name) for one in bodies(setting.context)]
    return form


def _direct(context: Context, request: StepRequest, form: Any) -> StepDone:
    places: list[tuple[str | None, str | None]] = [(scheme, None) for scheme in form.schemes.data or ()]
    places += [(None, body) for body in form.bodies.data or ()]
    return accompany.direct(context, request, places, str(form.text.data))


ACCOMPANIMENT: Final[dict[str, Verb]] = {
    "qualify": Verb(
        lambda setting: fresh(setting, QualificationForm),
        lambda context, request, form: accompany.qualify(context, request, str(form.text.data)),
    ),
    "follow_up": Verb(
        lambda setting: fresh(setting, FollowUpForm),
        lambda context, request, form: accompany.follow_up(context, request, str(form.text.data)),
    ),
    "direct": Verb(_direction_form, _direct),
    "admit": confirming(decide.admit),
    "decline": reasoned(decide.decline),
}
