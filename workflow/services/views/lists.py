"""Lines of lists and queues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.kernel.money import Money
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """A line of a list or queue."""

    reference: str
    title: str
    scheme_id: str
    scheme_title: Words
    applicant_name: str
    state: str
    state_title: Words
    stage: str
    version: int
    submitted_at: datetime | None
    updated_at: datetime
    implicit_refusal_on: date | None
    requested: Money | None
    awarded: Money | None
    assigned_to: str | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a queue; ``following`` and ``preceding`` are opaque cursors, ``None`` at the ends."""

    rows: tuple[ApplicationRow, ...]
    following: str | None
    preceding: str | None
