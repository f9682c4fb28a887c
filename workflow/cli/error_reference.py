"""The reference of errors, written from the source: every code, what it says, and where it comes from.

A code is the ``code`` of a domain error, or the one given to a ``Problem`` or a ``Fault``. The source is
read as syntax, never run, so that the rooms above this one are read too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workflow.cli.spoken_source import read_codes

PROJECT: Final = Path(__file__).resolve().parents[2]
ROOMS: Final = ("workflow", "web", "config")

_HEAD: Final = (
    "# Errors",
    (
        "Every refusal has a code, which stays the same whatever its words and its language. This page is written from "
        "the source by `make docs`: change the source, not the page. “…” stands for what was given, or for a limit."
    ),
)
_REFUSALS: Final = (
    "## Refusals",
    (
        "What a person, a page or a script is told when something cannot be done. The command exits with 1, or with 2 "
        "for `invalid_input` and `scheme_fault`, which bring the problems below."
    ),
)
_PROBLEMS: Final = (
    "## Problems",
    (
        "What is wrong with what was given. Each comes with its field and, where it was read from a file, with the "
        "file and the line; all of them come at once."
    ),
)

_SAID_ELSEWHERE: Final = {
    "branding_invalid": "What is wrong with a branding file, key by key.",
    "expression": "A condition does not compile: the message says at which word, and which names are known.",
    "overlay_value": "The value is not one that the rule can have: an amount or a rate, as in a scheme file.",
    "schedule_beyond_terms": "The schedule exceeds the deferral or the term of the scheme: the dates are given.",
    "session_state": "The committee session is not at that point: it is not open yet, or already closed.",
}
"""Codes whose words are made elsewhere than where the code is."""


@dataclass
class Error:
    """A code with its messages in English and the modules that use it, each once, in order."""

    code: str
    is_refusal: bool = False
    messages: dict[str, None] = field(default_factory=dict)
    modules: dict[str, None] = field(default_factory=dict)


def errors() -> tuple[Error, ...]:
    """Every code of the source, in alphabetical order."""
    found: dict[tuple[str, bool], Error] = {}
    for path in (path for room in ROOMS for path in sorted((PROJECT / room).rglob("*.py"))):
        for used in read_codes(path.read_text(encoding="utf-8")):
            error = found.setdefault((used.code, used.is_refusal), Error(used.code, used.is_refusal))
            error.messages |= dict.fromkeys(used.messages)
            error.modules[path.relative_to(PROJECT).as_posix()] = None
    for error in found.values():
        if not error.messages and error.code in _SAID_ELSEWHERE:
            error.messages[_SAID_ELSEWHERE[error.code]] = None
    return tuple(error for _, error in sorted(found.items()))


def error_page() -> str:
    """``docs/errors.md``."""
    known = errors()
    refusals = _table(one for one in known if one.is_refusal)
    problems = _table(one for one in known if not one.is_refusal)
    return "\n\n".join([*_HEAD, *_REFUSALS, refusals, *_PROBLEMS, problems]) + "\n"


def _table(listed: Iterable[Error]) -> str:
    rows = ["| code | what it says | from |", "|---|---|---|"]
    for error in listed:
        says = " *Or:* ".join(message.replace("|", "\\|") for message in error.messages)
        places = ", ".join(f"`{name}`" for name in error.modules)
        rows.append(f"| `{error.code}` | {says} | {places} |")
    return "\n".join(rows)
