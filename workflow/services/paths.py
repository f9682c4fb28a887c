"""Paths: a project goes from scheme to scheme, with its history, what it carries over, and the aid it has had."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.kernel.money import Money, total
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.model import PathStep
from workflow.services.access import may_see, reviews, visible_application
from workflow.services.context import Context
from workflow.services.rows import as_told, row_of
from workflow.services.versions import followed
from workflow.services.views import ApplicationRow
from workflow.store import answers, applications, paths
from workflow.store.applications import ApplicationRecord


@dataclass(frozen=True, slots=True)
class ProjectPath:
    """A project's applications in order, those only that the person may see, and the aid awarded to them in all.

    ``next_schemes`` are those to which the path leads from the application that was asked for.
    """

    rows: tuple[ApplicationRow, ...]
    awarded: Money
    next_schemes: tuple[LoadedScheme, ...]


def project_path(context: Context, reference: str) -> ProjectPath:
    """The path on which an application stands.

    Raises:
        NotFound: no such application for this person.
    """
    here = visible_application(context, reference)
    found = [applications.find(context.session, one) for one in paths.path_of(context.session, here.id)]
    seen = [one for one in found if may_see(context.actor, one)]
    rows = tuple(_row(context, one) for one in seen)
    return ProjectPath(
        rows=rows,
        awarded=total(row.awarded for row in rows if row.awarded is not None),
        next_schemes=_next_schemes(context, here.scheme_id),
    )


def carried_answers(context: Context, previous: ApplicationRecord, scheme_id: str) -> dict[str, object]:
    """The answers of an earlier application that the path carries into an application under ``scheme_id``.

    Only those that its step on the path names, and that the new form asks too.
    """
    carries = {one for step in _steps(context, scheme_id) for one in step.carries}
    asked = {field.id for section in context.catalogue.get(scheme_id).scheme.form.sections for field in section.fields}
    latest = answers.latest_answers(context.session, previous.id)
    given = latest.answers if latest is not None else {}
    return {key: value for key, value in given.items() if key in carries & asked}


def _row(context: Context, application: ApplicationRecord) -> ApplicationRow:
    row = row_of(application, followed(context, application), "", None)
    return row if reviews(context.actor, application) else as_told(row)


def _steps(context: Context, scheme_id: str) -> list[PathStep]:
    return [step for loaded in context.catalogue.all() for step in loaded.scheme.path if step.scheme == scheme_id]


def _next_schemes(context: Context, scheme_id: str) -> tuple[LoadedScheme, ...]:
    """The steps that come after this scheme on each path."""
    after: dict[str, LoadedScheme] = {}
    for loaded in context.catalogue.all():
        order = [step.scheme for step in loaded.scheme.path]
        if scheme_id in order:
            for name in order[order.index(scheme_id) + 1 :]:
                after[name] = context.catalogue.get(name)
    return tuple(after.values())
