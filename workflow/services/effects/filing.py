"""Filing: what is frozen when an application, a plan or a decision is filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflow.engine.facts import StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.schemes.answers import filed_answers
from workflow.services.context import Context
from workflow.services.facts import Dossier
from workflow.services.versions import current_version_id
from workflow.services.work import Work
from workflow.store import answers, plans


def pin_scheme(context: Context, dossier: Dossier, _facts: StepFacts) -> Mapping[str, Any]:
    """From its deposit on, the application follows the version of the scheme that is in force that day."""
    return {"scheme_version_id": current_version_id(context, dossier.loaded)}


def pin_decision(context: Context, dossier: Dossier, _facts: StepFacts) -> Mapping[str, Any]:
    """The decision names the version under which it was taken, and its day."""
    return {
        "decision_version_id": dossier.application.scheme_version_id,
        "decided_on": day_in_paris(context.clock.now()),
    }


def acknowledge_receipt(context: Context, _dossier: Dossier, _facts: StepFacts) -> Mapping[str, Any]:
    """The date of receipt (CRPA L112-3)."""
    return {"submitted_at": context.clock.now()}


def requested_amount(_context: Context, _dossier: Dossier, facts: StepFacts) -> Mapping[str, Any]:
    """The aid asked for, in the plan that is filed."""
    return {"requested_amount": facts.plans.requested.request} if facts.plans.requested is not None else {}


def awarded_amount(_context: Context, _dossier: Dossier, facts: StepFacts) -> Mapping[str, Any]:
    """The sum of the shares that are awarded."""
    return {"awarded_amount": facts.decision.amount} if facts.decision is not None else {}


def file_answers(work: Work) -> None:
    """Freeze the answers: those that the form hides are not filed, and stay in the draft that they come from."""
    session, application = work.context.session, work.application
    latest = answers.latest_answers(session, application.id)
    if latest is None or latest.filed:
        return
    latest.answers = filed_answers(work.dossier.loaded, latest.answers)
    session.flush()
    latest.filed = True
    session.flush()


def file_requested_plan(work: Work) -> None:
    """Freeze the plan as it was asked."""
    plans.file_plan(work.context.session, work.application.id, "requested")


def file_instructed_plan(work: Work) -> None:
    """Freeze the plan as instruction retained it."""
    plans.file_plan(work.context.session, work.application.id, "instructed")


def file_voted_plan(work: Work) -> None:
    """Write and freeze the plan as it was voted; the aid declared with it stays what the applicant declared."""
    voted = work.facts.plans.voted
    if voted is not None:
        declared = plans.prior_aids_of(work.context.session, work.application.id)
        plans.write_plan(
            work.context.session,
            work.application.id,
            "voted",
            replace(voted, prior_aid=declared),
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
            filed=True,
        )
