"""Decide: the committee's decision is recorded, with one share a payer; or the refusal, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from workflow.engine.facts import DecisionFacts, PayerDecisionFacts, StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, NotFound, Problem
from workflow.kernel.money import ZERO, Money
from workflow.kernel.words import Words
from workflow.rules.agreement import needs_agreement
from workflow.rules.award import with_award
from workflow.rules.base import eligible_base, scheme_source
from workflow.rules.cofinancing import award_shares
from workflow.rules.plan import FundingPlan
from workflow.schemes.vocabulary import Source
from workflow.services.access import visible_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.cumulation import hold_undertaking
from workflow.services.facts import Dossier, read_dossier, with_plans
from workflow.services.sessions import tally
from workflow.services.shares import ShareOrder as ShareOrder
from workflow.services.shares import share_facts
from workflow.services.stepping import Brings, take_step
from workflow.services.texts import refuse_endless
from workflow.services.work import Work
from workflow.store import awards, envelopes, plans, sessions
from workflow.store.tables.committee import Outcome
from workflow.store.yearly_aid import granted_by_year

LONGEST_NUMBER: Final = 100
"""Characters of the number of a decision."""


def award(
    context: Context, request: StepRequest, amount: Money, deliberation: str, shares: Sequence[ShareOrder]
) -> StepDone:
    """Record the award of ``amount``, which ``shares`` make up to the cent, under the deliberation's number.

    Raises:
        Refused: no majority, no quorum, a cap, a share or an envelope does not hold; each with its figures.
        InvalidInput: an envelope that is unknown or not the payer's, or a decision number that it has already used.
    """

    numbers = (("shares", one.decision_number, LONGEST_NUMBER) for one in shares)
    refuse_endless([("deliberation", deliberation, LONGEST_NUMBER), *numbers])

    def bring(dossier: Dossier, facts: StepFacts) -> StepFacts:
        if hold_undertaking(context, dossier.application, dossier.loaded):
            facts = with_plans(context, dossier, facts)
        voted = _voted(dossier, facts.plans.instructed, amount, shares)
        base = eligible_base(dossier.loaded.scheme, voted) if voted is not None else None
        given = tuple(share_facts(context, one) for one in shares)
        decision = DecisionFacts(amount, base, deliberation.strip(), given)
        return replace(facts, decision=decision, plans=replace(facts.plans, voted=voted))

    details = {
        "amount": str(amount),
        "deliberation": deliberation.strip(),
        "shares": [
            {
                "payer": one.payer,
                "source": one.source,
                "amount": str(one.amount),
                "decision": one.decision_number.strip(),
            }
            for one in shares
        ],
    }
    return take_step(
        context, request, "award", Brings(facts=bring, details=details, write=_award_writer(amount, shares))
    )


def select(context: Context, request: StepRequest) -> StepDone:
    """Record that a jury retains a project for an accompaniment: the award of a scheme that gives no money."""
    return take_step(context, request, "award", Brings(write=lambda work: _settle(work, "awarded")))


def refuse(context: Context, request: StepRequest, reason: str, deliberation: str) -> StepDone:
    """Record that the committee refuses, under the deliberation's number.

    Raises:
        Refused: no reason, no number, or a vote that was in favour.
        InvalidInput: a number of more than 100 characters.
    """
    refuse_endless([("deliberation", deliberation, LONGEST_NUMBER)])
    return take_step(
        context,
        request,
        "refuse",
        Brings(
            facts=lambda _dossier, facts: replace(
                facts, reason=reason, decision=DecisionFacts(deliberation=deliberation.strip())
            ),
            details={"deliberation": deliberation.strip()},
            write=lambda work: _settle(work, "refused"),
        ),
    )


def programme(context: Context, request: StepRequest) -> StepDone:
    """The programming committee of a collaborative call retains the project; each payer then decides."""
    return take_step(context, request, "programme", Brings(write=lambda work: _settle(work, "favourable")))


def deprogramme(context: Context, request: StepRequest, reason: str) -> StepDone:
    """A co-funder refused or reduced: the project goes back to instruction, and the payers decide anew."""
    return take_step(
        context,
        request,
        "deprogramme",
        Brings(
            facts=lambda _dossier, facts: replace(facts, reason=reason),
            write=lambda work: awards.forget_payer_decisions(work.context.session, work.application.id),
        ),
    )


def record_payer_decision(
    context: Context,
    request: StepRequest,
    payer: str,
    source: Source,
    approved: bool,
    amount: Money,
    number: str,
    decided_on: date,
) -> StepDone:
    """Record what one payer of a collaborative call decided in its own assembly.

    Raises:
        Refused: no number, or a body that is no payer of the scheme.
        InvalidInput: it has already decided on this application, or a day to come.
    """

    refuse_endless([("number", number, LONGEST_NUMBER)])
    if decided_on > day_in_paris(context.clock.now()):
        words = Words(fr="La date de la décision est passée ou du jour.", en="The decision cannot lie ahead.")
        raise InvalidInput([Problem("decided_on", "date_ahead", words)])

    def write(work: Work) -> None:
        awards.add_payer_decision(
            work.context.session,
            work.application.id,
            payer=payer,
            source=source,
            decision="approved" if approved else "refused",
            number=number.strip(),
            decided_on=decided_on,
            amount=amount if approved else ZERO,
        )

    given = PayerDecisionFacts(payer, approved, amount if approved else ZERO, number.strip())
    details = {"payer": payer, "approved": approved, "amount": str(amount), "decision": number.strip()}
    brings = Brings(facts=lambda _dossier, facts: replace(facts, payer_decision=given), details=details, write=write)
    return take_step(context, request, "record_payer_decision", brings)


def label(context: Context, request: StepRequest) -> StepDone:
    """Give a pre-application its label: the applicant may file the full application."""
    return take_step(context, request, "label")


def decline_label(context: Context, request: StepRequest, reason: str) -> StepDone:
    """Refuse a pre-application its label, with the reason."""
    return take_step(
        context, request, "decline_label", Brings(facts=lambda _dossier, facts: replace(facts, reason=reason))
    )


def admit(context: Context, request: StepRequest) -> StepDone:
    """Take a project into an accompaniment that has no jury."""
    return take_step(context, request, "admit")


def decline(context: Context, request: StepRequest, reason: str) -> StepDone:
    """Not take a project into an accompaniment, with the reason."""
    return take_step(context, request, "decline", Brings(facts=lambda _dossier, facts: replace(facts, reason=reason)))


def propose_shares(context: Context, reference: str, amount: Money) -> tuple[ShareOrder, ...]:
    """How the payers would share an award of ``amount``, in proportion to the instructed plan, to the cent.

    Where each payer decides for itself, every payer of the tree has its share; elsewhere the award is the
    running body's own, and the other funders decide at home.
    """
    application = visible_application(context, reference)
    dossier = read_dossier(context, application)
    kept = plans.plans_of(context.session, application.id, dossier.applicant_kind, dossier.group)
    instructed = plans.latest(kept, "instructed") or plans.latest(kept, "requested")
    if instructed is None:
        raise NotFound
    scheme = dossier.loaded.scheme
    available = {one.body_id: one.slug for one in envelopes.open_envelopes(context.session, application.call_id)}
    if _is_joint(dossier):
        shares = award_shares(scheme, instructed.plan, amount)
        return tuple(ShareOrder(one.payer, one.source, one.amount, "", available.get(one.payer)) for one in shares)
    own = scheme_source(scheme) or "region"
    body = scheme.running_body.id
    return (ShareOrder(body, own, amount, "", available.get(body)),)


def _is_joint(dossier: Dossier) -> bool:
    """Whether every payer decides on its own share: the workflow then records each payer's decision."""
    return any(event.id == "record_payer_decision" for event in dossier.loaded.workflow.events)


