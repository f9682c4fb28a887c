"""Those who guess passwords wait longer and longer. Kept in the record: a restart forgives nothing.

Failures are counted for an account as tried from one address, and for an address whatever the account.
Nobody can lock out somebody else: a person who signs in from elsewhere never waits for them.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from flask import current_app, request

from web.account.tables import count_failure, failures_of, forget_failures
from web.work import record

FREE: Final = 5
FREE_OF_AN_ADDRESS: Final = 40
"""Many people may share the address of an office or a school."""

FIRST_DELAY: Final = timedelta(seconds=15)
LONGEST_DELAY: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(days=1)


def waiting_time(email: str) -> timedelta:
    """How long the visitor must still wait before trying ``email`` again; zero most of the time."""
    here = record()
    now = here.clock.now()
    with here.database.reading() as session:
        found = failures_of(session, _keys(email))
    waits = [_remaining(*found[key], free, now) for key, free in _keys(email).items() if key in found]
    return max(waits, default=timedelta(0))


def note_failure(email: str) -> None:
    """Count a failure."""
    here = record()
    now = here.clock.now()
    with here.database.writing() as session:
        count_failure(session, _keys(email), now, now - FORGOTTEN_AFTER)


def note_success(email: str) -> None:
    """Forget the failures for this account from this address."""
    here = record()
    pair = _pair(email)
    with here.database.reading() as session:
        failed = bool(failures_of(session, [pair]))
    if failed:
        with here.database.writing() as session:
            forget_failures(session, [pair])


def _remaining(failures: int, last_at: datetime, free: int, now: datetime) -> timedelta:
    if failures < free or now - last_at >= FORGOTTEN_AFTER:
        return timedelta(0)
    delay: timedelta = min(FIRST_DELAY * 2 ** min(failures - free, 20), LONGEST_DELAY)
    return max(timedelta(0), last_at + delay - now)


def _keys(email: str) -> dict[str, int]:
    return {_pair(email): FREE, _key(_visitor()): FREE_OF_AN_ADDRESS}


def _pair(email: str) -> str:
    return _key(f"{email.strip().lower()} {_visitor()}")


def _visitor() -> str:
    return request.remote_addr or ""


def _key(text: str) -> str:
    secret: str = current_app.config["SECRET_KEY"]
    return hmac.new(secret.encode(), f"sign-in {text}".encode(), hashlib.sha256).hexdigest()
