"""What the codes of the record are called on the agents' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from web.formats import words
from workflow.schemes.names import PHASE_NAMES, ROLE_NAMES, SOURCE_NAMES, STAGE_NAMES

SOURCES: Final = dict[str, Any](SOURCE_NAMES.items())
STAGES: Final = dict[str, Any](STAGE_NAMES.items())
PHASES: Final = dict[str, Any](PHASE_NAMES.items())
ROLES: Final[Mapping[str, Any]] = {role: title for role, title in ROLE_NAMES.items() if role != "applicant"}
"""The roles that are granted: being an applicant needs no grant."""

TERRITORIES: Final[Mapping[str, Any]] = {
    "FRH0": _l("Bretagne"),
    "FRI1": _l("Aquitaine"),
    "FRI2": _l("Limousin"),
    "FRI3": _l("Poitou-Charentes"),
}
PLANS: Final[Mapping[str, Any]] = {
    "requested": _l("Demandé"),
    "instructed": _l("Retenu"),
    "voted": _l("Voté"),
    "paid": _l("Réalisé"),
}
OPINIONS: Final[Mapping[str, Any]] = {
    "favourable": _l("Favorable"),
    "unfavourable": _l("Défavorable"),
    "deferred": _l("À revoir"),
}
OPINION_KINDS: Final[Mapping[str, Any]] = {
    "officer": _l("Avis de l’instruction"),
    "expert": _l("Avis d’expert"),
    "committee": _l("Avis du comité"),
}
PAYMENTS: Final[Mapping[str, Any]] = {
    "advance": _l("Avance"),
    "instalment": _l("Acompte"),
    "balance": _l("Solde"),
    "recovery": _l("Reversement"),
}
FOLLOW_UPS: Final[Mapping[str, Any]] = {
    "qualification": _l("Qualification"),
    "direction": _l("Orientation"),
    "follow_up": _l("Suivi"),
}
OUTCOMES: Final[Mapping[str, Any]] = {
    "awarded": _l("Accordé"),
    "refused": _l("Refusé"),
    "deferred": _l("Ajourné"),
    "removed": _l("Retiré"),
    "favourable": _l("Avis favorable"),
    "unfavourable": _l("Avis défavorable"),
}
CHOICES: Final[Mapping[str, Any]] = {
    "for": _l("Pour"),
    "against": _l("Contre"),
    "abstention": _l("Abstention"),
}
BODIES: Final[Mapping[str, Any]] = {
    "region": _l("Région"),
    "delegated_manager": _l("Gestionnaire délégué"),
    "agency": _l("Agence"),
    "partner": _l("Partenaire"),
    "fund": _l("Fonds européen"),
    "state": _l("État"),
    "authorities": _l("Collectivités"),
}
_STATES: Final[Mapping[str, str]] = {
    "draft": "draft",
    "submitted": "waiting",
    "pre_submitted": "waiting",
    "labelled": "waiting",
    "incomplete": "waiting",
    "awarded": "success",
    "notified": "success",
    "agreement_signed": "success",
    "in_payment": "success",
    "directed": "success",
    "refused": "danger",
    "ineligible": "danger",
    "not_labelled": "danger",
    "in_default": "danger",
    "refusal_notified": "closed",
    "withdrawn": "closed",
    "lapsed": "closed",
    "closed": "closed",
}


def source_title(source: str) -> str:
    """A source of money, as people call it."""
    return words(SOURCES.get(source, source))


def state_kind(state: str) -> str:
    """The shape of a state, for ``status``; what is under way unless it waits, succeeds, fails or ends."""
    return _STATES.get(state, "active")


def outcome_kind(outcome: str | None) -> str:
    """The shape of what a committee did with an item."""
    kinds = {"awarded": "success", "favourable": "success", "refused": "danger", "unfavourable": "danger"}
    return "todo" if outcome is None else kinds.get(outcome, "waiting")
