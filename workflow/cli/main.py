"""The command ``octroi``: every command in the order of its reference, and the exit status of each call."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from typing import Any, Final, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from workflow.cli import arithmetic, clocks, demo, plans, reconciliation, record, running, schemes
from workflow.cli.answers import DONE, UNUSABLE, group
from workflow.cli.refusals import report
from workflow.cli.spoken import SpokenGroup, SpokenOption, chosen_language
from workflow.kernel.errors import DomainError
from workflow.kernel.words import Words

INTERRUPTED: Final = 130


class Octroi(SpokenGroup):
    """The top of the command: chooses the language, and turns every refusal into an exit status."""

    def main(self, args: Sequence[str] | None = None, *_ignored: Any, **settings: Any) -> NoReturn:
        arguments = list(sys.argv[1:] if args is None else args)
        language = chosen_language(arguments)
        settings |= {"prog_name": "octroi", "standalone_mode": False, "obj": language}
        try:
            status = super().main(arguments, **settings)
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(UNUSABLE)
        except (DomainError, click.UsageError) as error:
            sys.exit(report(error, language))
        except click.Abort:
            sys.exit(INTERRUPTED)
        sys.exit(status if isinstance(status, int) else DONE)


def _show_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"octroi {version('octroi')}")
        ctx.exit()


octroi: Final = Octroi(
    "octroi",
    common=[
        SpokenOption(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            words=Words(fr="Afficher la version.", en="Show the version."),
        )
    ],
    words=Words(
        fr="Octroi : les demandes d’aide, du brouillon au dernier versement.",
        en="Octroi: grant applications, from the first draft to the last payment.",
    ),
    commands=[
        running.serve,
        demo.demo,
        running.worker,
        group("scheme", schemes.GROUP, schemes.list_schemes, schemes.show, schemes.check, schemes.diagram),
        plans.check,
        arithmetic.split,
        arithmetic.due,
        arithmetic.schedule,
        arithmetic.gge,
        clocks.clock,
        reconciliation.reconcile,
        record.totals,
        group("export", record.EXPORT, record.export_scdl),
        group("audit", record.AUDIT, record.audit_verify),
    ],
)


def main() -> NoReturn:
    """Run the command of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    octroi.main()


if __name__ == "__main__":
    main()
