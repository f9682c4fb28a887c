"""The outbox: messages written with the step that causes them, delivered later, each by one worker.

A worker claims messages for the length of a lease. Where it dies, the lease runs out and another
worker takes them: a message leaves at least once, never in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import ColumnElement, Table, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from workflow.store.prepared import Prepared
from workflow.store.tables import NoticeRow

LEASE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message to be posted: to a person, or to an address."""

    kind: str
    subject: str
    body: str
    person_id: int | None = None
    to_address: str | None = None
    application_id: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A message of the outbox."""

    id: int
    kind: str
    person_id: int | None
    to_address: str | None
    subject: str
    body: str
    application_id: int | None
    created_at: datetime
    attempts: int
    sent_at: datetime | None
    failed_reason: str | None


_COLUMNS: Final = tuple(getattr(NoticeRow, name) for name in Notice.__dataclass_fields__)
_WAITING: Final = (NoticeRow.sent_at.is_(None), NoticeRow.failed_reason.is_(None))


_POSTED: Final = (
    *("kind", "person_id", "to_address", "subject", "body", "application_id"),
    *("created_at", "available_at", "attempts"),
)
_POST: Final = Prepared(insert(cast("Table", NoticeRow.__table__)).values({name: bindparam(name) for name in _POSTED}))


def post(session: Session, notices: Sequence[NewNotice], at: datetime) -> None:
    """Put ``notices`` in the outbox; they leave once the transaction commits."""
    for notice in notices:
        _POST.count(
            session,
            {
                "kind": notice.kind,
                "person_id": notice.person_id,
                "to_address": notice.to_address,
                "subject": notice.subject,
                "body": notice.body,
                "application_id": notice.application_id,
                "created_at": at,
                "available_at": at,
                "attempts": 0,
            },
        )


def claim(session: Session, at: datetime, limit: int = 20, lease: timedelta = LEASE) -> tuple[Notice, ...]:
    """Claim at most ``limit`` messages that are due, oldest first; nobody else gets them until ``at + lease``.

    Commit before delivering: the claim must outlive a crash.
    """
    due = (
        select(NoticeRow.id)
        .where(*_WAITING, NoticeRow.available_at <= at, _unclaimed(at))
        .order_by(NoticeRow.available_at, NoticeRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = (
        update(NoticeRow)
        .where(NoticeRow.id.in_(due))
        .values(claimed_until=at + lease, attempts=NoticeRow.attempts + 1)
        .returning(*_COLUMNS)
        .execution_options(synchronize_session=False)
    )
    return tuple(sorted((Notice(*row) for row in session.execute(claimed)), key=lambda notice: notice.id))


def delivered(session: Session, notice_id: int, at: datetime) -> None:
    """Note that the message left."""
    _settle(session, notice_id, {"sent_at": at, "claimed_until": None})


def retry(session: Session, notice_id: int, at: datetime) -> None:
    """Put the message back, to be tried again at ``at``."""
    _settle(session, notice_id, {"available_at": at, "claimed_until": None})


def give_up(session: Session, notice_id: int, reason: str) -> None:
    """Stop trying, and keep why: an administrator sees it."""
    _settle(session, notice_id, {"failed_reason": reason, "claimed_until": None})


def latest(session: Session, limit: int = 100, application_id: int | None = None) -> tuple[Notice, ...]:
    """The newest messages, of one application or of all, whatever became of them."""
    newest = select(*_COLUMNS).order_by(NoticeRow.id.desc()).limit(limit)
    if application_id is not None:
        newest = newest.where(NoticeRow.application_id == application_id)
    return tuple(Notice(*row) for row in session.execute(newest))


def _unclaimed(at: datetime) -> ColumnElement[bool]:
    return or_(NoticeRow.claimed_until.is_(None), NoticeRow.claimed_until <= at)


def _settle(session: Session, notice_id: int, values: dict[str, object]) -> None:
    session.execute(
        update(NoticeRow).where(NoticeRow.id == notice_id).values(**values).execution_options(synchronize_session=False)
    )
