"""One answer: its shape, and its normal form once complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.identifiers import (
    read_commune,
    read_email,
    read_epci,
    read_iban,
    read_rna,
    read_siret,
    read_telephone,
)
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.schemes.form import Field, FieldType

MAXIMUM_TEXT: Final = 20_000
"""Characters that any text may hold, drafts included."""

MAXIMUM_ROWS: Final = 100
_TEXT_DEFAULTS: Final[dict[FieldType, int]] = {"text": 300, "long_text": 5_000}
_LARGEST_INTEGER: Final = 10**12
_CONTROL: Final = frozenset(chr(code) for code in [*range(32), 127, *range(0xD800, 0xE000)]) - frozenset("\n\r\t")


def is_empty(value: object) -> bool:
    """Whether nothing was answered: an unticked box is an answer, an empty text is not."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_empty(part) for part in value.values())
    return value is None or value == [] or value == ()


def check_shape(one: Field, value: object, path: str) -> list[Problem]:
    """What even a draft cannot hold: another kind of value, hostile or endless text, unknown options."""
    kind = _SHAPES.get(one.type, "text")
    if not _FITS[kind](value):
        return [Problem(path, "answer_type", _SHAPE_WORDS[kind])]
    texts = [value] if isinstance(value, str) else list(value.values()) if isinstance(value, dict) else []
    for text in texts:
        if isinstance(text, str) and len(text) > MAXIMUM_TEXT:
            return [Problem(path, "answer_too_long", _too_long(MAXIMUM_TEXT))]
        if isinstance(text, str) and _CONTROL & set(text):
            return [Problem(path, "answer_characters", _CHARACTERS)]
    known = {option.value for option in one.options}
    given = value if isinstance(value, (list, tuple)) else (value,)
    if one.options and not is_empty(value) and not all(item in known for item in given):
        return [Problem(path, "answer_option", _OPTION)]
    return []


def read_answer(one: Field, value: Any, path: str) -> object:
    """The normal form of an answer whose shape holds (not a block).

    Raises:
        InvalidInput: the answer is not what the question asks.
    """
    return _READERS[one.type](one, value, path)


def _read_text(one: Field, value: str, path: str) -> str:
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    most = one.maximum if one.maximum is not None else _TEXT_DEFAULTS[one.type]
    if len(text) > most:
        raise InvalidInput([Problem(path, "answer_too_long", _too_long(most, len(text)))])
    if one.minimum is not None and len(text) < one.minimum:
        raise InvalidInput([Problem(path, "answer_too_short", _too_short(one.minimum))])
    return text


def _read_integer(one: Field, value: int, path: str) -> int:
    least = one.minimum if one.minimum is not None else -_LARGEST_INTEGER
    most = one.maximum if one.maximum is not None else _LARGEST_INTEGER
    if not least <= value <= most:
        raise InvalidInput([Problem(path, "answer_range", _range(one.minimum, one.maximum))])
    return value


def _read_amount(_one: Field, value: str, path: str) -> str:
    try:
        amount = Money.parse(value, path)
    except InvalidInput as error:
        code = error.problems[0].code
        raise InvalidInput([Problem(path, code, _AMOUNT)]) from error
    if amount.cents < 0:
        raise InvalidInput([Problem(path, "amount_negative", _NEGATIVE)])
    return str(amount)


