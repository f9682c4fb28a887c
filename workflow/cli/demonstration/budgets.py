"""Funding plans that balance: costs by account in round euros, the aid asked for, co-funders, own funds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workflow.kernel.money import Money, total
from workflow.rules.plan import Applicant, CostLine, FundingPlan, ResourceLine
from workflow.schemes.vocabulary import Source

Share = tuple[str, str, int]
"""An account, what is bought under it, and its weight."""

EXPERIMENT: Final[tuple[Share, ...]] = (
    ("64", "Coordination et animation", 52),
    ("62", "Prestations et méthode", 22),
    ("60", "Petit matériel et fournitures", 14),
    ("61", "Location du lieu", 12),
)
STUDY: Final[tuple[Share, ...]] = (
    ("62", "Étude de faisabilité", 70),
    ("64", "Temps passé", 25),
    ("60", "Fournitures", 5),
)
RUNNING: Final[tuple[Share, ...]] = (("64", "Équipe", 74), ("61", "Locaux", 14), ("62", "Déplacements et services", 12))
START_UP: Final[tuple[Share, ...]] = (("64", "Salaires des deux premières années", 76), ("60", "Matériel", 24))


def euro(amount: int) -> Money:
    """Whole euros."""
    return Money(amount * 100)


def up_to(amount: Money, step: int) -> int:
    """``amount`` rounded up to whole ``step`` euros."""
    return -(-amount.cents // (step * 100)) * step


def budget(
    whole: int,
    lines: Sequence[Share],
    request: Money,
    source: Source,
    others: Mapping[Source, Money] | None = None,
    *,
    yearly: Mapping[int, Money] | None = None,
) -> FundingPlan:
    """A plan of ``whole`` euros: ``request`` from ``source``, what the ``others`` give, own funds for the rest."""
    others = others or {}
    resources = [ResourceLine(source, request), *(ResourceLine(name, amount) for name, amount in others.items())]
    own = euro(whole) - total(line.amount for line in resources)
    if own.cents < 0:
        raise ValueError(f"{whole} euros of costs are not enough for {request} and {others}")
    if own:
        resources.append(ResourceLine("own", own, "confirmed"))
    return FundingPlan(
        applicant=Applicant("association"),
        request=request,
        costs=tuple(_costs(whole, lines, tuple(yearly or ()))),
        resources=tuple(resources),
        yearly=dict(yearly or {}),
    )


def _costs(whole: int, lines: Sequence[Share], years: Sequence[int]) -> list[CostLine]:
    """Each line in whole tens of euros, the first one taking up what is left; one line a year where there are years."""
    weights = sum(weight for _, _, weight in lines)
    parts = [whole * weight // weights // 10 * 10 for _, _, weight in lines]
    parts[0] += whole - sum(parts)
    found = []
    for (account, label, _), part in zip(lines, parts, strict=True):
        if not years:
            found.append(CostLine(label, euro(part), account))
        for rank, year in enumerate(years):
            share = part // len(years) + (part % len(years) if rank == 0 else 0)
            found.append(CostLine(label, euro(share), account, year=year))
    return found
