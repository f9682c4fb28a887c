"""The reference of the command, written from itself: the help of every command, and examples that are run."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from workflow.cli.main import octroi
from workflow.cli.spoken import VARIABLE
from workflow.store.migrating import migrate

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "docs" / "examples"
_WIDTH: Final = 100

_EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "scheme list": ("octroi scheme list",),
    "scheme show": ("octroi scheme show cap-creation-ess", "octroi scheme show cap-creation-ess --json"),
    "scheme check": ("octroi scheme check",),
    "scheme diagram": ("octroi scheme diagram trajectoire-ess",),
    "check": (
        "octroi check cap-creation-ess --plan plan.yaml --on 2017-06-01",
        "octroi check cap-creation-ess --plan plan.yaml --on 2017-06-01 --with amount_cap=40000.00 --json",
        "octroi check cap-creation-ess --plan plan-with-faults.yaml",
    ),
    "split": ("octroi split 100000.00 --weights a=5,b=5,c=1 --json", "octroi split 100000.00 --weights a=5,a=-1"),
    "due": ("octroi due --award 20000.00 --base 40000.00 --realised 30000.00 --paid 16000.00 --json",),
    "schedule": ("octroi schedule --amount 100.00 --instalments 3 --first 2026-01-31 --every month --json",),
    "gge": ("octroi gge --amount 100000.00 --years 5 --secured --on 2026-06-01 --json",),
    "clock": ("octroi clock --deposit 2026-01-15 --request 2026-01-25:2026-02-24:2026-02-10 --json",),
    "reconcile": ("octroi reconcile figures.yaml", "octroi reconcile figures.yaml --json"),
    "totals": ("octroi totals --by scheme,year --json",),
    "export scdl": ("octroi export scdl --out essential.csv --json",),
    "audit verify": ("octroi audit verify --json",),
}
"""What is shown of each command. The record of the examples is empty."""

_HEAD: Final = """\
# The command

`octroi` does from a terminal what can be done without a browser. This page is written by `make docs`: the help
below is the command’s own, and every example was run, on the files of [examples/](examples/) and on an empty record.

Exit status: 0 done, or a verdict that passes; 1 a refusal, or a verdict that fails; 2 input that cannot be used.
Where it is 2, nothing is written and nothing appears on the standard output: the standard error names, for every
fault at once, the file, the line, the field and what was expected.

Every command takes `--help`, `--json` (one JSON document in place of the text for people) and `--language`.
Amounts are decimal strings with two places, dates are ISO. Words for people are in French, unless `--language en`
or `OCTROI_LANGUAGE=en` asks for English, as here; the names of keys and of rules never change. What each refusal
means is in [errors.md](errors.md), each rule in [rules.md](rules.md).

The environment: `DATABASE_URL` (by default an SQLite file in the folder of the data), `OCTROI_DATA_DIR` (that
folder, by default `var/`), `SECRET_KEY`, `SMTP_URL`.
"""


def command_page() -> str:
    """``docs/command.md``."""
    with _place_for_examples():
        sections = [_section(words, command) for words, command in commands()]
    return "\n".join([_HEAD, *sections])


def commands(group: click.Group = octroi, before: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it, in order."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


def run(line: str) -> tuple[int, str]:
    """The exit status of ``octroi …``, and all that it printed."""
    printed = io.StringIO()
    status: object = 0
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            octroi.main(shlex.split(line)[1:], terminal_width=_WIDTH)
        except SystemExit as ended:
            status = ended.code
    return (status if isinstance(status, int) else 0), printed.getvalue()


def _section(words: str, _command: click.Command) -> str:
    parts = [f"## `octroi {words}`\n", _block(run(f"octroi {words} --help")[1])]
    for line in _EXAMPLES.get(words, ()):
        status, printed = run(line)
        ending = f"(exit status {status})\n" if status else ""
        parts.append(_block(f"$ {line}\n{printed}{ending}"))
    return "\n".join(parts)


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.rstrip().splitlines())
    return f"```\n{lines}\n```\n"


@contextlib.contextmanager
def _place_for_examples() -> Iterator[None]:
    """A folder with the files of the examples and an empty record, English, for the time of the examples."""
    before, folder = Path.cwd(), Path(tempfile.mkdtemp(prefix="octroi-"))
    environment = dict(os.environ)
    try:
        for example in EXAMPLES.iterdir():
            shutil.copy(example, folder)
        url = f"sqlite:///{folder / 'octroi.db'}"
        migrate(url)
        os.environ.update({"DATABASE_URL": url, VARIABLE: "en"})
        os.chdir(folder)
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
        shutil.rmtree(folder)
