"""Life of a repayment schedule: repayments on time, late, early; default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.words import Words
from workflow.rules.schedule import Instalment


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is late: the instalments due before a day and not fully repaid, and their sum."""

    instalments: tuple[Instalment, ...]
    amount: Money

    @property
    def late(self) -> bool:
        """Whether anything is late."""
        return bool(self.amount)


def repay(schedule: Sequence[Instalment], amount: Money) -> tuple[Instalment, ...]:
    """``schedule`` once ``amount`` has come in: the oldest instalments first, then, early, the next ones.

    Raises:
        InvalidInput: an amount that is not positive, or more than what is left to repay.
    """
    left = outstanding(schedule)
    if not ZERO < amount <= left:
        words = Words(
            fr=f"Un montant au-dessus de zéro et de {euros(left).fr} au plus est attendu.",
            en=f"An amount above zero and of at most {euros(left).en} is expected.",
        )
        raise InvalidInput([Problem("amount", "amount_range", words)])
    repaid: dict[int, Money] = {}
    for instalment in sorted(schedule, key=lambda one: (one.on, one.number)):
        part = min(amount, instalment.left)
        repaid[instalment.number] = instalment.repaid + part
        amount -= part
    return tuple(replace(instalment, repaid=repaid[instalment.number]) for instalment in schedule)


def outstanding(schedule: Sequence[Instalment]) -> Money:
    """What is left to repay in all."""
    return total(instalment.left for instalment in schedule)


def arrears(schedule: Sequence[Instalment], on: date) -> Arrears:
    """What is late on the day ``on``: an instalment is late from the day after it was due."""
    late = tuple(instalment for instalment in schedule if instalment.on < on and instalment.left)
    return Arrears(late, total(instalment.left for instalment in late))


def claim_on_default(schedule: Sequence[Instalment]) -> Money:
    """What a default makes payable at once: everything that is left, not yet due included."""
    return outstanding(schedule)


def settled(schedule: Sequence[Instalment]) -> bool:
    """Whether the whole advance is repaid."""
    return bool(schedule) and not outstanding(schedule)
