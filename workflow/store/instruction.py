"""What instruction leaves behind: item requests, eligibility, opinions, follow-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from workflow.store.dossier import Dossier, told_by
from workflow.store.events import timeline
from workflow.store.memory import remembered
from workflow.store.prepared import Prepared
from workflow.store.tables import (
    Application,
    EligibilityRecord,
    FollowUp,
    ItemRequest,
    Opinion,
    Person,
    RequestedItem,
    Score,
)
from workflow.store.tables.committee import OpinionKind, OpinionValue

_ADD_ELIGIBILITY: Final = Prepared(
    insert(cast("Table", EligibilityRecord.__table__)).values(
        {name: bindparam(name) for name in ("application_id", "eligible", "reason", "at", "person_id")}
    )
)


@dataclass(frozen=True, slots=True)
class OpinionCounts:
    """How many opinions of each kind were given."""

    officer: int
    expert: int


def _told_requests(whole: Dossier) -> Sequence[tuple[ItemRequest, Sequence[RequestedItem]]]:
    return [(one, whole.of(RequestedItem, item_request_id=one.id)) for one in whole.all(ItemRequest)]


@remembered
@told_by(_told_requests)
def item_requests(session: Session, application_id: int) -> Sequence[tuple[ItemRequest, Sequence[RequestedItem]]]:
    """The item requests of an application with their items, oldest first, in two statements."""
    requests = session.scalars(
        select(ItemRequest).where(ItemRequest.application_id == application_id).order_by(ItemRequest.id)
    ).all()
    if not requests:
        return []
    items = session.scalars(
        select(RequestedItem)
        .where(RequestedItem.item_request_id.in_([one.id for one in requests]))
        .order_by(RequestedItem.position)
    ).all()
    return [(one, [item for item in items if item.item_request_id == one.id]) for one in requests]


def open_item_request(session: Session, application_id: int) -> tuple[ItemRequest, Sequence[RequestedItem]] | None:
    """The request that still waits for its items, if there is one."""
    waiting = [(one, items) for one, items in item_requests(session, application_id) if one.received_at is None]
    return waiting[-1] if waiting else None


def add_item_request(
    session: Session,
    application_id: int,
    message: str,
    deadline: date,
    items: Sequence[tuple[str, str | None]],
    *,
    at: datetime,
    person_id: int | None,
) -> None:
    """Write a request for ``items`` (label, document id or none)."""
    request = ItemRequest(
        application_id=application_id, asked_at=at, deadline_on=deadline, message=message, person_id=person_id
    )
    session.add(request)
    session.flush()
    session.add_all(
        RequestedItem(item_request_id=request.id, position=position, label=label, document=document)
        for position, (label, document) in enumerate(items)
    )
    session.flush()


def close_item_requests(session: Session, application_id: int, at: datetime) -> None:
    """Mark every open request as received at ``at``, answered or overdue."""
    session.flush()
    session.execute(
        update(ItemRequest)
        .where(ItemRequest.application_id == application_id, ItemRequest.received_at.is_(None))
        .values(received_at=at)
        .execution_options(synchronize_session=False)
    )


def overdue_references(session: Session, on: date, limit: int = 200) -> Sequence[str]:
    """References of applications whose item request passed its deadline before ``on`` and still waits."""
    return session.scalars(
        select(Application.reference)
        .join(ItemRequest, ItemRequest.application_id == Application.id)
        .where(ItemRequest.received_at.is_(None), ItemRequest.deadline_on < on)
        .order_by(ItemRequest.deadline_on)
        .limit(limit)
    ).all()


@remembered
@told_by(lambda whole: whole.newest(EligibilityRecord))
def latest_eligibility(session: Session, application_id: int) -> EligibilityRecord | None:
    """The newest finding on eligibility."""
    return session.scalars(
        select(EligibilityRecord)
        .where(EligibilityRecord.application_id == application_id)
        .order_by(EligibilityRecord.id.desc())
        .limit(1)
    ).first()


def add_eligibility(
    session: Session, application_id: int, eligible: bool, reason: str, *, at: datetime, person_id: int | None
) -> None:
    """Write a finding on eligibility."""
    values = {"application_id": application_id, "eligible": eligible, "reason": reason, "at": at}
    _ADD_ELIGIBILITY.count(session, values | {"person_id": person_id})


def _told_opinions(whole: Dossier) -> Sequence[tuple[Opinion, str, Mapping[str, int]]]:
    return [
        (one, whole.name(one.person_id), {score.criterion: score.mark for score in whole.of(Score, opinion_id=one.id)})
        for one in whole.all(Opinion)
    ]


@remembered
@told_by(_told_opinions)
def opinions_of(session: Session, application_id: int) -> Sequence[tuple[Opinion, str, Mapping[str, int]]]:
    """Every opinion with its author's name and marks, oldest first, in two statements."""
    rows = session.execute(
        select(Opinion, Person.name)
        .outerjoin(Person, Person.id == Opinion.person_id)
        .where(Opinion.application_id == application_id)
        .order_by(Opinion.id)
    ).all()
    if not rows:
        return []
    scores = session.scalars(select(Score).where(Score.opinion_id.in_([opinion.id for opinion, _ in rows]))).all()
    return [
        (opinion, name or "", {score.criterion: score.mark for score in scores if score.opinion_id == opinion.id})
        for opinion, name in rows
    ]


