"""The documents that a call names: YAML or JSON, each value with the line where it stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final, NoReturn

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.schemes.source import MAXIMUM_BYTES, Source, read_text

STANDARD_INPUT: Final = "-"


def read_document(name: str) -> Source:
    """The data of the file ``name`` (``-``: standard input), YAML unless its name ends in ``.json``.

    Raises:
        InvalidInput: missing, unreadable, too large, not UTF-8, not YAML or JSON, a duplicate key, a tag, an
            alias; each problem with its file and line.
    """
    text = _text(name)
    if name.lower().endswith(".json"):
        # What is JSON is YAML too, tabs between the values apart: a string of JSON holds none.
        _check_json(text, name)
        text = text.replace("\t", " ")
    source = read_text(text, name)
    if source.faults:
        raise source.refuse(source.faults)
    return source


def _text(name: str) -> str:
    try:
        content = _content(name)
    except OSError as error:
        raise _refusal(name, "file_unreadable", _UNREADABLE) from error
    if len(content) > MAXIMUM_BYTES:
        raise _refusal(name, "file_too_large", _TOO_LARGE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refusal(f"{name}:{line}", "file_encoding", _NOT_UTF8) from error


def _content(name: str) -> bytes:
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAXIMUM_BYTES + 1)


def _check_json(text: str, name: str) -> None:
    try:
        json.loads(text, parse_float=str, parse_int=str, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _refusal(f"{name}:{error.lineno}", "json_syntax", _syntax(error.msg)) from error
    except _NotANumber as error:
        line = text.count("\n", 0, max(text.find(str(error)), 0)) + 1
        raise _refusal(f"{name}:{line}", "json_syntax", _syntax(f"{error} is not a number")) from error
    except RecursionError as error:
        raise _refusal(name, "json_syntax", _syntax("nested too deeply")) from error


class _NotANumber(Exception):
    """``NaN`` or ``Infinity``, which Python reads and JSON does not know."""


def _refuse_constant(constant: str) -> NoReturn:
    raise _NotANumber(constant)


def _refusal(place: str, code: str, words: Words) -> InvalidInput:
    return InvalidInput([Problem("", code, words, place)])


def _syntax(reason: str) -> Words:
    return Words(
        fr=f"Ce fichier n’est pas du JSON lisible ({reason}). Vérifiez guillemets, virgules et accolades.",
        en=f"This file is not readable JSON ({reason}). Check the quotes, the commas and the braces.",
    )


_UNREADABLE: Final = Words(
    fr="Ce fichier n’existe pas ou ne peut pas être lu.", en="This file is missing or cannot be read."
)
_TOO_LARGE: Final = Words(
    fr="Ce fichier est trop grand : 512 Kio au plus sont attendus.",
    en="This file is too large: at most 512 KiB are expected.",
)
_NOT_UTF8: Final = Words(fr="Ce fichier n’est pas écrit en UTF-8.", en="This file is not written in UTF-8.")
