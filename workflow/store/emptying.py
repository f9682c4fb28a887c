"""Emptying the record of a demonstration. Whether it is one, is for whoever asks to have made sure."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.store.database import Database
from workflow.store.files import AttachmentStore
from workflow.store.migrating import migrate, unmigrate
from workflow.store.tables import Attachment, Person


def holds_people(session: Session) -> bool:
    """Whether anybody was ever written to the record."""
    return session.scalars(select(Person.id).limit(1)).first() is not None


def empty(database: Database, files: AttachmentStore) -> None:
    """Remove everything that the record holds, and the attached files that it names; the tables are laid anew.

    Raises:
        Unavailable: the database is locked; nothing was removed.
    """
    with database.reading() as session:
        keys = session.scalars(select(Attachment.storage_key)).all()
    database.close()
    url = database.url.render_as_string(hide_password=False)
    unmigrate(url)
    migrate(url)
    for key in keys:
        files.remove(key)
