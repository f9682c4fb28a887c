"""The application form of a scheme: sections, fields and the conditions that show them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting

from workflow.schemes.parts import Expression, Identifier, Part, Text

FieldType = Literal[
    "text",
    "long_text",
    "integer",
    "amount",
    "date",
    "period",
    "choice",
    "choices",
    "yes_no",
    "siret",
    "rna",
    "iban",
    "email",
    "telephone",
    "commune",
    "epci",
    "block",
    "declaration",
]


class Option(Part):
    """One answer to a choice."""

    value: Identifier
    label: Text
    hint: Text | None = None


class Field(Part):
    """One question.

    Every field is required unless ``optional``. ``when`` hides it, in the page and
    on the server, until the expression over the other answers holds (answers are
    known by field id; a hidden answer is kept but not filed). ``block`` repeats its
    ``fields`` between ``minimum`` and ``maximum`` times. For ``long_text`` and
    ``text``, ``maximum`` is a number of characters; for ``integer``, a value.
    """

    id: Identifier
    type: FieldType
    label: Text
    hint: Text | None = None
    optional: bool = False
    when: Expression | None = None
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()
    carry_over: bool = True


class Section(Part):
    """A page of the form. ``pre_application``: it must be complete at the pre-application already,
    in the workflows that have one; the other sections wait for the full application."""

    id: Identifier
    title: Text
    help: Text | None = None
    when: Expression | None = None
    pre_application: bool = False
    fields: Annotated[tuple[Field, ...], Setting(min_length=1)]


class Form(Part):
    """The questions of a scheme. Organisation, budget, documents and check come with the desk."""

    sections: tuple[Section, ...] = ()
