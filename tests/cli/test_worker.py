"""What ``octroi worker`` does in one round: messages leave, or wait for a server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from workflow.store import outbox
from workflow.store.database import Database
from workflow.store.outbox import NewNotice

OCTROI = Path(sys.executable).with_name("octroi")
PAST = datetime(2017, 5, 4, 9, 30, tzinfo=UTC)


class Mailbox:
    """Takes every message, or refuses them all."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return self.answer


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
    yield box
    controller.stop()


@pytest.fixture
def record(sqlite_database: Database, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A record in which one message waits."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("OCTROI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SMTP_URL", raising=False)
    return sqlite_database


def post(database: Database) -> None:
    from_the_past = NewNotice("submitted", "Dossier reçu", "Votre dossier est arrivé.", to_address="ada@exemple.test")
    with database.writing() as session:
        outbox.post(session, [from_the_past], PAST)


def waiting(database: Database) -> int:
    with database.reading() as session:
        return sum(notice.sent_at is None for notice in outbox.latest(session))


def test_a_message_leaves_once(record: Database, mailbox: Mailbox, answer) -> None:
    post(record)
    assert answer("worker", "--once") == {"steps": 0, "messages": 1}
    assert answer("worker", "--once") == {"steps": 0, "messages": 0}
    assert [(one["To"], one["Subject"]) for one in mailbox.messages] == [("ada@exemple.test", "Dossier reçu")]
    assert waiting(record) == 0


def test_a_message_that_the_server_refuses_waits(record: Database, mailbox: Mailbox, answer) -> None:
    mailbox.answer = "451 Try later"
    post(record)
    assert answer("worker", "--once")["messages"] == 0
    assert waiting(record) == 1


def test_without_a_server_messages_stay_in_the_outbox(record: Database, answer, call) -> None:
    post(record)
    assert answer("worker", "--once") == {"steps": 0, "messages": 0}
    assert "messages envoyés" in call("worker", "--once").stdout
    assert waiting(record) == 1


def test_an_unusable_server_is_unusable_input(record: Database, call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_URL", "ftp://somewhere")
    result = call("worker", "--once")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("SMTP_URL: ")


def test_it_goes_on_until_it_is_stopped(record: Database, mailbox: Mailbox) -> None:
    running = subprocess.Popen([OCTROI, "worker", "--every", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        for expected in (1, 2):
            post(record)
            for _ in range(600):
                if len(mailbox.messages) == expected:
                    break
                assert running.poll() is None
                time.sleep(0.1)
            assert len(mailbox.messages) == expected
    finally:
        running.terminate()
        _, complaints = running.communicate(timeout=60)
    assert complaints == b""
