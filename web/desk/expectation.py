"""What happens next, as those who review read it: who acts, what, and by when."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from workflow.services.views import ApplicationPage

_APPLICANT: Final = _l("Le porteur")
_SERVICE: Final = _l("Le service instructeur")
_SECRETARY: Final = _l("Le secrétariat du comité")
_MANAGER: Final = _l("La gestion")
_BY_STATE: Final[dict[str, tuple[Any, Any]]] = {
    "pre_submitted": (_SECRETARY, _l("Labelliser la pré-candidature, ou dire pourquoi elle ne l’est pas.")),
    "labelled": (_APPLICANT, _l("Déposer le dossier complet.")),
    "incomplete": (_APPLICANT, _l("Envoyer les pièces demandées.")),
    "refused": (_MANAGER, _l("Notifier le refus, avec son motif et les voies de recours.")),
    "ineligible": (_MANAGER, _l("Notifier l’irrecevabilité, avec son motif et les voies de recours.")),
    "not_labelled": (_MANAGER, _l("Notifier le refus de label, avec son motif.")),
    "programmed": (_SECRETARY, _l("Enregistrer la décision de chaque financeur, puis accorder les aides.")),
    "notified": (_MANAGER, _l("Enregistrer la convention signée, là où elle est obligatoire.")),
    "agreement_signed": (_MANAGER, _l("Verser la première part de l’aide.")),
    "in_default": (_MANAGER, _l("Recouvrer ce qui reste dû.")),
    "directed": (_SERVICE, _l("Suivre ce que le projet devient.")),
}
_BY_STAGE: Final[dict[str, tuple[Any, Any]]] = {
    "submission": (_SERVICE, _l("Vérifier que le dossier est recevable et complet.")),
    "instruction": (_SERVICE, _l("Instruire le dossier, puis le présenter.")),
    "committee": (_SECRETARY, _l("Faire décider le comité.")),
    "award": (_MANAGER, _l("Notifier la décision.")),
    "payment": (_APPLICANT, _l("Envoyer les justificatifs qui ouvrent droit à la suite des versements.")),
    "repayment": (_APPLICANT, _l("Rembourser chaque échéance à sa date.")),
    "follow_up": (_SERVICE, _l("Suivre le projet et consigner ce qu’il devient.")),
}


def expected(page: ApplicationPage) -> dict[str, Any]:
    """Who, what (in the reader's language), and by when."""
    row = page.row
    found = _BY_STATE.get(row.state) or _BY_STAGE.get(row.stage)
    if found is None:
        return {"who": gettext("Personne"), "what": gettext("Ce dossier est terminé."), "by": None}
    who, what = found
    if who is _SERVICE and row.assigned_to:
        who = row.assigned_to
    return {"who": str(who), "what": str(what), "by": page.next_step.by}
