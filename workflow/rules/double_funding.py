"""No double funding: one invoice line is paid at most once over all its funders (R18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.kernel.money import Money, total
from workflow.kernel.words import Words
from workflow.rules.finding import Finding
from workflow.rules.wording import at_most

_BASIS = Words(
    fr="Interdiction du double financement : une même dépense est financée à 100 % au plus",
    en="No double funding: the same expense is funded at most at 100%",
)


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An expense with its evidence. ``funded`` is what each funder pays of it."""

    label: str
    amount: Money
    funded: Mapping[str, Money]


def double_funding(lines: Sequence[InvoiceLine]) -> tuple[Finding, ...]:
    """One failure for each line that its funders together pay at more than 100 %; one pass where none is."""
    found = [_line(line) for line in lines]
    failures = tuple(finding for finding in found if finding.status == "fail")
    if failures:
        return failures
    words = Words(
        fr=f"Lignes vérifiées : {len(lines)} ; aucune n’est financée au-delà de 100 %.",
        en=f"Lines checked: {len(lines)}; none is funded beyond 100%.",
    )
    return (Finding("double_funding", "pass", words, _BASIS),)


def _line(line: InvoiceLine) -> Finding:
    funders = ", ".join(line.funded)
    what = Words(fr=f"financés par {funders} pour « {line.label} »", en=f"paid by {funders} for “{line.label}”")
    return at_most("double_funding", total(line.funded.values()), line.amount, what, _BASIS)
