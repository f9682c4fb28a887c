"""Load or refuse: nobody gets an application without passing here.

What a person may not see does not exist for them (:class:`NotFound`). Applicants see their own
organisations' applications and their own; agents see those of the schemes and bodies for which they
hold a role, drafts excepted: a draft belongs to the applicant until it is submitted.
"""

from __future__ import annotations

from workflow.kernel.errors import NotAllowed, NotFound
from workflow.schemes.vocabulary import Role
from workflow.services.context import Actor, Context
from workflow.store import applications
from workflow.store.applications import ApplicationRecord


def visible_application(context: Context, reference: str) -> ApplicationRecord:
    """The application ``reference``, to read.

    Raises:
        NotFound: there is none, or it is not for this person.
    """
    application = applications.find(context.session, reference)
    if not may_see(context.actor, application):
        raise NotFound
    return application


def locked_application(context: Context, reference: str) -> ApplicationRecord:
    """The application ``reference``, held against other writers until the transaction ends.

    Raises:
        NotFound: there is none, or it is not for this person.
    """
    application = applications.lock(context.session, reference)
    if not may_see(context.actor, application):
        raise NotFound
    return application


def roles_on(actor: Actor, application: ApplicationRecord) -> frozenset[Role]:
    """Every role that ``actor`` holds for this application.

    Whoever belongs to the applicant is its applicant only: nobody reviews, decides or pays their own application.
    """
    if may_read_as_applicant(actor, application):
        return frozenset({"applicant"}) if may_write_as_applicant(actor, application) else frozenset()
    return actor.roles(application.body_id, application.scheme_id)


def reviews(actor: Actor, application: ApplicationRecord) -> bool:
    """Whether ``actor`` may read this application as one of those who review, decide or manage it."""
    return bool(roles_on(actor, application) - {"applicant"})


def may_see(actor: Actor, application: ApplicationRecord) -> bool:
    """Whether ``actor`` may read this application."""
    if actor.automatic or may_read_as_applicant(actor, application):
        return True
    is_draft = application.submitted_at is None
    return not is_draft and bool(actor.roles(application.body_id, application.scheme_id))


def may_read_as_applicant(actor: Actor, application: ApplicationRecord) -> bool:
    """Whether this is an application of the person's own, or of an organisation that they belong to."""
    if application.organisation_id is None:
        return actor.person_id is not None and application.applicant_person_id == actor.person_id
    return application.organisation_id in actor.organisations | actor.readable_organisations


def may_write_as_applicant(actor: Actor, application: ApplicationRecord) -> bool:
    """Whether the person may act for the applicant: as themself, or as an owner or editor of the organisation."""
    if application.organisation_id is None:
        return actor.person_id is not None and application.applicant_person_id == actor.person_id
    return application.organisation_id in actor.organisations


def require(actor: Actor, *roles: Role, body: str | None = None, scheme: str | None = None) -> None:
    """Refuse unless ``actor`` holds one of ``roles`` (for ``body`` and ``scheme`` where they are given).

    Raises:
        NotAllowed: they hold none.
    """
    for grant in actor.grants:
        covers_body = body is None or grant.body in (None, body)
        covers_scheme = scheme is None or grant.scheme in (None, scheme)
        if grant.role in roles and covers_body and covers_scheme:
            return
    raise NotAllowed
