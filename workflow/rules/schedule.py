"""The repayment schedule of an advance: equal instalments to the cent, on calendar months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from workflow.kernel.allocation import allocate
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import long_date
from workflow.kernel.money import ZERO, Money
from workflow.kernel.months import add_months
from workflow.kernel.words import Words
from workflow.rules.finding import Finding, Status
from workflow.schemes.model import Advance

Period = Literal["month", "quarter"]
MONTHS: Final[dict[Period, int]] = {"month": 1, "quarter": 3}
MAXIMUM_INSTALMENTS: Final = 600

_TERMS = Words(
    fr="Conditions de l’avance : différé et durée totale du dispositif",
    en="Terms of the advance: deferral and total term of the scheme",
)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One repayment: ``amount`` is due ``on`` that day; ``repaid`` is what came in for it."""

    number: int
    on: date
    amount: Money
    repaid: Money = ZERO

    @property
    def left(self) -> Money:
        """What is still to repay."""
        return self.amount - self.repaid


def repayment_schedule(amount: Money, instalments: int, first: date, every: Period) -> tuple[Instalment, ...]:
    """``amount`` in equal parts that sum to it exactly; the cents left over go to the first instalments.

    Dates keep the day of ``first``, or the last day of a shorter month: 31 January, 28 February, 31 March.

    Raises:
        InvalidInput: an amount that is not positive, a number of instalments under 1, over 600, or over
            the number of cents.
    """
    _check(amount, instalments)
    parts = allocate(amount, dict.fromkeys(map(str, range(instalments)), Fraction(1)))
    step = MONTHS[every]
    return tuple(
        Instalment(number + 1, add_months(first, step * number), parts[str(number)]) for number in range(instalments)
    )


def schedule_within_terms(
    schedule: tuple[Instalment, ...], advance: Advance, paid_on: date, every: Period
) -> tuple[Finding, ...]:
    """Whether ``schedule`` keeps to the terms of the scheme, counted from the day of payment ``paid_on``.

    The first instalment falls at most one period after the deferral; the last, at most ``total_months``
    after the payment. No instalment falls before the payment.
    """
    dates = [instalment.on for instalment in schedule]
    first, last = min(dates, default=paid_on), max(dates, default=paid_on)
    latest_first = add_months(paid_on, advance.deferral_months + MONTHS[every])
    latest_last = add_months(paid_on, advance.total_months)
    start = Words(fr="Première échéance", en="First instalment")
    end = Words(fr="Dernière échéance", en="Last instalment")
    return (
        _not_after(start, first, latest_first, paid_on),
        _not_after(end, last, latest_last, paid_on),
    )


def _not_after(what: Words, day: date, latest: date, earliest: date) -> Finding:
    status: Status = "pass" if earliest <= day <= latest else "fail"
    start, end = long_date(earliest), long_date(latest)
    words = Words(
        fr=f"{what.fr} le {long_date(day).fr} ; attendue entre le {start.fr} et le {end.fr}.",
        en=f"{what.en} on {long_date(day).en}; expected between {start.en} and {end.en}.",
    )
    room = str((latest - day).days)
    return Finding("schedule_set", status, words, _TERMS, day.isoformat(), latest.isoformat(), room)


def _check(amount: Money, instalments: int) -> None:
    problems = []
    if amount <= ZERO:
        words = Words(fr="Un montant au-dessus de zéro est attendu.", en="An amount above zero is expected.")
        problems.append(Problem("amount", "amount_zero", words))
    most = min(MAXIMUM_INSTALMENTS, max(1, amount.cents))
    if not 1 <= instalments <= most:
        words = Words(
            fr=f"Un nombre d’échéances entre 1 et {most} est attendu.",
            en=f"A number of instalments between 1 and {most} is expected.",
        )
        problems.append(Problem("instalments", "number_range", words))
    if problems:
        raise InvalidInput(problems)
