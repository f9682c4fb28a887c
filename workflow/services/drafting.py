"""What a draft allows: only its applicant writes in it, and only before the deposit that freezes it."""

from __future__ import annotations

from dataclasses import replace

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import NotAllowed, StaleVersion
from workflow.kernel.words import Words
from workflow.rules.european import programme_period
from workflow.rules.plan import Applicant, FundingPlan
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.access import locked_application, may_write_as_applicant
from workflow.services.context import Context, StepRequest
from workflow.services.facts import SUBMITTING, Dossier
from workflow.services.versions import followed
from workflow.store import answers
from workflow.store.applications import ApplicationRecord


class AlreadyFiled(NotAllowed):
    """The application was submitted: its answers can no longer be changed."""

    code = "already_filed"
    words = Words(
        fr="Ce dossier est déposé : ses réponses ne peuvent plus être modifiées.",
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
    if not awaits_deposit(followed(context, application), application):
        raise AlreadyFiled
    if application.version != request.expected_version:
        raise StaleVersion(request.expected_version, application.version)
    return application


def awaits_deposit(loaded: LoadedScheme, application: ApplicationRecord) -> bool:
    """Whether the application is its applicant's to write: its state offers a deposit."""
    return any(event.id in SUBMITTING and application.state in event.sources for event in loaded.workflow.events)


def completed(context: Context, dossier: Dossier, plan: FundingPlan) -> FundingPlan:
    """``plan`` with what the record knows and the applicant is not asked: who applies, where, with how many
    partners, at what stage; and the European programme period of today, where the plan names none."""
    application = dossier.application
    return replace(
        plan,
        applicant=Applicant(dossier.applicant_kind, application.nuts2, dossier.group),
        partners=len(answers.partners_of(context.session, application.id)),
        phase=plan.phase or application.phase,
        period=plan.period or programme_period(day_in_paris(context.clock.now())),
    )
