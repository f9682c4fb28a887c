"""An award as pages and letters show it."""

from __future__ import annotations

from workflow.kernel.clock import day_in_paris
from workflow.services.access import reviews
from workflow.services.context import Context
from workflow.services.views import AwardView, InstalmentView, PaymentView, ShareView
from workflow.store import awards
from workflow.store.applications import ApplicationRecord
from workflow.store.awards import AwardRecord


def award_view(context: Context, application: ApplicationRecord) -> AwardView | None:
    """The award of an application, once the person may know of it: the applicant, once it is notified."""
    record = awards.award_of(context.session, application.id) if application.awarded else None
    if record is None:
        return None
    told = context.actor.automatic or reviews(context.actor, application)
    return _view(context, record) if told or record.award.notified_at is not None else None


def _view(context: Context, record: AwardRecord) -> AwardView:
    award, today = record.award, day_in_paris(context.clock.now())
    return AwardView(
        amount=award.amount,
        base=award.base,
        decided_on=award.decided_on,
        deliberation=award.deliberation,
        body_name=record.body_name,
        session_id=award.session_id,
        notified_at=award.notified_at,
        shares=tuple(
            ShareView(
                payer=one.share.payer,
                payer_name=one.payer_name,
                source=one.share.source,
                amount=one.share.amount,
                decision_number=one.share.decision_number,
                decided_on=one.share.decided_on,
                envelope=one.envelope,
                agreement_required=one.share.agreement_required,
                agreement_signed_on=one.share.agreement_signed_on,
                paid=one.share.paid,
                recovered=one.share.recovered,
            )
            for one in record.shares
        ),
        payments=tuple(PaymentView(name, one.kind, one.amount, one.paid_on) for one, name in record.payments),
        instalments=tuple(
            InstalmentView(
                one.number, one.due_on, one.amount, one.repaid, one.due_on < today and one.repaid < one.amount
            )
            for one in record.instalments
        ),
    )
