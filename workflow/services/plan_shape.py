"""The shape of a funding plan that is about to be kept: amounts that can be kept, lines that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import ZERO, Money
from workflow.kernel.words import Words
from workflow.rules.plan import FundingPlan
from workflow.services.texts import refuse_endless

MOST_LINES: Final = 500
"""Lines of one kind in a plan."""
LONGEST_LABEL: Final = 500
"""Characters of what a line is called."""


def refuse_unusable(plan: FundingPlan) -> None:
    """Refuse a plan that the record could not hold.

    Raises:
        InvalidInput: a negative amount, an earlier aid of nothing, too many lines, an endless label; all at once.
    """
    problems = [_negative(path) for path, amount in _amounts(plan) if amount < ZERO]
    problems += [_nothing(rank) for rank, aid in enumerate(plan.prior_aid) if aid.amount == ZERO]
    lines = {"costs": plan.costs, "resources": plan.resources, "prior_aid": plan.prior_aid}
    problems += [_too_many(name) for name, given in lines.items() if len(given) > MOST_LINES]
    if problems:
        raise InvalidInput(problems)
    labelled = [("costs", line.label) for line in plan.costs] + [("resources", line.label) for line in plan.resources]
    refuse_endless((name, label, LONGEST_LABEL) for name, label in labelled)


def _amounts(plan: FundingPlan) -> Iterator[tuple[str, Money]]:
    yield "request", plan.request
    yield "in_kind.costs", plan.in_kind_costs
    yield "in_kind.resources", plan.in_kind_resources
    yield from ((f"costs[{rank}].amount", line.amount) for rank, line in enumerate(plan.costs))
    yield from ((f"resources[{rank}].amount", line.amount) for rank, line in enumerate(plan.resources))
    yield from ((f"prior_aid[{rank}].amount", aid.amount) for rank, aid in enumerate(plan.prior_aid))
    yield from ((f"yearly.{year}", amount) for year, amount in plan.yearly.items())


def _negative(path: str) -> Problem:
    words = Words(fr="Un montant positif ou nul est attendu.", en="An amount that is not negative is expected.")
    return Problem(path, "amount_negative", words)


def _nothing(rank: int) -> Problem:
    words = Words(fr="Donnez le montant de cette aide.", en="Give the amount of this aid.")
    return Problem(f"prior_aid[{rank}].amount", "amount_zero", words)


def _too_many(name: str) -> Problem:
    return Problem(name, "too_many_lines", Words(fr=f"{MOST_LINES} lignes au plus.", en=f"At most {MOST_LINES} lines."))
