"""Submit: the deposit, and its receipt (CRPA L112-3, R112-5)."""

from __future__ import annotations

import hashlib
from typing import Final

from workflow.kernel.errors import NotFound
from workflow.kernel.words import Words
from workflow.services.access import visible_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.stepping import take_step
from workflow.services.versions import pinned
from workflow.services.views import Receipt
from workflow.store import answers, events
from workflow.store.types import canonical_json

DEPOSITS: Final = ("submit", "submit_pre_application")
REMEDIES: Final = Words(
    fr="Une décision de refus, même née du silence, peut être contestée dans les deux mois : par un recours "
    "gracieux auprès du service, ou par un recours devant le tribunal administratif.",
    en="A refusal, even one that follows from silence, can be challenged within two months: by asking the "
    "service to reconsider, or before the administrative court.",
)


def submit(context: Context, request: StepRequest) -> StepDone:
    """File the application: answers and plan are frozen, the scheme's version is pinned, the clock starts.

    Raises: see :func:`workflow.services.stepping.take_step`.
    """
    return take_step(context, request, "submit")


def submit_pre_application(context: Context, request: StepRequest) -> StepDone:
    """File the pre-application of a collaborative call."""
    return take_step(context, request, "submit_pre_application")


def receipt(context: Context, reference: str) -> Receipt:
    """The receipt of an application that has been filed, as it was on the day of the deposit.

    Raises:
        NotFound: not for this person, or not filed yet.
    """
    application = visible_application(context, reference)
    if application.submitted_at is None:
        raise NotFound
    scheme = pinned(context, application.scheme_id, application.scheme_version_id).scheme
    kept = answers.filed_answers(context.session, application.id)
    filed = canonical_json(kept.answers if kept is not None else {})
    deposit = next(
        (one for one in reversed(events.timeline(context.session, application.id)) if one.name in DEPOSITS), None
    )
    return Receipt(
        reference=application.reference,
        title=application.title,
        scheme_title=scheme.title,
        received_at=deposit.at if deposit is not None else application.submitted_at,
        filed_hash=hashlib.sha256(filed.encode()).hexdigest(),
        implicit_refusal_on=application.implicit_refusal_on,
        service=scheme.contact.service,
        contact=scheme.contact.email,
        remedies=REMEDIES,
    )
