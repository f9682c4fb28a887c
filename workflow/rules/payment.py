"""The final payment of an award, or what is to be recovered (R16)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import ZERO, Money, floor_cent
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Settlement:
    """``due``: what the award comes to. ``balance``: what is still to pay of it. ``recovery``: what was paid
    beyond it and is to be returned (*reversement*). One of the last two at least is zero."""

    due: Money
    balance: Money
    recovery: Money


def settle(award: Money, base: Money, realised: Money, paid: Money) -> Settlement:
    """``due = min(award, floor_cent(award x realised / base))``, less what was ``paid``.

    ``base`` is the eligible base on which the award was voted, ``realised`` the one proved by the report.
    A pro-rata result under the floor of the scheme is due all the same: the floor is for awards.

    Raises:
        InvalidInput: a negative amount, or a base of zero.
    """
    _check(award=award, base=base, realised=realised, paid=paid)
    due = min(award, floor_cent(Fraction(realised.cents, base.cents), award))
    left = due - paid
    return Settlement(due, max(ZERO, left), max(ZERO, -left))


def _check(**amounts: Money) -> None:
    problems = []
    for name, amount in amounts.items():
        if amount < ZERO:
            words = Words(fr="Un montant positif ou nul est attendu.", en="An amount that is not negative is expected.")
            problems.append(Problem(name, "amount_negative", words))
    if not amounts["base"]:
        words = Words(fr="La base de l’aide ne peut pas être nulle.", en="The base of the award cannot be zero.")
        problems.append(Problem("base", "amount_zero", words))
    if problems:
        raise InvalidInput(problems)
