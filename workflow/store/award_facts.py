"""What each payer's share of an award counts for: now, or at the end of a day that is past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import BigInteger, ScalarSelect, case, func, select, type_coerce
from sqlalchemy.orm import Session

from workflow.kernel.clock import PARIS
from workflow.kernel.money import Money
from workflow.schemes.vocabulary import Stage
from workflow.store.tables import Application, Award, AwardShare, Event, Payment
from workflow.store.types import Cents

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class ShareFact:
    """One share as it counts: ``paid`` is net of what came back; a lapsed one is worth what it paid."""

    application_id: int
    scheme_id: str
    territory: str
    stage: str
    decided_on: date
    source: str
    awarded: Money
    paid: Money


def shares_now(session: Session, application_id: int | None = None) -> Iterable[ShareFact]:
    """The shares of one application, or of all of them, as they stand."""
    net = type_coerce(AwardShare.paid - AwardShare.recovered, Cents())
    statement = (
        select(
            Application.id,
            Application.scheme_id,
            func.coalesce(Application.nuts2, ""),
            Application.stage,
            Award.decided_on,
            AwardShare.source,
            case((Award.lapsed_on.is_not(None), net), else_=AwardShare.amount),
            net,
        )
        .join(Award, Award.application_id == Application.id)
        .join(AwardShare, AwardShare.award_id == Award.id)
        .execution_options(yield_per=_BATCH)
    )
    if application_id is not None:
        statement = statement.where(Application.id == application_id)
    for row in session.execute(statement):
        yield ShareFact(*row)


def shares_at(session: Session, on: date) -> Iterable[ShareFact]:
    """The shares of every award decided by the day ``on``, as they stood when it ended in Paris."""
    signed = case((Payment.kind == "recovery", -1), else_=1) * type_coerce(Payment.amount, BigInteger)
    paid = (
        select(Payment.award_share_id, func.sum(signed).label("net"))
        .where(Payment.paid_on <= on)
        .group_by(Payment.award_share_id)
        .subquery()
    )
    net = type_coerce(func.coalesce(paid.c.net, 0), Cents())
    statement = (
        select(
            Application.id,
            Application.scheme_id,
            func.coalesce(Application.nuts2, ""),
            func.coalesce(_stage_at(on), Application.stage),
            Award.decided_on,
            AwardShare.source,
            case((Award.lapsed_on <= on, net), else_=AwardShare.amount),
            net,
        )
        .join(Award, Award.application_id == Application.id)
        .join(AwardShare, AwardShare.award_id == Award.id)
        .join(paid, paid.c.award_share_id == AwardShare.id, isouter=True)
        .where(Award.decided_on <= on)
        .execution_options(yield_per=_BATCH)
    )
    for row in session.execute(statement):
        yield ShareFact(*row)


def _stage_at(on: date) -> ScalarSelect[Stage]:
    """The stage that the last event of the day ``on`` or before led to."""
    end_of_day = datetime.combine(on + timedelta(days=1), time.min, PARIS)
    return (
        select(Event.stage)
        .where(Event.application_id == Application.id, Event.at < end_of_day)
        .order_by(Event.number.desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )
