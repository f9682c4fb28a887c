"""Answers as people read them: choices by their label, amounts and days written out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext

from web.formats import day, money, shown, words
from web.forms.reading import is_day, without_controls
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.schemes.form import Field


def summary_of(fields: Iterable[Field], answers: Mapping[str, object]) -> list[tuple[Field, str]]:
    """Each question with its answer in the reader's language, empty where there is none."""
    return [(field, answer_in_words(field, answers.get(field.id))) for field in fields]


def answer_in_words(field: Field, answer: object) -> str:
    """One answer as text, several lines where it has rows. What is not of its type is shown as it is."""
    if answer is None or answer in ("", [], {}):
        return ""
    if field.type == "block":
        rows = answer if isinstance(answer, (list, tuple)) else []
        return "\n\n".join(_row(field, row) for row in rows if isinstance(row, Mapping))
    if field.type in {"choice", "choices"}:
        labels = {option.value: words(option.label) for option in field.options}
        chosen = answer if isinstance(answer, (list, tuple)) else [answer]
        return "\n".join(labels.get(str(one), str(one)) for one in chosen)
    return _simple(field, answer)


def _simple(field: Field, answer: object) -> str:
    if field.type == "declaration":
        return str(gettext("Déclaré") if answer is True else "")
    if field.type == "period" and isinstance(answer, Mapping):
        start, end = (_day(str(answer.get(key) or "…")) for key in ("from", "to"))
        return str(gettext("du %(start)s au %(end)s", start=start, end=end))
    if field.type == "amount":
        return _amount(str(answer))
    if field.type == "date":
        return _day(str(answer))
    return without_controls(shown(answer) if isinstance(answer, (bool, int)) else str(answer))


def _row(block: Field, row: Mapping[str, object]) -> str:
    told = [(words(inner.label), answer_in_words(inner, row.get(inner.id))) for inner in block.fields]
    return "\n".join(gettext("%(label)s\u202f: %(answer)s", label=label, answer=text) for label, text in told if text)


def _amount(text: str) -> str:
    try:
        return money(Money.parse(text))
    except InvalidInput:
        return without_controls(text)


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text and is_day(text) else without_controls(text)
