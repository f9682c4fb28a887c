"""From the record's lines to the rows that lists and queues show."""

from __future__ import annotations

from dataclasses import replace

from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.context import Context
from workflow.services.versions import pinned
from workflow.services.views import ApplicationRow
from workflow.store.applications import ApplicationRecord
from workflow.store.queues import ListedApplication


def row_of(
    application: ApplicationRecord | ListedApplication,
    loaded: LoadedScheme,
    applicant_name: str,
    assigned_to: str | None,
) -> ApplicationRow:
    """One application as a line."""
    return ApplicationRow(
        reference=application.reference,
        title=application.title,
        scheme_id=application.scheme_id,
        scheme_title=loaded.scheme.title,
        applicant_name=applicant_name,
        state=application.state,
        state_title=state_title(loaded, application.state),
        stage=application.stage,
        version=application.version,
        submitted_at=application.submitted_at,
        updated_at=application.updated_at,
        implicit_refusal_on=application.implicit_refusal_on,
        requested=application.requested_amount,
        awarded=application.awarded_amount,
        assigned_to=assigned_to,
    )


def as_told(row: ApplicationRow) -> ApplicationRow:
    """The line as its applicant reads it: an amount is theirs to know once the decision is notified."""
    return replace(row, awarded=None) if row.stage in ("committee", "award") else row


def rows_of(context: Context, listed: tuple[ListedApplication, ...]) -> tuple[ApplicationRow, ...]:
    """A page of lines; each version of a scheme is looked up once."""
    versions: dict[tuple[str, int], LoadedScheme] = {}
    rows = []
    for one in listed:
        key = (one.scheme_id, one.scheme_version_id)
        in_force = context.catalogue.schemes.get(one.scheme_id)
        if one.submitted_at is None and in_force is not None:
            versions[key] = in_force
        elif key not in versions:
            versions[key] = pinned(context, *key)
        name = one.organisation_name or one.applicant_name
        rows.append(row_of(one, versions[key], name, one.assigned_name))
    return tuple(rows)


def state_title(loaded: LoadedScheme, state: str) -> Words:
    """What people call a state of the scheme's workflow."""
    return next((one.title for one in loaded.workflow.states if one.id == state), Words(fr=state, en=state))
