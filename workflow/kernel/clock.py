"""Where the time comes from: a clock that tests can set. No other code asks what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Tells the present moment, always with its time zone (UTC)."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class SettableClock:
    """A clock that stands still until it is moved: for tests and for the replay of past campaigns."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> None:
        """Set the present to ``moment`` (with its time zone)."""
        self.moment = moment.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move the present forward by ``by``."""
        self.moment += by


def day_in_paris(moment: datetime) -> date:
    """The calendar day of ``moment`` where our Régions are: deadlines run on it."""
    return moment.astimezone(PARIS).date()
