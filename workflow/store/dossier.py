"""Everything that hangs on one application, read in two statements.

Each kind of row is gathered by the database in one JSON array, all of them in a single SELECT: the
page of an application costs as many round trips with an award, a committee and fifty events as it
does for a draft. The rows are pictures: no session knows them, and changing one changes nothing.

A reader's session that has called :func:`gather` answers from there every question that says how
(:func:`told_by`); all others ask the database as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from operator import attrgetter
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from sqlalchemy import Boolean, Date, Select, Table, bindparam, or_, select
from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.types import TypeEngine

from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.store.base import Base
from workflow.store.dialects import array_of_rows, is_postgresql
from workflow.store.memory import REMEMBERS
from workflow.store.people import names
from workflow.store.prepared import Prepared
from workflow.store.tables import (
    AgendaItem,
    AnswerSet,
    Attachment,
    Award,
    AwardShare,
    Body,
    CommitteeSession,
    EligibilityRecord,
    Envelope,
    Event,
    EventReason,
    FollowUp,
    FundingPlanRow,
    Instalment,
    ItemRequest,
    Opinion,
    Partner,
    PayerDecision,
    Payment,
    PlanCost,
    PlanResource,
    PlanYear,
    PriorAidRow,
    Recusal,
    RequestedItem,
    Score,
    SessionMember,
    Vote,
)
from workflow.store.types import BIG_INTEGER, Cents, JsonDocument, Moment, WordsText

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=Base)
_THIS: Final = bindparam("application_id", type_=BIG_INTEGER)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The rows of one application by kind, each kind in the order of its key, and the names of the people in them."""

    rows: Mapping[type[Base], tuple[Base, ...]]
    names: Mapping[int, str]

    def all(self, kind: type[Row]) -> tuple[Row, ...]:
        """Every row of ``kind``."""
        return cast("tuple[Row, ...]", self.rows[kind])

    def newest(self, kind: type[Row]) -> Row | None:
        """The last row of ``kind``, if there is one."""
        found = self.all(kind)
        return found[-1] if found else None

    def of(self, kind: type[Row], **values: object) -> tuple[Row, ...]:
        """The rows of ``kind`` whose attributes equal ``values``: ``of(PlanCost, plan_id=3)``."""
        return tuple(row for row in self.all(kind) if all(getattr(row, key) == one for key, one in values.items()))

    def name(self, person_id: int | None) -> str:
        """The name of a person; empty for nobody and for an erased person."""
        return "" if person_id is None else self.names.get(person_id, "")


_OWN: Final[tuple[type[Base], ...]] = (
    AnswerSet,
    Partner,
    FundingPlanRow,
    PriorAidRow,
    Attachment,
    ItemRequest,
    EligibilityRecord,
    Opinion,
    AgendaItem,
    Award,
    PayerDecision,
    FollowUp,
    Event,
)
"""Rows that name the application themselves."""


def _through(owner: type[Base]) -> Select[Any]:
    table = cast("Table", owner.__table__)
    return select(table.c.id).where(table.c.application_id == _THIS)


def _children() -> dict[type[Base], Any]:
    """Rows that belong to the application through another one, and how."""
    plans, items = _through(FundingPlanRow), _through(AgendaItem)
    awards = _through(Award)
    shares = select(AwardShare.id).where(AwardShare.award_id.in_(awards))
    sessions = select(AgendaItem.session_id).where(AgendaItem.application_id == _THIS)
    return {
        PlanCost: PlanCost.plan_id.in_(plans),
        PlanResource: PlanResource.plan_id.in_(plans),
        PlanYear: PlanYear.plan_id.in_(plans),
        RequestedItem: RequestedItem.item_request_id.in_(_through(ItemRequest)),
        Score: Score.opinion_id.in_(_through(Opinion)),
        CommitteeSession: CommitteeSession.id.in_(sessions),
        SessionMember: SessionMember.session_id.in_(sessions),
        Recusal: Recusal.agenda_item_id.in_(items),
        Vote: Vote.agenda_item_id.in_(items),
        AwardShare: AwardShare.award_id.in_(awards),
        Payment: Payment.award_share_id.in_(shares),
        Instalment: Instalment.award_id.in_(awards),
        EventReason: EventReason.event_id.in_(_through(Event)),
        Body: or_(
            Body.id.in_(select(Award.body_id).where(Award.application_id == _THIS)),
            Body.id.in_(select(AwardShare.payer).where(AwardShare.award_id.in_(awards))),
            Body.id.in_(select(PayerDecision.payer).where(PayerDecision.application_id == _THIS)),
        ),
        Envelope: Envelope.id.in_(select(AwardShare.envelope_id).where(AwardShare.award_id.in_(awards))),
    }


