"""YAML files read strictly: YAML 1.2, one document, every duplicate key refused, every line number kept.

Anchors, aliases, tags and merge keys are refused: a scheme file is plain data. A plain number with
decimals is read as :class:`decimal.Decimal`, so that no float exists even for a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from workflow.kernel.errors import Problem
from workflow.kernel.words import Words
from workflow.schemes.faults import Fault, KeyPath, SchemeFault, written

MAXIMUM_BYTES: Final = 512 * 1024
MAXIMUM_DEPTH: Final = 24

_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_DECIMAL: Final = re.compile(
    r"[-+]?([0-9]{1,30}\.[0-9]{0,30}|\.[0-9]{1,30}|[0-9]{1,30})([eE][-+]?[0-9]{1,4})?", re.ASCII
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass
class Source:
    """What a file holds: plain data (``tuple`` for lists), and the line of each key path."""

    name: str
    data: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    raw: dict[KeyPath, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: KeyPath) -> int:
        """The line where ``path`` is, or its nearest parent that the file holds."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, fault: Fault) -> Problem:
        """``fault`` with its file and line."""
        return Problem(written(fault.path), fault.code, fault.message, f"{self.name}:{self.line(fault.path)}")

    def refuse(self, faults: list[Fault]) -> SchemeFault:
        """Every fault as one error, in the order of the file."""
        return SchemeFault([self.problem(fault) for fault in sorted(faults, key=lambda one: self.line(one.path))])


def read_source(path: Path, name: str | None = None) -> Source:
    """Read the YAML file at ``path``.

    Raises:
        SchemeFault: the file is missing, too large, not UTF-8, or not YAML. A duplicate key, an anchor, an
            alias, a tag or a second document waits in ``faults``, so that it is named with the others.
    """
    source = Source(name or str(path))
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise source.refuse([Fault((), "file_too_large", _TOO_LARGE)])
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise source.refuse([Fault((), "file_unreadable", _UNREADABLE)]) from error
    except UnicodeDecodeError as error:
        raise source.refuse([Fault((), "file_encoding", _NOT_UTF8)]) from error
    return read_text(text, source.name)


def read_text(text: str, name: str = "") -> Source:
    """Read YAML ``text``; ``name`` is what its problems call the file.

    Raises:
        SchemeFault: as :func:`read_source`.
    """
    source = Source(name)
    if len(text) > MAXIMUM_BYTES:
        raise source.refuse([Fault((), "file_too_large", _TOO_LARGE)])
    try:
        _Reader(source, text).read()
    except YAMLError as error:
        source.lines[()] = _line_of(error)
        raise source.refuse([Fault((), "yaml_syntax", _syntax(error))]) from error
    return source


class _Reader:
    """Builds the data of one document from the parser's events."""

    def __init__(self, source: Source, text: str) -> None:
        yaml = YAML(typ="safe", pure=True)
        yaml.version = "1.2"
        self._source = source
        self._events: Iterator[Event] = yaml.parse(text)

    def read(self) -> None:
        documents = 0
        for event in self._events:
            if isinstance(event, StreamEndEvent):
                break
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault((), event, "yaml_documents", _ONE_DOCUMENT)
                    return
                self._source.data = self._value((), next(self._events), 0)

    def _value(self, path: KeyPath, event: Event, depth: int) -> Any:
        self._source.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, AliasEvent):
            self._fault(path, event, "yaml_alias", _NO_ALIAS)
            return None
        if not isinstance(event, (ScalarEvent, SequenceStartEvent, MappingStartEvent)):
            raise MarkedYAMLError(problem="unexpected end", problem_mark=event.start_mark)
        if event.anchor is not None:
            self._fault(path, event, "yaml_alias", _NO_ALIAS)
        if event.tag is not None:
            self._fault(path, event, "yaml_tag", _NO_TAG)
        if isinstance(event, ScalarEvent):
            self._source.raw[path] = event.value
            return _scalar(event)
        if depth >= MAXIMUM_DEPTH:
            raise MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _sequence(self, path: KeyPath, depth: int) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._value((*path, len(items)), event, depth + 1))
        return tuple(items)

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.value == "<<" or not isinstance(_scalar(event), str):
                raise MarkedYAMLError(problem="a key must be a plain word", problem_mark=event.start_mark)
            key = event.value
            here = (*path, key)
            if key in items:
                self._duplicate(path, event, depth)
                continue
            self._source.lines[here] = event.start_mark.line + 1
            items[key] = self._value(here, next(self._events), depth + 1)
        return items

    def _duplicate(self, path: KeyPath, event: ScalarEvent, depth: int) -> None:
        """Name the second key, and read its value to go past it; the first one stays."""
        key = event.value
        message = _duplicate(key, self._source.lines[(*path, key)])
        self._fault((*path, f"{key} (2)"), event, "duplicate_key", message)
        self._value((*path, f"{key} (2)"), next(self._events), depth + 1)

    def _fault(self, path: KeyPath, event: Event, code: str, message: Words) -> None:
        self._source.lines[path] = event.start_mark.line + 1
        self._source.faults.append(Fault(path, code, message))


def _scalar(event: ScalarEvent) -> Any:
    text: str = event.value
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        return _day(text)
    return text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _line_of(error: YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark is not None else 1


def _syntax(error: YAMLError) -> Words:
    reason = str(getattr(error, "problem", None) or "unreadable character").strip()
    return Words(
        fr=f"Ce fichier n’est pas du YAML lisible ({reason}). Vérifiez retraits, guillemets et deux-points.",
        en=f"This file is not readable YAML ({reason}). Check the indents, the quotes and the colons.",
    )


def _duplicate(key: str, first: int) -> Words:
    return Words(
        fr=f"La clé « {key} » est écrite deux fois : une première fois à la ligne {first}. Gardez-en une.",
        en=f"The key “{key}” is written twice: first on line {first}. Keep one.",
    )


_TOO_LARGE = Words(
    fr="Ce fichier est trop grand : 512 Kio au plus sont attendus.",
    en="This file is too large: at most 512 KiB are expected.",
)
_UNREADABLE = Words(fr="Ce fichier n’existe pas ou ne peut pas être lu.", en="This file is missing or cannot be read.")
_NOT_UTF8 = Words(fr="Ce fichier n’est pas écrit en UTF-8.", en="This file is not written in UTF-8.")
_ONE_DOCUMENT = Words(
    fr="Un fichier ne contient qu’un document : retirez « --- » et ce qui suit.",
    en="A file holds one document: remove “---” and what follows.",
)
_NO_ALIAS = Words(
    fr="Les ancres et les alias (& et *) ne sont pas admis : recopiez la valeur.",
    en="Anchors and aliases (& and *) are not admitted: write the value again.",
)
_NO_TAG = Words(
    fr="Les étiquettes YAML (!) ne sont pas admises : écrivez la valeur seule.",
    en="YAML tags (!) are not admitted: write the value alone.",
)
