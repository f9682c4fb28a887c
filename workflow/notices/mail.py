"""E-mail over SMTP, configured by one address: ``smtp://user:password@host:port`` or ``smtps://…``.

``smtp`` upgrades to TLS whenever the server offers it, ``smtp+starttls`` insists on it, ``smtps`` speaks it
from the first byte; see https://docs.python.org/3/library/smtplib.html.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

TIMEOUT_SECONDS: Final = 20
_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where to hand messages over. ``secure`` speaks TLS from the first byte, ``insists`` refuses to do without."""

    host: str
    port: int
    secure: bool = False
    insists: bool = False
    user: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str) -> MailServer:
        """Read ``SMTP_URL``.

        Raises:
            InvalidInput: another scheme, no host, or a port that is not a number.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise InvalidInput([_bad_url()]) from error
        if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
            raise InvalidInput([_bad_url()])
        secure = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=port or (_PORTS[parts.scheme]),
            secure=secure,
            insists=parts.scheme == "smtp+starttls",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def send(self, message: EmailMessage) -> None:
        """Hand ``message`` over; raises ``OSError`` or ``SMTPException`` where the server will not take it."""
        context = ssl.create_default_context()
        if self.secure:
            with smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context) as connection:
                self._hand_over(connection, message)
            return
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as connection:
            connection.ehlo()
            if self.insists or connection.has_extn("starttls"):
                connection.starttls(context=context)
            self._hand_over(connection, message)

    def _hand_over(self, connection: smtplib.SMTP, message: EmailMessage) -> None:
        if self.user:
            connection.login(self.user, self.password)
        connection.send_message(message)


def compose(sender: str, recipient: str, subject: str, body: str) -> EmailMessage:
    """A plain-text message; line breaks cannot enter its headers (``EmailMessage`` refuses them)."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = " ".join(subject.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _bad_url() -> Problem:
    return Problem(
        "SMTP_URL",
        "smtp_url",
        Words(
            fr="SMTP_URL doit ressembler à smtp://utilisateur:motdepasse@serveur:25 ou smtps://….",
            en="SMTP_URL must look like smtp://user:password@server:25 or smtps://….",
        ),
    )
