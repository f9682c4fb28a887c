"""Award totals, by any of scheme, funder, year, territory and stage; now, or as they stood on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import cast, get_args

from workflow.kernel.errors import InvalidInput, NotAllowed, Problem
from workflow.kernel.words import Words
from workflow.services.context import Context
from workflow.services.views import TotalRow, Totals
from workflow.store import totals
from workflow.store.totals import Amounts, Dimension


def award_totals(context: Context, by: Collection[str] = (), on: date | None = None) -> Totals:
    """The totals of the schemes that the person manages (of all where the installation itself asks).

    Raises:
        NotAllowed: the person manages nothing.
        InvalidInput: an unknown dimension (``by``).
    """
    unknown = [name for name in by if name not in get_args(Dimension)]
    if unknown:
        listed = ", ".join(get_args(Dimension))
        words = Words(fr=f"Regroupements possibles : {listed}.", en=f"Possible groupings: {listed}.")
        raise InvalidInput([Problem("by", "dimension_unknown", words)])
    schemes = _managed(context)
    dimensions = cast("list[Dimension]", list(by))
    rows, overall = _read(context, dimensions, on, schemes)
    return Totals(
        rows=tuple(
            TotalRow(
                scheme=row.scheme or "",
                funder=row.funder or "",
                year=row.year,
                territory=row.territory or "",
                stage=row.stage or "",
                applications=row.applications,
                awarded=row.awarded,
                paid=row.paid,
            )
            for row in rows
        ),
        applications=overall.applications,
        awarded=overall.awarded,
        paid=overall.paid,
    )


def _read(
    context: Context, by: list[Dimension], on: date | None, schemes: list[str] | None
) -> tuple[tuple[totals.TotalRow, ...], Amounts]:
    """The rows, and what they come to: an application with several funders stands in several rows, and counts once."""
    if on is None:
        return totals.totals_and_overall(context.session, by, schemes=schemes)
    rows = totals.totals_on(context.session, by, on, schemes=schemes)
    whole = totals.totals_on(context.session, [], on, schemes=schemes) if "funder" in by else rows
    return rows, totals.added(whole)


def _managed(context: Context) -> list[str] | None:
    """The schemes that the person manages; ``None`` for all of them."""
    if context.actor.automatic:
        return None
    mine = [grant for grant in context.actor.grants if grant.role in ("manager", "administrator")]
    if not mine:
        raise NotAllowed
    if any(grant.body is None and grant.scheme is None for grant in mine):
        return None
    return [
        loaded.id
        for loaded in context.catalogue.all()
        if any(grant.covers(loaded.scheme.running_body.id, loaded.id) for grant in mine)
    ]
