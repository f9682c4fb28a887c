"""Taking turns: ours and its floor are timed alternately, so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, the figure and its floor in one unit, and the aim.

    ``reached`` is ``None`` where the line only informs.
    """

    what: str
    ours: str
    floor: str = ""
    ratio: str = ""
    aim: str = ""
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds of many runs of one work, fastest first."""

    seconds: list[float]

    @property
    def median(self) -> float:
        """As it went on the whole."""
        return self.seconds[len(self.seconds) // 2]

    @property
    def fastest_tenth(self) -> float:
        """As it goes where nothing else disturbs."""
        return self.seconds[len(self.seconds) // 10]


def best_seconds(*works: Callable[[], object], rounds: int, repeats: int = 1) -> list[float]:
    """Seconds that each of ``works`` takes: all of them in turn, ``rounds`` times over; the best of each.

    Each turn runs a work ``repeats`` times and counts it once.
    """
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for index, work in enumerate(works):
            begun = perf_counter()
            for _ in range(repeats):
                work()
            best[index] = min(best[index], (perf_counter() - begun) / repeats)
    return best


def alternate_seconds(
    one: Callable[[], object], other: Callable[[], object], times: int, *, block: int = 1
) -> tuple[Timings, Timings]:
    """Seconds of a run of each of two works that take turns: ``times`` turns each, of ``block`` runs."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, spent in zip((one, other), seconds, strict=True):
            begun = perf_counter()
            for _ in range(block):
                work()
            spent.append((perf_counter() - begun) / block)
    return Timings(sorted(seconds[0])), Timings(sorted(seconds[1]))
