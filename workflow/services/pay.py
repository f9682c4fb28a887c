"""Pay and recover: on the share of one payer, never beyond what is due (R16), nor the year's credits (R17)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workflow.engine.facts import PaymentFacts, StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import Source
from workflow.services.access import locked_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import awards, envelopes
from workflow.store.applications import ApplicationRecord
from workflow.store.awards import ShareRecord

PaidKind = Literal["advance", "instalment", "balance"]


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that leaves for the share of a payer, or comes back to it.

    ``realised_base`` is the base that a report proves; ``source`` tells apart two shares of one payer.
    """

    payer: str
    amount: Money
    kind: Literal["advance", "instalment", "balance", "recovery"]
    realised_base: Money | None = None
    paid_on: date | None = None
    source: Source | None = None


def pay(
    context: Context,
    request: StepRequest,
    payer: str,
    amount: Money,
    kind: PaidKind,
    realised_base: Money | None = None,
    paid_on: date | None = None,
    source: Source | None = None,
) -> StepDone:
    """Record a payment on the share of ``payer``; a balance comes with the base that the report proves.

    ``source`` tells apart two shares of one payer.

    Raises:
        Refused: no agreement where one is compulsory, more than is due, or more than the year's credits.
        InvalidInput: a payer without a share, or a day that lies ahead, before the decision or in another year.
    """
    movement = Movement(payer, amount, kind, realised_base, paid_on, source)
    return _move(context, request, "pay", movement, "")


def recover(
    context: Context,
    request: StepRequest,
    payer: str,
    amount: Money,
    reason: str,
    realised_base: Money | None = None,
    source: Source | None = None,
) -> StepDone:
    """Ask money back (reversement) on the share of ``payer``; see :func:`pay` for the rest.

    Raises:
        Refused: no reason, or more than was overpaid.
        InvalidInput: a payer without a share.
    """
    movement = Movement(payer, amount, "recovery", realised_base, None, source)
    return _move(context, request, "recover", movement, reason)


def _move(context: Context, request: StepRequest, event: str, movement: Movement, reason: str) -> StepDone:
    application = locked_application(context, request.reference)
    share = _share(context, application, movement)
    today = day_in_paris(context.clock.now())
    _check_day(movement.paid_on or today, share, today)
    payment = _facts(context, share, movement, today.year)

    def bring(_dossier: Dossier, facts: StepFacts) -> StepFacts:
        return replace(facts, payment=payment, reason=reason)

    def write(work: Work) -> None:
        awards.add_payment(
            work.context.session,
            share.share,
            movement.kind,
            movement.amount,
            movement.paid_on or today,
            realised_base=movement.realised_base,
            event_id=work.event.id,
        )

    sign = -movement.amount if movement.kind == "recovery" else movement.amount
    details = {"payer": movement.payer, "amount": str(movement.amount), "kind": movement.kind}
    if movement.realised_base is not None:
        details["realised_base"] = str(movement.realised_base)
    changes = {"paid_amount": application.paid_amount + sign}
    return take_step(context, request, event, Brings(facts=bring, changes=changes, details=details, write=write))


def _check_day(paid_on: date, share: ShareRecord, today: date) -> None:
    """A payment counts in the credits of the year in which it is recorded, so its day lies in that year."""
    if paid_on > today:
        words = Words(fr="La date du versement est passée ou du jour.", en="The day of payment cannot lie ahead.")
        raise InvalidInput([Problem("paid_on", "date_ahead", words)])
    if paid_on < share.share.decided_on or paid_on.year != today.year:
        words = Words(
            fr="Un versement suit la décision et s’enregistre dans l’année où il est fait.",
            en="A payment follows the decision and is recorded in the year in which it is made.",
        )
        raise InvalidInput([Problem("paid_on", "date_order", words)])


def _facts(context: Context, share: ShareRecord, movement: Movement, year: int) -> PaymentFacts:
    payment = PaymentFacts(
        payer=movement.payer,
        source=share.share.source,
        amount=movement.amount,
        kind=movement.kind,
        realised=movement.realised_base,
        envelope=share.envelope,
    )
    if share.share.envelope_id is None:
        return payment
    appropriations, paid = envelopes.year_of(context.session, share.share.envelope_id, year)
    return replace(payment, appropriations=appropriations, paid_in_year=paid)


def _share(context: Context, application: ApplicationRecord, movement: Movement) -> ShareRecord:
    record = awards.award_of(context.session, application.id)
    found = [
        one
        for one in (record.shares if record is not None else ())
        if one.share.payer == movement.payer and movement.source in (None, one.share.source)
    ]
    if not found:
        words = Words(fr="Ce financeur n’a pas de part dans cette aide.", en="This payer has no share in the award.")
        raise InvalidInput([Problem("payer", "payer_unknown", words)])
    return found[0]
