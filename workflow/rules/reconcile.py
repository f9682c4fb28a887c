"""Exact amounts against published, rounded figures: a published figure is an interval, never an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money, total
from workflow.kernel.words import Words
from workflow.rules.reading import LineOf, Reader
from workflow.schemes.faults import KeyPath

_FIGURE: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)
_LARGEST_UNIT: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as it was published: ``"3.28"`` in ``unit`` of 1 000 000 EUR, for the sum of the series ``of``."""

    name: str
    of: tuple[str, ...]
    figure: str
    unit: int = 1


@dataclass(frozen=True, slots=True)
class ReconciledFigure:
    """An exact sum against the interval ``[low, high)`` of its published figure."""

    name: str
    exact: Money
    low: Money
    high: Money

    @property
    def status(self) -> Literal["pass", "fail"]:
        """Whether the exact sum rounds to the published figure."""
        return "pass" if self.low <= self.exact < self.high else "fail"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every published figure with what the exact amounts make of it."""

    figures: tuple[ReconciledFigure, ...]

    @property
    def passed(self) -> bool:
        """Whether every exact sum lies in its interval."""
        return all(figure.status == "pass" for figure in self.figures)


def reconcile(amounts: Mapping[str, Sequence[Money]], published: Sequence[PublishedFigure]) -> Reconciliation:
    """Compare the exact sums of ``amounts``, by series, with the ``published`` figures.

    Raises:
        InvalidInput: a figure of a series that is not in ``amounts``, or that is not a plain decimal.
    """
    _check(amounts, published)
    sums = {name: total(parts) for name, parts in amounts.items()}
    return Reconciliation(
        tuple(
            ReconciledFigure(one.name, total(sums[name] for name in one.of), *interval(one.figure, one.unit))
            for one in published
        )
    )


def interval(figure: str, unit: int) -> tuple[Money, Money]:
    """The amounts that round to ``figure`` (half up): ``"3.28"`` in millions is [3 275 000.00, 3 285 000.00).

    Half a unit of the last decimal given on each side; the lower bound is included, the upper one is not.
    Where a bound falls between two cents, the cent above it says the same of whole cents.
    """
    _, _, decimals = figure.partition(".")
    middle = Fraction(figure) * unit * 100
    half = Fraction(unit * 100, 2 * 10 ** len(decimals))
    return _cent_above(middle - half), _cent_above(middle + half)


def read_reconciliation(
    document: object, source_file: str = "", line_of: LineOf | None = None
) -> tuple[dict[str, tuple[Money, ...]], tuple[PublishedFigure, ...]]:
    """The amounts and published figures of a reconciliation file, already parsed.

    Its form: ``amounts: {feder: ["1506000.00"]}``, ``published: [{name: total, of: [feder], figure: "3.28",
    unit: 1000000}]``.

    Raises:
        InvalidInput: with one problem per fault, all at once.
    """
    reader = Reader(source_file, line_of)
    given = reader.mapping(document, (), ("amounts", "published"))
    amounts: dict[str, tuple[Money, ...]] = {}
    if reader.required(given, "amounts", ()):
        series = given["amounts"] if isinstance(given["amounts"], Mapping) else {}
        reader.mapping(given["amounts"], ("amounts",), tuple(series))
        for name, values in series.items():
            path: KeyPath = ("amounts", str(name)[:60])
            amounts[str(name)] = tuple(reader.amount(value, place) for place, value in reader.items(values, path))
    published: tuple[PublishedFigure, ...] = ()
    if reader.required(given, "published", ()):
        items = reader.items(given["published"], ("published",))
        published = tuple(_published(reader, item, path, amounts) for path, item in items)
    reader.finish()
    return amounts, published


def _published(reader: Reader, item: object, path: KeyPath, amounts: Mapping[str, object]) -> PublishedFigure:
    given = reader.mapping(item, path, ("name", "of", "figure", "unit"))
    name, figure, of = "", "0", []
    if not isinstance(item, Mapping):
        return PublishedFigure(name, (), figure)
    if reader.required(given, "name", path):
        name = reader.text(given["name"], (*path, "name"))
    if reader.required(given, "of", path):
        for place, series in reader.items(given["of"], (*path, "of")):
            known = reader.choice(series, place, tuple(amounts))
            of.append(known or "")
    if reader.required(given, "figure", path):
        figure = reader.pattern(given["figure"], (*path, "figure"), _FIGURE.pattern, "3.28") or "0"
    unit = reader.count(given.get("unit", 1), (*path, "unit"), 1, _LARGEST_UNIT) or 1
    return PublishedFigure(name, tuple(of), figure, unit)


def _check(amounts: Mapping[str, Sequence[Money]], published: Sequence[PublishedFigure]) -> None:
    problems = []
    for number, one in enumerate(published):
        if not _FIGURE.fullmatch(one.figure) or not 1 <= one.unit <= _LARGEST_UNIT:
            words = Words(fr='Un chiffre comme "3.28" est attendu.', en='A figure such as "3.28" is expected.')
            problems.append(Problem(f"published[{number}].figure", "text_format", words))
        for name in one.of:
            if name not in amounts:
                words = Words(fr=f"La série « {name} » n’existe pas.", en=f"The series “{name}” does not exist.")
                problems.append(Problem(f"published[{number}].of", "unknown_value", words))
    if problems:
        raise InvalidInput(problems)


def _cent_above(cents: Fraction) -> Money:
    return Money(-(-cents.numerator // cents.denominator))
