"""What an application was filed with, as far as guards ask: one statement, on the path of every decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from workflow.store.dossier import Dossier, told_by
from workflow.store.prepared import Prepared
from workflow.store.tables import AnswerSet, Attachment, Partner
from workflow.store.types import BIG_INTEGER

_THIS: Final = bindparam("application_id", type_=BIG_INTEGER)
_SEPARATOR: Final = ","
"""No document's id holds one."""
_JOINED: Final[Callable[..., ColumnElement[Any]]] = func.aggregate_strings
"""Also takes its separator as SQL, so that the statement has no parameter but the application."""


@dataclass(frozen=True, slots=True)
class Filing:
    """The newest answers, the ids of the documents for which a file stands, and how many partners are named."""

    answers: Mapping[str, Any]
    documents: frozenset[str]
    partners: int


def _told(whole: Dossier) -> Filing:
    newest = max(whole.all(AnswerSet), key=attrgetter("number"), default=None)
    standing = frozenset(one.document for one in whole.all(Attachment) if one.replaced_by is None)
    return Filing(newest.answers if newest is not None else {}, standing, len(whole.all(Partner)))


@told_by(_told)
def filing_of(session: Session, application_id: int) -> Filing:
    """What the application was filed with, or holds so far."""
    row = _READ.one(session, {"application_id": application_id})
    if row is None:
        raise RuntimeError("a SELECT without FROM gives a row")
    answers, documents, partners = row
    return Filing(answers or {}, frozenset(documents.split(_SEPARATOR)) if documents else frozenset(), partners)


_READ: Final = Prepared(
    select(
        select(AnswerSet.answers)
        .where(AnswerSet.application_id == _THIS)
        .order_by(AnswerSet.number.desc())
        .limit(1)
        .scalar_subquery(),
        select(_JOINED(Attachment.document, literal_column(f"'{_SEPARATOR}'")))
        .where(Attachment.application_id == _THIS, Attachment.replaced_by.is_(None))
        .scalar_subquery(),
        select(func.count()).select_from(Partner).where(Partner.application_id == _THIS).scalar_subquery(),
    )
)
