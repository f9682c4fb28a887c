"""The record that a call works on, as the environment names it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import Settings, read_database_url
from workflow.kernel.clock import SystemClock
from workflow.kernel.errors import DomainError
from workflow.kernel.words import Words
from workflow.schemes.catalogue import Catalogue
from workflow.schemes.regulations import load_regulations
from workflow.services.clocks import AUTOMATIC
from workflow.services.context import Context
from workflow.store.database import Database, Session, open_database, read_url
from workflow.store.files import AttachmentStore
from workflow.store.migrating import current_revision, head_revision, migrate


class RecordNotReady(DomainError):
    """There is no record yet, or it was made by another version of Octroi."""

    code = "record_not_ready"
    words = Words(
        fr="La base n’existe pas encore, ou date d’une autre version d’Octroi. Lancez « octroi serve » ou "
        "« make migrate » pour la mettre à jour.",
        en="The database does not exist yet, or comes from another version of Octroi. Run “octroi serve” or "
        "“make migrate” to bring it up to date.",
    )


@contextmanager
def opened_record() -> Iterator[Database]:
    """The record of ``DATABASE_URL``, which a call reads or writes but never creates.

    Raises:
        InvalidInput: the environment cannot be used.
        RecordNotReady: no record, or one to be migrated first.
        Unavailable: the server cannot be reached.
    """
    url = read_database_url()
    if _missing_file(url) or current_revision(url) != head_revision():
        raise RecordNotReady
    yield from _opened(url)


@contextmanager
def migrated_record(settings: Settings) -> Iterator[Database]:
    """The record of ``settings``, created or brought up to date first."""
    path = _file_of(settings.database_url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    migrate(settings.database_url)
    yield from _opened(settings.database_url)


def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


def _missing_file(url: str) -> bool:
    path = _file_of(url)
    return path is not None and not path.is_file()


def _file_of(url: str) -> Path | None:
    address = read_url(url)
    is_file = address.get_backend_name() == "sqlite" and address.database is not None
    return Path(str(address.database)) if is_file else None


def installation(session: Session, data_dir: Path, catalogue: Catalogue | None = None) -> Context:
    """What verbs take where the installation itself acts, for nobody in particular.

    Without ``catalogue``, for verbs that look no scheme up.
    """
    known = catalogue or Catalogue({}, {}, load_regulations())
    return Context(session, AUTOMATIC, SystemClock(), known, attachments(data_dir))


def attachments(data_dir: Path) -> AttachmentStore:
    """Where the attachments of the record are."""
    return AttachmentStore(data_dir / "files")
