"""Money: envelopes move in the transaction of the step that moves them (R17); totals follow by themselves.

Only shares that draw on an envelope kept here move a balance; other payers keep their books at home.
"""

from __future__ import annotations

from workflow.engine.facts import PaymentFacts
from workflow.kernel.clock import day_in_paris
from workflow.kernel.money import ZERO
from workflow.services.work import Work
from workflow.store import awards, ledger
from workflow.store.tables import AwardShare


def reserve_award(work: Work) -> None:
    """Set each share aside on its envelope."""
    for share in _shares(work):
        if share.envelope_id is not None and share.amount > ZERO:
            ledger.reserve(work.context.session, share.envelope_id, share.amount, work.cause(share.id))


def release_reservation(work: Work) -> None:
    """Give what was reserved back to the envelopes."""
    for share in _shares(work):
        if share.envelope_id is not None and share.amount > ZERO:
            ledger.release_reservation(work.context.session, share.envelope_id, share.amount, work.cause(share.id))


def commit_award(work: Work) -> None:
    """Turn the reservations into commitments."""
    for share in _shares(work):
        if share.envelope_id is not None and share.amount > ZERO:
            ledger.commit(work.context.session, share.envelope_id, share.amount, work.cause(share.id))


def release_commitment(work: Work) -> None:
    """Give the envelopes back what will not be paid."""
    for share in _shares(work):
        left = share.amount - share.paid + share.recovered
        if share.envelope_id is not None and left > ZERO:
            ledger.release_commitment(work.context.session, share.envelope_id, left, work.cause(share.id))


def record_payment(work: Work) -> None:
    """Take a payment from its envelope and from the appropriations of its year."""
    payment = work.facts.payment
    if payment is None:
        return
    share = _paid_share(work, payment)
    if share.envelope_id is not None:
        year = day_in_paris(work.context.clock.now()).year
        ledger.pay(work.context.session, share.envelope_id, year, payment.amount, work.cause(share.id))


def record_recovery(work: Work) -> None:
    """Note on the envelope the money that comes back.

    Once the award has lapsed nothing more will be paid on it: what comes back frees the commitment too.
    """
    payment = work.facts.payment
    if payment is None:
        return
    share = _paid_share(work, payment)
    if share.envelope_id is None:
        return
    session, cause = work.context.session, work.cause(share.id)
    ledger.recover(session, share.envelope_id, payment.amount, cause)
    record = awards.award_of(session, work.application.id)
    if record is not None and record.award.lapsed_on is not None:
        ledger.release_commitment(session, share.envelope_id, payment.amount, cause)


def _shares(work: Work) -> list[AwardShare]:
    record = awards.award_of(work.context.session, work.application.id)
    return [one.share for one in record.shares] if record is not None else []


def _paid_share(work: Work, payment: PaymentFacts) -> AwardShare:
    return next(one for one in _shares(work) if (one.payer, one.source) == (payment.payer, payment.source))
