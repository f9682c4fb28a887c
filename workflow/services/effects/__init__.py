"""What an accepted step causes: columns that change with it, and consequences in the same transaction.

Two tables, keyed by the vocabulary's names: ``CHANGES`` says columns of the application before the step
is recorded, ``CONSEQUENCES`` acts once it is. Every effect of the vocabulary stands in one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from workflow.engine.facts import StepFacts
from workflow.schemes.vocabulary import Effect
from workflow.services.context import Context
from workflow.services.effects import clocks, filing, messages, money, repayment
from workflow.services.facts import Dossier
from workflow.services.work import Work

Change = Callable[[Context, Dossier, StepFacts], Mapping[str, Any]]
Consequence = Callable[[Work], None]

CHANGES: Final[Mapping[Effect, Change]] = {
    "pin_scheme": filing.pin_scheme,
    "pin_decision": filing.pin_decision,
    "acknowledge_receipt": filing.acknowledge_receipt,
    "file_requested_plan": filing.requested_amount,
    "file_voted_plan": filing.awarded_amount,
    "start_silence_clock": clocks.start,
    "suspend_silence_clock": clocks.suspend,
    "resume_silence_clock": clocks.resume,
    "stop_silence_clock": clocks.stop,
}
CONSEQUENCES: Final[Mapping[Effect, Consequence]] = {
    "acknowledge_receipt": filing.file_answers,
    "file_requested_plan": filing.file_requested_plan,
    "file_instructed_plan": filing.file_instructed_plan,
    "file_voted_plan": filing.file_voted_plan,
    "reserve_award": money.reserve_award,
    "release_reservation": money.release_reservation,
    "commit_award": money.commit_award,
    "release_commitment": money.release_commitment,
    "record_payment": money.record_payment,
    "record_recovery": money.record_recovery,
    "set_schedule": repayment.set_schedule,
    "record_repayment": repayment.record_repayment,
    "notify_applicant": messages.notify_applicant,
    "notify_officers": messages.notify_officers,
    "send_decision_letter": messages.send_decision_letter,
}
