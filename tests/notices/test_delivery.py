"""Messages leave through a real SMTP server, once each, and wait their turn when it will not take them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import AsyncMessage
from aiosmtpd.smtp import SMTP, Envelope, Session

from workflow.kernel.clock import SettableClock
from workflow.kernel.errors import InvalidInput
from workflow.notices.delivery import WAITS, deliver_due
from workflow.notices.mail import MailServer
from workflow.store import outbox, people
from workflow.store.database import Database
from workflow.store.outbox import NewNotice

Box = tuple["Mailbox", MailServer]
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class Mailbox(AsyncMessage):
    """A server that keeps what it is given, or refuses every recipient for the moment."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Message] = []
        self.refusal = ""
        self.handle_MAIL = self._mail

    async def _mail(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.refusal:
            return self.refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_message(self, message: Message) -> None:
        self.received.append(message)


@pytest.fixture
def mailbox() -> Iterator[Box]:
    handler = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, MailServer.from_url(f"smtp://127.0.0.1:{port}")
    controller.stop()


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOW)


def post(database: Database, *notices: NewNotice) -> None:
    with database.writing() as session:
        outbox.post(session, notices, NOW)


def waiting(database: Database) -> list[outbox.Notice]:
    with database.reading() as session:
        return [one for one in outbox.latest(session) if one.sent_at is None]


def test_a_message_leaves_once_in_plain_text_with_its_accents(
    database: Database, mailbox: Box, clock: SettableClock
) -> None:
    handler, server = mailbox
    post(database, NewNotice("submit", "Dossier déposé", "Votre dossier est bien arrivé.", to_address="a@example.org"))
    assert deliver_due(database, server, "octroi@example.org", clock) == 1
    assert deliver_due(database, server, "octroi@example.org", clock) == 0
    (message,) = handler.received
    assert message["To"] == "a@example.org"
    assert "Votre dossier est bien arrivé." in message.get_payload(decode=True).decode()


def test_a_message_to_a_person_goes_to_the_address_that_they_have_now(
    database: Database, mailbox: Box, clock: SettableClock
) -> None:
    handler, server = mailbox
    with database.writing() as session:
        person = people.add_person(session, "Une personne", "avant@example.org", NOW)
        outbox.post(session, [NewNotice("submit", "Sujet", "Corps", person_id=person.id)], NOW)
        person.email = "apres@example.org"
    deliver_due(database, server, "octroi@example.org", clock)
    assert [message["To"] for message in handler.received] == ["apres@example.org"]


def test_an_erased_person_receives_nothing_and_the_administrator_sees_why(
    database: Database, mailbox: Box, clock: SettableClock
) -> None:
    handler, server = mailbox
    with database.writing() as session:
        person = people.add_person(session, "Une personne", "une@example.org", NOW)
        outbox.post(session, [NewNotice("submit", "Sujet", "Corps", person_id=person.id)], NOW)
        people.erase(session, person.id, NOW)
    assert deliver_due(database, server, "octroi@example.org", clock) == 0
    assert handler.received == []
    (notice,) = waiting(database)
    assert notice.failed_reason == "the person has no address any more"


def test_a_message_that_the_server_refuses_waits_longer_each_time_then_is_given_up(
    database: Database, mailbox: Box, clock: SettableClock
) -> None:
    handler, server = mailbox
    handler.refusal = "451 come back later"
    post(database, NewNotice("submit", "Sujet", "Corps", to_address="a@example.org"))
    for wait in WAITS:
        assert deliver_due(database, server, "octroi@example.org", clock) == 0
        clock.advance(wait - timedelta(seconds=1))
        assert deliver_due(database, server, "octroi@example.org", clock) == 0
        assert waiting(database)[0].failed_reason is None
        clock.advance(timedelta(seconds=1))
    deliver_due(database, server, "octroi@example.org", clock)
    assert "451" in (waiting(database)[0].failed_reason or "")


def test_a_message_waits_where_no_server_answers(database: Database, clock: SettableClock) -> None:
    post(database, NewNotice("submit", "Sujet", "Corps", to_address="a@example.org"))
    assert deliver_due(database, MailServer("127.0.0.1", 1), "octroi@example.org", clock) == 0
    assert waiting(database)[0].failed_reason is None


def test_a_line_break_in_a_subject_cannot_add_a_header(database: Database, mailbox: Box, clock: SettableClock) -> None:
    handler, server = mailbox
    post(database, NewNotice("submit", "Sujet\r\nBcc: autre@example.org", "Corps", to_address="a@example.org"))
    deliver_due(database, server, "octroi@example.org", clock)
    (message,) = handler.received
    assert message["Bcc"] is None


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "smtp://mail:abc", "mail.example.org:25"])
def test_an_address_that_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        MailServer.from_url(url)
    assert refused.value.problems[0].code == "smtp_url"
