"""What the record says of itself: award totals, essential data, the chains of events."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from config.settings import read_data_dir
from workflow.cli.answers import DONE, REFUSED, Answer, command, option, table
from workflow.cli.environment import installation, opened_record
from workflow.cli.values import Day, Whole, WordList
from workflow.kernel.clock import SystemClock, day_in_paris
from workflow.kernel.errors import InvalidInput, Problem, Unavailable
from workflow.kernel.formats import euros
from workflow.kernel.words import Words
from workflow.reports.essential_data import EssentialData, as_csv, essential_data
from workflow.schemes.names import SOURCE_NAMES, STAGE_NAMES
from workflow.services.audit import verify
from workflow.services.totals import award_totals
from workflow.services.views import TotalRow
from workflow.store.chain import Break
from workflow.store.essential_data import award_facts
from workflow.store.totals import DIMENSIONS

EXPORT: Final = Words(fr="Les fichiers à publier.", en="The files to publish.")
AUDIT: Final = Words(fr="Le contrôle de l’historique.", en="The check of the history.")


@command(
    "totals",
    Words(
        fr="Les totaux des aides accordées, de tous les organismes.\n\n"
        "Une aide à plusieurs financeurs compte une fois, sauf par financeur.",
        en="The totals of the awards, of all bodies.\n\nAn award with several payers counts once, except by funder.",
    ),
)
@option(
    "--by",
    type=WordList(DIMENSIONS),
    default=(),
    metavar="WORDS",
    words=Words(
        fr="Séparés par des virgules : scheme, funder, year, territory, stage.",
        en="Separated by commas: scheme, funder, year, territory, stage.",
    ),
)
@option(
    "--on",
    type=Day(),
    words=Words(fr="Tels qu’à la fin de ce jour ; à défaut, maintenant.", en="As of the end of that day; else now."),
)
def totals(answer: Answer, by: Sequence[str], on: date | None) -> int:
    """Print one row for each place asked for, then what was awarded in all."""
    with opened_record() as database, database.reading() as session:
        found = award_totals(installation(session, read_data_dir()), by, on)
    document = {"rows": [_row_document(row, by) for row in found.rows], "awarded": str(found.awarded)}
    cells = [
        (*(_place(row, dimension, answer) for dimension in by), str(row.applications), *_amounts(row, answer))
        for row in found.rows
    ]
    headings = [answer.say(_HEADINGS[name]) for name in (*by, "applications", "awarded", "paid")]
    listed = table(headings, cells, amounts=range(len(by), len(by) + 3))
    return answer.give(document, f"{listed}\n\n{answer.say(_AWARDED)} {answer.say(euros(found.awarded))}")


@command(
    "scdl",
    Words(
        fr="Les données essentielles des conventions de subvention, au schéma national (SCDL), en CSV.",
        en="The essential data of grant agreements, in the national schema (SCDL), as CSV.",
    ),
)
@option("--out", required=True, metavar="FILE", words=Words(fr="Le fichier à écrire.", en="The file to write."))
@option(
    "--year",
    type=Whole(1990, 2199),
    words=Words(fr="L’année des décisions ; à défaut, toutes.", en="The year of the decisions; by default all."),
)
def export_scdl(answer: Answer, out: str, year: int | None) -> int:
    """Write the rows, whole or not at all; print how many, and what is left out and why."""
    today = day_in_paris(SystemClock().now())
    with opened_record() as database, database.reading() as session:
        data = essential_data(award_facts(session, year), today)
    write_whole(Path(out), as_csv(data.rows))
    document = {
        "file": out,
        "rows": len(data.rows),
        "left_out": [
            {"reference": one.reference, "payer": one.payer, "reason": answer.say(one.reason)} for one in data.left_out
        ],
    }
    return answer.give(document, _exported(out, data, answer))


@command(
    "verify",
    Words(
        fr="Recalculer la chaîne des événements de chaque dossier.\n\nSort avec 1 si l’une est rompue.",
        en="Recompute the chain of events of every application.\n\nExits with 1 where one is broken.",
    ),
)
def audit_verify(answer: Answer) -> int:
    """Print each place where a chain is broken."""
    with opened_record() as database, database.reading() as session:
        breaks = verify(installation(session, read_data_dir()))
    document = {
        "verdict": "fail" if breaks else "pass",
        "breaks": [{"reference": one.reference, "number": one.number, "reason": one.reason} for one in breaks],
    }
    people = "\n".join(_broken(one, answer) for one in breaks) or answer.say(_SOUND)
    return answer.give(document, people, status=REFUSED if breaks else DONE)


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` at once: whoever reads it finds the old file or the new one, never a part.

    Raises:
        InvalidInput: the folder does not exist or cannot be written.
        Unavailable: the disk is full; the old file is untouched.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise InvalidInput([Problem("--out", "file_unwritable", _UNWRITABLE)]) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError as error:
        Path(draft).unlink(missing_ok=True)
        if path.is_dir():
            raise InvalidInput([Problem("--out", "file_unwritable", _UNWRITABLE)]) from error
        raise Unavailable from error


def _row_document(row: TotalRow, by: Sequence[str]) -> Mapping[str, Any]:
    places: dict[str, Any] = {dimension: getattr(row, dimension) for dimension in by}
    return {**places, "applications": row.applications, "awarded": str(row.awarded), "paid": str(row.paid)}


def _place(row: TotalRow, dimension: str, answer: Answer) -> str:
    value = getattr(row, dimension)
    return answer.say(_NAMES[value]) if value in _NAMES else str(value)


def _amounts(row: TotalRow, answer: Answer) -> tuple[str, str]:
    return answer.say(euros(row.awarded)), answer.say(euros(row.paid))


def _exported(out: str, data: EssentialData, answer: Answer) -> str:
    lines = [f"{out}{answer.say(_COLON)}{len(data.rows)}"]
    if data.left_out:
        lines.append(f"{answer.say(_LEFT_OUT)}{answer.say(_COLON)}{len(data.left_out)}")
    lines += [f"  {one.reference} ({one.payer})  {answer.say(one.reason)}" for one in data.left_out]
    return "\n".join(lines)


def _broken(one: Break, answer: Answer) -> str:
    reason = one.reason
    if answer.language == "fr":
        reason = next((french for english, french in _REASONS if re.fullmatch(english, reason)), reason)
    return f"{one.reference}, {answer.say(_EVENT)} {one.number}{answer.say(_COLON)}{reason}"


_HEADINGS: Final = {
    "scheme": Words(fr="dispositif", en="scheme"),
    "funder": Words(fr="financeur", en="funder"),
    "year": Words(fr="année", en="year"),
    "territory": Words(fr="territoire", en="territory"),
    "stage": Words(fr="étape", en="stage"),
    "applications": Words(fr="dossiers", en="applications"),
    "awarded": Words(fr="accordé", en="awarded"),
    "paid": Words(fr="versé", en="paid"),
}
_NAMES: Final[Mapping[str, Words]] = {str(word): words for word, words in SOURCE_NAMES.items()} | {
    str(word): words for word, words in STAGE_NAMES.items()
}
_AWARDED: Final = Words(fr="Accordé en tout :", en="Awarded in all:")
_COLON: Final = Words(fr=" : ", en=": ")
_LEFT_OUT: Final = Words(fr="Non publiés", en="Left out")
_EVENT: Final = Words(fr="événement", en="event")
_SOUND: Final = Words(fr="Toutes les chaînes sont intactes.", en="Every chain is intact.")
_UNWRITABLE: Final = Words(
    fr="Ce fichier ne peut pas être écrit : le dossier n’existe pas ou est protégé.",
    en="This file cannot be written: the folder does not exist or is protected.",
)
_REASONS: Final = (
    (r"event \d+ is missing", "un événement manque avant celui-ci"),
    ("it does not follow the event before it", "il ne suit pas le précédent"),
    ("its content does not match its hash", "son contenu ne correspond pas à son empreinte"),
    ("the last event is not the one that the application names", "ce n’est pas le dernier événement du dossier"),
)
