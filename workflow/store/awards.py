"""Awards, their shares, payments and repayments, as services read and write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.kernel.money import Money
from workflow.schemes.vocabulary import Source
from workflow.store.dossier import Dossier, told_by
from workflow.store.memory import remembered
from workflow.store.tables import (
    Award,
    AwardShare,
    Body,
    Envelope,
    Instalment,
    PayerDecision,
    Payment,
)
from workflow.store.tables.awards import PayerChoice, PaymentKind


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """A share with the names of its payer and of its envelope."""

    share: AwardShare
    payer_name: str
    envelope: str | None


@dataclass(frozen=True, slots=True)
class AwardRecord:
    """An award with everything that hangs on it. ``payments`` carry the name of their payer."""

    award: Award
    body_name: str
    shares: Sequence[ShareRecord]
    payments: Sequence[tuple[Payment, str]]
    instalments: Sequence[Instalment]


def _told_award(whole: Dossier) -> AwardRecord | None:
    award = whole.newest(Award)
    if award is None:
        return None
    bodies = {body.id: body.name for body in whole.all(Body)}
    slugs = {envelope.id: envelope.slug for envelope in whole.all(Envelope)}
    shares = {one.id: one for one in whole.all(AwardShare)}
    return AwardRecord(
        award,
        bodies[award.body_id],
        [ShareRecord(one, bodies[one.payer], slugs.get(one.envelope_id or 0)) for one in shares.values()],
        [(one, bodies[shares[one.award_share_id].payer]) for one in whole.all(Payment)],
        sorted(whole.all(Instalment), key=attrgetter("number")),
    )


def _told_decisions(whole: Dossier) -> Sequence[tuple[PayerDecision, str]]:
    bodies = {body.id: body.name for body in whole.all(Body)}
    decisions = sorted(whole.all(PayerDecision), key=attrgetter("decided_on"))
    return [(one, bodies[one.payer]) for one in decisions]


@remembered
@told_by(_told_award)
def award_of(session: Session, application_id: int) -> AwardRecord | None:
    """The award of an application, in four statements at most."""
    row = session.execute(
        select(Award, Body.name).join(Body, Body.id == Award.body_id).where(Award.application_id == application_id)
    ).one_or_none()
    if row is None:
        return None
    award = row[0]
    shares = shares_of(session, award.id)
    payments = session.execute(
        select(Payment, Body.name)
        .join(AwardShare, AwardShare.id == Payment.award_share_id)
        .join(Body, Body.id == AwardShare.payer)
        .where(AwardShare.award_id == award.id)
        .order_by(Payment.id)
    ).all()
    instalments = session.scalars(
        select(Instalment).where(Instalment.award_id == award.id).order_by(Instalment.number)
    ).all()
    return AwardRecord(award, row[1], shares, [(one[0], one[1]) for one in payments], instalments)


def shares_of(session: Session, award_id: int) -> Sequence[ShareRecord]:
    """The shares of an award, in the order in which they were decided."""
    rows = session.execute(
        select(AwardShare, Body.name, Envelope.slug)
        .join(Body, Body.id == AwardShare.payer)
        .outerjoin(Envelope, Envelope.id == AwardShare.envelope_id)
        .where(AwardShare.award_id == award_id)
        .order_by(AwardShare.id)
    )
    return [ShareRecord(row[0], row[1], row[2]) for row in rows]


def add_award(
    session: Session,
    application_id: int,
    *,
    amount: Money,
    base: Money | None,
    decided_on: date,
    session_id: int | None,
    body_id: str,
    deliberation: str,
) -> Award:
    """Write an award; its shares follow with :func:`add_share`."""
    award = Award(
        application_id=application_id,
        amount=amount,
        base=base,
        decided_on=decided_on,
        session_id=session_id,
        body_id=body_id,
        deliberation=deliberation,
    )
    session.add(award)
    session.flush()
    return award


def add_share(
    session: Session,
    award_id: int,
    *,
    payer: str,
    source: Source,
    amount: Money,
    decision_number: str,
    decided_on: date,
    envelope_id: int | None,
    agreement_required: bool,
) -> AwardShare:
    """Write the share of one payer."""
    share = AwardShare(
        award_id=award_id,
        payer=payer,
        source=source,
        amount=amount,
        decision_number=decision_number,
        decided_on=decided_on,
        envelope_id=envelope_id,
        agreement_required=agreement_required,
    )
    session.add(share)
    session.flush()
    return share


def add_payment(
    session: Session,
    share: AwardShare,
    kind: PaymentKind,
    amount: Money,
    paid_on: date,
    *,
    realised_base: Money | None,
    event_id: int,
) -> None:
    """Write a payment or a recovery, and carry it to the share, in euro cents."""
    column = AwardShare.recovered if kind == "recovery" else AwardShare.paid
    session.execute(
        update(AwardShare)
        .where(AwardShare.id == share.id)
        .values({column: column + amount})
        .execution_options(synchronize_session=False)
    )
    session.add(
        Payment(
            award_share_id=share.id,
            kind=kind,
            amount=amount,
            paid_on=paid_on,
            realised_base=realised_base,
            event_id=event_id,
        )
    )
    session.flush()
    session.refresh(share)


def latest_realised_base(record: AwardRecord) -> Money | None:
    """The base proved by the newest report on the spending."""
    proved = [payment.realised_base for payment, _ in record.payments if payment.realised_base is not None]
    return proved[-1] if proved else None


def set_award_dates(
    session: Session,
    award_id: int,
    *,
    notified_at: datetime | None = None,
    lapsed_on: date | None = None,
    closed_on: date | None = None,
) -> None:
    """Note when the award was notified, lapsed or closed; what is not given stays."""
    given = {"notified_at": notified_at, "lapsed_on": lapsed_on, "closed_on": closed_on}
    values = {name: value for name, value in given.items() if value is not None}
    session.execute(update(Award).where(Award.id == award_id).values(values))


def write_instalments(
    session: Session, award_id: int, lines: Sequence[tuple[date, Money, Money]], on: date | None
) -> None:
    """Write the repayment schedule of an advance: day due, amount, repaid so far, in order.

    ``on`` is the day of a repayment, noted on the instalments that it completes; ``None`` for a new schedule.
    """
    known = {one.number: one for one in session.scalars(select(Instalment).where(Instalment.award_id == award_id))}
    for number, (due_on, amount, repaid) in enumerate(lines, start=1):
        one = known.pop(number, None) or Instalment(award_id=award_id, number=number)
        if on is not None and repaid == amount and one.repaid_on is None:
            one.repaid_on = on
        one.due_on, one.amount, one.repaid = due_on, amount, repaid
        session.add(one)
    for one in known.values():
        session.delete(one)
    session.flush()


@remembered
@told_by(_told_decisions)
def payer_decisions_of(session: Session, application_id: int) -> Sequence[tuple[PayerDecision, str]]:
    """What each payer of a collaborative call decided, with the payers' names."""
    rows = session.execute(
        select(PayerDecision, Body.name)
        .join(Body, Body.id == PayerDecision.payer)
        .where(PayerDecision.application_id == application_id)
        .order_by(PayerDecision.decided_on)
    )
    return [(row[0], row[1]) for row in rows]


def add_payer_decision(
    session: Session,
    application_id: int,
    *,
    payer: str,
    source: Source,
    decision: PayerChoice,
    number: str,
    decided_on: date,
    amount: Money,
) -> None:
    """Write the decision of one payer."""
    session.add(
        PayerDecision(
            application_id=application_id,
            payer=payer,
            source=source,
            decision=decision,
            number=number,
            decided_on=decided_on,
            amount=amount,
        )
    )
    session.flush()


def forget_payer_decisions(session: Session, application_id: int) -> None:
    """Drop the payers' decisions of an application that goes back to instruction."""
    for decision, _ in payer_decisions_of(session, application_id):
        session.delete(decision)
    session.flush()
