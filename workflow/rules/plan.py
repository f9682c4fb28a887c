"""The facts of a funding plan, as every rule takes them. Amounts are cents in :class:`Money`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workflow.kernel.money import ZERO, Money
from workflow.schemes.vocabulary import BeneficiaryKind, Phase, Source, StateAidRegime

LineStatus = Literal["requested", "confirmed", "refused"]
ProgrammePeriod = Literal["2014-2020", "2021-2027"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks. ``group`` is the single undertaking for de minimis (SIREN, RNA or another stable name)."""

    kind: BeneficiaryKind
    nuts2: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """A use of the plan; ``eligible`` says whether it may enter the base."""

    label: str
    amount: Money
    account: str = ""
    eligible: bool = True
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A source of the plan. A refused line stays readable and counts for nothing."""

    source: Source
    amount: Money
    status: LineStatus = "requested"
    label: str = ""


@dataclass(frozen=True, slots=True)
class PriorAid:
    """An earlier aid to the single undertaking ``group``, at the day the right to it arose."""

    granted_on: date
    amount: Money
    regime: StateAidRegime
    group: str | None = None


@dataclass(frozen=True, slots=True)
class FundingPlan:
    """One plan. ``request`` is the aid asked of the scheme; ``yearly`` spreads it over calendar years."""

    applicant: Applicant
    request: Money
    costs: tuple[CostLine, ...] = ()
    resources: tuple[ResourceLine, ...] = ()
    in_kind_costs: Money = ZERO
    in_kind_resources: Money = ZERO
    partners: int | None = None
    phase: Phase | None = None
    period: ProgrammePeriod | None = None
    investment: bool = False
    regime: StateAidRegime | None = None
    yearly: Mapping[int, Money] = field(default_factory=dict)
    prior_aid: tuple[PriorAid, ...] = ()
