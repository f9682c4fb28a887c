"""Commands and options that speak French or English, and name everything wrong with a call at once.

The language is the one of ``--language``, else of the variable ``OCTROI_LANGUAGE``, else French.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import LANGUAGES, Words

VARIABLE: Final = "OCTROI_LANGUAGE"
_PROBLEMS: Final = "octroi.problems"


def chosen_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """The language that a call asks for: looked up before anything is read, so that errors speak it too."""
    asked = environ.get(VARIABLE, "")
    for position, argument in enumerate(arguments):
        if argument == "--language":
            asked = "".join(arguments[position + 1 : position + 2])
        elif argument.startswith("--language="):
            asked = argument.partition("=")[2]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def spoken(words: Words, context: click.Context | None = None) -> str:
    """``words`` in the language of the call."""
    current = context or click.get_current_context(silent=True)
    return words.in_language(str(current.obj) if current and current.obj else LANGUAGES[0])


class SpokenOption(click.Option):
    """An option whose help has two languages."""

    def __init__(self, *arguments: Any, words: Words, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        if self.hidden:
            return None
        notes = [spoken(self.words, ctx)]
        if self.required:
            notes.append(spoken(_REQUIRED, ctx))
        if self.show_default and self.default is not None:
            notes.append(f"[{spoken(_DEFAULT, ctx)}{self.default}]")
        return self.get_help_spec(ctx), " ".join(notes)

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        try:
            return super().handle_parse_result(ctx, opts, args)
        except (InvalidInput, click.BadParameter) as error:
            _keep(ctx, self, error)
            return None, args


class SpokenArgument(click.Argument):
    """An argument with a help of its own, in two languages."""

    def __init__(self, *arguments: Any, words: Words, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.words = words

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        try:
            return super().handle_parse_result(ctx, opts, args)
        except (InvalidInput, click.BadParameter) as error:
            _keep(ctx, self, error)
            return None, args


class SpokenCommand(click.Command):
    """A command whose help has two languages, and that refuses all its bad values in one go."""

    def __init__(self, *arguments: Any, words: Words, common: Sequence[click.Parameter] = (), **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.words = words
        self.params += [*common, language_option(), help_option()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        problems = ctx.meta.get(_PROBLEMS, ())
        if problems and not ctx.resilient_parsing:
            raise InvalidInput(problems)
        return rest

    def get_short_help_str(self, limit: int = 45) -> str:
        return spoken(self.words).splitlines()[0]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=spoken(_USAGE, ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(spoken(self.words, ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        parameters = self.get_params(ctx)
        arguments = [
            (one.human_readable_name, spoken(one.words, ctx)) for one in parameters if isinstance(one, SpokenArgument)
        ]
        records = [one.get_help_record(ctx) for one in parameters if isinstance(one, click.Option)]
        options = [record for record in records if record is not None]
        for heading, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            if rows:
                with formatter.section(spoken(heading, ctx)):
                    formatter.write_dl(rows)


class SpokenGroup(SpokenCommand, click.Group):
    """A command made of commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        names = self.list_commands(ctx)
        commands = [(name, one) for name in names if (one := self.get_command(ctx, name)) is not None]
        with formatter.section(spoken(_COMMANDS, ctx)):
            formatter.write_dl([(name, one.get_short_help_str()) for name, one in commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were added, which is the order of the reference."""
        return list(self.commands)


def language_option() -> SpokenOption:
    """``--language``: looked up before the rest of the call, declared so that it is known and checked."""
    return SpokenOption(["--language"], type=click.Choice(LANGUAGES), expose_value=False, words=_LANGUAGE)


def help_option() -> SpokenOption:
    """``--help``."""
    return SpokenOption(["--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help, words=_HELP)


def label(parameter: click.Parameter) -> str:
    """What a person typed to give ``parameter``: ``--weights``, or the name of an argument."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


def _show_help(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def _keep(ctx: click.Context, parameter: click.Parameter, error: InvalidInput | click.BadParameter) -> None:
    problems = ctx.meta.setdefault(_PROBLEMS, [])
    if isinstance(error, InvalidInput):
        problems.extend(error.problems)
    elif isinstance(error, click.MissingParameter):
        problems.append(Problem(label(parameter), "option_missing", _MISSING))
    else:
        problems.append(Problem(label(parameter), "option_value", _expected(parameter, error)))


def _expected(parameter: click.Parameter, error: click.BadParameter) -> Words:
    if isinstance(parameter.type, click.Choice):
        listed = ", ".join(parameter.type.choices)
        return Words(fr=f"Valeurs admises : {listed}.", en=f"Admitted values: {listed}.")
    return Words(fr=f"Valeur inutilisable : {error.message}", en=f"Unusable value: {error.message}")


_REQUIRED: Final = Words(fr="[obligatoire]", en="[required]")
_DEFAULT: Final = Words(fr="par défaut : ", en="default: ")
_LANGUAGE: Final = Words(
    fr="Langue des messages ; à défaut, celle de OCTROI_LANGUAGE, sinon le français.",
    en="Language of the messages; by default that of OCTROI_LANGUAGE, else French.",
)
_HELP: Final = Words(fr="Afficher cette aide.", en="Show this help.")
_USAGE: Final = Words(fr="Usage : ", en="Usage: ")
_ARGUMENTS: Final = Words(fr="Arguments", en="Arguments")
_OPTIONS: Final = Words(fr="Options", en="Options")
_COMMANDS: Final = Words(fr="Commandes", en="Commands")
_MISSING: Final = Words(fr="Cette valeur est attendue.", en="This value is expected.")
