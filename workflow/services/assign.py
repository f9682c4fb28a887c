"""Assign: an application is given to an officer."""

from __future__ import annotations

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.services.access import visible_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.people import people_with_role
from workflow.services.stepping import Brings, take_step


def assign(context: Context, request: StepRequest, person_id: int) -> StepDone:
    """Give the application to the case officer ``person_id``.

    Raises:
        InvalidInput: that person is not a case officer of this scheme and body (``person``).
    """
    application = visible_application(context, request.reference)
    officers = people_with_role(context, "case_officer", application.body_id, application.scheme_id)
    if person_id not in {officer for officer, _ in officers}:
        words = Words(
            fr="Choisissez une personne qui instruit les dossiers de ce dispositif.",
            en="Choose somebody who reviews the applications of this scheme.",
        )
        raise InvalidInput([Problem("person", "not_an_officer", words)])
    brings = Brings(changes={"assigned_to": person_id}, details={"assigned_to": person_id})
    return take_step(context, request, "assign", brings)