def _read_date(_one: Field, value: str, path: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise InvalidInput([Problem(path, "answer_date", _DATE)]) from error
    if not 1900 <= day.year <= 2100:
        raise InvalidInput([Problem(path, "answer_date", _YEAR)])
    return day.isoformat()


def _read_period(one: Field, value: dict[str, str], path: str) -> dict[str, str]:
    period = {end: _read_date(one, value.get(end) or "", f"{path}.{end}") for end in ("from", "to")}
    if period["from"] > period["to"]:
        raise InvalidInput([Problem(f"{path}.to", "answer_period", _PERIOD)])
    return period


def _read_choices(one: Field, value: Any, _path: str) -> list[str]:
    return [option.value for option in one.options if option.value in value]


def _read_declaration(_one: Field, value: bool, path: str) -> bool:
    if not value:
        raise InvalidInput([Problem(path, "answer_declaration", _DECLARATION)])
    return value


def _as_it_is(_one: Field, value: Any, _path: str) -> object:
    return value


def _identifier(read: Callable[[object, str], str]) -> Callable[[Field, Any, str], object]:
    return lambda _one, value, path: read(value, path)


_READERS: Final[dict[FieldType, Callable[[Field, Any, str], object]]] = {
    "text": _read_text,
    "long_text": _read_text,
    "integer": _read_integer,
    "amount": _read_amount,
    "date": _read_date,
    "period": _read_period,
    "choice": _as_it_is,
    "choices": _read_choices,
    "yes_no": _as_it_is,
    "declaration": _read_declaration,
    "siret": _identifier(read_siret),
    "rna": _identifier(read_rna),
    "iban": _identifier(read_iban),
    "email": _identifier(read_email),
    "telephone": _identifier(read_telephone),
    "commune": _identifier(read_commune),
    "epci": _identifier(read_epci),
}
_SHAPES: Final[dict[FieldType, str]] = {
    "integer": "integer",
    "period": "period",
    "choices": "list",
    "yes_no": "yes_no",
    "declaration": "yes_no",
    "block": "rows",
}


def _is_list_of(kind: type, value: object, most: int) -> bool:
    return isinstance(value, (list, tuple)) and len(value) <= most and all(isinstance(item, kind) for item in value)


def _is_period(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"from", "to"}
        and all(end is None or isinstance(end, str) for end in value.values())
    )


_FITS: Final[dict[str, Callable[[object], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_INTEGER,
    "yes_no": lambda value: isinstance(value, bool),
    "list": lambda value: _is_list_of(str, value, MAXIMUM_ROWS),
    "rows": lambda value: _is_list_of(dict, value, MAXIMUM_ROWS),
    "period": _is_period,
}
_SHAPE_WORDS: Final[dict[str, Words]] = {
    "text": Words(fr="Un texte est attendu.", en="A text is expected."),
    "integer": Words(fr="Un nombre entier est attendu.", en="A whole number is expected."),
    "yes_no": Words(fr="Répondez par oui ou par non.", en="Answer yes or no."),
    "list": Words(fr="Une liste de réponses est attendue.", en="A list of answers is expected."),
    "rows": Words(
        fr=f"Une liste d’au plus {MAXIMUM_ROWS} lignes est attendue.",
        en=f"A list of at most {MAXIMUM_ROWS} rows is expected.",
    ),
    "period": Words(
        fr="Une date de début et une date de fin sont attendues.", en="A start date and an end date are expected."
    ),
}


def _too_long(most: int, length: int | None = None) -> Words:
    now_fr = f" ; le vôtre en compte {length}" if length is not None else ""
    now_en = f"; yours has {length}" if length is not None else ""
    return Words(fr=f"{most} caractères au plus{now_fr}.", en=f"At most {most} characters{now_en}.")


def _too_short(least: int) -> Words:
    return Words(fr=f"{least} caractères au moins sont attendus.", en=f"At least {least} characters are expected.")


def _range(least: int | None, most: int | None) -> Words:
    if least is not None and most is not None:
        return Words(
            fr=f"Un nombre de {least} à {most} est attendu.", en=f"A number from {least} to {most} is expected."
        )
    if least is not None:
        return Words(fr=f"Un nombre d’au moins {least} est attendu.", en=f"A number of at least {least} is expected.")
    return Words(fr=f"Un nombre d’au plus {most} est attendu.", en=f"A number of at most {most} is expected.")


_CHARACTERS = Words(
    fr="Ce texte contient des caractères invisibles qui ne peuvent pas être gardés : retapez-le.",
    en="This text holds invisible characters that cannot be kept: please type it again.",
)
_OPTION = Words(fr="Choisissez parmi les réponses proposées.", en="Choose among the answers offered.")
_AMOUNT = Words(
    fr="Un montant en euros est attendu, avec deux décimales au plus et cent milliards au plus.",
    en="An amount in euros is expected, with at most two decimals and at most one hundred billion.",
)
_NEGATIVE = Words(fr="Ce montant ne peut pas être négatif.", en="This amount cannot be negative.")
_DATE = Words(fr="Une date est attendue, par exemple 2017-05-05.", en="A date is expected, for example 2017-05-05.")
_YEAR = Words(fr="L’année doit être comprise entre 1900 et 2100.", en="The year must lie between 1900 and 2100.")
_PERIOD = Words(fr="La fin ne peut pas précéder le début.", en="The end cannot come before the start.")
_DECLARATION = Words(
    fr="Cet engagement est nécessaire pour déposer le dossier.",
    en="This commitment is needed to submit the application.",
)
