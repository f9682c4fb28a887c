"""The answers to a form: what is wrong with them, and what is filed of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.schemes.answer_types import MAXIMUM_ROWS, check_shape, is_empty, read_answer
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field
from workflow.schemes.visibility import visible_fields, visible_in_row

Answers = Mapping[str, object]


def check_answers(
    loaded: LoadedScheme, answers: Answers, *, complete: bool, pre_application: bool = False
) -> tuple[Problem, ...]:
    """What is wrong with ``answers``, field by field (``partners[0].partner_siret``); empty where nothing is.

    A draft (``complete=False``) may hold half-typed or missing answers: only an unknown field, a value of
    another kind, hostile or endless text, or a choice that does not exist is refused. ``complete`` asks
    everything. With ``pre_application`` only the sections marked so are asked. Hidden answers are ignored.
    """
    known = {one.id for section in loaded.scheme.form.sections for one in section.fields}
    problems = [Problem(name[:80], "answer_unknown", _UNKNOWN) for name in answers if name not in known]
    shown = _shown(loaded, answers, pre_application)
    facts = _facts(shown, answers)
    for one in shown:
        problems += _check(loaded, one, answers.get(one.id), one.id, facts, complete)
    return tuple(problems)


def filed_answers(loaded: LoadedScheme, answers: Answers) -> dict[str, object]:
    """The answers that are filed, in their normal form, in the order of the form: hidden ones are left out.

    An answer that is not complete is filed as it was typed.
    """
    shown = _shown(loaded, answers, pre_application=False)
    return _filed(loaded, shown, answers, _facts(shown, answers))


def _shown(loaded: LoadedScheme, answers: Answers, pre_application: bool) -> tuple[Field, ...]:
    sections = visible_fields(loaded.scheme.form, loaded.reading, answers)
    return tuple(
        one for section, fields in sections if section.pre_application or not pre_application for one in fields
    )


def _facts(shown: Sequence[Field], answers: Answers) -> dict[str, object]:
    return {one.id: answers[one.id] for one in shown if one.id in answers}


def _check(
    loaded: LoadedScheme, one: Field, value: Any, path: str, facts: Answers, complete: bool
) -> Iterator[Problem]:
    if is_empty(value):
        if complete and not one.optional:
            yield Problem(path, "answer_missing", _missing(one))
        return
    wrong = check_shape(one, value, path)
    if wrong:
        yield from wrong
    elif one.type == "block":
        yield from _check_rows(loaded, one, value, path, facts, complete)
    elif complete:
        try:
            read_answer(one, value, path)
        except InvalidInput as error:
            yield from error.problems


def _check_rows(
    loaded: LoadedScheme, block: Field, rows: Sequence[Answers], path: str, facts: Answers, complete: bool
) -> Iterator[Problem]:
    least = block.minimum if block.minimum is not None else 0 if block.optional else 1
    most = block.maximum if block.maximum is not None else MAXIMUM_ROWS
    if len(rows) > most or (complete and len(rows) < least):
        yield Problem(path, "answer_rows", _rows(least, most))
    known = {one.id for one in block.fields}
    for index, row in enumerate(rows):
        here = f"{path}[{index}]"
        for name in row:
            if name not in known:
                yield Problem(f"{here}.{str(name)[:80]}", "answer_unknown", _UNKNOWN)
        for one in visible_in_row(block, loaded.reading, facts, row):
            yield from _check(loaded, one, row.get(one.id), f"{here}.{one.id}", facts, complete)


def _filed(loaded: LoadedScheme, shown: Sequence[Field], answers: Answers, facts: Answers) -> dict[str, object]:
    filed: dict[str, object] = {}
    for one in shown:
        value = answers.get(one.id)
        if is_empty(value):
            continue
        if one.type == "block" and isinstance(value, (list, tuple)):
            rows = [row for row in value if isinstance(row, Mapping)]
            filed[one.id] = [
                _filed(loaded, visible_in_row(one, loaded.reading, facts, row), row, facts) for row in rows
            ]
        else:
            filed[one.id] = _normal(one, value)
    return filed


def _normal(one: Field, value: object) -> object:
    if check_shape(one, value, one.id):
        return value
    try:
        return read_answer(one, value, one.id)
    except InvalidInput:
        return value


def _missing(one: Field) -> Words:
    if one.type == "declaration":
        return Words(fr=f"Cochez « {one.label.fr} ».", en=f"Tick “{one.label.en}”.")
    return Words(fr=f"Répondez à « {one.label.fr} ».", en=f"Answer “{one.label.en}”.")


def _rows(least: int, most: int) -> Words:
    return Words(fr=f"De {least} à {most} lignes sont attendues.", en=f"From {least} to {most} rows are expected.")


_UNKNOWN = Words(fr="Cette question n’existe pas dans ce formulaire.", en="This question does not exist in this form.")
