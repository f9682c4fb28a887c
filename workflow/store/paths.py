"""The applications that continue one another: a project's path from one scheme to the next."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from workflow.store.tables import Application

LONGEST = 20
"""Applications on one path; beyond, it is no path of a project."""


def path_of(session: Session, application_id: int) -> tuple[str, ...]:
    """The references of a project's applications, first one first, this one among them; in two statements."""
    earlier = (
        select(Application.id, Application.previous_application_id, Application.reference)
        .where(Application.id == application_id)
        .cte("earlier", recursive=True)
    )
    before = aliased(Application)
    earlier = earlier.union(
        select(before.id, before.previous_application_id, before.reference).join(
            earlier, earlier.c.previous_application_id == before.id
        )
    )
    first = session.execute(
        select(earlier.c.id).where(earlier.c.previous_application_id.is_(None)).limit(1)
    ).scalar_one()
    later = select(Application.id, Application.reference).where(Application.id == first).cte("later", recursive=True)
    after = aliased(Application)
    later = later.union(select(after.id, after.reference).join(later, after.previous_application_id == later.c.id))
    return tuple(session.scalars(select(later.c.reference).order_by(later.c.id).limit(LONGEST)))
