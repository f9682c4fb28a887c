"""What every verb's page is made of: a form that knows what was seen, and how it becomes a step."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired

from web.forms.controls import SentForm, words_field
from workflow.engine.step import OfferedStep
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.views import ApplicationPage, PlanView

GENERIC: Final = "desk/step.html"


class StepForm(SentForm):
    """The version of the application that the person saw, and the key that makes a double click one step."""

    version = HiddenField(validators=[DataRequired()])
    key = HiddenField(validators=[DataRequired()])

    def seen(self, reference: str) -> StepRequest:
        """The application as it was shown; a version that is no number counts as an old page."""
        typed = str(self.version.data or "")
        return StepRequest(reference, int(typed) if typed.isascii() and typed.isdigit() else -1, str(self.key.data))


class ReasonForm(StepForm):
    """A step that needs its reason."""

    reason = words_field(_l("Motif"), _l("Il sera lisible dans le dossier : une ou deux phrases suffisent."))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is built from, read in the same transaction as the page around it."""

    context: Context
    page: ApplicationPage
    loaded: LoadedScheme
    event: str

    @property
    def step(self) -> OfferedStep | None:
        """The step as the engine offers it to this person, if it does."""
        return next((one for one in self.page.steps if one.event == self.event), None)

    def plan(self, *kinds: str) -> PlanView | None:
        """The newest plan of the first of ``kinds`` that exists."""
        for kind in kinds:
            found = [one for one in self.page.plans if one.kind == kind]
            if found:
                return max(found, key=lambda one: one.number)
        return None


@dataclass(frozen=True, slots=True)
class Verb:
    """How an event is asked for and fired.

    ``build`` makes the form (filled from the request where it was sent); ``fire`` calls the service;
    ``beside`` gives the template what it shows around the form. ``again`` fills the form anew from what
    was typed, without firing. ``danger``: the button says that the step cannot be undone.
    """

    build: Callable[[Setting], Any]
    fire: Callable[[Context, StepRequest, Any], StepDone]
    template: str = GENERIC
    beside: Callable[[Setting], dict[str, Any]] = lambda _setting: {}
    again: Callable[[Setting, Any], Any] | None = None
    danger: bool = False


def fresh(setting: Setting, kind: type[StepForm], **data: Any) -> Any:
    """A form of ``kind`` for the version shown, with a key of its own, filled with ``data``."""
    return kind(data={"version": setting.page.row.version, "key": secrets.token_urlsafe(18)} | data)


def choosing(
    setting: Setting, kind: type[StepForm], choices: Mapping[str, Sequence[tuple[Any, Any]]], **data: Any
) -> Any:
    """A fresh form whose controls named in ``choices`` offer these (value, label) pairs."""
    form = fresh(setting, kind, **data)
    for name, pairs in choices.items():
        form[name].choices = [(value, str(label)) for value, label in pairs]
    return form


def confirming(fire: Callable[[Context, StepRequest], StepDone], *, danger: bool = False) -> Verb:
    """A step that needs nothing but a confirmation."""
    return Verb(
        build=lambda setting: fresh(setting, StepForm),
        fire=lambda context, request, _form: fire(context, request),
        danger=danger,
    )


def reasoned(fire: Callable[[Context, StepRequest, str], StepDone], *, danger: bool = True) -> Verb:
    """A step that needs a reason."""
    return Verb(
        build=lambda setting: fresh(setting, ReasonForm),
        fire=lambda context, request, form: fire(context, request, str(form.reason.data)),
        danger=danger,
    )