def _voted(
    dossier: Dossier, instructed: FundingPlan | None, amount: Money, shares: Sequence[ShareOrder]
) -> FundingPlan | None:
    """The plan as it is voted: the instructed one, with the scheme's own share as it is given."""
    if instructed is None:
        return None
    scheme = dossier.loaded.scheme
    own = scheme_source(scheme)
    given = [one.amount for one in shares if one.source == own]
    return with_award(scheme, instructed, sum(given, ZERO) if given else amount)


def _award_writer(amount: Money, shares: Sequence[ShareOrder]) -> Callable[[Work], None]:
    def write(work: Work) -> None:
        context, decision = work.context, work.facts.decision
        sitting = sessions.current_item(context.session, work.application.id)
        today = day_in_paris(context.clock.now())
        given = awards.add_award(
            context.session,
            work.application.id,
            amount=amount,
            base=decision.base if decision is not None else None,
            decided_on=today,
            session_id=sitting[1].id if sitting is not None else None,
            body_id=work.application.body_id,
            deliberation=decision.deliberation if decision is not None else "",
        )
        acts = awards.payer_decisions_of(context.session, work.application.id)
        decided = {one.payer: one.decided_on for one, _ in acts}
        for order in shares:
            _add_share(work, given.id, order, decided.get(order.payer, today))
        if sitting is not None and sitting[0].item.outcome is None:
            _settle(work, "awarded")

    return write


def _add_share(work: Work, award_id: int, order: ShareOrder, decided_on: date) -> None:
    context = work.context
    envelope = envelopes.find(context.session, order.envelope) if order.envelope is not None else None
    already = granted_by_year(context.session, work.application.organisation_id, award_id)
    voted = work.facts.plans.voted
    is_own = order.source == scheme_source(work.dossier.loaded.scheme)
    yearly = voted.yearly if voted is not None and voted.yearly and is_own else {decided_on.year: order.amount}
    awards.add_share(
        context.session,
        award_id,
        payer=order.payer,
        source=order.source,
        amount=order.amount,
        decision_number=order.decision_number.strip(),
        decided_on=decided_on,
        envelope_id=envelope.id if envelope is not None else None,
        agreement_required=needs_agreement(
            work.dossier.applicant_kind,
            yearly,
            context.catalogue.regulations.agreement_threshold(decided_on),
            already.get(order.payer),
        ),
    )


def _settle(work: Work, outcome: Outcome) -> None:
    found = sessions.current_item(work.context.session, work.application.id)
    if found is not None:
        sessions.settle_item(work.context.session, found[0].item.id, outcome, tally(found[0]))
