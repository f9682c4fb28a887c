"""What a draft allows: only its applicant writes in it, and only before the deposit that freezes it."""

from __future__ import annotations

from workflow.engine.plans import BEFORE_DEPOSIT
from workflow.kernel.errors import NotAllowed, StaleVersion
from workflow.kernel.words import Words
from workflow.services.access import locked_application, may_write_as_applicant
from workflow.services.context import Context, StepRequest
from workflow.store.applications import ApplicationRecord


class AlreadyFiled(NotAllowed):
    """The application was submitted: its answers can no longer be changed."""

    code = "already_filed"
    words = Words(
        fr="Ce dossier est déposé : ses réponses ne peuvent plus être modifiées.",
        en="This application has been submitted: its answers can no longer be changed.",
    )


def draft(context: Context, request: StepRequest) -> ApplicationRecord:
    """The draft, locked, at the version that the person saw.

    Raises:
        NotFound: not for this person.
        NotAllowed: the person reads it but may not write.
        AlreadyFiled: it has been submitted.
        StaleVersion: somebody else saved it meanwhile.
    """
    application = locked_application(context, request.reference)
    if not may_write_as_applicant(context.actor, application):
        raise NotAllowed
    if application.stage not in BEFORE_DEPOSIT:
        raise AlreadyFiled
    if application.version != request.expected_version:
        raise StaleVersion(request.expected_version, application.version)
    return application
