"""What comes next for an application, in the applicant's words."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from workflow.services.views import ApplicationRow

_NEXT_BY_STATE: Final[dict[str, object]] = {
    "incomplete": _l("Envoyez ce qui vous est demandé"),
    "labelled": _l("Complétez et déposez le dossier complet"),
    "withdrawn": _l("Rien : le dossier est retiré"),
}
_NEXT_BY_STAGE: Final[dict[str, object]] = {
    "preparation": _l("Complétez et déposez le dossier"),
    "pre_application": _l("Le service examine votre pré-candidature"),
    "submission": _l("Le service vérifie votre dossier"),
    "instruction": _l("Le service instruit votre dossier"),
    "committee": _l("Le comité examine votre dossier"),
    "award": _l("La décision va vous être envoyée"),
    "agreement": _l("Convention, puis premier versement"),
    "payment": _l("Envoyez vos justificatifs pour le solde"),
    "repayment": _l("Remboursez chaque échéance à sa date"),
    "follow_up": _l("Votre projet est suivi"),
    "closing": _l("Rien : le dossier est terminé"),
}


def next_words(row: ApplicationRow) -> object:
    """What happens next, in a few words."""
    return _NEXT_BY_STATE.get(row.state) or _NEXT_BY_STAGE.get(row.stage, "")
