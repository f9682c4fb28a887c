"""A form as conditions see it: names and kinds of its answers, compiled conditions, what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from workflow.schemes.expressions import Condition, ExpressionError, Kind, compile_condition
from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.form import Field, FieldType, Form, Section
from workflow.schemes.vocabulary import BeneficiaryKind

KINDS: Final[dict[FieldType, Kind | None]] = {
    "text": "text",
    "long_text": "text",
    "integer": "number",
    "amount": "number",
    "date": "date",
    "period": None,
    "choice": "text",
    "choices": "texts",
    "yes_no": "yes_no",
    "siret": "text",
    "rna": "text",
    "iban": "text",
    "email": "text",
    "telephone": "text",
    "commune": "text",
    "epci": "text",
    "block": "rows",
    "declaration": "yes_no",
}
APPLICANT_KIND: Final = "applicant_kind"
"""The name by which the condition of a document reads the kind of applicant."""


@dataclass
class Scope:
    """The names that a condition may read, their kinds, and the only values of choices."""

    known: dict[str, Kind] = field(default_factory=dict)
    options: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, one: Field) -> None:
        """Make the answer to ``one`` readable by the conditions that follow it."""
        kind = KINDS[one.type]
        if kind is not None:
            self.known[one.id] = kind
        if one.options:
            self.options[one.id] = frozenset(option.value for option in one.options)

    def inner(self) -> Scope:
        """A scope for the rows of a block: what is known so far, and what the row adds."""
        return Scope(dict(self.known), dict(self.options))

    def condition(self, text: str) -> Condition:
        """Compile ``text`` over this scope.

        Raises:
            ExpressionError: see :func:`compile_condition`.
        """
        return compile_condition(text, self.known, self.options)


@dataclass(frozen=True)
class FormReading:
    """The compiled conditions of a form, by id of section or field, and the scope of the whole form."""

    sections: Mapping[str, Condition]
    fields: Mapping[str, Condition]
    scope: Scope


def read_form(form: Form) -> tuple[FormReading, list[Fault]]:
    """Compile every condition of ``form``; a condition reads only the questions before it."""
    reader = _FormReader()
    for index, section in enumerate(form.sections):
        reader.section(("form", "sections", index), section)
    return FormReading(reader.sections, reader.fields, reader.scope), reader.faults


def document_scope(form: Form) -> Scope:
    """The scope of the conditions of documents: every answer, and ``applicant_kind``."""
    scope = Scope({APPLICANT_KIND: "text"}, {APPLICANT_KIND: frozenset(get_args(BeneficiaryKind))})
    for section in form.sections:
        for one in section.fields:
            scope.add(one)
    return scope


class _FormReader:
    def __init__(self) -> None:
        self.scope = Scope()
        self.sections: dict[str, Condition] = {}
        self.fields: dict[str, Condition] = {}
        self.faults: list[Fault] = []

    def section(self, path: KeyPath, section: Section) -> None:
        self._condition((*path, "when"), section.when, section.id, self.scope, self.sections)
        for index, one in enumerate(section.fields):
            self._field((*path, "fields", index), one, self.scope)

    def _field(self, path: KeyPath, one: Field, scope: Scope) -> None:
        self._condition((*path, "when"), one.when, one.id, scope, self.fields)
        scope.add(one)
        inner = scope.inner()
        for index, child in enumerate(one.fields):
            self._field((*path, "fields", index), child, inner)

    def _condition(
        self, path: KeyPath, text: str | None, key: str, scope: Scope, conditions: dict[str, Condition]
    ) -> None:
        if text is None:
            return
        try:
            conditions[key] = scope.condition(text)
        except ExpressionError as fault:
            self.faults.append(Fault(path, "expression", fault.words))
