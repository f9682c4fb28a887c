"""Which questions are asked, given the answers so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.schemes.form import Field, Form, Section
from workflow.schemes.form_reading import FormReading


def visible_fields(
    form: Form, reading: FormReading, answers: Mapping[str, object]
) -> tuple[tuple[Section, tuple[Field, ...]], ...]:
    """Each section that is shown, with its fields that are shown, in order.

    A hidden answer counts as absent for the questions after it, so that an answer once typed and then
    hidden shows nothing.
    """
    seen: dict[str, object] = {}
    shown = []
    for section in form.sections:
        condition = reading.sections.get(section.id)
        if condition is not None and not condition.holds(seen):
            continue
        fields = _shown(section.fields, reading, answers, seen)
        if fields:
            shown.append((section, fields))
    return tuple(shown)


def visible_in_row(
    block: Field, reading: FormReading, answers: Mapping[str, object], row: Mapping[str, object]
) -> tuple[Field, ...]:
    """The fields shown in one ``row`` of ``block``; ``answers`` are those of the form that are shown."""
    return _shown(block.fields, reading, row, dict(answers))


def _shown(
    fields: Sequence[Field], reading: FormReading, answers: Mapping[str, object], seen: dict[str, object]
) -> tuple[Field, ...]:
    shown = []
    for one in fields:
        condition = reading.fields.get(one.id)
        if condition is None or condition.holds(seen):
            shown.append(one)
            if one.id in answers:
                seen[one.id] = answers[one.id]
    return tuple(shown)
