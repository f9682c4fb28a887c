"""Totals and envelopes, for managers."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.kernel.money import Money


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Award totals for one combination of what was asked for (empty where not asked)."""

    scheme: str
    funder: str
    year: int | None
    territory: str
    stage: str
    applications: int
    awarded: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """``applications`` counts each awarded application once, however many payers it has."""

    rows: tuple[TotalRow, ...]
    applications: int
    awarded: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class EnvelopeView:
    slug: str
    title: str
    body: str
    year: int | None
    authority: Money
    reserved: Money
    committed: Money
    available: Money
    paid: Money
