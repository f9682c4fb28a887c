"""Totals of awards by any of five dimensions, now or as of a day: figures, a picture, a table, a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from web.access import for_roles
from web.formats import day, words
from web.forms.reading import read_day
from web.wording import SOURCES, STAGES, TERRITORIES
from web.work import reading
from workflow.kernel.money import ZERO, Money
from workflow.schemes.catalogue import Catalogue
from workflow.services.envelopes import envelopes_for
from workflow.services.totals import award_totals
from workflow.services.views import EnvelopeView, TotalRow, Totals

DIMENSIONS: Final[dict[str, Any]] = {
    "scheme": _l("Dispositif"),
    "funder": _l("Financeur"),
    "year": _l("Année"),
    "territory": _l("Territoire"),
    "stage": _l("Étape"),
}
USUAL: Final = ("scheme", "year")
MOST_BARS: Final = 24
LONGEST_LABEL: Final = 36
"""Of one part of a bar's label, so that it fits on a phone; the table has the whole."""
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. ``problem`` says what could not be read."""

    by: tuple[str, ...]
    on: date | None
    typed_on: str
    problem: str = ""


@for_roles("manager", "administrator")
def show() -> str:
    """Figures, picture and table."""
    asked = _asked()
    with reading() as context:
        found = award_totals(context, asked.by, asked.on)
        kept = envelopes_for(context)
        catalogue = context.catalogue
    rows = [_line(row, asked.by, catalogue) for row in found.rows]
    return render_template(
        "manager/totals.html",
        asked=asked,
        dimensions=list(DIMENSIONS.items()),
        found=found,
        figures=_figures(found),
        columns=_columns(asked.by),
        rows=rows,
        bars=_bars(rows, asked.by),
        envelopes=[_envelope(one) for one in kept],
        csv_url=url_for("manager.csv", by=list(asked.by), on=asked.typed_on or None),
    )


@for_roles("manager", "administrator")
def download() -> Response:
    """The table as a CSV file: semicolons, and no cell that a spreadsheet would take for a formula."""
    asked = _asked()
    with reading() as context:
        found = award_totals(context, asked.by, asked.on)
        catalogue = context.catalogue
    written = io.StringIO()
    sheet = csv.writer(written, delimiter=";", lineterminator="\r\n")
    columns = _columns(asked.by)
    sheet.writerow([defused(str(column["label"])) for column in columns])
    for row in found.rows:
        line = _line(row, asked.by, catalogue)
        sheet.writerow([_written(line[column["key"]]) for column in columns])
    answer = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="totaux.csv")
    return answer


def defused(text: str) -> str:
    """``text`` for a cell: an apostrophe stands before what would begin a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def _asked() -> Asked:
    chosen = tuple(one for one in DIMENSIONS if one in request.args.getlist("by"))
    typed = request.args.get("on", "").strip()
    on, problem = None, ""
    if typed:
        try:
            on = date.fromisoformat(read_day(typed))
        except ValueError:
            problem = gettext("Écrivez une date, par exemple 05/05/2017.")
    return Asked(chosen if request.args.get("filtre") or chosen else USUAL, on, typed, problem)


def _columns(by: Sequence[str]) -> list[dict[str, Any]]:
    kinds = [{"key": one, "label": DIMENSIONS[one], "kind": "text"} for one in by] or [
        {"key": "all", "label": gettext("Périmètre"), "kind": "text"}
    ]
    return [
        *kinds,
        {"key": "applications", "label": gettext("Aides"), "kind": "number"},
        {"key": "awarded", "label": gettext("Accordé (€)"), "kind": "money"},
        {"key": "paid", "label": gettext("Versé (€)"), "kind": "money"},
    ]


def _line(row: TotalRow, by: Sequence[str], catalogue: Catalogue) -> dict[str, Any]:
    line: dict[str, Any] = {one: _named(row, one, catalogue) for one in by}
    return line | {
        "all": gettext("Tous les dispositifs"),
        "applications": row.applications,
        "awarded": row.awarded,
        "paid": row.paid,
    }


def _named(row: TotalRow, dimension: str, catalogue: Catalogue) -> str:
    if dimension == "scheme":
        known = catalogue.schemes.get(row.scheme)
        return words(known.scheme.title) if known is not None else row.scheme
    if dimension == "year":
        return str(row.year or "")
    tables = {"funder": (SOURCES, row.funder), "territory": (TERRITORIES, row.territory), "stage": (STAGES, row.stage)}
    table, code = tables[dimension]
    return words(table.get(code, code)) or gettext("Non renseigné")


def _bars(rows: Sequence[dict[str, Any]], by: Sequence[str]) -> list[tuple[str, list[Money]]]:
    """The bars, the largest first unless years tell their order; labels keep only what tells them apart."""
    telling = [one for one in by if len({row[one] for row in rows}) > 1] or list(by)
    labelled = [(_label(row, telling), [row["awarded"], row["paid"]]) for row in rows]
    ordered = labelled if "year" in telling else sorted(labelled, key=lambda bar: -bar[1][0].cents)
    return ordered[:MOST_BARS]


def _label(row: dict[str, Any], dimensions: Sequence[str]) -> str:
    return " · ".join(_cut(str(row[one])) for one in dimensions) or row["all"]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"


def _figures(found: Totals) -> list[tuple[Any, str]]:
    average = Money(found.awarded.cents // found.applications) if found.applications else ZERO
    return [
        (found.applications, gettext("Aides accordées")),
        (found.awarded, gettext("Montant accordé")),
        (found.paid, gettext("Montant versé")),
        (average, gettext("Aide moyenne")),
    ]


def _envelope(one: EnvelopeView) -> dict[str, Any]:
    return {
        "title": one.title,
        "body": one.body,
        "year": str(one.year) if one.year else None,
        "authority": one.authority,
        "reserved": one.reserved,
        "committed": one.committed,
        "available": one.available,
        "paid": one.paid,
    }


def _written(value: Any) -> str:
    """A cell: amounts as plain decimals with a comma, so that spreadsheets add them up."""
    if isinstance(value, Money):
        return str(value).replace(".", ",")
    return defused(str(value)) if not isinstance(value, date) else day(value)
