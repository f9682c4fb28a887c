"""From a section of a scheme's form to a WTForms class, and back to answers.

Every question keeps its id as its name; the rows of a block are ``block-0-field``. Nothing is judged
here: :func:`workflow.schemes.answers.check_answers` says what is wrong, and :func:`mark` puts each
problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import FieldList, Form, FormField

from web.forms.fields import (
    AmountQuestion,
    Answering,
    ChoiceQuestion,
    ChoicesQuestion,
    DayQuestion,
    DeclarationQuestion,
    LongTextQuestion,
    PeriodQuestion,
    TextQuestion,
    WholeQuestion,
    YesNoQuestion,
)
from workflow.kernel.errors import Problem
from workflow.schemes.answer_types import MAXIMUM_ROWS
from workflow.schemes.form import Field, FieldType

QUESTIONS: Final[dict[FieldType, type[Any]]] = {
    "text": TextQuestion,
    "long_text": LongTextQuestion,
    "integer": WholeQuestion,
    "amount": AmountQuestion,
    "date": DayQuestion,
    "period": PeriodQuestion,
    "choice": ChoiceQuestion,
    "choices": ChoicesQuestion,
    "yes_no": YesNoQuestion,
    "siret": TextQuestion,
    "rna": TextQuestion,
    "iban": TextQuestion,
    "email": TextQuestion,
    "telephone": TextQuestion,
    "commune": TextQuestion,
    "epci": TextQuestion,
    "declaration": DeclarationQuestion,
}


class Row(Form):
    """One row of a block. A row with nothing in it is left out of the answers."""


def form_for(fields: Iterable[Field], language: str) -> type[Form]:
    """A form class that asks ``fields`` in ``language``. The token against forgery is the application's."""
    return type("SectionForm", (Form,), {field.id: _question(field, language) for field in fields})


def answers_of(form: Form, fields: Iterable[Field]) -> dict[str, object]:
    """The canonical answers typed into ``form``, by field id; a question without an answer gives ``None``."""
    return {field.id: _answer(form[field.id], field) for field in fields}


def show_answers(form: Form, fields: Iterable[Field], answers: Mapping[str, object], extra: str | None = None) -> None:
    """Fill ``form`` with earlier answers.

    A block shows its rows, or as many empty ones as it needs at least; ``extra`` names one that gets one more.
    """
    for field in fields:
        if field.type == "block":
            _show_rows(form[field.id], field, answers.get(field.id), 1 if field.id == extra else 0)
        else:
            question: Any = form[field.id]
            question.show(answers.get(field.id))


def mark(form: Form, problems: Iterable[Problem], language: str) -> tuple[Problem, ...]:
    """Put each problem beside its field (``block[1].name`` is a row's); those that have no field come back."""
    homeless = []
    for problem in problems:
        place = find_field(form, problem.field)
        if place is None:
            homeless.append(problem)
        else:
            place.errors = [*place.errors, problem.message.in_language(language)]
    return tuple(homeless)


def find_field(form: Form, path: str) -> Any | None:
    """The field that ``path`` names: ``name``, ``name.from``, ``block[1].name``; ``None`` where there is none.

    The field of a row that is not there is its block.
    """
    name, _, rest = path.partition("[")
    name = name.partition(".")[0]
    if name not in form:
        return None
    field: Any = form[name]
    index, _, inner = rest.partition("].")
    inner = inner.partition(".")[0]
    if rest and index.isdecimal() and int(index) < len(field) and inner in field[int(index)].form:
        return field[int(index)].form[inner]
    return field


def _question(field: Field, language: str) -> Any:
    label = field.label.in_language(language)
    if field.type == "block":
        row = type("BlockRow", (Row,), {inner.id: _question(inner, language) for inner in field.fields})
        return FieldList(FormField(row), label=label, max_entries=MAXIMUM_ROWS + 1)
    settings: dict[str, Any] = {"label": label}
    if field.type == "amount":
        settings["language"] = language
    return QUESTIONS[field.type](**settings)


def _answer(question: Any, field: Field) -> object:
    if field.type != "block":
        return question.answer() if isinstance(question, Answering) else None
    rows = [{inner.id: _answer(row[inner.id], inner) for inner in field.fields} for row in question]
    kept = [{key: value for key, value in row.items() if value is not None} for row in rows]
    return [row for row in kept if row] or None


def _show_rows(block: Any, field: Field, answer: object, extra: int) -> None:
    rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, (list, tuple)) else []
    least = field.minimum if field.minimum is not None else 0 if field.optional else 1
    limit = min(field.maximum or MAXIMUM_ROWS, MAXIMUM_ROWS)
    wanted = max(len(rows), min(max(len(rows) + extra, least), limit))
    while len(block) < wanted:
        block.append_entry()
    for index, entry in enumerate(block):
        given = rows[index] if index < len(rows) else {}
        for inner in field.fields:
            entry.form[inner.id].show(given.get(inner.id))
