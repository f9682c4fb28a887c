"""An application as the desk opens it: its page, and the scheme that it follows."""

from __future__ import annotations

from typing import Final

from workflow.kernel.errors import NotFound
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.vocabulary import Role
from workflow.services.access import visible_application
from workflow.services.context import Context
from workflow.services.read import application
from workflow.services.versions import followed
from workflow.services.views import ApplicationPage

AGENTS: Final[tuple[Role, ...]] = (
    "case_officer",
    "expert",
    "committee_secretary",
    "committee_member",
    "manager",
    "administrator",
)
"""Who may stand at the desk; what each may see there is the services' business."""


def open_application(context: Context, reference: str) -> tuple[ApplicationPage, LoadedScheme]:
    """The page of an application that the person reviews, and its scheme as it was pinned.

    Raises:
        NotFound: there is none for this person as an agent.
    """
    page = application(context, reference)
    if not page.is_officer:
        raise NotFound
    return page, _scheme(context, page)


def _scheme(context: Context, page: ApplicationPage) -> LoadedScheme:
    try:
        return context.catalogue.at(page.row.scheme_id, page.scheme_version)
    except NotFound:
        return followed(context, visible_application(context, page.row.reference))
