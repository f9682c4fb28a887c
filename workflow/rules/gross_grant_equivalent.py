"""The gross grant equivalent of a repayable advance (R7)."""

from __future__ import annotations

from fractions import Fraction

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money, floor_cent
from workflow.kernel.words import Words
from workflow.schemes.regulations import DeMinimis


def gross_grant_equivalent(amount: Money, years: Fraction, *, secured: bool, limit: DeMinimis) -> Money:
    """What an advance of ``amount`` over ``years`` counts for under the de minimis regulation ``limit``.

    With collateral for at least half of it (``secured``), and within the amount and the term of the
    regulation (1 500 000 EUR and 5 years): ``300 000 x amount / 1 500 000 x years / 5``, rounded down to
    the cent. Otherwise its nominal amount. Source: (EU) 2023/2831, art. 4 (3) (b).

    Raises:
        InvalidInput: a negative amount, or a term that is not positive.
    """
    _check(amount, years)
    factor = _factor(amount, years, secured, limit)
    return amount if factor is None else floor_cent(factor, amount)


def largest_advance(equivalent: Money, years: Fraction, *, secured: bool, limit: DeMinimis) -> Money:
    """The largest advance whose gross grant equivalent is at most ``equivalent``; zero where that is negative."""
    if equivalent.cents < 0:
        return Money(0)
    factor = _factor(equivalent, years, secured, limit)
    if factor is None or limit.loan is None:
        return equivalent
    bound = Fraction(equivalent.cents + 1) / factor
    cents = -(-bound.numerator // bound.denominator) - 1
    return max(equivalent, min(Money(cents), limit.loan.amount))


def _factor(amount: Money, years: Fraction, secured: bool, limit: DeMinimis) -> Fraction | None:
    """Equivalent over amount, or ``None`` where the nominal amount counts."""
    loan = limit.loan
    if not secured or loan is None or amount > loan.amount or years > loan.years:
        return None
    return Fraction(limit.ceiling.cents, loan.amount.cents) * years / loan.years


def _check(amount: Money, years: Fraction) -> None:
    problems = []
    if amount.cents < 0:
        words = Words(fr="Une avance ne peut pas être négative.", en="An advance cannot be negative.")
        problems.append(Problem("amount", "amount_negative", words))
    if years <= 0:
        words = Words(
            fr="La durée s’écrit en années, au-dessus de zéro.", en="The term is a number of years above zero."
        )
        problems.append(Problem("years", "term_range", words))
    if problems:
        raise InvalidInput(problems)
