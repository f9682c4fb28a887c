"""The silence clock: when a financial request is deemed refused, and what suspends it.

Source: CRPA L231-4 (two months after receipt), L114-5 (suspension while items are missing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.months import add_months
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Suspension:
    """Items asked for on ``asked_on``, expected by ``deadline``, ``received_on`` that day or not yet."""

    asked_on: date
    deadline: date
    received_on: date | None = None

    @property
    def ends_on(self) -> date:
        """The day from which the clock runs again: receipt, or the deadline if that comes first."""
        return self.deadline if self.received_on is None else min(self.received_on, self.deadline)


@dataclass(frozen=True, slots=True)
class ImplicitRefusal:
    """The day on which silence refuses, and the days of suspension that it counts."""

    on: date
    suspended_days: int


def implicit_refusal(deposit: date, suspensions: Sequence[Suspension] = (), months: int = 2) -> ImplicitRefusal:
    """The day on which silence refuses an application deposited on ``deposit`` (days in Paris).

    ``months`` calendar months later (31 December gives 28 or 29 February), plus each day of suspension,
    from the request until the items arrive or the deadline passes. Days that two suspensions share count
    once. A request made after the day of refusal, as it stood then, comes too late and does not count.

    Raises:
        InvalidInput: a deadline or a receipt before its request, a request before the deposit.
    """
    _check(deposit, suspensions)
    first = add_months(deposit, months)
    days, covered_until = 0, deposit
    for suspension in sorted(suspensions, key=lambda one: (one.asked_on, one.ends_on)):
        if suspension.asked_on > first + timedelta(days=days):
            break
        start = max(suspension.asked_on, covered_until)
        days += max(0, (suspension.ends_on - start).days)
        covered_until = max(covered_until, suspension.ends_on)
    return ImplicitRefusal(first + timedelta(days=days), days)


def _check(deposit: date, suspensions: Sequence[Suspension]) -> None:
    problems = []
    for number, one in enumerate(suspensions):
        path = f"requests[{number}]"
        if one.asked_on < deposit:
            words = Words(
                fr="Des pièces ne se demandent pas avant le dépôt.", en="Items are not asked for before the deposit."
            )
            problems.append(Problem(f"{path}.asked_on", "date_order", words))
        if one.deadline < one.asked_on:
            words = Words(fr="L’échéance suit la demande.", en="The deadline comes after the request.")
            problems.append(Problem(f"{path}.deadline", "date_order", words))
        if one.received_on is not None and one.received_on < one.asked_on:
            words = Words(fr="La réception suit la demande.", en="Receipt comes after the request.")
            problems.append(Problem(f"{path}.received_on", "date_order", words))
    if problems:
        raise InvalidInput(problems)
