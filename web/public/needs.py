"""What people look for, in their words, for each need that scheme files name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l

NEEDS: Final[Mapping[str, Any]] = {
    "feasibility": _l("Étudier ou essayer une idée"),
    "start_up_money": _l("Démarrer l’activité"),
    "recruitment": _l("Recruter"),
    "advice": _l("Être conseillé"),
    "training": _l("Se former"),
    "place": _l("Ouvrir un lieu"),
    "cooperation": _l("Agir à plusieurs"),
    "accompaniment": _l("Être accompagné"),
}
PEOPLE: Final[Mapping[str, Any]] = {
    "individual": _l("Une personne"),
    "association": _l("Une association"),
    "cooperative": _l("Une coopérative"),
    "company": _l("Une entreprise"),
    "local_authority": _l("Une collectivité"),
    "public_body": _l("Un établissement public"),
}
MOMENTS: Final[Mapping[str, Any]] = {
    "emergence": _l("Une idée à essayer"),
    "start_up": _l("Un projet qui démarre"),
    "development": _l("Une activité qui se développe"),
}
