"""What happens next: who acts, what, and by when where a date is known."""

from __future__ import annotations

from typing import Final

from workflow.kernel.words import Words
from workflow.services.context import Context
from workflow.services.facts import Dossier
from workflow.services.views import NextStep
from workflow.store import instruction, sessions

YOU: Final = Words(fr="Vous", en="You")
SERVICE: Final = Words(fr="Le service instructeur", en="The reviewing service")
COMMITTEE: Final = Words(fr="Le comité", en="The committee")
NOBODY: Final = Words(fr="Personne", en="Nobody")

_BY_STAGE: Final[dict[str, tuple[Words, Words]]] = {
    "preparation": (YOU, Words(fr="Complétez votre dossier, puis déposez-le.", en="Complete it, then submit it.")),
    "pre_application": (
        SERVICE,
        Words(fr="La pré-candidature est examinée.", en="The pre-application is read."),
    ),
    "submission": (SERVICE, Words(fr="Le dossier est vérifié.", en="The application is being checked.")),
    "instruction": (SERVICE, Words(fr="Le dossier est instruit.", en="The application is under review.")),
    "committee": (COMMITTEE, Words(fr="Le dossier passe en comité.", en="The application goes before the committee.")),
    "award": (SERVICE, Words(fr="La décision va être notifiée.", en="The decision will be notified.")),
    "agreement": (
        SERVICE,
        Words(fr="Convention et versement suivent.", en="Agreement and payment follow."),
    ),
    "payment": (YOU, Words(fr="Envoyez vos justificatifs pour le solde.", en="Send your evidence for the balance.")),
    "repayment": (YOU, Words(fr="Remboursez chaque échéance à sa date.", en="Repay each instalment on its day.")),
    "follow_up": (SERVICE, Words(fr="Votre projet est suivi.", en="Your project is being followed.")),
    "closing": (NOBODY, Words(fr="Ce dossier est terminé.", en="This application has ended.")),
}


def next_step(context: Context, dossier: Dossier) -> NextStep:
    """What happens next to an application."""
    application = dossier.application
    who, what = _BY_STAGE[application.stage]
    if application.state == "incomplete":
        waiting = instruction.open_item_request(context.session, application.id)
        words = Words(fr="Envoyez les pièces demandées.", en="Send the items requested.")
        return NextStep(YOU, words, waiting[0].deadline_on if waiting is not None else None)
    if application.state == "labelled":
        words = Words(fr="Complétez et déposez votre dossier complet.", en="Complete and submit the full application.")
        return NextStep(YOU, words, None)
    if application.stage == "committee":
        current = sessions.current_item(context.session, application.id)
        return NextStep(who, what, current[1].held_on if current is not None else None)
    by = None if application.silence_stopped else application.implicit_refusal_on
    return NextStep(who, what, by if application.stage in ("submission", "instruction") else None)
