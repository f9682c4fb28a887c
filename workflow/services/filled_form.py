"""The form of one application as its applicant fills it: questions, answers, and what is not right yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import Problem
from workflow.kernel.words import Words
from workflow.rules.base import MONEY_INSTRUMENTS
from workflow.rules.finding import Verdict
from workflow.rules.plan import FundingPlan
from workflow.rules.verdict import assess
from workflow.schemes.answers import check_answers
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field, Section
from workflow.schemes.model import Document
from workflow.schemes.visibility import visible_fields
from workflow.schemes.vocabulary import BeneficiaryKind
from workflow.services.access import may_write_as_applicant, visible_application
from workflow.services.attach import attachment_view
from workflow.services.context import Context
from workflow.services.cumulation import with_known_aid
from workflow.services.drafting import completed
from workflow.services.facts import Dossier, read_dossier
from workflow.services.submit import DEPOSITS
from workflow.services.views import AttachmentView
from workflow.store import answers, attachments, plans


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its answers so far.

    ``editable``: the person may write in it now. ``pre_application``: only the sections marked so must be
    complete for the deposit that comes next. ``saved_at`` is the moment of the last save.
    """

    dossier: Dossier
    answers: Mapping[str, object]
    editable: bool
    pre_application: bool
    saved_at: datetime

    @property
    def reference(self) -> str:
        """Its reference."""
        return self.dossier.application.reference

    @property
    def version(self) -> int:
        """The version of the application that a save must name."""
        return self.dossier.application.version

    @property
    def title(self) -> str:
        """The name of the project, empty until it is given."""
        return self.dossier.application.title

    @property
    def loaded(self) -> LoadedScheme:
        """The version of the scheme that it follows."""
        return self.dossier.loaded

    @property
    def scheme_title(self) -> Words:
        """What the scheme is called."""
        return self.dossier.loaded.scheme.title

    @property
    def applicant_kind(self) -> BeneficiaryKind:
        """What the applicant is: an association, an individual …"""
        return self.dossier.applicant_kind

    @property
    def has_budget(self) -> bool:
        """Whether the scheme pays something, so that a funding plan is asked for."""
        return self.loaded.scheme.instrument in MONEY_INSTRUMENTS

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents asked of this applicant, optional ones included."""
        return self.loaded.required_documents(self.answers, self.applicant_kind)

    def sections(self, given: Mapping[str, object] | None = None) -> tuple[tuple[Section, tuple[Field, ...]], ...]:
        """The sections shown, each with the fields shown, given these answers (those kept by default)."""
        shown = self.answers if given is None else given
        return visible_fields(self.loaded.scheme.form, self.loaded.reading, shown)

    def problems(self) -> tuple[Problem, ...]:
        """What is missing or wrong, of everything that is asked."""
        return check_answers(self.loaded, self.answers, complete=True)


def filled_form(context: Context, reference: str) -> FilledForm:
    """The form of ``reference``, in four statements at most.

    Raises:
        NotFound: there is none for this person.
    """
    found = visible_application(context, reference)
    dossier = read_dossier(context, found)
    latest = answers.latest_answers(context.session, found.id)
    awaited = {
        event.id for event in dossier.loaded.workflow.events if event.id in DEPOSITS and found.state in event.sources
    }
    return FilledForm(
        dossier=dossier,
        answers=latest.answers if latest is not None else {},
        editable=bool(awaited) and may_write_as_applicant(context.actor, found),
        pre_application=awaited == {"submit_pre_application"},
        saved_at=found.updated_at,
    )


def requested_plan(context: Context, form: FilledForm) -> FundingPlan | None:
    """The plan requested as it stands, ``None`` where none was written yet."""
    dossier = form.dossier
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    newest = plans.latest(kept, "requested")
    return newest.plan if newest is not None else None


def given_files(context: Context, form: FilledForm) -> tuple[AttachmentView, ...]:
    """The files that stand, oldest first."""
    kept = attachments.current_attachments(context.session, form.dossier.application.id)
    return tuple(attachment_view(form.loaded, one, by) for one, by in kept)


def judge(context: Context, form: FilledForm, plan: FundingPlan) -> Verdict:
    """What the rules say today of ``plan`` for this application; nothing is kept."""
    on = day_in_paris(context.clock.now())
    plan = completed(context, form.dossier, plan)
    plan = with_known_aid(context, form.dossier.application, form.loaded, plan)
    return assess(form.loaded.scheme, context.catalogue.regulations, plan, on)
