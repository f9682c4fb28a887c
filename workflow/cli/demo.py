"""``octroi demo``: the demonstration, loaded once into the record of the environment."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from config.settings import read_settings
from workflow.cli.answers import Answer, command, option
from workflow.cli.demonstration.loading import load
from workflow.cli.environment import attachments, migrated_record
from workflow.cli.running import sign_in_documents, sign_in_table
from workflow.cli.sign_ins import keep_sign_ins
from workflow.kernel.clock import SystemClock
from workflow.kernel.words import Words
from workflow.schemes.loading import load_catalogue


@command(
    "demo",
    Words(
        fr="Charger la démonstration, une fois : les deux campagnes de 2017 et des dossiers en cours.",
        en="Load the demonstration, once: the two campaigns of 2017 and applications under way.",
    ),
)
@option(
    "--reset",
    is_flag=True,
    words=Words(
        fr="Effacer la démonstration qui s’y trouve et la charger à neuf. Une autre base est refusée.",
        en="Erase the demonstration that is there and load it afresh. Another database is refused.",
    ),
)
def demo(answer: Answer, reset: bool) -> int:
    """Load, keep the sign-ins beside the data for the web application, and print them."""
    settings = read_settings()
    click.echo(answer.say(_PATIENCE), err=True)
    with _alone(settings.data_dir), migrated_record(settings) as database:
        shown = load(database, attachments(settings.data_dir), load_catalogue(), SystemClock(), reset=reset)
        keep_sign_ins(settings.data_dir, shown.sign_ins)
    document = {"loaded": shown.loaded_now, "sign_ins": sign_in_documents(shown.sign_ins, answer)}
    said = answer.say(_LOADED if shown.loaded_now else _STANDS)
    return answer.give(document, f"{said}\n\n{sign_in_table(shown.sign_ins, answer)}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two calls at the same moment load one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


_PATIENCE: Final = Words(
    fr="La démonstration se charge ; la première fois, cela prend moins d’une minute…",
    en="The demonstration is being loaded; the first time, this takes less than a minute…",
)
_LOADED: Final = Words(
    fr="La démonstration est chargée. Personnes et organisations sont inventées.",
    en="The demonstration is loaded. People and organisations are invented.",
)
_STANDS: Final = Words(
    fr="La démonstration est déjà là : rien n’a changé. Personnes et organisations sont inventées.",
    en="The demonstration is already there: nothing changed. People and organisations are invented.",
)
