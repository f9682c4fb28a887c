"""An advance comes back: the schedule that was agreed, and the repayments that are counted on it."""

from __future__ import annotations

from workflow.services.work import Work
from workflow.store import awards


def set_schedule(work: Work) -> None:
    """Write the instalments that the manager set; the verb has put them in the facts."""
    award = work.facts.award
    record = awards.award_of(work.context.session, work.application.id)
    if award is not None and record is not None:
        lines = [(one.on, one.amount, one.repaid) for one in award.schedule]
        awards.write_instalments(work.context.session, record.award.id, lines, None)


def record_repayment(work: Work) -> None:
    """Write what each instalment has now repaid; the verb has put the new state in the facts."""
    award = work.facts.award
    record = awards.award_of(work.context.session, work.application.id)
    if award is not None and record is not None:
        lines = [(one.on, one.amount, one.repaid) for one in award.schedule]
        awards.write_instalments(work.context.session, record.award.id, lines, work.facts.on)
