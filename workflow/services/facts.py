"""From the record to the facts on which the engine decides: only what the step's guards will ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from workflow.engine.facts import (
    AccompanimentFacts,
    ActorFacts,
    AgendaFacts,
    AwardedShareFacts,
    AwardFacts,
    CallFacts,
    FilingFacts,
    ItemFacts,
    PayerDecisionFacts,
    PlanFacts,
    ReviewFacts,
    StepFacts,
)
from workflow.kernel.clock import day_in_paris
from workflow.rules.base import scheme_source
from workflow.rules.schedule import Instalment
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.vocabulary import BeneficiaryKind, Guard
from workflow.services.access import roles_on
from workflow.services.context import Context
from workflow.services.cumulation import with_known_aid
from workflow.services.versions import followed
from workflow.store import awards, filings, instruction, plans, schemes, sessions, standings
from workflow.store.applications import ApplicationRecord
from workflow.store.yearly_aid import granted_by_year

INSTRUCTING: Final = ("record_eligibility", "retain_costs", "propose_amount", "give_opinion", "qualify")
SUBMITTING: Final = ("submit", "submit_pre_application")


@dataclass(frozen=True, slots=True)
class Dossier:
    """An application with what is read beside it for every step."""

    application: ApplicationRecord
    loaded: LoadedScheme
    applicant_kind: BeneficiaryKind
    group: str | None


def read_dossier(context: Context, application: ApplicationRecord) -> Dossier:
    """The application with the version that it follows and the kind of its applicant: its organisation's, or an
    individual; in one statement.
    """
    standing = standings.standing_of(context.session, application.scheme_version_id, application.organisation_id)
    loaded = followed(context, application, standing.digest)
    known = standing.organisation
    if known is None:
        return Dossier(application, loaded, "individual", f"person-{application.applicant_person_id}")
    group = known.group_name or (known.siret and known.siret[:9]) or known.rna
    return Dossier(application, loaded, known.kind, group or f"organisation-{application.organisation_id}")


def facts_for(context: Context, dossier: Dossier, guards: Iterable[Guard]) -> StepFacts:
    """The facts that ``guards`` ask for; what the actor brings is added by the verb."""
    application = dossier.application
    facts = StepFacts(
        state=application.state,
        loaded=dossier.loaded,
        regulations=context.catalogue.regulations,
        on=day_in_paris(context.clock.now()),
        actor=ActorFacts(
            person_id=context.actor.person_id,
            roles=roles_on(context.actor, application),
            automatic=context.actor.automatic,
        ),
    )
    wanted = dict.fromkeys(part for guard in guards for part in PARTS.get(guard, ()))
    for part in wanted:
        facts = part(context, dossier, facts)
    return facts


Part = Callable[[Context, Dossier, StepFacts], StepFacts]


def with_filing(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """What was filed, or is about to be: answers, documents, applicant, partners."""
    application = dossier.application
    kept = filings.filing_of(context.session, application.id)
    return replace(
        facts,
        filing=FilingFacts(
            answers=kept.answers,
            attached=kept.documents,
            applicant_kind=dossier.applicant_kind,
            nuts2=application.nuts2,
            phase=application.phase,
            partners=kept.partners,
            holder_is_host=_holder_is_host(kept.answers),
        ),
    )


def _holder_is_host(given: object) -> bool | None:
    """Whether the project holder answers for the host enterprise too: the same e-mail, or the same name."""
    if not isinstance(given, dict):
        return None
    pairs = [(given.get(f"holder_{key}"), given.get(f"host_manager_{key}")) for key in ("email", "name")]
    known = [(str(one).casefold().strip(), str(other).casefold().strip()) for one, other in pairs if one and other]
    return any(one == other for one, other in known) if known else None


def with_call(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """The call that the application answers, and what else the applicant filed in it."""
    application = dossier.application
    if application.call_id is None:
        return facts
    call = schemes.call(context.session, application.call_id)
    if call.opens_on is None:
        return facts
    declared = next((one for one in dossier.loaded.scheme.calls if one.id == call.slug), None)
    filed = schemes.submitted_in_call(
        context.session, call.id, application.organisation_id, application.applicant_person_id, application.id
    )
    limit = declared.applications_per_applicant if declared is not None else None
    return replace(facts, call=CallFacts(call.slug, call.opens_on, call.closes_on, filed, limit))


def with_plans(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """The newest plan of each kind, with the de minimis aid that the record knows."""
    application, loaded = dossier.application, dossier.loaded
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    newest = {kind: plans.latest(kept, kind) for kind in ("requested", "instructed", "voted")}
    found = {
        kind: with_known_aid(context, application, loaded, one.plan) if one is not None else None
        for kind, one in newest.items()
    }
    return replace(facts, plans=PlanFacts(**found))


def with_items(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """The open item request, with how much of it is answered."""
    waiting = instruction.open_item_request(context.session, dossier.application.id)
    if waiting is None:
        return facts
    request, items = waiting
    answered = sum(1 for item in items if item.answer or item.attachment_id is not None)
    return replace(facts, items=ItemFacts(len(items), answered, request.deadline_on))


def with_review(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """What instruction has established."""
    application = dossier.application
    eligibility = instruction.latest_eligibility(context.session, application.id)
    counts = instruction.opinion_counts(context.session, application.id)
    return replace(
        facts,
        review=ReviewFacts(
            eligible=eligibility.eligible if eligibility is not None else None,
            costs_retained=application.retained_base is not None,
            proposed=application.proposed_amount,
            officer_opinions=counts.officer,
            expert_opinions=counts.expert,
        ),
    )


def with_duties(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """Who submitted and who instructed."""
    return replace(
        facts,
        submitted_by=instruction.people_who(context.session, dossier.application.id, SUBMITTING),
        instructed_by=instruction.people_who(context.session, dossier.application.id, INSTRUCTING),
    )


def with_agenda(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """The item before the committee, while it has no outcome."""
    found = sessions.current_item(context.session, dossier.application.id)
    if found is None or found[0].item.outcome is not None:
        return facts
    record, sitting = found
    members = sessions.members_of(context.session, sitting.id)
    return replace(
        facts,
        agenda=AgendaFacts(
            committee=sitting.committee,
            session_state=sitting.state,
            member_count=sitting.member_count,
            quorum=Fraction(sitting.quorum_numerator, sitting.quorum_denominator),
            members=frozenset(member.person_id for member, _ in members),
            present=frozenset(member.person_id for member, _ in members if member.present),
            recused=record.recused,
            votes=record.votes,
        ),
    )


def with_payer_decisions(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """What each payer of a collaborative call has decided."""
    decided = awards.payer_decisions_of(context.session, dossier.application.id)
    return replace(
        facts,
        payer_decisions=tuple(
            PayerDecisionFacts(one.payer, one.decision == "approved", one.amount, one.number) for one, _ in decided
        ),
    )


def with_award(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """The award that stands, its shares, what was proved and what comes back."""
    record = awards.award_of(context.session, dossier.application.id)
    if record is None:
        return facts
    award = record.award
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    voted = plans.latest(kept, "voted")
    already = granted_by_year(context.session, dossier.application.organisation_id, award.id)
    own = scheme_source(dossier.loaded.scheme)
    shares = tuple(
        AwardedShareFacts(
            payer=one.share.payer,
            source=one.share.source,
            amount=one.share.amount,
            paid=one.share.paid,
            recovered=one.share.recovered,
            agreement_signed=one.share.agreement_signed_on is not None,
            yearly=voted.plan.yearly if voted is not None and one.share.source == own else {},
            already=already.get(one.share.payer, {}),
        )
        for one in record.shares
    )
    return replace(
        facts,
        award=AwardFacts(
            amount=award.amount,
            decided_on=award.decided_on,
            base=award.base,
            realised=awards.latest_realised_base(record),
            shares=shares,
            schedule=tuple(Instalment(one.number, one.due_on, one.amount, one.repaid) for one in record.instalments),
        ),
    )


def with_accompaniment(context: Context, dossier: Dossier, facts: StepFacts) -> StepFacts:
    """How many orientations and follow-ups were recorded."""
    kinds = [one.kind for one, _ in instruction.follow_ups_of(context.session, dossier.application.id)]
    return replace(facts, accompaniment=AccompanimentFacts(kinds.count("direction"), kinds.count("follow_up")))


PARTS: Final[dict[Guard, tuple[Part, ...]]] = {
    "pre_application_complete": (with_filing,),
    "application_complete": (with_filing,),
    "documents_complete": (with_filing,),
    "plan_balances": (with_plans,),
    "deposit_window": (with_call,),
    "beneficiary_kind": (with_filing,),
    "territory": (with_filing,),
    "phase": (with_filing,),
    "partners": (with_filing,),
    "applications_per_call": (with_call,),
    "host_differs_from_holder": (with_filing,),
    "items_answered": (with_items,),
    "eligibility_recorded": (with_review,),
    "costs_retained": (with_review, with_plans),
    "amount_proposed": (with_review,),
    "opinion_given": (with_review,),
    "expert_opinion_given": (with_review,),
    "caps_hold": (with_plans, with_filing),
    "co_financing_balances": (with_plans,),
    "on_agenda": (with_agenda,),
    "session_open": (with_agenda,),
    "quorum_met": (with_agenda,),
    "recusals_respected": (with_agenda,),
    "vote_in_favour": (with_agenda,),
    "vote_against": (with_agenda,),
    "separation_of_duties": (with_duties,),
    "shares_make_award": (with_plans,),
    "every_payer_decided": (with_payer_decisions, with_plans),
    "agreement_signed_where_required": (with_award, with_filing),
    "payment_within_award": (with_award,),
    "payment_within_appropriations": (with_award,),
    "recovery_owed": (with_award,),
    "account_settled": (with_award,),
    "schedule_set": (with_award,),
    "advance_repaid": (with_award,),
    "orientation_recorded": (with_accompaniment,),
    "follow_up_recorded": (with_accompaniment,),
}
"""What each guard reads of the record; the others read only what the actor brings."""
