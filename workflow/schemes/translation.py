"""What pydantic found wrong, said in plain words in French and in English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from workflow.kernel.words import Words
from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.source import Source


def faults_of(error: ValidationError, model: type[BaseModel], source: Source) -> list[Fault]:
    """Every error of ``error`` as a :class:`Fault`; ``source`` gives the values as they were typed."""
    return [_fault(details, model, source) for details in error.errors(include_url=False)]


def _fault(details: ErrorDetails, model: type[BaseModel], source: Source) -> Fault:
    path: KeyPath = tuple(key for key in details["loc"] if key != "[key]")
    kind = details["type"]
    context: dict[str, Any] = dict(details.get("ctx") or {})
    if kind.startswith("octroi_"):
        return Fault(path, kind.removeprefix("octroi_"), Words(fr=str(context["fr"]), en=str(context["en"])))
    typed = source.raw.get(path, "")[:60]
    context |= {"key": str(path[-1]) if path else "", "typed": typed, "known": _known_keys(model, path[:-1])}
    code, say = _SAYINGS.get(kind, ("invalid_value", _anything))
    return Fault(path, code, say(context))


def _known_keys(model: type[BaseModel], path: KeyPath) -> tuple[str, ...]:
    """The keys that the part at ``path`` knows; none where the path leads nowhere."""
    current: type[BaseModel] | None = model
    for key in path:
        if current is None:
            return ()
        if isinstance(key, int):
            continue
        field = next((one for name, one in current.model_fields.items() if key in (name, one.alias)), None)
        if field is not None:
            current = _part_in(field.annotation)
    return tuple(field.alias or name for name, field in current.model_fields.items()) if current else ()


def _part_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part_in(inner)) is not None), None)


def _close(word: str, known: tuple[str, ...]) -> tuple[str, str]:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if not near:
        return "", ""
    return f" Vouliez-vous dire « {near[0]} » ?", f" Did you mean “{near[0]}”?"


def _unknown_key(context: Mapping[str, Any]) -> Words:
    fr, en = _close(context["key"], context["known"])
    listed = ", ".join(context["known"])
    return Words(
        fr=f"La clé « {context['key']} » n’est pas connue ici.{fr or f' Clés admises : {listed}.'}",
        en=f"The key “{context['key']}” is not known here.{en or f' Admitted keys: {listed}.'}",
    )


def _missing_key(context: Mapping[str, Any]) -> Words:
    return Words(
        fr=f"La clé « {context['key']} » est attendue ici.", en=f"The key “{context['key']}” is expected here."
    )


def _unknown_word(context: Mapping[str, Any]) -> Words:
    known = tuple(re.findall(r"'([^']*)'", str(context["expected"])))
    fr, en = _close(context["typed"], known)
    return Words(
        fr=f"« {context['typed']} » n’est pas admis.{fr} Valeurs admises : {', '.join(known)}.",
        en=f"“{context['typed']}” is not admitted.{en} Admitted values: {', '.join(known)}.",
    )


def _format(context: Mapping[str, Any]) -> Words:
    expected = _PATTERNS.get(str(context["pattern"]))
    if expected is None:
        expected = Words(fr=f"la forme {context['pattern']}", en=f"the form {context['pattern']}")
    return Words(
        fr=f"« {context['typed']} » n’a pas la forme attendue : {expected.fr}.",
        en=f"“{context['typed']}” does not have the expected form: {expected.en}.",
    )


def _type(fr: str, en: str) -> Callable[[Mapping[str, Any]], Words]:
    words = Words(fr=f"{fr} ici.", en=f"{en} is expected here.")

    return lambda _context: words


def _text(context: Mapping[str, Any]) -> Words:
    shown = f' : "{context["typed"]}"' if context["typed"] else ""
    shown_en = f': "{context["typed"]}"' if context["typed"] else ""
    return Words(
        fr=f"Un texte est attendu ici ; écrivez la valeur entre guillemets{shown}.",
        en=f"A text is expected here; write the value in quotes{shown_en}.",
    )


def _length(context: Mapping[str, Any]) -> Words:
    least, most = context.get("min_length"), context.get("max_length")
    if least is not None:
        return Words(fr=f"Au moins {least} élément ou caractère est attendu.", en=f"At least {least} is expected.")
    return Words(fr=f"Au plus {most} caractères ou éléments sont admis.", en=f"At most {most} are admitted.")


def _range(context: Mapping[str, Any]) -> Words:
    least = context.get("ge", context.get("gt"))
    most = context.get("le", context.get("lt"))
    if least is not None:
        return Words(fr=f"Une valeur d’au moins {least} est attendue.", en=f"A value of at least {least} is expected.")
    return Words(fr=f"Une valeur d’au plus {most} est attendue.", en=f"A value of at most {most} is expected.")


def _anything(context: Mapping[str, Any]) -> Words:
    return Words(
        fr=f"La valeur « {context['typed']} » ne convient pas ici.",
        en=f"The value “{context['typed']}” does not fit here.",
    )


_Saying = tuple[str, Callable[[Mapping[str, Any]], Words]]
_LIST: Final[_Saying] = ("wrong_type", _type("Une liste, écrite [a, b], est attendue", "A list, written [a, b],"))
_PART: Final[_Saying] = ("wrong_type", _type("Un groupe de clés est attendu", "A group of keys"))
_SAYINGS: Final[dict[str, _Saying]] = {
    "extra_forbidden": ("unknown_key", _unknown_key),
    "missing": ("missing_key", _missing_key),
    "literal_error": ("unknown_word", _unknown_word),
    "string_pattern_mismatch": ("wrong_format", _format),
    "string_type": ("wrong_type", _text),
    "string_too_short": ("wrong_length", _length),
    "string_too_long": ("wrong_length", _length),
    "too_short": ("wrong_length", _length),
    "too_long": ("wrong_length", _length),
    "int_type": (
        "wrong_type",
        _type("Un nombre entier, sans guillemets, est attendu", "A whole number, without quotes,"),
    ),
    "bool_type": ("wrong_type", _type("true ou false, sans guillemets, est attendu", "true or false, without quotes,")),
    "date_type": ("wrong_type", _type("Une date, de la forme 2017-05-05, est attendue", "A date, such as 2017-05-05,")),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _PART,
    "model_type": _PART,
    "model_attributes_type": _PART,
    "greater_than_equal": ("out_of_range", _range),
    "greater_than": ("out_of_range", _range),
    "less_than_equal": ("out_of_range", _range),
    "less_than": ("out_of_range", _range),
}
_PATTERNS: Final[dict[str, Words]] = {
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": Words(
        fr="des minuscules sans accent, des chiffres et des tirets bas, comme budget_previsionnel",
        en="unaccented lower-case letters, digits and underscores, such as budget_previsionnel",
    ),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Words(
        fr="des minuscules sans accent, des chiffres et des tirets, comme appel-2017",
        en="unaccented lower-case letters, digits and hyphens, such as appel-2017",
    ),
    r"^(nouvelle-aquitaine|bretagne)/[a-z0-9]+(-[a-z0-9]+)*$": Words(
        fr="la région puis le nom du dispositif, comme bretagne/cap-creation-ess",
        en="the region then the scheme’s name, such as bretagne/cap-creation-ess",
    ),
    r"^[0-9]{4}-[0-9]+$": Words(fr='une année et un rang, comme "2017-1"', en='a year and a rank, such as "2017-1"'),
    r"^[0-9]{14}$": Words(fr="un SIRET de 14 chiffres, entre guillemets", en="a SIRET of 14 digits, in quotes"),
    r"^[0-9]{9}$": Words(fr="un SIREN de 9 chiffres, entre guillemets", en="a SIREN of 9 digits, in quotes"),
    r"^(6[0-9]|86)[0-9]?$": Words(
        fr='un compte de charges à deux ou trois chiffres, de "60" à "69" ou "86"',
        en='an expense account of two or three digits, from "60" to "69" or "86"',
    ),
}
