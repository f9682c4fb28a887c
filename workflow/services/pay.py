"""Pay and recover: on the share of one payer, never beyond what is due (R16), nor the year's credits (R17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from workflow.engine.facts import PaymentFacts, StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.services.access import locked_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import awards, envelopes
from workflow.store.awards import ShareRecord

PaidKind = Literal["advance", "instalment", "balance"]


def pay(
    context: Context,
    request: StepRequest,
    payer: str,
    amount: Money,
    kind: PaidKind,
    realised_base: Money | None = None,
    paid_on: date | None = None,
) -> StepDone:
    """Record a payment on the share of ``payer``; a balance comes with the base that the report proves.

    Raises:
        Refused: no agreement where one is compulsory, more than is due, or more than the year's credits.
        InvalidInput: a payer without a share.
    """
    return _move(context, request, "pay", payer, amount, kind, realised_base, paid_on, "")


def recover(
    context: Context,
    request: StepRequest,
    payer: str,
    amount: Money,
    reason: str,
    realised_base: Money | None = None,
) -> StepDone:
    """Ask money back (reversement) on the share of ``payer``.

    Raises:
        Refused: no reason, or more than was overpaid.
    """
    return _move(context, request, "recover", payer, amount, "recovery", realised_base, None, reason)


def _move(
    context: Context,
    request: StepRequest,
    event: str,
    payer: str,
    amount: Money,
    kind: Literal["advance", "instalment", "balance", "recovery"],
    realised: Money | None,
    paid_on: date | None,
    reason: str,
) -> StepDone:
    share = _share(context, request, payer)
    today = day_in_paris(context.clock.now())
    payment = PaymentFacts(payer, share.share.source, amount, kind, realised, share.envelope)
    if share.share.envelope_id is not None:
        appropriations, paid_in_year = envelopes.year_of(context.session, share.share.envelope_id, today.year)
        payment = replace(payment, appropriations=appropriations, paid_in_year=paid_in_year)

    def bring(_dossier: Dossier, facts: StepFacts) -> StepFacts:
        return replace(facts, payment=payment, reason=reason)

    def write(work: Work) -> None:
        awards.add_payment(
            work.context.session,
            share.share,
            kind,
            amount,
            paid_on or today,
            realised_base=realised,
            event_id=work.event.id,
        )

    application = locked_application(context, request.reference)
    paid = application.paid_amount - amount if kind == "recovery" else application.paid_amount + amount
    details = {"payer": payer, "amount": str(amount), "kind": kind}
    if realised is not None:
        details["realised_base"] = str(realised)
    brings = Brings(facts=bring, changes={"paid_amount": paid}, details=details, write=write)
    return take_step(context, request, event, brings)


def _share(context: Context, request: StepRequest, payer: str) -> ShareRecord:
    application = locked_application(context, request.reference)
    record = awards.award_of(context.session, application.id)
    found = [] if record is None else [one for one in record.shares if one.share.payer == payer]
    if not found:
        words = Words(fr="Ce financeur n’a pas de part dans cette aide.", en="This payer has no share in the award.")
        raise InvalidInput([Problem("payer", "payer_unknown", words)])
    return found[0]
