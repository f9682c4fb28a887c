"""Agreement (convention): signed with one payer; compulsory above 23 000 EUR a year (loi 2000-321 art. 10)."""

from __future__ import annotations

from datetime import date

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import awards


def sign_agreement(context: Context, request: StepRequest, signed_on: date, payer: str | None = None) -> StepDone:
    """Record that the agreement with ``payer`` (with all of them where ``None``) was signed on ``signed_on``.

    Raises:
        InvalidInput: a day to come or before the decision, a payer without a share or whose agreement is signed.
    """
    if signed_on > day_in_paris(context.clock.now()):
        words = Words(fr="La date de signature est passée ou du jour.", en="The day of signature cannot lie ahead.")
        raise InvalidInput([Problem("signed_on", "date_ahead", words)])

    def write(work: Work) -> None:
        record = awards.award_of(work.context.session, work.application.id)
        shares = [] if record is None else [one.share for one in record.shares if payer in (None, one.share.payer)]
        signed = [share for share in shares if share.agreement_signed_on is None]
        if shares and not signed:
            words = Words(fr="Cette convention est déjà signée.", en="This agreement has already been signed.")
            raise InvalidInput([Problem("payer", "already_signed", words)])
        if not shares:
            words = Words(fr="Ce financeur n’a pas de part dans cette aide.", en="This payer has no share.")
            raise InvalidInput([Problem("payer", "payer_unknown", words)])
        if any(signed_on < share.decided_on for share in signed):
            words = Words(fr="Une convention se signe après la décision.", en="An agreement follows the decision.")
            raise InvalidInput([Problem("signed_on", "date_order", words)])
        for share in signed:
            share.agreement_signed_on = signed_on
        work.context.session.flush()

    details = {"signed_on": signed_on.isoformat(), "payer": payer or "all"}
    return take_step(context, request, "sign_agreement", Brings(details=details, write=write))
