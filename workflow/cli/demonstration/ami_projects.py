"""The projects of the AMI of 2017: their amounts, and what becomes of each.

Published: 79 applications awarded for 1 691 577 EUR, at most 40 000 EUR each, over two cut-offs. Each amount
is invented: the published total is shared out over invented weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from workflow.cli.demonstration.budgets import EXPERIMENT, budget, euro, up_to
from workflow.cli.demonstration.journeys import Journey
from workflow.cli.demonstration.places import NOUVELLE_AQUITAINE
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.themes import THEMES
from workflow.kernel.allocation import allocate
from workflow.kernel.money import ZERO, Money, floor_cent
from workflow.schemes.vocabulary import BeneficiaryKind, Source

SCHEME: Final = "nouvelle-aquitaine/ami-innovation-sociale"
PUBLISHED_TOTAL: Final = Money.parse("1691577.00")
PUBLISHED_AWARDS: Final = 79
CAP: Final = Money.parse("40000.00")

Fate = Literal["awarded", "deferred", "refused", "ineligible", "withdrawn"]
"""``deferred``: put off by the first committee, awarded by the second."""

_KINDS: Final[tuple[BeneficiaryKind, ...]] = ("association",) * 5 + ("cooperative", "company", "local_authority")
_OTHERS: Final[tuple[tuple[Fate, int, int], ...]] = (("refused", 4, 6), ("ineligible", 1, 2), ("withdrawn", 1, 2))
"""How many, beside the awards, in each wave."""
_FIRST_WAVE: Final = 37
_ASKED: Final = Fraction(11, 10)
_WHOLE: Final = Fraction(9, 5)


@dataclass(frozen=True)
class Application:
    """A journey, what becomes of it, and the amount where it is awarded."""

    journey: Journey
    fate: Fate
    amount: Money = ZERO


@dataclass
class Wave:
    """The applications of one cut-off."""

    applications: list[Application] = field(default_factory=list)

    def those(self, *fates: Fate) -> list[Application]:
        """The applications to which one of ``fates`` happens."""
        return [one for one in self.applications if one.fate in fates]


def amounts() -> tuple[Money, ...]:
    """The 79 amounts: the published total over invented weights, none above the cap."""
    weights = {str(rank): Fraction(7 + rank * 5 % 11) for rank in range(PUBLISHED_AWARDS)}
    shared = tuple(allocate(PUBLISHED_TOTAL, weights).values())
    if max(shared) > CAP:
        raise ValueError(f"an award of {max(shared)} would exceed the cap")
    return shared


def waves() -> tuple[Wave, Wave]:
    """Both cut-offs."""
    first, second = Wave(), Wave()
    for rank, amount in enumerate(amounts()):
        wave = first if rank <= _FIRST_WAVE else second
        fate: Fate = "deferred" if rank == _FIRST_WAVE else "awarded"
        wave.applications.append(Application(Journey(_project(rank, amount)), fate, amount))
    ranks = iter(range(PUBLISHED_AWARDS, 2 * PUBLISHED_AWARDS))
    for fate, in_first, in_second in _OTHERS:
        first.applications.extend(_without_award(fate, in_first, ranks))
        second.applications.extend(_without_award(fate, in_second, ranks))
    return first, second


def _without_award(fate: Fate, count: int, ranks: Iterator[int]) -> Iterator[Application]:
    for _ in range(count):
        rank = next(ranks)
        yield Application(Journey(_project(rank, euro(14_000 + rank * 130))), fate)


def _project(rank: int, amount: Money) -> Project:
    request = min(euro(up_to(floor_cent(_ASKED, amount), 500)), CAP)
    return Project(
        scheme=SCHEME,
        rank=rank,
        theme=THEMES[rank % len(THEMES)],
        place=NOUVELLE_AQUITAINE[(rank * 4 + rank // len(THEMES)) % len(NOUVELLE_AQUITAINE)],
        kind=_KINDS[rank % len(_KINDS)],
        begins=date(2017, 12, 1),
        ends=date(2018, 11, 30),
        plan=budget(up_to(floor_cent(_WHOLE, request), 100), EXPERIMENT, request, "region", _co_funders(rank)),
        call="2017",
        choices=_choices(rank),
    )


def _co_funders(rank: int) -> dict[Source, Money]:
    lines: tuple[dict[Source, Money], ...] = ({"epci": euro(2_000)}, {"private": euro(1_500)}, {})
    return lines[rank % 3]


def _choices(rank: int) -> dict[str, object]:
    theme = THEMES[rank % len(THEMES)]
    return {
        "domains": [theme.domain],
        "innovation_types": [theme.kind] if rank % 2 or theme.kind == "territorial" else [theme.kind, "territorial"],
        "research_link": ("none", "action_research", "laboratory")[rank % 3],
        "research_open": True,
        "cooperation_agreement": ("signed", "drafted", "not_yet")[rank // 2 % 3],
        "met_adviser": ("one_stop_desk", "adi_na", "atis", "other", "nobody")[rank % 5],
        "participation_forms": ["consulted", "design", "decide"],
        "signed_by_representative": True,
    }
