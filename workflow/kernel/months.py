"""Counting in calendar months, as the law and repayment schedules do."""

from __future__ import annotations

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (earlier where negative), or the last day of a month too short for it.

    31 January plus one month is 28 February (29 in a leap year); plus two months, 31 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
