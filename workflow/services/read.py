"""The application as one person may see it: everything on one page, read once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflow.engine.machine import machine_for
from workflow.engine.step import OfferedStep, offered
from workflow.kernel.clock import day_in_paris
from workflow.rules.base import MONEY_INSTRUMENTS
from workflow.rules.finding import Verdict
from workflow.rules.plan import FundingPlan
from workflow.rules.verdict import assess
from workflow.services.access import may_read_as_applicant, may_write_as_applicant, reviews, visible_application
from workflow.services.attach import attachment_view
from workflow.services.award_views import award_view
from workflow.services.context import Context
from workflow.services.cumulation import with_known_aid
from workflow.services.drafting import awaits_deposit
from workflow.services.expectation import next_step
from workflow.services.facts import Dossier, facts_for, read_dossier
from workflow.services.rows import as_told, row_of, state_title
from workflow.services.views import (
    ApplicationPage,
    AttachmentView,
    EventView,
    FollowUpView,
    ItemRequestView,
    OpinionView,
    PartnerView,
    PlanView,
    RequestedItem,
)
from workflow.store import answers, attachments, events, instruction, organisations, people, plans, sessions
from workflow.store.applications import ApplicationRecord
from workflow.store.dossier import gather
from workflow.store.tables import AnswerSet, ItemRequest
from workflow.store.tables import RequestedItem as AskedItem

TOLD: Final = ("declare_ineligible", "notify_refusal", "withdraw", "lapse", "recover", "declare_default")
"""Steps whose words the applicant reads on the timeline; those of a committee come with the letter."""


def application(context: Context, reference: str) -> ApplicationPage:
    """Everything that the person may see of an application, and every step that it offers them.

    Raises:
        NotFound: there is none for this person.
    """
    found = visible_application(context, reference)
    gather(context.session, found.id)
    dossier = read_dossier(context, found)
    steps = _steps(context, dossier)
    return _page(context, dossier, steps)


def check_plan(context: Context, scheme_id: str, plan: FundingPlan) -> Verdict:
    """What the rules of a scheme say of a plan today: for what-ifs, nothing is kept.

    Raises:
        NotFound: no such scheme.
    """
    loaded = context.catalogue.get(scheme_id)
    return assess(loaded.scheme, context.catalogue.regulations, plan, day_in_paris(context.clock.now()))


def offered_steps(context: Context, dossier: Dossier) -> tuple[OfferedStep, ...]:
    """The steps that the application's state offers to the person, each allowed or with what forbids it."""
    return _steps(context, dossier)


def _steps(context: Context, dossier: Dossier) -> tuple[OfferedStep, ...]:
    possible = machine_for(dossier.loaded).offered_in(dossier.application.state)
    guards = dict.fromkeys(guard for event in possible for guard in event.guards)
    return offered(facts_for(context, dossier, guards))


def _page(context: Context, dossier: Dossier, steps: tuple[OfferedStep, ...]) -> ApplicationPage:
    found, loaded, session = dossier.application, dossier.loaded, context.session
    organisation = organisations.find(session, found.organisation_id)
    wanted = {found.applicant_person_id, *([found.assigned_to] if found.assigned_to else [])}
    names = people.names(session, wanted)
    name = organisation.name if organisation is not None else names.get(found.applicant_person_id, "")
    is_officer = reviews(context.actor, found)
    row = row_of(found, loaded, name, names.get(found.assigned_to or 0))
    latest = _answers(context, found)
    eligibility = instruction.latest_eligibility(session, found.id) if found.submitted_at is not None else None
    views = _plans(context, dossier)
    files = _attachments(context, dossier)
    return ApplicationPage(
        row=row if is_officer else as_told(row),
        scheme_version=loaded.version,
        organisation_id=found.organisation_id,
        organisation_name=organisation.name if organisation is not None else None,
        phase=found.phase,
        nuts2=found.nuts2,
        answers=latest.answers if latest is not None else {},
        answers_number=latest.number if latest is not None else 0,
        partners=_partners(context, found),
        plans=views,
        attachments=files,
        item_requests=_item_requests(context, dossier, files),
        eligible=eligibility.eligible if eligibility is not None else None,
        eligibility_reason=eligibility.reason if eligibility is not None else "",
        opinions=_opinions(context, found),
        proposed=found.proposed_amount if is_officer else None,
        award=award_view(context, found),
        follow_ups=_follow_ups(context, dossier),
        timeline=_timeline(context, dossier),
        steps=steps,
        verdict=_verdict(context, dossier, views),
        next_step=next_step(context, dossier),
        agenda_session=_agenda_session(context, found),
        can_edit=awaits_deposit(loaded, found) and may_write_as_applicant(context.actor, found),
        is_applicant=may_read_as_applicant(context.actor, found),
        is_officer=is_officer,
    )


def _answers(context: Context, found: ApplicationRecord) -> AnswerSet | None:
    """Applicants read what they write; the others, what was filed."""
    if may_read_as_applicant(context.actor, found):
        return answers.latest_answers(context.session, found.id)
    return answers.filed_answers(context.session, found.id)


