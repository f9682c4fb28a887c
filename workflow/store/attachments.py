"""Files given with an application; a replaced one stays in the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.store.dossier import Dossier, told_by
from workflow.store.memory import remembered
from workflow.store.tables import Attachment, Person


def _told(whole: Dossier) -> Sequence[tuple[Attachment, str]]:
    return [(one, whole.name(one.person_id)) for one in whole.all(Attachment) if one.replaced_by is None]


@remembered
@told_by(_told)
def current_attachments(session: Session, application_id: int) -> Sequence[tuple[Attachment, str]]:
    """The attachments that stand, each with the name of who gave it, oldest first."""
    rows = session.execute(
        select(Attachment, Person.name)
        .outerjoin(Person, Person.id == Attachment.person_id)
        .where(Attachment.application_id == application_id, Attachment.replaced_by.is_(None))
        .order_by(Attachment.id)
    )
    return [(attachment, name or "") for attachment, name in rows]


def attached_documents(session: Session, application_id: int) -> frozenset[str]:
    """The ids of the documents for which a file stands."""
    return frozenset(one.document for one, _ in current_attachments(session, application_id))


def attachment(session: Session, application_id: int, attachment_id: int) -> Attachment | None:
    """One attachment of this application, replaced or not; ``None`` where it is not this application's."""
    return session.scalars(
        select(Attachment).where(Attachment.id == attachment_id, Attachment.application_id == application_id)
    ).one_or_none()


def add_attachment(
    session: Session,
    application_id: int,
    *,
    document: str,
    file_name: str,
    media_type: str,
    size: int,
    sha256: str,
    storage_key: str,
    at: datetime,
    person_id: int | None,
) -> Attachment:
    """Write a new attachment; it takes the place of the one that stood for the same document."""
    added = Attachment(
        application_id=application_id,
        document=document,
        file_name=file_name,
        media_type=media_type,
        size_bytes=size,
        sha256=sha256,
        storage_key=storage_key,
        uploaded_at=at,
        person_id=person_id,
    )
    session.add(added)
    session.flush()
    session.execute(
        update(Attachment)
        .where(
            Attachment.application_id == application_id,
            Attachment.document == document,
            Attachment.replaced_by.is_(None),
            Attachment.id != added.id,
        )
        .values(replaced_by=added.id)
        .execution_options(synchronize_session=False)
    )
    return added


def retire_attachment(session: Session, kept: Attachment) -> None:
    """Take a file out of the application: it replaces itself, so that it no longer stands, and stays readable."""
    kept.replaced_by = kept.id
    session.flush()
