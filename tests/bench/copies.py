"""Many applications from one: rows copied in bulk, without the verbs, where a measure needs a crowd."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, func, insert, select

from workflow.store.base import Base
from workflow.store.database import Database
from workflow.store.tables import AnswerSet, Application, Attachment

BATCH = 5000
BESIDE: Sequence[type[Base]] = (AnswerSet, Attachment)
"""What a copy brings along: a step reads it."""


def copy_application(
    database: Database,
    reference: str,
    count: int,
    differs: Callable[[int], Mapping[str, Any]] = lambda _number: {},
    *,
    beside: Sequence[type[Base]] = BESIDE,
) -> list[str]:
    """Write ``count`` copies of the application ``reference``, with its answers and files; their references.

    ``differs`` gives what a copy does not share, by column. The copies begin where the chain of the original
    stands: their events can go on, their past cannot be verified.
    """
    applications = cast("Table", Application.__table__)
    with database.writing() as session:
        connection = session.connection()
        original = dict(
            connection.execute(select(applications).where(applications.c.reference == reference)).mappings().one()
        )
        last = connection.execute(select(func.max(applications.c.id))).scalar_one()
        rows = [
            {**original, "id": last + number, "reference": f"COPY-{last + number}", **differs(number)}
            for number in range(1, count + 1)
        ]
        for start in range(0, count, BATCH):
            connection.execute(insert(applications), rows[start : start + BATCH])
        for kind in beside:
            table = cast("Table", kind.__table__)
            here = table.c.application_id == original["id"]
            brought = [dict(row) for row in connection.execute(select(table).where(here)).mappings()]
            for row in brought:
                del row["id"]
            copied = [{**row, "application_id": copy["id"]} for copy in rows for row in brought]
            if copied:
                connection.execute(insert(table), copied)
    return [str(row["reference"]) for row in rows]
