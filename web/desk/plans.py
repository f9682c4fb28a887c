"""The versions of a funding plan side by side: asked, retained, voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext

from web.wording import PLANS, source_title
from workflow.kernel.money import ZERO, Money, total
from workflow.rules.plan import CostLine, ResourceLine
from workflow.services.views import PlanView

SHOWN: Final = ("requested", "instructed", "voted")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Columns and rows for ``money_table``."""

    columns: tuple[Any, ...]
    rows: tuple[dict[str, Any], ...]


def compare_plans(plans: Sequence[PlanView]) -> Comparison | None:
    """The newest plan of each kind in one table; ``None`` where there is no plan."""
    newest = [found for kind in SHOWN if (found := _newest(plans, kind)) is not None]
    if not newest:
        return None
    rows = [*_costs(newest), *_resources(newest)]
    return Comparison(tuple(PLANS[one.kind] for one in newest), tuple(rows))


def _newest(plans: Sequence[PlanView], kind: str) -> PlanView | None:
    return max((one for one in plans if one.kind == kind), key=lambda one: one.number, default=None)


def _costs(plans: Sequence[PlanView]) -> list[dict[str, Any]]:
    count = max(len(one.plan.costs) for one in plans)
    rows: list[dict[str, Any]] = [{"kind": "group", "label": gettext("Dépenses")}]
    for position in range(count):
        lines = [one.plan.costs[position] if position < len(one.plan.costs) else None for one in plans]
        amounts = tuple(None if line is None else line.amount for line in lines)
        rows.append(_row(_cost_label(lines), amounts, _cost_note(plans, lines, position)))
    totals = tuple(total(line.amount for line in one.plan.costs if line.eligible) for one in plans)
    return [*rows, {**_row(gettext("Dépenses éligibles"), totals), "kind": "subtotal"}]


def _resources(plans: Sequence[PlanView]) -> list[dict[str, Any]]:
    keys = list(dict.fromkeys(_key(line) for one in plans for line in one.plan.resources))
    rows: list[dict[str, Any]] = [{"kind": "group", "label": gettext("Ressources")}]
    for source, label in keys:
        lines = [[line for line in one.plan.resources if _key(line) == (source, label)] for one in plans]
        amounts = tuple(total(line.amount for line in found) if found else None for found in lines)
        refused = any(line.status == "refused" for line in lines[-1])
        name = f"{source_title(source)} – {label}" if label else source_title(source)
        rows.append(_row(name, amounts, gettext("Refusé par le financeur.") if refused else None))
    totals = tuple(total(line.amount for line in one.plan.resources if line.status != "refused") for one in plans)
    return [*rows, {**_row(gettext("Total des ressources"), totals), "kind": "total"}]


def _key(line: ResourceLine) -> tuple[str, str]:
    return line.source, line.label


def _cost_label(lines: Sequence[CostLine | None]) -> str:
    line = next(one for one in lines if one is not None)
    return f"{line.account} {line.label}".strip()


def _cost_note(plans: Sequence[PlanView], lines: Sequence[CostLine | None], position: int) -> str | None:
    reasons = [one.reasons[position] for one in plans if position < len(one.reasons) and one.reasons[position]]
    excluded = any(line is not None and not line.eligible for line in lines)
    parts = [gettext("Non éligible.") if excluded else "", reasons[-1] if reasons else ""]
    return " ".join(part for part in parts if part) or None


def _row(label: str, amounts: tuple[Money | None, ...], note: str | None = None) -> dict[str, Any]:
    """A line, each of its amounts compared with the version before."""
    changed = any(_value(one) != _value(amounts[0]) for one in amounts)
    before = (amounts[0], *amounts[:-1]) if changed else None
    return {"label": label, "amounts": amounts, "before": before, "note": note}


def _value(amount: Money | None) -> Money:
    return ZERO if amount is None else amount
