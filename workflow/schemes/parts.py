"""The small types that scheme files are made of: amounts, rates and words, read strictly."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.kernel.words import Words

_RATE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?|[0-9]{1,6}/[0-9]{1,6}", re.ASCII)

_NEGATIVE = Words(
    fr="Un montant de dispositif ne peut pas être négatif.", en="An amount in a scheme cannot be negative."
)
_UNQUOTED = Words(
    fr='Un montant s’écrit entre guillemets, avec deux décimales, par exemple "38271.60".',
    en='An amount is written in quotes, with two decimals, for example "38271.60".',
)
_RATE_EXPECTED = Words(
    fr='Un taux s’écrit entre guillemets, en décimal ("0.50") ou en fraction ("1/3").',
    en='A rate is a quoted decimal ("0.50") or fraction ("1/3").',
)
_RATE_BOUNDS = Words(fr="Un taux est compris entre 0 et 1.", en="A rate lies between 0 and 1.")
_BOTH_LANGUAGES = Words(
    fr="Un texte s’écrit dans les deux langues, avec exactement les clés fr et en.",
    en="A text is written in both languages, with exactly the keys fr and en.",
)
_NO_EMPTY_TEXT = Words(
    fr="Un texte ne peut être vide ni en français ni en anglais.",
    en="A text cannot be empty, in French or in English.",
)


class Part(BaseModel):
    """A piece of a scheme file: frozen, and any key it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _read_amount(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, (int, Decimal)):
        raise _refusal("amount_format", _UNQUOTED)
    try:
        amount = Money.parse(value)
    except InvalidInput as error:
        raise _refusal(error.problems[0].code, error.problems[0].message) from error
    if amount.cents < 0:
        raise _refusal("amount_negative", _NEGATIVE)
    return amount


def _read_rate(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str) or not _RATE.fullmatch(value) or value.endswith("/0"):
        raise _refusal("rate_format", _RATE_EXPECTED)
    rate = Fraction(value)
    if not 0 <= rate <= 1:
        raise _refusal("rate_range", _RATE_BOUNDS)
    return rate


def _read_words(value: Any) -> Words:
    if isinstance(value, Words):
        return value
    if not isinstance(value, dict) or set(value) != {"fr", "en"}:
        raise _refusal("text_languages", _BOTH_LANGUAGES)
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise _refusal("text_empty", _NO_EMPTY_TEXT)
    return Words(fr=str(value["fr"]).strip(), en=str(value["en"]).strip())


def _refusal(code: str, words: Words) -> PydanticCustomError:
    return PydanticCustomError(f"octroi_{code}", "{en}", {"fr": words.fr, "en": words.en})


def _write_words(words: Words) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


Amount = Annotated[Money, PlainValidator(_read_amount), PlainSerializer(str, return_type=str)]
"""A quoted decimal in euros, ``"40000.00"``, held as :class:`Money`."""

Rate = Annotated[Fraction, PlainValidator(_read_rate), PlainSerializer(str, return_type=str)]
"""A quoted decimal or fraction between 0 and 1, held exactly."""

Text = Annotated[Words, PlainValidator(_read_words), PlainSerializer(_write_words, return_type=dict[str, str])]
"""``{fr: …, en: …}``, both present."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
"""A word of ours inside a file: ``snake_case``."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A name that appears in addresses: ``kebab-case``."""

Expression = Annotated[str, StringConstraints(min_length=1, max_length=500)]
"""A rule-engine expression over the answers; compiled, and refused if wrong, at load."""


class Reference(Part):
    """A source that a rule or a scheme stands on: an article of law, a regulation, a deliberation."""

    title: Text
    article: str | None = None
    link: str | None = None
