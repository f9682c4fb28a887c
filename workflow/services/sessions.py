"""Committee sessions: planned, opened, attended, closed; recusals and votes on each item."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from workflow.kernel.errors import DomainError, InvalidInput, NotFound, Problem, StaleVersion
from workflow.kernel.words import Words
from workflow.schemes.model import CommitteeBody
from workflow.services.access import may_read_as_applicant, require
from workflow.services.context import Context
from workflow.services.people import actor_for, people_with_role
from workflow.store import applications, sessions
from workflow.store.sessions import ItemRecord
from workflow.store.tables import CommitteeSession
from workflow.store.tables.committee import Choice


class SessionState(DomainError):
    """The session is not in the state that this asks for."""

    code = "session_state"


def plan_session(
    context: Context, committee: str, body: str, held_on: date, title: str, member_ids: Collection[int]
) -> int:
    """Plan a session of ``committee`` (the id of a scheme's committee) and call its members; its id.

    Raises:
        NotAllowed: the person is no committee secretary of this body.
        InvalidInput: an unknown committee, no member, or somebody who sits on no committee of this body.
    """
    require(context.actor, "committee_secretary", body=body)
    declared = committee_body(context, committee, body)
    if not member_ids:
        words = Words(fr="Convoquez au moins un membre.", en="Call at least one member.")
        raise InvalidInput([Problem("members", "members_missing", words)])
    eligible = {person for person, _ in people_with_role(context, "committee_member", body)}
    if not set(member_ids) <= eligible:
        words = Words(
            fr="Convoquez seulement des membres des comités de cet organisme.",
            en="Call only members of the committees of this body.",
        )
        raise InvalidInput([Problem("members", "not_a_committee_member", words)])
    planned = sessions.add_session(
        context.session,
        body_id=body,
        committee=committee,
        title=title.strip()[:200] or declared.title.fr,
        held_on=held_on,
        quorum=declared.quorum,
        member_ids=sorted(set(member_ids)),
    )
    return planned.id


def open_session(context: Context, session_id: int, expected_version: int) -> None:
    """Open a planned session.

    Raises:
        SessionState: it was opened or closed already.
        StaleVersion: somebody else changed it meanwhile.
    """
    sitting = run_by(context, session_id, expected_version)
    if sitting.state != "planned":
        raise SessionState(_ALREADY_OPEN)
    sitting.state, sitting.opened_at = "open", context.clock.now()
    context.session.flush()


def close_session(context: Context, session_id: int, expected_version: int) -> None:
    """Close an open session, once every item has its outcome.

    Raises:
        SessionState: it is not open, or an item still waits.
    """
    sitting = run_by(context, session_id, expected_version)
    if sitting.state != "open":
        raise SessionState(_NOT_OPEN)
    if any(record.item.outcome is None for record, _ in sessions.items_of(context.session, session_id)):
        raise SessionState(_ITEMS_WAIT)
    sitting.state, sitting.closed_at = "closed", context.clock.now()
    context.session.flush()


def record_attendance(context: Context, session_id: int, present: Collection[int]) -> None:
    """Note which members are there; the others are absent.

    Raises:
        InvalidInput: somebody who is not a member (``present``).
        SessionState: the session is closed.
    """
    sitting = _running(context, session_id)
    members = {member.person_id for member, _ in sessions.members_of(context.session, sitting.id)}
    if not set(present) <= members:
        words = Words(fr="Seuls les membres convoqués peuvent être présents.", en="Only members called can attend.")
        raise InvalidInput([Problem("present", "not_a_member", words)])
    sessions.record_presence(context.session, sitting.id, frozenset(present))


def record_recusal(context: Context, session_id: int, reference: str, person_id: int, reason: str) -> None:
    """A member withdraws from an item (déport): they neither attend nor vote on it.

    The secretary records it for anyone; a member for themself.
    """
    record = _item(context, session_id, reference, person_id)
    sessions.set_recusal(context.session, record.item.id, person_id, reason.strip()[:500])


def cast_vote(context: Context, session_id: int, reference: str, person_id: int, choice: Choice) -> None:
    """Note a member's vote on an item of an open session; a member votes for themself, the secretary notes
    the votes given in the room.

    Raises:
        SessionState: the session is not open, or the item already has its outcome.
        InvalidInput: the member is absent, has withdrawn or belongs to the applicant (``person``), or the choice
            is unknown.
    """
    record = _item(context, session_id, reference, person_id)
    sitting = sessions.find_session(context.session, session_id)
    if sitting is None or sitting.state != "open":
        raise SessionState(_NOT_OPEN)
    if _has_an_interest(context, reference, person_id):
        words = Words(
            fr="Un membre qui appartient à l’organisation qui demande ne vote pas : enregistrez son déport.",
            en="A member who belongs to the organisation that applies does not vote: record their withdrawal.",
        )
        raise InvalidInput([Problem("person", "interested_member", words)])
    present = {one.person_id for one, _ in sessions.members_of(context.session, session_id) if one.present}
    if person_id not in present or person_id in record.recused:
        words = Words(
            fr="Un membre absent ou en déport ne vote pas.", en="A member who is absent or has withdrawn does not vote."
        )
        raise InvalidInput([Problem("person", "may_not_vote", words)])
    if choice not in ("for", "against", "abstention"):
        words = Words(fr="Choisissez pour, contre ou abstention.", en="Choose for, against or abstention.")
        raise InvalidInput([Problem("choice", "choice_unknown", words)])
    sessions.set_vote(context.session, record.item.id, person_id, choice)


def committee_body(context: Context, committee: str, body: str) -> CommitteeBody:
    """The committee as a scheme of the catalogue declares it for ``body``.

    Raises:
        InvalidInput: none does (``committee``).
    """
    for declared in committees(context):
        if (declared.id, declared.body) == (committee, body):
            return declared
    words = Words(fr="Ce comité n’existe pas.", en="This committee does not exist.")
    raise InvalidInput([Problem("committee", "committee_unknown", words)])


def committees(context: Context) -> Sequence[CommitteeBody]:
    """Every committee that a scheme declares, once each, for the bodies whose sessions the person may plan."""
    found: dict[tuple[str, str], CommitteeBody] = {}
    for loaded in context.catalogue.all():
        for declared in loaded.scheme.committees:
            found.setdefault((declared.id, declared.body), declared)
    mine = [grant for grant in context.actor.grants if grant.role == "committee_secretary"]
    return [one for one in found.values() if any(grant.body in (None, one.body) for grant in mine)]


def tally(record: ItemRecord) -> tuple[int, int, int]:
    """Votes for, against, and abstentions on an item."""
    choices = [choice for person, choice in record.votes.items() if person not in record.recused]
    return choices.count("for"), choices.count("against"), choices.count("abstention")


def run_by(context: Context, session_id: int, expected_version: int | None = None) -> CommitteeSession:
    """The session, locked, where the person runs it as its committee's secretary.

    Raises:
        NotFound: there is none for this person.
        StaleVersion: it changed since it was shown.
    """
    sitting = sessions.find_session(context.session, session_id, for_update=True)
    runs = sitting is not None and any(
        grant.role == "committee_secretary" and grant.body in (None, sitting.body_id) for grant in context.actor.grants
    )
    if sitting is None or not runs:
        raise NotFound
    if expected_version is not None and sitting.version != expected_version:
        raise StaleVersion(expected_version, sitting.version)
    return sitting


def _running(context: Context, session_id: int) -> CommitteeSession:
    sitting = run_by(context, session_id)
    if sitting.state == "closed":
        raise SessionState(_NOT_OPEN)
    return sitting


def _item(context: Context, session_id: int, reference: str, person_id: int) -> ItemRecord:
    """The item, where the actor is the session's secretary or the member concerned, and it is not settled.

    The application is held: a vote and the decision that counts it come one after the other.
    """
    if context.actor.person_id != person_id:
        run_by(context, session_id)
    applications.lock(context.session, reference)
    members = {one.person_id for one, _ in sessions.members_of(context.session, session_id)}
    found = sessions.item_of(context.session, session_id, reference)
    if found is None or person_id not in members:
        raise NotFound
    if found.item.outcome is not None:
        raise SessionState(_SETTLED)
    return found


def _has_an_interest(context: Context, reference: str, person_id: int) -> bool:
    application = applications.find(context.session, reference)
    return may_read_as_applicant(actor_for(context.session, context.clock, person_id), application)


_ALREADY_OPEN = Words(fr="Cette séance a déjà été ouverte.", en="This session has already been opened.")
_NOT_OPEN = Words(fr="Cette séance n’est pas ouverte.", en="This session is not open.")
_ITEMS_WAIT = Words(
    fr="Des dossiers attendent encore une décision : décidez, ajournez ou retirez-les avant de clore.",
    en="Some items still wait for a decision: decide, defer or remove them before closing.",
)
_SETTLED = Words(fr="Ce dossier a déjà son résultat dans cette séance.", en="This item already has its outcome.")
