"""The answers to a scheme's form, in their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflow.kernel.money import Money
from workflow.store.memory import remembered
from workflow.store.tables.applications import AnswerSet, Partner


@remembered
def latest_answers(session: Session, application_id: int) -> AnswerSet | None:
    """The newest version of the answers, filed or not."""
    return session.scalars(
        select(AnswerSet).where(AnswerSet.application_id == application_id).order_by(AnswerSet.number.desc()).limit(1)
    ).first()


@remembered
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


@remembered
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
