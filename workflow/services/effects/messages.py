"""Messages: posted to the outbox with the step, delivered later."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.engine.machine import machine_for
from workflow.kernel.clock import day_in_paris
from workflow.kernel.words import Words
from workflow.notices import messages
from workflow.services.work import Work
from workflow.store import awards, outbox, people
from workflow.store.outbox import NewNotice
from workflow.store.people import Recipient


def notify_applicant(work: Work) -> None:
    """Tell the person who applied, in their language."""
    person = people.recipient(work.context.session, work.application.applicant_person_id)
    if person is not None and person.email:
        _post(work, person, messages.to_applicant)


def notify_officers(work: Work) -> None:
    """Tell the officer to whom the application is assigned; without one, every officer of the scheme.

    A draft is its applicant's own: nobody is told of it, not even of its withdrawal.
    """
    session, application = work.context.session, work.application
    if application.submitted_at is None:
        return
    if application.assigned_to is not None:
        assigned = people.recipient(session, application.assigned_to)
        officers: Sequence[Recipient] = [assigned] if assigned is not None else []
    else:
        today = day_in_paris(work.context.clock.now())
        officers = people.people_with(session, "case_officer", application.body_id, application.scheme_id, today)
    for officer in officers:
        if officer.id != work.context.actor.person_id and officer.email:
            _post(work, officer, messages.to_officer)


def send_decision_letter(work: Work) -> None:
    """Note that the award was notified; the letter itself is in the applicant's space from now on."""
    record = awards.award_of(work.context.session, work.application.id)
    if record is not None and record.award.notified_at is None:
        awards.set_award_dates(work.context.session, record.award.id, notified_at=work.context.clock.now())


def _post(work: Work, person: Recipient, write: messages.Writer) -> None:
    application = work.application
    message = write(work.accepted.event, application.reference, application.title, _state(work), person.language)
    notice = NewNotice(
        kind=work.accepted.event,
        subject=message.subject,
        body=message.body,
        person_id=person.id,
        application_id=application.id,
    )
    outbox.post(work.context.session, [notice], work.context.clock.now())


def _state(work: Work) -> Words:
    return machine_for(work.dossier.loaded).states[work.accepted.to_state].title
