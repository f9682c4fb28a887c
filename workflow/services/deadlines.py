"""Deadlines: the day by which the applicant must act, beside each line of their list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from workflow.services.context import Context
from workflow.services.views import ApplicationRow
from workflow.store import deadlines


def deadlines_of(context: Context, rows: Collection[ApplicationRow]) -> Mapping[str, date]:
    """By reference, for the ``rows`` that the person may see: when items are due, or when a draft's call closes."""
    return deadlines.applicant_deadlines(context.session, [row.reference for row in rows])
