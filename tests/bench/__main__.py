"""``python -m tests.bench [--quick]``: every measure in one table, with its raw floor of the same run.

It is not a test: an aim that is missed is printed, and the command still succeeds. ``--quick`` takes fewer and
smaller samples, enough to see that something became ten times slower.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from platform import machine, python_version, system
from time import perf_counter

from tests.bench import durable, pages, step, totals
from tests.bench.measuring import Line

WIDTHS = (62, 14, 18, 8, 26)
HEADINGS = ("what", "ours", "raw floor", "ratio", "aim", "reached")


def main() -> None:
    """Measure everything, and print each line as soon as it is known."""
    parser = ArgumentParser(prog="python -m tests.bench", description="Measure against raw floors, in the same run.")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller samples")
    quick: bool = parser.parse_args().quick
    begun = perf_counter()
    print(f"{system()} {machine()}, {os.cpu_count()} cores, Python {python_version()}")
    print(f"load of the machine over the last minute: {os.getloadavg()[0]:.1f}")
    sections: tuple[tuple[str, Callable[[], Iterable[Line]]], ...] = (
        ("A decided step (nothing written)", _steps),
        ("A durable step (one transaction on the disk)", lambda: durable.measure(quick=quick)),
        ("Pages", lambda: pages.measure(quick=quick)),
        ("Award totals", lambda: totals.measure(quick=quick)),
    )
    for title, measured in sections:
        print(f"\n{title}\n{_row(HEADINGS)}", flush=True)
        for line in measured():
            print(_row((line.what, line.ours, line.floor, line.ratio, line.aim, _said(line))), flush=True)
    print(f"\n{perf_counter() - begun:.0f} seconds")


def _steps() -> Iterator[Line]:
    times = step.measure()
    for what, microseconds in (
        ("award, one payer: guards, caps, split", times.award_one_payer),
        ("award, three payers: guards, caps, tree, split", times.award_three_payers),
        ("every step that a page offers, with its reasons", times.offered_page),
    ):
        yield Line(
            what=what,
            ours=f"{microseconds:.0f} us",
            floor=f"{times.bare_trigger:.1f} us a trigger",
            ratio=f"{microseconds / times.bare_trigger:.0f}",
        )


def _row(cells: Iterable[str]) -> str:
    *first, last = cells
    return "  " + "".join(cell.ljust(width) for cell, width in zip(first, WIDTHS, strict=True)) + last


def _said(line: Line) -> str:
    return "" if line.reached is None else "yes" if line.reached else "NO"


if __name__ == "__main__":
    main()
