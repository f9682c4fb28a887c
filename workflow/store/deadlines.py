"""The day by which an applicant must act, for a list of applications."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.store.tables import Application, Call, ItemRequest


def applicant_deadlines(session: Session, references: Collection[str]) -> dict[str, date]:
    """By reference: when the items asked for are due, else when the call of a draft closes; in one statement.

    Applications that wait for nothing from their applicant, or without a date, are left out.
    """
    if not references:
        return {}
    asked = (
        select(ItemRequest.application_id, func.min(ItemRequest.deadline_on).label("deadline"))
        .where(ItemRequest.received_at.is_(None))
        .group_by(ItemRequest.application_id)
        .subquery()
    )
    rows = session.execute(
        select(Application.reference, asked.c.deadline, Application.submitted_at, Application.stage, Call.closes_on)
        .outerjoin(asked, asked.c.application_id == Application.id)
        .outerjoin(Call, Call.id == Application.call_id)
        .where(Application.reference.in_(references))
    )
    found: dict[str, date] = {}
    for reference, deadline, submitted_at, stage, closes_on in rows:
        due = deadline or (closes_on if submitted_at is None and stage == "preparation" else None)
        if due is not None:
            found[reference] = due
    return found
