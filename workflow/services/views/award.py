"""An award, its shares, what was paid and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.kernel.money import Money


@dataclass(frozen=True, slots=True)
class ShareView:
    payer: str
    payer_name: str
    source: str
    amount: Money
    decision_number: str
    decided_on: date
    envelope: str | None
    agreement_required: bool
    agreement_signed_on: date | None
    paid: Money
    recovered: Money


@dataclass(frozen=True, slots=True)
class PaymentView:
    payer_name: str
    kind: str
    amount: Money
    paid_on: date


@dataclass(frozen=True, slots=True)
class InstalmentView:
    number: int
    due_on: date
    amount: Money
    repaid: Money
    late: bool


@dataclass(frozen=True, slots=True)
class AwardView:
    amount: Money
    base: Money | None
    decided_on: date
    deliberation: str
    body_name: str
    session_id: int | None
    notified_at: datetime | None
    shares: tuple[ShareView, ...]
    payments: tuple[PaymentView, ...]
    instalments: tuple[InstalmentView, ...]
