"""How a command answers: for people by default, one JSON document on request, and three exit statuses.

0 done, or a verdict that passes; 1 a refusal, or a verdict that fails; 2 input that cannot be used.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, Final, ParamSpec

import click

from workflow.cli.spoken import SpokenArgument, SpokenCommand, SpokenGroup, SpokenOption
from workflow.kernel.words import Words

DONE: Final = 0
REFUSED: Final = 1
UNUSABLE: Final = 2

Parameters = ParamSpec("Parameters")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command is given to answer with."""

    language: str
    as_json: bool

    def say(self, words: Words) -> str:
        """``words`` in the language of the call."""
        return words.in_language(self.language)

    def give(self, document: Mapping[str, Any], people: str, *, status: int = DONE) -> int:
        """Print ``document`` as JSON, or the text meant for people; answers the exit ``status``."""
        click.echo(json.dumps(document, ensure_ascii=False, indent=2) if self.as_json else people)
        return status


def command(name: str, words: Words) -> Callable[[Callable[Concatenate[Answer, Parameters], int]], click.Command]:
    """Make a function a command, with ``--json``, ``--language`` and ``--help``.

    The function takes an :class:`Answer` first, and answers the exit status.
    """

    def make(function: Callable[Concatenate[Answer, Parameters], int]) -> click.Command:
        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> int:
            as_json = bool(kwargs.pop("as_json", False))
            return function(Answer(str(click.get_current_context().obj), as_json), *args, **kwargs)

        json_option = SpokenOption(["--json", "as_json"], is_flag=True, words=_JSON)
        named = functools.update_wrapper(run, function)
        return click.command(name, cls=SpokenCommand, words=words, common=(json_option,))(named)

    return make


def group(name: str, words: Words, *commands: click.Command) -> SpokenGroup:
    """A command made of ``commands``, in their order."""
    return SpokenGroup(name, words=words, commands=commands)


def option(*names: str, words: Words, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option of a command, with its help in both languages."""
    return click.option(*names, cls=SpokenOption, words=words, **settings)


def argument(name: str, words: Words, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An argument of a command, with its help in both languages."""
    return click.argument(name, cls=SpokenArgument, words=words, **settings)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], amounts: Sequence[int] = ()) -> str:
    """Columns wide enough for what they hold; those of ``amounts`` (by position) are aligned right."""
    widths = [max(len(row[column]) for row in [headings, *rows]) for column in range(len(headings))]
    lines = [_line(row, widths, amounts) for row in [headings, *rows]]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int], amounts: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if column in amounts else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


_JSON: Final = Words(fr="Répondre par un seul document JSON.", en="Answer with one JSON document.")
