"""The answers to a scheme's form, in their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflow.kernel.money import Money
from workflow.store.dossier import Dossier, told_by
from workflow.store.memory import remembered
from workflow.store.tables.applications import AnswerSet, Partner


@remembered
@told_by(lambda whole: max(whole.all(AnswerSet), key=attrgetter("number"), default=None))
def latest_answers(session: Session, application_id: int) -> AnswerSet | None:
    """The newest version of the answers, filed or not."""
    return session.scalars(
        select(AnswerSet).where(AnswerSet.application_id == application_id).order_by(AnswerSet.number.desc()).limit(1)
    ).first()


@remembered
@told_by(lambda whole: max(whole.of(AnswerSet, filed=True), key=attrgetter("number"), default=None))
def filed_answers(session: Session, application_id: int) -> AnswerSet | None:
    """The newest version of the answers that was filed: what a receipt is given for, and what reviewers read."""
    return session.scalars(
        select(AnswerSet)
        .where(AnswerSet.application_id == application_id, AnswerSet.filed)
        .order_by(AnswerSet.number.desc())
        .limit(1)
    ).first()


def write_answers(
    session: Session, application_id: int, answers: Mapping[str, Any], *, at: datetime, person_id: int | None
) -> AnswerSet:
    """Write ``answers`` as the draft: over the newest version where that is not filed, else as the next one."""
    newest = latest_answers(session, application_id)
    if newest is None or newest.filed:
        number = 1 if newest is None else newest.number + 1
        newest = AnswerSet(application_id=application_id, number=number, answers=answers, created_at=at, updated_at=at)
        session.add(newest)
    newest.answers = dict(answers)
    newest.updated_at = at
    newest.person_id = person_id
    session.flush()
    return newest


def _told_partners(whole: Dossier) -> Sequence[Partner]:
    return sorted(whole.all(Partner), key=attrgetter("position"))


@remembered
@told_by(_told_partners)
def partners_of(session: Session, application_id: int) -> Sequence[Partner]:
    """The partners of a project, in their order."""
    return session.scalars(
        select(Partner).where(Partner.application_id == application_id).order_by(Partner.position)
    ).all()


def write_partners(
    session: Session,
    application_id: int,
    partners: Sequence[tuple[str, str | None, str | None, Money | None]],
) -> None:
    """Replace the partners of a project: name, SIRET, role, contribution in euros."""
    session.execute(delete(Partner).where(Partner.application_id == application_id))
    session.add_all(
        Partner(application_id=application_id, position=position, name=name, siret=siret, role=role, contribution=money)
        for position, (name, siret, role, money) in enumerate(partners)
    )
    session.flush()