def _plans(context: Context, dossier: Dossier) -> tuple[PlanView, ...]:
    """Instruction's plan is for those who decide; an applicant reads theirs, and the one voted once they are told."""
    shown = {"requested", "instructed", "voted", "paid"}
    if not reviews(context.actor, dossier.application):
        shown = {"requested"} if award_view(context, dossier.application) is None else shown - {"instructed"}
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    return tuple(
        PlanView(one.kind, one.number, one.filed, one.created_at, one.plan, one.requested_costs, one.reasons)
        for one in kept
        if one.kind in shown
    )


def _verdict(context: Context, dossier: Dossier, views: tuple[PlanView, ...]) -> Verdict | None:
    scheme = dossier.loaded.scheme
    if not views or scheme.instrument not in MONEY_INSTRUMENTS:
        return None
    on = day_in_paris(dossier.application.submitted_at or context.clock.now())
    plan = with_known_aid(context, dossier.application, dossier.loaded, views[-1].plan)
    return assess(scheme, context.catalogue.regulations, plan, on)


def _attachments(context: Context, dossier: Dossier) -> tuple[AttachmentView, ...]:
    kept = attachments.current_attachments(context.session, dossier.application.id)
    return tuple(attachment_view(dossier.loaded, one, by) for one, by in kept)


def _partners(context: Context, found: ApplicationRecord) -> tuple[PartnerView, ...]:
    kept = answers.partners_of(context.session, found.id)
    return tuple(PartnerView(one.name, one.siret, one.role or "", one.contribution) for one in kept)


def _item_requests(context: Context, dossier: Dossier, files: Sequence[AttachmentView]) -> tuple[ItemRequestView, ...]:
    if dossier.application.submitted_at is None:
        return ()
    return tuple(
        ItemRequestView(
            id=request.id,
            asked_at=request.asked_at,
            deadline_on=request.deadline_on,
            received_at=request.received_at,
            message=request.message,
            items=tuple(
                RequestedItem(
                    item.position,
                    item.label,
                    item.document,
                    item.answer,
                    _file_of(context, dossier, request, item, files),
                )
                for item in items
            ),
        )
        for request, items in instruction.item_requests(context.session, dossier.application.id)
    )


def _file_of(
    context: Context, dossier: Dossier, request: ItemRequest, item: AskedItem, files: Sequence[AttachmentView]
) -> AttachmentView | None:
    """The file that answers an item: the one kept with it, even replaced; else what stands since the request."""
    if item.attachment_id is None:
        given = (one for one in files if one.document == f"item:{item.position}")
        waits = request.received_at is None
        return next((one for one in given if waits and one.uploaded_at >= request.asked_at), None)
    standing = next((one for one in files if one.id == item.attachment_id), None)
    if standing is not None:
        return standing
    kept = attachments.attachment(context.session, dossier.application.id, item.attachment_id)
    return attachment_view(dossier.loaded, kept, "") if kept is not None else None


def _opinions(context: Context, found: ApplicationRecord) -> tuple[OpinionView, ...]:
    """Opinions are the reviewers' own until the decision is made: an applicant does not see them."""
    if found.submitted_at is None or not reviews(context.actor, found):
        return ()
    return tuple(
        OpinionView(opinion.kind, opinion.value, opinion.text, by, opinion.at, marks)
        for opinion, by, marks in instruction.opinions_of(context.session, found.id)
    )


def _follow_ups(context: Context, dossier: Dossier) -> tuple[FollowUpView, ...]:
    if dossier.loaded.scheme.instrument not in ("accompaniment", "orientation"):
        return ()
    return tuple(
        FollowUpView(one.kind, one.scheme_id or one.body_id, one.text, by, one.at)
        for one, by in instruction.follow_ups_of(context.session, dossier.application.id)
    )


def _timeline(context: Context, dossier: Dossier) -> tuple[EventView, ...]:
    titles = {event.id: event.title for event in dossier.loaded.workflow.events}
    shows_names = reviews(context.actor, dossier.application)
    return tuple(
        EventView(
            number=past.number,
            name=past.name,
            title=titles.get(past.name, state_title(dossier.loaded, past.to_state)),
            from_state=state_title(dossier.loaded, past.from_state),
            to_state=state_title(dossier.loaded, past.to_state),
            automatic=past.automatic,
            by=past.person_name if shows_names or past.person_id == context.actor.person_id else "",
            at=past.at,
            reason=past.reason if shows_names or past.name in TOLD else "",
            details=past.payload if shows_names else {},
        )
        for past in events.timeline(context.session, dossier.application.id)
    )


def _agenda_session(context: Context, found: ApplicationRecord) -> int | None:
    if found.stage != "committee":
        return None
    current = sessions.current_item(context.session, found.id)
    return current[1].id if current is not None and current[0].item.outcome is None else None
