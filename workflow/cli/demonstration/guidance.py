"""Accompaniment and orientation, without money: what a team does with a request, from its reception to its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from workflow.cli.demonstration.journeys import Journey
from workflow.cli.demonstration.places import Place
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.stage import Act
from workflow.cli.demonstration.themes import THEMES
from workflow.schemes.vocabulary import BeneficiaryKind
from workflow.services.accompany import direct, follow_up, qualify
from workflow.services.assign import assign
from workflow.services.close import close
from workflow.services.decide import admit, decline
from workflow.services.instruct import give_opinion

PARCOURS: Final = "bretagne/tag-bzh-parcours"
ATIS: Final = "nouvelle-aquitaine/atis-accompagnement"
AGENCY: Final = "nouvelle-aquitaine/adi-na-accompagnement"
DESK: Final = "nouvelle-aquitaine/guichet-unique-orientation"

FOLLOW_UPS: Final = (
    "Premier rendez-vous : le besoin est clair, l’équipe doit rencontrer trois partenaires.",
    "Le modèle économique avance ; un lieu d’essai est trouvé.",
    "L’activité est lancée. Deux personnes y travaillent ; un bilan est prévu dans six mois.",
)
_QUALIFIED: Final = "Projet collectif, au stade de l’idée. Il manque une étude du besoin et un lieu d’essai."
_OPINION: Final = "L’équipe est disponible et le besoin est réel : l’accompagnement lui serait utile."


def request(
    scheme: str,
    rank: int,
    place: Place,
    begins: date,
    choices: dict[str, object],
    *,
    kind: BeneficiaryKind = "association",
) -> Project:
    """A request for guidance, which has no budget."""
    return Project(
        scheme=scheme,
        rank=rank,
        theme=THEMES[rank * 5 % len(THEMES)],
        place=place,
        kind=kind,
        begins=begins,
        ends=date(begins.year + 1, begins.month, 1),
        choices=choices,
    )


def receive(act: Act, journey: Journey, officer: str, *, opinion: bool = True) -> None:
    """The request is given to somebody, who says what the project is and needs, then gives an opinion."""
    context, reference = act.by(officer), journey.reference
    assign(context, act.request(reference), act.stage.people[officer])
    qualify(context, act.request(reference), _QUALIFIED)
    if opinion:
        grid = act.stage.catalogue.get(journey.project.scheme).scheme.scoring
        marks = {one.id: min(4, one.maximum) for one in grid}
        give_opinion(context, act.request(reference), "favourable", _OPINION, marks)


def take_in(act: Act, journeys: Sequence[Journey], director: str) -> None:
    """The projects are admitted, where no jury chooses."""
    for journey in journeys:
        admit(act.by(director), act.request(journey.reference))


def turn_down(act: Act, journey: Journey, director: str) -> None:
    """The project is not accompanied."""
    decline(
        act.by(director), act.request(journey.reference), "L’agence n’accompagne pas les projets déjà lancés ailleurs."
    )


def send_to(act: Act, journey: Journey, officer: str, places: Sequence[tuple[str | None, str | None]]) -> None:
    """The project is directed to schemes and bodies."""
    words = "Ces deux portes répondent à votre besoin : la première finance l’essai, la seconde prépare le dossier."
    direct(act.by(officer), act.request(journey.reference), places, words)


def follow(act: Act, journey: Journey, officer: str, rank: int) -> None:
    """A note on what the project has become."""
    follow_up(act.by(officer), act.request(journey.reference), FOLLOW_UPS[rank % len(FOLLOW_UPS)])


def end(act: Act, journey: Journey, who: str) -> None:
    """Nothing is left to do: the application is closed."""
    close(act.by(who), act.request(journey.reference))
