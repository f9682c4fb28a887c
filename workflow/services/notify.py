"""Notify: the applicant receives the decision, or the refusal, with the remedies against it."""

from __future__ import annotations

from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.stepping import take_step


def notify(context: Context, request: StepRequest) -> StepDone:
    """Notify the award: the money is committed, and the letter is in the applicant's space."""
    return take_step(context, request, "notify")


def notify_refusal(context: Context, request: StepRequest) -> StepDone:
    """Notify the refusal, with its reason and the two months for a remedy."""
    return take_step(context, request, "notify_refusal")
