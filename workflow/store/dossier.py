"""Everything that hangs on one application, read in two statements.

Each kind of row is gathered by the database in one JSON array, all of them in a single SELECT: the
page of an application costs as many round trips with an award, a committee and fifty events as it
does for a draft. The rows are pictures: no session knows them, and changing one changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Boolean, Date, Select, Table, bindparam, select
from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.types import TypeEngine

from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.store.base import Base
from workflow.store.dialects import array_of_rows, is_postgresql
from workflow.store.people import names
from workflow.store.tables import (
    AgendaItem,
    AnswerSet,
    Attachment,
    Award,
    AwardShare,
    CommitteeSession,
    EligibilityRecord,
    Event,
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
    everything = _everything(is_postgresql(session))
    found = session.connection().execute(everything, {"application_id": application_id}).one()
    rows = {kind: _decoded(kind, text) for kind, text in zip(KINDS, found, strict=True)}
    people = {person for kind in rows.values() for row in kind if (person := getattr(row, "person_id", None))}
    return Dossier(rows, names(session, people))


@cache
def _everything(postgresql: bool) -> Select[Any]:
    return select(*(_array(kind, postgresql) for kind in KINDS))


def _array(kind: type[Base], postgresql: bool) -> Any:
    inner = select(*cast("Table", kind.__table__).columns).where(_CONDITIONS[kind]).subquery()
    gathered = array_of_rows(list(inner.columns), postgresql=postgresql)
    return select(gathered).scalar_subquery().label(kind.__tablename__)


def _decoded(kind: type[Base], found: str | list[Any] | None) -> tuple[Base, ...]:
    lines = json.loads(found) if isinstance(found, str) else found or []
    fields = _FIELDS[kind]
    rows = [
        kind(**{name: None if value is None else read(value) for (name, read), value in zip(fields, line, strict=True)})
        for line in lines
    ]
    keys = [name for name, _ in _KEYS[kind]]
    return tuple(sorted(rows, key=lambda row: [getattr(row, key) for key in keys]))


def _moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _as_it_is(value: Any) -> Any:
    return value


_READERS: Final[tuple[tuple[type[TypeEngine[Any]], Callable[[Any], Any]], ...]] = (
    (Cents, Money),
    (Moment, _moment),
    (JsonDocument, json.loads),
    (WordsText, lambda text: Words(**json.loads(text))),
    (Date, date.fromisoformat),
    (Boolean, bool),
)


def _reader(column_type: TypeEngine[Any]) -> Callable[[Any], Any]:
    return next((read for kind, read in _READERS if isinstance(column_type, kind)), _as_it_is)


def _fields(kind: type[Base], *, key_only: bool = False) -> list[tuple[str, Callable[[Any], Any]]]:
    mapper, table = class_mapper(kind), cast("Table", kind.__table__)
    columns = table.primary_key.columns if key_only else table.columns
    return [(mapper.get_property_by_column(column).key, _reader(column.type)) for column in columns]


_FIELDS: Final = {kind: _fields(kind) for kind in KINDS}
_KEYS: Final = {kind: _fields(kind, key_only=True) for kind in KINDS}
