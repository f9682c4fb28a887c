"""Save: answers and funding plan of a draft. What is typed is kept even where it is not yet right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import Money
from workflow.kernel.territory import nuts2_of_commune
from workflow.kernel.words import Words
from workflow.rules.finding import Verdict
from workflow.rules.plan import FundingPlan
from workflow.rules.verdict import assess
from workflow.schemes.answers import check_answers
from workflow.services.context import Context, StepRequest
from workflow.services.cumulation import with_known_aid
from workflow.services.drafting import completed, draft
from workflow.services.facts import read_dossier
from workflow.services.plan_shape import refuse_unusable
from workflow.services.versions import followed
from workflow.store import answers as kept_answers
from workflow.store import applications, plans
from workflow.store.applications import ApplicationRecord

LARGEST_DRAFT: Final = 400_000
"""Characters of all the answers of one application together."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft after a save: its new version, and what is not right yet (of the fields just saved)."""

    version: int
    problems: tuple[Problem, ...] = ()
    verdict: Verdict | None = None


def save_answers(context: Context, request: StepRequest, given: Mapping[str, object]) -> Saved:
    """Keep ``given`` (answers by field id; ``None`` empties one) over the answers of the draft.

    Raises:
        InvalidInput: an answer of a field that the form does not have, hostile or endless text; nothing is kept.
        StaleVersion, NotAllowed, NotFound: see :func:`workflow.services.drafting.draft`.
    """
    application = draft(context, request)
    loaded = followed(context, application)
    latest = kept_answers.latest_answers(context.session, application.id)
    before = dict(latest.answers) if latest is not None else {}
    merged = {key: value for key, value in {**before, **given}.items() if value is not None}
    if len(repr(merged)) > LARGEST_DRAFT:
        raise InvalidInput([_too_long()])
    refused = [one for one in check_answers(loaded, merged, complete=False) if _root(one) in given]
    if refused:
        raise InvalidInput(refused)
    now, person = context.clock.now(), context.actor.person_id
    kept_answers.write_answers(context.session, application.id, merged, at=now, person_id=person)
    kept_answers.write_partners(context.session, application.id, _partners(merged))
    changed = applications.change(context.session, application, now, _derived(application, merged))
    problems = tuple(one for one in check_answers(loaded, merged, complete=True) if _root(one) in given)
    return Saved(changed.version, problems)


def save_plan(context: Context, request: StepRequest, plan: FundingPlan) -> Saved:
    """Keep ``plan`` as the draft of the plan requested, and say what the rules answer.

    The applicant's kind, group and territory, and the number of partners, come from the record.

    Raises:
        InvalidInput: a negative amount, too many lines, endless labels; nothing is kept.
        StaleVersion, NotAllowed, NotFound: see :func:`workflow.services.drafting.draft`.
    """
    refuse_unusable(plan)
    application = draft(context, request)
    dossier = read_dossier(context, application)
    plan = completed(context, dossier, plan)
    now = context.clock.now()
    plans.write_plan(context.session, application.id, "requested", plan, at=now, person_id=context.actor.person_id)
    changes = {"requested_amount": plan.request, "phase": plan.phase}
    changed = applications.change(context.session, application, now, changes)
    cumulated = with_known_aid(context, application, dossier.loaded, plan)
    verdict = assess(dossier.loaded.scheme, context.catalogue.regulations, cumulated, day_in_paris(now))
    return Saved(changed.version, verdict=verdict)


def _derived(application: ApplicationRecord, merged: Mapping[str, object]) -> dict[str, Any]:
    """What the record says of the project outside its answers: its title and its territory."""
    changes: dict[str, Any] = {}
    title, commune = merged.get("project_title"), merged.get("project_commune")
    if isinstance(title, str) and title.strip():
        changes["title"] = title.strip()[:200]
    if isinstance(commune, str):
        changes["nuts2"] = nuts2_of_commune(commune) or application.nuts2
    return changes


def _partners(merged: Mapping[str, object]) -> list[tuple[str, str | None, str | None, Money | None]]:
    rows = merged.get("partners")
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return []
    return [
        (str(row["partner_name"]), _text(row, "partner_siret"), _text(row, "partner_role"), _amount(row))
        for row in rows
        if isinstance(row, Mapping) and str(row.get("partner_name") or "").strip()
    ]


def _text(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return str(value) if value else None


def _amount(row: Mapping[str, object]) -> Money | None:
    try:
        amount = Money.parse(row.get("partner_contribution"))
    except InvalidInput:
        return None
    return amount if amount.cents >= 0 else None


def _root(problem: Problem) -> str:
    return problem.field.split("[")[0].split(".")[0]


def _too_long() -> Problem:
    words = Words(
        fr="Vos réponses sont trop longues pour être enregistrées ensemble. Raccourcissez-les, ou joignez un document.",
        en="Your answers are too long to be saved together. Shorten them, or attach a document.",
    )
    return Problem("answers", "answers_too_long", words)
