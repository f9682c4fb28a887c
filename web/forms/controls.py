"""Controls of the forms that agents fill in, and how a refusal is put back beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, FieldList, Form, FormField, IntegerField, TextAreaField
from wtforms.i18n import get_translations
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Length
from wtforms.widgets import TextInput

from web.formats import field_id, money_input, words
from web.forms.reading import read_amount, read_day
from web.languages import current_language
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money

LONGEST_TEXT: Final = 5000
_STEPS: Final = re.compile(r"[^.\[\]]+")


class SpokenMeta(DefaultMeta):
    """The library's own messages, in the reader's language."""

    def get_translations(self, form: Any) -> Any:
        return get_translations([current_language()])


class SentForm(Form):
    """A form filled from what was sent, where something was; the CSRF token is checked for every request."""

    Meta = SpokenMeta

    def __init__(self, **values: Any) -> None:
        super().__init__(request.form if request.method == "POST" else None, **values)


class AmountField(Field):
    """An amount in euros, in French or English notation. ``data`` is Money, or ``None`` where nothing can be read."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            self.data = Money.parse(read_amount(typed))
        except InvalidInput as unreadable:
            raise ValueError(gettext("Écrivez un montant en euros, par exemple 12 500,00.")) from unreadable

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else money_input(self.data)


class WholeField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise ValueError(gettext("Écrivez un nombre entier."))
        if typed:
            self.data = int(typed)


class DayField(DateField):
    """A calendar day, typed in the browser's picker or as 5/5/2017."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not str(valuelist[0]).strip():
            self.data = None
            return
        try:
            super().process_formdata([read_day(str(valuelist[0]))])
        except ValueError as unreadable:
            raise ValueError(gettext("Écrivez une date, par exemple 05/05/2017.")) from unreadable


def required(message: Any = None) -> InputRequired:
    """The control must not be left empty."""
    return InputRequired(message or _l("Ce champ est attendu."))


def words_field(label: Any, description: Any = "", message: Any = None) -> TextAreaField:
    """Some sentences, that cannot be left out."""
    length = Length(max=LONGEST_TEXT, message=_l("%(max)d signes au plus."))
    return TextAreaField(label, description=description, validators=[required(message), length])


def mark(form: Form, problems: Iterable[Problem]) -> list[Problem]:
    """Put each problem beside its control (``costs[2].amount``, ``scores.need``); those without one come back."""
    homeless = []
    for problem in problems:
        place = _find(form, problem.field)
        if place is None:
            homeless.append(problem)
        else:
            place.errors = [*place.errors, words(problem.message)]
    return homeless


def errors_of(form: Form, others: Sequence[Problem] = ()) -> list[tuple[str, str]]:
    """What the summary of errors lists: the id of each faulty control with its message, then the other problems."""
    found = [(field.id, str(message)) for field in _leaves(form) for message in field.errors[:1]]
    first = next((field.id for field in _leaves(form) if "Hidden" not in field.type and "CSRF" not in field.type), "")
    return found + [(first or field_id(problem.field), words(problem.message)) for problem in others]


def _leaves(form: Iterable[Field]) -> Iterable[Field]:
    for field in form:
        if isinstance(field, FieldList):
            yield from _leaves(field)
        elif isinstance(field, FormField):
            yield from _leaves(field.form)
        else:
            yield field


def _find(form: Any, path: str) -> Any | None:
    place: Any = form
    for name in _STEPS.findall(path):
        inside = place.form if isinstance(place, FormField) else place
        if isinstance(inside, FieldList) and name.isdigit() and int(name) < len(inside):
            place = inside[int(name)]
        elif isinstance(inside, Form) and name in inside:
            place = inside[name]
        else:
            return None
    return None if place is form or isinstance(place, FieldList | FormField) else place