def opinion_counts(session: Session, application_id: int) -> OpinionCounts:
    """How many officers and experts have given an opinion."""
    kinds = [opinion.kind for opinion, _, _ in opinions_of(session, application_id)]
    return OpinionCounts(officer=kinds.count("officer"), expert=kinds.count("expert"))


def add_opinion(
    session: Session,
    application_id: int,
    kind: OpinionKind,
    value: OpinionValue,
    text: str,
    scores: Mapping[str, int],
    *,
    at: datetime,
    person_id: int | None,
) -> None:
    """Write an opinion with its marks by criterion."""
    opinion = Opinion(application_id=application_id, kind=kind, value=value, text=text, at=at, person_id=person_id)
    session.add(opinion)
    session.flush()
    session.add_all(Score(opinion_id=opinion.id, criterion=one, mark=mark) for one, mark in scores.items())
    session.flush()


def people_who(session: Session, application_id: int, events: Sequence[str]) -> frozenset[int]:
    """Ids of the people who fired one of ``events`` on this application."""
    past = timeline(session, application_id)
    return frozenset(one.person_id for one in past if one.name in events and one.person_id is not None)


def _told_follow_ups(whole: Dossier) -> Sequence[tuple[FollowUp, str]]:
    return [(one, whole.name(one.person_id)) for one in whole.all(FollowUp)]


@remembered
@told_by(_told_follow_ups)
def follow_ups_of(session: Session, application_id: int) -> Sequence[tuple[FollowUp, str]]:
    """Qualifications, directions and follow-ups with their author's name, oldest first."""
    rows = session.execute(
        select(FollowUp, Person.name)
        .outerjoin(Person, Person.id == FollowUp.person_id)
        .where(FollowUp.application_id == application_id)
        .order_by(FollowUp.id)
    )
    return [(follow_up, name or "") for follow_up, name in rows]


def add_follow_up(
    session: Session,
    application_id: int,
    kind: str,
    text: str,
    *,
    at: datetime,
    person_id: int | None,
    scheme_id: str | None = None,
    body_id: str | None = None,
) -> None:
    """Write a ``qualification``, a ``direction`` (to a scheme or a body) or a ``follow_up``."""
    session.add(
        FollowUp(
            application_id=application_id,
            kind=kind,
            scheme_id=scheme_id,
            body_id=body_id,
            text=text,
            at=at,
            person_id=person_id,
        )
    )
    session.flush()
