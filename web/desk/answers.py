"""The answers of an application as people read them, section by section, by the scheme's own titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from web.formats import day, money, shown, words
from workflow.kernel.errors import InvalidInput
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field, Section


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A section with the questions that were asked of this applicant: (label, answer), then the blocks."""

    id: str
    title: Any
    rows: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]


def answered_sections(loaded: LoadedScheme, answers: Mapping[str, object]) -> list[AnsweredSection]:
    """The sections of the form whose questions were asked, in order."""
    asked = {field.id for field in loaded.visible_fields(answers)}
    sections = (_section(one, asked, answers) for one in loaded.scheme.form.sections)
    return [one for one in sections if one.rows or one.blocks]


def _section(section: Section, asked: set[str], answers: Mapping[str, object]) -> AnsweredSection:
    fields = [field for field in section.fields if field.id in asked]
    return AnsweredSection(
        id=section.id,
        title=section.title,
        rows=tuple(
            (words(field.label), _read(field, answers.get(field.id))) for field in fields if field.type != "block"
        ),
        blocks=tuple(
            (words(field.label), _block(field, answers.get(field.id))) for field in fields if field.type == "block"
        ),
    )


def _block(field: Field, answer: object) -> tuple[tuple[tuple[str, str], ...], ...]:
    rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list) else []
    return tuple(tuple((words(one.label), _read(one, row.get(one.id))) for one in field.fields) for row in rows)


def _read(field: Field, answer: object) -> str:
    if answer is None or answer in ("", []):
        return ""
    options = {option.value: words(option.label) for option in field.options}
    if isinstance(answer, list):
        return ", ".join(options.get(str(one), str(one)) for one in answer)
    if isinstance(answer, bool):
        return shown(answer)
    if field.type == "amount":
        return _amount(str(answer))
    if field.type == "date":
        return _day(str(answer))
    if isinstance(answer, Mapping):
        return _period(answer)
    return options.get(str(answer), str(answer))


def _amount(answer: str) -> str:
    try:
        return money(answer)
    except InvalidInput:
        return answer


def _day(answer: str) -> str:
    try:
        return day(date.fromisoformat(answer))
    except ValueError:
        return answer


def _period(answer: Mapping[str, object]) -> str:
    start, end = (_day(str(answer.get(key) or "")) for key in ("from", "to"))
    return str(gettext("du %(start)s au %(end)s", start=start or "–", end=end or "–"))
