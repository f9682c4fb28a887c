"""Sharing an amount out to the cent, so that the parts always make the whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money
from workflow.kernel.words import Words


def allocate(amount: Money, weights: Mapping[str, Fraction]) -> dict[str, Money]:
    """Split ``amount`` in proportion to ``weights`` by largest remainder.

    Each part is within one cent of its exact proportion and the parts sum to
    ``amount``. Cents left over go to the largest remainders; ties go in the order
    in which the weights are given.

    Raises:
        InvalidInput: a negative amount or weight, or no positive weight at all.
    """
    _check(amount, weights)
    whole = sum(weights.values(), Fraction(0))
    exact = {name: amount.cents * weight / whole for name, weight in weights.items()}
    shares = {name: part.numerator // part.denominator for name, part in exact.items()}
    left = amount.cents - sum(shares.values())
    by_remainder = sorted(exact, key=lambda name: exact[name] - shares[name], reverse=True)
    for name in by_remainder[:left]:
        shares[name] += 1
    return {name: Money(cents) for name, cents in shares.items()}


def _check(amount: Money, weights: Mapping[str, Fraction]) -> None:
    problems = []
    if amount.cents < 0:
        words = Words(fr="Un montant négatif ne se répartit pas.", en="A negative amount cannot be split.")
        problems.append(Problem("amount", "amount_negative", words))
    if any(weight < 0 for weight in weights.values()) or not any(weights.values()):
        words = Words(
            fr="Les poids doivent être positifs ou nuls, l’un au moins positif.",
            en="Weights must not be negative, and one at least must be positive.",
        )
        problems.append(Problem("weights", "weights_invalid", words))
    if problems:
        raise InvalidInput(problems)
