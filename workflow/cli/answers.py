"""How a command answers: for people by default, one JSON document on request, and three exit statuses.

0 done, or a verdict that passes; 1 a refusal, or a verdict that fails; 2 input that cannot be used.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final, ParamSpec, TypeVar

import click

from workflow.engine.step import Refused
from workflow.kernel.errors import DomainError, InvalidInput, Problem

DONE: Final = 0
REFUSED: Final = 1
UNUSABLE: Final = 2

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

json_option = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document.")


def emit(document: Mapping[str, Any], people: str, as_json: bool) -> None:
    """Print ``document`` as JSON, or the text meant for people."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2) if as_json else people)


def answering(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn the domain's errors into a message on standard error and the right exit status."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except InvalidInput as error:
            for problem in error.problems:
                click.echo(line_for(problem), err=True)
            sys.exit(UNUSABLE)
        except Refused as error:
            for finding in error.findings:
                if finding.status == "fail":
                    click.echo(f"{finding.rule}: {finding.explanation.en} ({finding.basis.en})", err=True)
            sys.exit(REFUSED)
        except DomainError as error:
            click.echo(f"{error.code}: {error.words.en}", err=True)
            sys.exit(REFUSED)

    return run


def line_for(problem: Problem) -> str:
    """One problem on one line: where, which field, what was expected."""
    where = ": ".join(part for part in (problem.place, problem.field) if part)
    return f"{where}: {problem.message.en}" if where else problem.message.en


def table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Columns wide enough for what they hold; the last column is aligned right where it holds amounts."""
    widths = [max(len(row[column]) for row in [headings, *rows]) for column in range(len(headings))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [headings, *rows]]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
