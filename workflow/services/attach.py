"""Attach: files typed by their content, limited in size, kept whole or not at all."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, Final

import filetype

from workflow.kernel.errors import InvalidInput, NotAllowed, NotFound, Problem
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.access import locked_application, may_write_as_applicant, visible_application
from workflow.services.context import Context, StepRequest
from workflow.services.drafting import AlreadyFiled, draft
from workflow.services.items import ITEM_DOCUMENT
from workflow.services.versions import followed
from workflow.services.views import AttachmentView
from workflow.store import applications, attachments, instruction
from workflow.store.applications import ApplicationRecord
from workflow.store.tables import Attachment

LARGEST_FILE: Final = 20_000_000
"""Bytes of one file."""

ADMITTED: Final[dict[str, str]] = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (.xlsx)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (.ods)",
}
"""Media types, told from the bytes of a file and never from its name, with what people call them."""

_HEAD: Final = 8192


def attach(context: Context, request: StepRequest, document: str, file_name: str, stream: BinaryIO) -> AttachmentView:
    """Keep a file as ``document`` of an application (a document of the scheme, or ``item:<position>``).

    It takes the place of the one given before, which stays in the record.

    Raises:
        InvalidInput: an empty, too large or forbidden file (``file``), or an unknown document.
        AlreadyFiled: the application was submitted, and this item was not asked for.
        StaleVersion, NotAllowed, NotFound: see :func:`workflow.services.drafting.draft`.
    """
    application = _writable(context, request, document)
    media_type = _typed(stream)
    stored = context.files.put(stream, LARGEST_FILE)
    try:
        kept = attachments.add_attachment(
            context.session,
            application.id,
            document=document,
            file_name=_clean(file_name),
            media_type=media_type,
            size=stored.size,
            sha256=stored.sha256,
            storage_key=stored.key,
            at=context.clock.now(),
            person_id=context.actor.person_id,
        )
        applications.change(context.session, application, context.clock.now(), {})
    except BaseException:
        context.files.remove(stored.key)
        raise
    return attachment_view(followed(context, application), kept, context.actor.name)


def detach(context: Context, request: StepRequest, attachment_id: int) -> None:
    """Take a file out of a draft; the record keeps it.

    Raises:
        NotFound: no such file here.
    """
    application = draft(context, request)
    kept = attachments.attachment(context.session, application.id, attachment_id)
    if kept is None or kept.replaced_by is not None:
        raise NotFound
    attachments.retire_attachment(context.session, kept)
    applications.change(context.session, application, context.clock.now(), {})


def open_attachment(context: Context, reference: str, attachment_id: int) -> tuple[AttachmentView, BinaryIO]:
    """A file of an application that the person may see, and its bytes, to be closed by the caller.

    Raises:
        NotFound: no such file for this person.
    """
    application = visible_application(context, reference)
    kept = attachments.attachment(context.session, application.id, attachment_id)
    if kept is None:
        raise NotFound
    return attachment_view(followed(context, application), kept, ""), context.files.open(kept.storage_key)


def attachment_view(loaded: LoadedScheme, kept: Attachment, by: str) -> AttachmentView:
    """A file as pages show it."""
    titles = {document.id: document.title for document in loaded.scheme.documents}
    return AttachmentView(
        id=kept.id,
        document=kept.document,
        document_title=titles.get(kept.document, Words(fr="Pièce demandée", en="Item requested")),
        file_name=kept.file_name,
        media_type=kept.media_type,
        size=kept.size_bytes,
        sha256=kept.sha256,
        uploaded_at=kept.uploaded_at,
        uploaded_by=by,
    )


def _writable(context: Context, request: StepRequest, document: str) -> ApplicationRecord:
    """The application, where this person may add this document to it now."""
    if document.startswith(ITEM_DOCUMENT):
        application = locked_application(context, request.reference)
        if not may_write_as_applicant(context.actor, application):
            raise NotAllowed
        waiting = instruction.open_item_request(context.session, application.id)
        positions = {str(item.position) for item in waiting[1]} if waiting is not None else set()
        if application.state != "incomplete" or document.removeprefix(ITEM_DOCUMENT) not in positions:
            raise AlreadyFiled
        return application
    application = draft(context, request)
    known = {one.id for one in followed(context, application).scheme.documents}
    if document not in known:
        words = Words(fr="Ce dispositif ne demande pas cette pièce.", en="This scheme does not ask for this document.")
        raise InvalidInput([Problem("document", "document_unknown", words)])
    return application


def _typed(stream: BinaryIO) -> str:
    """The media type that the bytes themselves show; the stream is left at its start."""
    head = stream.read(_HEAD)
    stream.seek(0)
    kind = filetype.guess(head)
    found = kind.mime if kind is not None else ""
    if head and found not in ADMITTED:
        listed = ", ".join(ADMITTED.values())
        words = Words(
            fr=f"Ce type de fichier n’est pas accepté, quel que soit son nom. Types acceptés : {listed}.",
            en=f"This type of file is not accepted, whatever its name. Accepted types: {listed}.",
        )
        raise InvalidInput([Problem("file", "file_type", words)])
    return found


def _clean(file_name: str) -> str:
    """The last part of a name, without folders or control characters, at most 150 characters long."""
    last = PurePosixPath(PureWindowsPath(file_name).name).name
    printable = "".join(character for character in last if character.isprintable()).strip(". ")
    return printable[-150:] or "document"
