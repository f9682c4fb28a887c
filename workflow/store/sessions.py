"""Committee sessions, their members, agenda, recusals and votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from workflow.store.dossier import Dossier, told_by
from workflow.store.memory import remembered
from workflow.store.tables import AgendaItem, Application, CommitteeSession, Person, Recusal, SessionMember, Vote
from workflow.store.tables.committee import Choice, Outcome


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An agenda item with who withdrew from it and how the others voted (by person id)."""

    item: AgendaItem
    recused: frozenset[int]
    votes: Mapping[int, Choice]


def add_session(
    session: Session,
    *,
    body_id: str,
    committee: str,
    title: str,
    held_on: date,
    quorum: Fraction,
    member_ids: Sequence[int],
) -> CommitteeSession:
    """Plan a session to which ``member_ids`` are called; every member has one seat."""
    planned = CommitteeSession(
        body_id=body_id,
        committee=committee,
        title=title,
        held_on=held_on,
        member_count=len(member_ids),
        quorum_numerator=quorum.numerator,
        quorum_denominator=quorum.denominator,
    )
    session.add(planned)
    session.flush()
    session.add_all(SessionMember(session_id=planned.id, person_id=person) for person in member_ids)
    session.flush()
    return planned


def find_session(session: Session, session_id: int, *, for_update: bool = False) -> CommitteeSession | None:
    """The session ``session_id``, held against other writers where ``for_update``."""
    wanted = select(CommitteeSession).where(CommitteeSession.id == session_id)
    return session.scalars(wanted.with_for_update() if for_update else wanted).one_or_none()


def sessions_of(
    session: Session, body_ids: Sequence[str] | None, limit: int = 200
) -> Sequence[tuple[CommitteeSession, int]]:
    """The sessions of ``body_ids`` (of all bodies where ``None``), newest first, with the size of their agenda."""
    counted = select(AgendaItem.session_id, func.count().label("size")).group_by(AgendaItem.session_id).subquery()
    wanted = (
        select(CommitteeSession, func.coalesce(counted.c.size, 0))
        .outerjoin(counted, counted.c.session_id == CommitteeSession.id)
        .order_by(CommitteeSession.held_on.desc(), CommitteeSession.id.desc())
        .limit(limit)
    )
    if body_ids is not None:
        wanted = wanted.where(CommitteeSession.body_id.in_(body_ids))
    return [(row[0], row[1]) for row in session.execute(wanted)]


def called_to(session: Session, person_id: int) -> frozenset[int]:
    """Ids of the sessions to which a person is called."""
    return frozenset(session.scalars(select(SessionMember.session_id).where(SessionMember.person_id == person_id)))


@remembered
def members_of(session: Session, session_id: int) -> Sequence[tuple[SessionMember, str]]:
    """Who is called to a session, with their names."""
    rows = session.execute(
        select(SessionMember, Person.name)
        .join(Person, Person.id == SessionMember.person_id)
        .where(SessionMember.session_id == session_id)
        .order_by(Person.name)
    )
    return [(row[0], row[1]) for row in rows]