_CONDITIONS: Final[dict[type[Base], Any]] = {
    **{kind: cast("Table", kind.__table__).c.application_id == _THIS for kind in _OWN},
    **_children(),
}
KINDS: Final = tuple(_CONDITIONS)


def load(session: Session, application_id: int) -> Dossier:
    """Everything of the application ``application_id``, in two statements; the application itself apart.

    What the session has not flushed is flushed first, so that a step sees its own writes.
    """
    session.flush()
    found = _EVERYTHING[is_postgresql(session)].one(session, {"application_id": application_id})
    if found is None:
        raise RuntimeError("a SELECT without FROM gives a row")
    rows = {kind: _decoded(kind, text) for kind, text in zip(KINDS, found, strict=True)}
    people = {person for kind in rows.values() for row in kind if (person := getattr(row, "person_id", None))}
    return Dossier(rows, names(session, people))


def gather(session: Session, application_id: int) -> None:
    """Let a reader's session answer from memory what it is asked of this application; a writer's never does."""
    if session.info.get(REMEMBERS):
        session.info[_GATHERED, application_id] = load(session, application_id)


def told_by(
    tell: Callable[Concatenate[Dossier, P], R],
) -> Callable[[Callable[Concatenate[Session, int, P], R]], Callable[Concatenate[Session, int, P], R]]:
    """Answer a question about one application by ``tell`` where its dossier is gathered, else from the database."""

    def told(read: Callable[Concatenate[Session, int, P], R]) -> Callable[Concatenate[Session, int, P], R]:
        @wraps(read)
        def answer(session: Session, application_id: int, /, *args: P.args, **kwargs: P.kwargs) -> R:
            whole: Dossier | None = session.info.get((_GATHERED, application_id))
            if whole is None:
                return read(session, application_id, *args, **kwargs)
            return tell(whole, *args, **kwargs)

        return answer

    return told


_GATHERED: Final = "gathered"


def _array(kind: type[Base], postgresql: bool) -> Any:
    inner = select(*cast("Table", kind.__table__).columns).where(_CONDITIONS[kind]).subquery()
    gathered = array_of_rows(list(inner.columns), postgresql=postgresql)
    return select(gathered).scalar_subquery().label(kind.__tablename__)


_EVERYTHING: Final = {
    postgresql: Prepared(select(*(_array(kind, postgresql) for kind in KINDS))) for postgresql in (True, False)
}


def _decoded(kind: type[Base], found: str | list[Any] | None) -> tuple[Base, ...]:
    lines = json.loads(found) if isinstance(found, str) else found or []
    if not lines:
        return ()
    manager, fields = class_mapper(kind).class_manager, _FIELDS[kind]
    rows = []
    for line in lines:
        row = manager.new_instance()
        # As a query loads a row: what it holds is not a change.
        vars(row).update(
            (name, value if read is None or value is None else read(value))
            for (name, read), value in zip(fields, line, strict=True)
        )
        rows.append(row)
    return tuple(sorted(rows, key=_KEYS[kind])) if len(rows) > 1 else tuple(rows)


def _moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


_READERS: Final[tuple[tuple[type[TypeEngine[Any]], Callable[[Any], Any]], ...]] = (
    (Cents, Money),
    (Moment, _moment),
    (JsonDocument, json.loads),
    (WordsText, lambda text: Words(**json.loads(text))),
    (Date, date.fromisoformat),
    (Boolean, bool),
)


def _reader(column_type: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    return next((read for kind, read in _READERS if isinstance(column_type, kind)), None)


def _fields(kind: type[Base]) -> list[tuple[str, Callable[[Any], Any] | None]]:
    mapper, table = class_mapper(kind), cast("Table", kind.__table__)
    return [(mapper.get_property_by_column(column).key, _reader(column.type)) for column in table.columns]


def _key(kind: type[Base]) -> Callable[[Any], Any]:
    mapper = class_mapper(kind)
    return attrgetter(*(mapper.get_property_by_column(column).key for column in mapper.primary_key))


_FIELDS: Final = {kind: _fields(kind) for kind in KINDS}
_KEYS: Final = {kind: _key(kind) for kind in KINDS}
