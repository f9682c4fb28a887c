"""A step under way: what its effects and its verb need once the engine has accepted it."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.engine.facts import StepFacts
from workflow.engine.step import AcceptedStep
from workflow.services.context import Context
from workflow.services.facts import Dossier
from workflow.store.applications import ApplicationRecord
from workflow.store.chain import RecordedEvent
from workflow.store.ledger import Cause


@dataclass(frozen=True, slots=True)
class Work:
    """An accepted and recorded step. ``dossier`` holds the application as it is after it, ``before`` as it was."""

    context: Context
    dossier: Dossier
    facts: StepFacts
    accepted: AcceptedStep
    event: RecordedEvent
    before: ApplicationRecord

    @property
    def application(self) -> ApplicationRecord:
        """The application after the step."""
        return self.dossier.application

    def cause(self, award_share_id: int | None = None) -> Cause:
        """Why a balance moves in this step."""
        return Cause(self.context.clock.now(), award_share_id, self.event.id)
