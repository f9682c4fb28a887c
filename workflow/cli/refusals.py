"""What went wrong, on standard error: one line a problem, in the language of the call, and the exit status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from workflow.cli.answers import REFUSED, UNUSABLE
from workflow.engine.step import Refused
from workflow.kernel.errors import DomainError, InvalidInput, Problem
from workflow.kernel.words import Words


def report(error: DomainError | click.UsageError, language: str) -> int:
    """Say what went wrong; answers the exit status."""
    for line in _lines(error, language):
        click.echo(line, err=True)
    return UNUSABLE if isinstance(error, InvalidInput | click.UsageError) else REFUSED


def line_for(problem: Problem, language: str) -> str:
    """One problem on one line: where, which field, what was expected."""
    parts = [problem.place, problem.field, problem.message.in_language(language)]
    return ": ".join(part for part in parts if part)


def _lines(error: DomainError | click.UsageError, language: str) -> Iterator[str]:
    if isinstance(error, click.UsageError):
        yield _usage(error, language)
    elif isinstance(error, InvalidInput):
        yield from (line_for(problem, language) for problem in sorted(error.problems, key=_order))
    elif isinstance(error, Refused):
        for finding in error.findings:
            if finding.status == "fail":
                yield f"{finding.rule}: {finding.explanation.in_language(language)}"
    else:
        yield error.words.in_language(language)


def _order(problem: Problem) -> tuple[str, int]:
    """By file and line; the order in which they were found, where there is no file."""
    file, _, line = problem.place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.place, 0)


def _usage(error: click.UsageError, language: str) -> str:
    message = error.format_message() if language == "en" else _french(error)
    where = error.ctx.command_path if error.ctx else "octroi"
    hint = Words(fr=f"Pour l’aide : {where} --help", en=f"For help: {where} --help").in_language(language)
    return f"{where}: {message}\n{hint}"


def _french(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"L’option « {error.option_name} » n’existe pas.{_near(error.possibilities)}"
    if isinstance(error, click.NoSuchCommand):
        return f"La commande « {error.command_name} » n’existe pas.{_near(error.possibilities)}"
    if isinstance(error, click.BadOptionUsage):
        return f"L’option « {error.option_name} » s’emploie autrement : {error.message}"
    return _USAGES.get(error.message.partition(" (")[0], error.message)


def _near(possibilities: list[str] | None) -> str:
    return f" Vouliez-vous dire « {possibilities[0]} » ?" if possibilities else ""


_USAGES: Final = {
    "Got unexpected extra argument": "Un argument est de trop.",
    "Got unexpected extra arguments": "Des arguments sont de trop.",
    "Missing command.": "Une commande est attendue.",
}
