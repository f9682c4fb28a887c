"""References of applications: gap-free in a Région and a year, because the counter moves with the application."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from workflow.kernel.clock import day_in_paris
from workflow.schemes.vocabulary import Region
from workflow.store.dialects import insert_into
from workflow.store.tables import ReferenceCounter

PREFIXES: Final[dict[Region, str]] = {"nouvelle-aquitaine": "NA", "bretagne": "BZH"}


def next_reference(session: Session, region: Region, at: datetime) -> str:
    """The next reference, such as ``NA-2017-00042``; given back if the transaction rolls back.

    Starts in one Région wait for one another until they commit, so that no number is skipped.
    """
    prefix, year = PREFIXES[region], day_in_paris(at).year
    start = insert_into(session, ReferenceCounter).values(prefix=prefix, year=year, last=1)
    one_more = start.on_conflict_do_update(
        index_elements=[ReferenceCounter.prefix, ReferenceCounter.year], set_={"last_number": ReferenceCounter.last + 1}
    )
    number: int = session.execute(one_more.returning(ReferenceCounter.last)).scalar_one()
    return f"{prefix}-{year}-{number:05d}"
