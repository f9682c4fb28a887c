"""Delivering what waits in the outbox: claimed by one worker, sent, and settled.

A message that the server refuses is tried again later, each time after a longer wait, and given up after
the last try; an administrator then sees why.
"""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final, Protocol

from workflow.kernel.clock import Clock
from workflow.notices.mail import compose
from workflow.store import outbox, people
from workflow.store.database import Database, Session
from workflow.store.outbox import Notice

WAITS: Final = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""How long to wait after each failed try; after the last one the message is given up."""


class Transport(Protocol):
    """Whatever takes a message away (:class:`workflow.notices.mail.MailServer`)."""

    def send(self, message: EmailMessage) -> None: ...


def deliver_due(database: Database, transport: Transport, sender: str, clock: Clock) -> int:
    """Send every message that is due; how many left. A message without an address any more is given up."""
    sent = 0
    while batch := _claim(database, clock):
        for notice in batch:
            sent += _deliver(database, transport, sender, clock, notice)
    return sent


def _claim(database: Database, clock: Clock) -> tuple[Notice, ...]:
    with database.writing() as session:
        return outbox.claim(session, clock.now())


def _deliver(database: Database, transport: Transport, sender: str, clock: Clock, notice: Notice) -> int:
    with database.reading() as session:
        address = _address(session, notice)
    if not address:
        with database.writing() as session:
            outbox.give_up(session, notice.id, "the person has no address any more")
        return 0
    try:
        transport.send(compose(sender, address, notice.subject, notice.body))
    except (OSError, SMTPException, ValueError) as error:
        _later(database, clock, notice, error)
        return 0
    with database.writing() as session:
        outbox.delivered(session, notice.id, clock.now())
    return 1


def _later(database: Database, clock: Clock, notice: Notice, error: Exception) -> None:
    """Put the message back for a later try, or give it up: at once where its address is refused."""
    is_last = notice.attempts > len(WAITS) or isinstance(error, SMTPRecipientsRefused | ValueError)
    with database.writing() as session:
        if is_last:
            outbox.give_up(session, notice.id, f"{type(error).__name__}: {error}"[:500])
        else:
            outbox.retry(session, notice.id, clock.now() + WAITS[notice.attempts - 1])


def _address(session: Session, notice: Notice) -> str | None:
    if notice.to_address:
        return notice.to_address
    person = people.find(session, notice.person_id) if notice.person_id is not None else None
    return person.email if person is not None else None
