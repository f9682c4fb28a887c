"""Letters: receipt, decision, agreement, minutes as PDF, made from the record whenever they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflow.documents import agreement, decision, minutes, receipt
from workflow.documents.setting import set_document
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import NotFound
from workflow.kernel.words import Words
from workflow.services.access import visible_application
from workflow.services.award_views import award_view
from workflow.services.context import Context
from workflow.services.session_read import session_page
from workflow.services.submit import receipt as receipt_of
from workflow.services.versions import followed
from workflow.services.views import AgendaItemView, AwardView
from workflow.store import events, instruction, organisations, people
from workflow.store.applications import ApplicationRecord

NOTIFIED: Final = ("notify", "notify_refusal")
REFUSING: Final = ("refuse", "decline", "decline_label", "declare_ineligible")
OUTCOMES: Final[Mapping[str, Words]] = {
    "awarded": Words(fr="Accordé", en="Awarded"),
    "refused": Words(fr="Refusé", en="Refused"),
    "deferred": Words(fr="Ajourné", en="Deferred"),
    "removed": Words(fr="Retiré", en="Removed"),
    "favourable": Words(fr="Avis favorable", en="Favourable"),
    "unfavourable": Words(fr="Avis défavorable", en="Unfavourable"),
}
WAITING: Final = Words(fr="En attente", en="Waiting")


def receipt_pdf(context: Context, reference: str, language: str) -> bytes:
    """The receipt of an application that was filed.

    Raises:
        NotFound: not for this person, or not filed yet.
    """
    found = visible_application(context, reference)
    given = receipt_of(context, reference)
    facts = receipt.ReceiptFacts(
        reference=given.reference,
        title=given.title,
        scheme=given.scheme_title,
        issuer=followed(context, found).scheme.running_body.name,
        applicant=_applicant(context, found),
        received_at=given.received_at,
        requested=found.requested_amount,
        filed_hash=given.filed_hash,
        implicit_refusal_on=given.implicit_refusal_on,
        service=given.service,
        contact=given.contact,
        remedies=given.remedies,
    )
    return set_document(receipt.compose(facts, language))


def decision_letter_pdf(context: Context, reference: str, language: str) -> bytes:
    """The letter by which the decision was notified, dated of that day.

    Raises:
        NotFound: not for this person, or nothing was notified.
    """
    found = visible_application(context, reference)
    past = events.timeline(context.session, found.id)
    notified = next((one for one in reversed(past) if one.name in NOTIFIED), None)
    if notified is None:
        raise NotFound
    scheme = followed(context, found).scheme
    given = award_view(context, found)
    organisation = organisations.find(context.session, found.organisation_id)
    address = organisation.address if organisation is not None else None
    decided = [one for one in past if one.number < notified.number]
    facts = decision.DecisionFacts(
        reference=found.reference,
        title=found.title,
        scheme=scheme.title,
        issuer=scheme.running_body.name,
        recipient=[_applicant(context, found), *(address or "").splitlines()],
        decided_on=found.decided_on or day_in_paris(decided[-1].at if decided else notified.at),
        sent_on=day_in_paris(notified.at),
        awarded=notified.name == "notify",
        deliberation=given.deliberation if given is not None else _deliberation(past),
        amount=given.amount if given is not None else None,
        base=given.base if given is not None else None,
        shares=_shares(given),
        reason=_reason(context, found, past),
        contact=scheme.contact.email,
    )
    return set_document(decision.compose(facts, language))


def agreement_pdf(context: Context, reference: str, payer: str, language: str) -> bytes:
    """The agreement with one payer, ready to be signed.

    Raises:
        NotFound: not for this person, no award that they may know of, or no share of this payer.
    """
    found = visible_application(context, reference)
    given = award_view(context, found)
    share = next((one for one in given.shares if one.payer == payer), None) if given is not None else None
    if given is None or share is None:
        raise NotFound
    facts = agreement.AgreementFacts(
        reference=found.reference,
        title=found.title,
        scheme=followed(context, found).scheme.title,
        payer=share.payer_name,
        beneficiary=_applicant(context, found),
        decision_number=share.decision_number,
        decided_on=share.decided_on,
        share=share.amount,
        base=given.base,
    )
    return set_document(agreement.compose(facts, language))


def minutes_pdf(context: Context, session_id: int, language: str) -> bytes:
    """The minutes of a session; a draft until it is closed.

    Raises:
        NotFound: no such session for this person.
    """
    page = session_page(context, session_id)
    names = {member.person_id: member.name for member in page.members}
    bodies = {one.id: one.body for loaded in context.catalogue.all() for one in loaded.scheme.committees}
    facts = minutes.MinutesFacts(
        number=page.row.id,
        committee=page.row.committee_title,
        issuer=_body_name(context, bodies.get(page.row.committee, "")),
        held_on=page.row.held_on,
        present=[member.name for member in page.members if member.present],
        absent=[member.name for member in page.members if not member.present],
        quorum_needed=page.quorum_needed,
        closed=page.row.state == "closed",
        items=[_minuted(item, names) for item in page.items],
    )
    return set_document(minutes.compose(facts, language))


def _minuted(item: AgendaItemView, names: Mapping[int, str]) -> minutes.MinutedItem:
    return minutes.MinutedItem(
        reference=item.application.reference,
        title=item.application.title,
        applicant=item.application.applicant_name,
        outcome=OUTCOMES.get(item.outcome or "", WAITING),
        for_votes=item.for_votes,
        against_votes=item.against_votes,
        abstentions=item.abstentions,
        recused=[names.get(person, "") for person in item.recused],
        awarded=item.award.amount if item.award is not None else None,
    )


def _shares(given: AwardView | None) -> list[decision.ShareLine]:
    if given is None:
        return []
    return [
        decision.ShareLine(one.payer_name, one.decision_number, one.amount, one.agreement_required)
        for one in given.shares
    ]


def _deliberation(past: tuple[events.PastEvent, ...]) -> str:
    return next((str(one.payload.get("deliberation", "")) for one in reversed(past) if one.name == "refuse"), "")


def _reason(context: Context, found: ApplicationRecord, past: tuple[events.PastEvent, ...]) -> str:
    """Why an application was refused: as the committee said, or as the officer wrote on its eligibility."""
    given = next((one.reason for one in reversed(past) if one.reason and one.name in REFUSING), "")
    if given:
        return given
    record = instruction.latest_eligibility(context.session, found.id)
    return record.reason if record is not None and not record.eligible else ""


def _applicant(context: Context, found: ApplicationRecord) -> str:
    organisation = organisations.find(context.session, found.organisation_id)
    if organisation is not None:
        return organisation.name
    return people.names(context.session, {found.applicant_person_id}).get(found.applicant_person_id, "")


def _body_name(context: Context, body: str) -> str:
    for loaded in context.catalogue.all():
        if loaded.scheme.running_body.id == body:
            return loaded.scheme.running_body.name
    return body
