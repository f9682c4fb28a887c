"""Committee sessions as their members and secretaries see them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import NotFound
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.rules.award import max_award
from workflow.rules.base import MONEY_INSTRUMENTS
from workflow.rules.case import Case
from workflow.schemes.model import CommitteeBody
from workflow.services.award_views import award_view
from workflow.services.context import Context
from workflow.services.facts import Dossier, read_dossier
from workflow.services.read import offered_steps
from workflow.services.rows import row_of
from workflow.services.sessions import tally
from workflow.services.views import AgendaItemView, MemberView, SessionPage, SessionRow
from workflow.store import applications, organisations, people, plans, sessions
from workflow.store.sessions import ItemRecord
from workflow.store.tables import CommitteeSession

REVIEWING = ("committee_secretary", "committee_member", "manager", "case_officer", "administrator")


def sessions_for(context: Context) -> tuple[SessionRow, ...]:
    """The sessions of the bodies for which the person has a part in committees, newest first.

    Whoever is only a member sees those to which they are called.
    """
    grants = [grant for grant in context.actor.grants if grant.role in REVIEWING]
    bodies = None if any(grant.body is None for grant in grants) else [grant.body or "" for grant in grants]
    declared = _declared(context)
    called = sessions.called_to(context.session, context.actor.person_id or 0)
    return tuple(
        _row(one, count, declared)
        for one, count in sessions.sessions_of(context.session, bodies)
        if _may_see(context, one, {context.actor.person_id or 0} if one.id in called else set())
    )


def usual_members(context: Context, committee: str) -> frozenset[int]:
    """Ids of those who were called to the last session of a committee that the person follows; none before the first.

    ``committee`` is the id of a scheme's committee.
    """
    last = next((row for row in sessions_for(context) if row.committee == committee), None)
    if last is None:
        return frozenset()
    return frozenset(member.person_id for member, _ in sessions.members_of(context.session, last.id))


def session_page(context: Context, session_id: int) -> SessionPage:
    """A session with its agenda, attendance and votes.

    A member who has withdrawn from an item sees that it is there, and nothing of its votes.

    Raises:
        NotFound: there is none for this person.
    """
    sitting = sessions.find_session(context.session, session_id)
    members = sessions.members_of(context.session, session_id)
    called = {member.person_id for member, _ in members}
    if sitting is None or not _may_see(context, sitting, called):
        raise NotFound
    items = sessions.items_of(context.session, session_id)
    present = sum(1 for member, _ in members if member.present)
    quorum = Fraction(sitting.quorum_numerator, sitting.quorum_denominator)
    return SessionPage(
        row=_row(sitting, len(items), _declared(context)),
        version=sitting.version,
        quorum_present=present,
        quorum_needed=max(1, -(-quorum.numerator * sitting.member_count // quorum.denominator)),
        members=tuple(MemberView(member.person_id, name, member.present) for member, name in members),
        items=tuple(_item(context, record, reference) for record, reference in items),
        can_run=_runs(context, sitting),
    )


def _item(context: Context, record: ItemRecord, reference: str) -> AgendaItemView:
    found = applications.find(context.session, reference)
    dossier = read_dossier(context, found)
    organisation = organisations.find(context.session, found.organisation_id)
    if organisation is None:
        name = people.names(context.session, {found.applicant_person_id}).get(found.applicant_person_id, "")
    else:
        name = organisation.name
    hidden = context.actor.person_id in record.recused
    in_favour, against, abstentions = (0, 0, 0) if hidden else _votes(record)
    settled = record.item.outcome is not None
    return AgendaItemView(
        position=record.item.position,
        application=row_of(found, dossier.loaded, name, None),
        proposed=found.proposed_amount,
        max_award=None if hidden or settled else _largest(context, dossier),
        outcome=record.item.outcome,
        recused=tuple(sorted(record.recused)),
        votes={} if hidden else dict(record.votes),
        for_votes=in_favour,
        against_votes=against,
        abstentions=abstentions,
        award=award_view(context, found) if record.item.outcome == "awarded" else None,
        steps=() if hidden or settled else offered_steps(context, dossier),
    )


def _votes(record: ItemRecord) -> tuple[int, int, int]:
    """As counted when the item was settled; as they stand until then."""
    item = record.item
    if item.for_votes is None:
        return tally(record)
    return item.for_votes, item.against_votes or 0, item.abstentions or 0


def _largest(context: Context, dossier: Dossier) -> Money | None:
    """The largest aid that the rules would let pass, on the retained costs."""
    scheme = dossier.loaded.scheme
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    instructed = plans.latest(kept, "instructed")
    if instructed is None or scheme.instrument not in MONEY_INSTRUMENTS:
        return None
    on = day_in_paris(context.clock.now())
    return max_award(Case(scheme, context.catalogue.regulations, instructed.plan, on, filed=True))


def _may_see(context: Context, sitting: CommitteeSession, called: set[int]) -> bool:
    if context.actor.person_id in called:
        return True
    return any(
        grant.role in REVIEWING and grant.role != "committee_member" and grant.body in (None, sitting.body_id)
        for grant in context.actor.grants
    )


def _runs(context: Context, sitting: CommitteeSession) -> bool:
    return any(
        grant.role == "committee_secretary" and grant.body in (None, sitting.body_id) for grant in context.actor.grants
    )


def _declared(context: Context) -> Mapping[str, CommitteeBody]:
    return {body.id: body for loaded in context.catalogue.all() for body in loaded.scheme.committees}


def _row(sitting: CommitteeSession, count: int, declared: Mapping[str, CommitteeBody]) -> SessionRow:
    body = declared.get(sitting.committee)
    title = body.title if body is not None else Words(fr=sitting.committee, en=sitting.committee)
    return SessionRow(
        id=sitting.id,
        committee=sitting.committee,
        committee_title=title,
        title=sitting.title,
        held_on=sitting.held_on,
        state=sitting.state,
        items=count,
        deciding=body is not None and body.role == "decides",
    )
