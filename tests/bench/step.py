"""How long a decided step takes: an award with its guards, caps, balance, tree and split, against a bare trigger.

The raw floor is one trigger of the same library on a machine of two states without conditions, measured in the
same run. Nothing is written: this is the decision alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from timeit import repeat

from transitions import Machine

from tests.fixtures.engine import collaborative, facts
from workflow.engine.step import offered, step

RUNS = 7
STEPS_A_RUN = 400


@dataclass(frozen=True, slots=True)
class StepTimes:
    """Microseconds each, the best of several runs."""

    bare_trigger: float
    award_one_payer: float
    award_three_payers: float
    offered_page: float


class _Subject:
    state = "closed"


def measure() -> StepTimes:
    """Measure on this machine, now."""
    one, three = facts(), collaborative()
    return StepTimes(
        bare_trigger=_microseconds(_bare_trigger()),
        award_one_payer=_microseconds(lambda: step(one, "award")),
        award_three_payers=_microseconds(lambda: step(three, "award")),
        offered_page=_microseconds(lambda: offered(one)),
    )


def main() -> None:
    """Print the measures."""
    times = measure()
    rows = (
        ("bare transitions trigger (floor)", times.bare_trigger),
        ("decided award, one payer: guards, caps, split", times.award_one_payer),
        ("decided award, three payers: guards, caps, tree, split", times.award_three_payers),
        ("every step offered on a page, with its reasons", times.offered_page),
    )
    print("Decided step, microseconds")
    for title, microseconds in rows:
        print(f"  {title:<56}{microseconds:>9.1f}{microseconds / times.bare_trigger:>8.1f} x")


def _bare_trigger() -> Callable[[], object]:
    machine = Machine(model=None, states=["open", "closed"], initial="open", auto_transitions=False, send_event=True)
    machine.add_transition("close", ["open", "closed"], "closed")
    event = machine.events["close"]
    return lambda: event.trigger(_Subject())


def _microseconds(work: Callable[[], object]) -> float:
    return min(repeat(work, number=STEPS_A_RUN, repeat=RUNS)) / STEPS_A_RUN * 1e6


if __name__ == "__main__":
    main()
