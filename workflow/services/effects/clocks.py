"""The silence clock of a financial request: started, suspended, resumed, stopped (CRPA L231-4, L114-5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.engine.facts import StepFacts
from workflow.kernel.clock import day_in_paris
from workflow.rules.clock import Suspension, implicit_refusal
from workflow.services.context import Context
from workflow.services.facts import Dossier
from workflow.store import instruction


def start(context: Context, dossier: Dossier, _facts: StepFacts) -> Mapping[str, Any]:
    """Silence refuses so many months after receipt."""
    refusal = implicit_refusal(day_in_paris(context.clock.now()), months=dossier.loaded.scheme.silence_months)
    return {"implicit_refusal_on": refusal.on, "silence_stopped": False}


def suspend(context: Context, dossier: Dossier, facts: StepFacts) -> Mapping[str, Any]:
    """The clock waits from the request until the items arrive, or until their deadline."""
    today = day_in_paris(context.clock.now())
    asked = facts.items
    if asked is None or asked.deadline_on is None:
        return {}
    return _due(dossier, [*_known(context, dossier), Suspension(today, asked.deadline_on)])


def resume(context: Context, dossier: Dossier, _facts: StepFacts) -> Mapping[str, Any]:
    """The items have come, or their deadline has passed: the days waited are added."""
    return _due(dossier, _known(context, dossier))


def stop(_context: Context, _dossier: Dossier, _facts: StepFacts) -> Mapping[str, Any]:
    """A decision, or a withdrawal: silence no longer means anything."""
    return {"silence_stopped": True}


def _known(context: Context, dossier: Dossier) -> list[Suspension]:
    today = day_in_paris(context.clock.now())
    return [
        Suspension(
            day_in_paris(request.asked_at),
            request.deadline_on,
            today if request.received_at is None else day_in_paris(request.received_at),
        )
        for request, _items in instruction.item_requests(context.session, dossier.application.id)
    ]


def _due(dossier: Dossier, suspensions: list[Suspension]) -> Mapping[str, Any]:
    application = dossier.application
    if application.submitted_at is None or application.implicit_refusal_on is None:
        return {}
    received = day_in_paris(application.submitted_at)
    refusal = implicit_refusal(received, suspensions, dossier.loaded.scheme.silence_months)
    return {"implicit_refusal_on": refusal.on}