def record_presence(session: Session, session_id: int, present: frozenset[int]) -> None:
    """Note who is there; every other member is noted as absent."""
    for here, people in (
        (True, SessionMember.person_id.in_(present)),
        (False, SessionMember.person_id.not_in(present)),
    ):
        session.execute(
            update(SessionMember)
            .where(SessionMember.session_id == session_id, people)
            .values(present=here)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


def add_item(session: Session, session_id: int, application_id: int) -> AgendaItem:
    """Put an application at the end of the agenda."""
    last = session.scalar(select(func.max(AgendaItem.position)).where(AgendaItem.session_id == session_id))
    item = AgendaItem(session_id=session_id, application_id=application_id, position=(last or 0) + 1)
    session.add(item)
    session.flush()
    return item


def items_of(session: Session, session_id: int) -> Sequence[tuple[ItemRecord, str]]:
    """The agenda in order, each item with its application's reference, in three statements."""
    rows = session.execute(
        select(AgendaItem, Application.reference)
        .join(Application, Application.id == AgendaItem.application_id)
        .where(AgendaItem.session_id == session_id)
        .order_by(AgendaItem.position)
    ).all()
    records = _with_people(session, [row[0] for row in rows])
    return [(record, row[1]) for record, row in zip(records, rows, strict=True)]


def item_of(session: Session, session_id: int, reference: str) -> ItemRecord | None:
    """The item of one application on one agenda, in three statements."""
    row = session.execute(
        select(AgendaItem)
        .join(Application, Application.id == AgendaItem.application_id)
        .where(AgendaItem.session_id == session_id, Application.reference == reference)
    ).scalar_one_or_none()
    return None if row is None else _with_people(session, [row])[0]


def _told_item(whole: Dossier) -> tuple[ItemRecord, CommitteeSession] | None:
    item = whole.newest(AgendaItem)
    if item is None:
        return None
    (sitting,) = whole.of(CommitteeSession, id=item.session_id)
    record = ItemRecord(
        item=item,
        recused=frozenset(one.person_id for one in whole.of(Recusal, agenda_item_id=item.id)),
        votes={one.person_id: one.choice for one in whole.of(Vote, agenda_item_id=item.id)},
    )
    return record, sitting


@remembered
@told_by(_told_item)
def current_item(session: Session, application_id: int) -> tuple[ItemRecord, CommitteeSession] | None:
    """The newest agenda item of an application with its session, whatever its outcome."""
    row = session.execute(
        select(AgendaItem, CommitteeSession)
        .join(CommitteeSession, CommitteeSession.id == AgendaItem.session_id)
        .where(AgendaItem.application_id == application_id)
        .order_by(AgendaItem.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return _with_people(session, [row[0]])[0], row[1]


def settle_item(session: Session, item_id: int, outcome: Outcome, votes: tuple[int, int, int] | None) -> None:
    """Note what became of an item, with the votes for, against and the abstentions where it was voted on."""
    in_favour, against, abstentions = votes if votes is not None else (None, None, None)
    session.execute(
        update(AgendaItem)
        .where(AgendaItem.id == item_id)
        .values(outcome=outcome, for_votes=in_favour, against_votes=against, abstentions=abstentions)
    )


def remove_item(session: Session, item_id: int) -> None:
    """Take an item off the agenda, with the recusals and votes on it."""
    for table in (Vote, Recusal):
        session.execute(delete(table).where(table.agenda_item_id == item_id))
    session.execute(delete(AgendaItem).where(AgendaItem.id == item_id))


def set_recusal(session: Session, item_id: int, person_id: int, reason: str) -> None:
    """Note that a member withdraws from an item; their vote on it, if any, goes."""
    session.execute(delete(Vote).where(Vote.agenda_item_id == item_id, Vote.person_id == person_id))
    known = session.get(Recusal, (item_id, person_id))
    if known is None:
        session.add(Recusal(agenda_item_id=item_id, person_id=person_id, reason=reason))
    else:
        known.reason = reason
    session.flush()


def set_vote(session: Session, item_id: int, person_id: int, choice: Choice) -> None:
    """Note a member's vote; a later one replaces it until the item is settled."""
    known = session.get(Vote, (item_id, person_id))
    if known is None:
        session.add(Vote(agenda_item_id=item_id, person_id=person_id, choice=choice))
    else:
        known.choice = choice
    session.flush()


def _with_people(session: Session, items: Sequence[AgendaItem]) -> list[ItemRecord]:
    ids = [item.id for item in items]
    if not ids:
        return []
    recusals = session.scalars(select(Recusal).where(Recusal.agenda_item_id.in_(ids))).all()
    votes = session.scalars(select(Vote).where(Vote.agenda_item_id.in_(ids))).all()
    return [
        ItemRecord(
            item=item,
            recused=frozenset(one.person_id for one in recusals if one.agenda_item_id == item.id),
            votes={one.person_id: one.choice for one in votes if one.agenda_item_id == item.id},
        )
        for item in items
    ]
