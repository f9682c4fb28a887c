"""Accompaniments of 2017: ATIS and the TAg BZH with their juries, ADI-NA without one, the one-stop desk.

The real numbers (about sixty projects a year at ATIS, over thirty at the TAg) are published; these few are invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from workflow.cli.demonstration.cast import NA
from workflow.cli.demonstration.guidance import (
    AGENCY,
    ATIS,
    DESK,
    PARCOURS,
    end,
    follow,
    receive,
    request,
    send_to,
    take_in,
    turn_down,
)
from workflow.cli.demonstration.journeys import Journey, deposit, give_up, tell
from workflow.cli.demonstration.places import BRETAGNE, NOUVELLE_AQUITAINE
from workflow.cli.demonstration.sittings import Item, Sitting, hold, prepare
from workflow.cli.demonstration.stage import Script, scene

_ATIS: Final = 170
_TAG: Final = 180
_AGENCY: Final = 190
_DESK: Final = 195


def write(script: Script) -> None:
    """Add them to the script."""
    _catalyst(script)
    _parcours(script)
    _agency(script)
    _one_stop_desk(script)


def _catalyst(script: Script) -> None:
    """ATIS: four projects are selected and followed, one of them is stopped, and one is not selected."""
    programmes = ("incubator", "fabrique_a_initiatives", "dla", "incubator", "incubator")
    journeys = [
        Journey(
            request(
                ATIS,
                _ATIS + rank,
                NOUVELLE_AQUITAINE[rank * 6 + 2],
                date(2017, 4, 1),
                {"programme": programme, "applicant_profile": "association"},
                kind="individual" if rank == 3 else "association",
            )
        )
        for rank, programme in enumerate(programmes)
    ]
    for rank, journey in enumerate(journeys):
        script.on(date(2017, 2, 20) + timedelta(days=rank), scene(deposit, journey))
        script.on(date(2017, 3, 8), scene(receive, journey, "officer-atis"), minute=rank)
    sitting = Sitting("jury-atis", "atis", "jury-atis", "director-atis", date(2017, 3, 28), "DEMO-ATIS-2017-03", "Jury")
    _jury(script, sitting, journeys[:4], journeys[4])
    for rank, journey in enumerate(journeys[:4]):
        for month in range(3 if rank < 3 else 1):
            day = date(2017, 5 + month * 2, 15 + rank)
            script.on(day, scene(follow, journey, "officer-atis", month), hour=16)
    script.on(date(2017, 8, 30), scene(give_up, journeys[3], "director-atis"))
    for rank, journey in enumerate(journeys[:3]):
        script.on(date(2018, 4, 4 + rank), scene(end, journey, "director-atis"))


def _parcours(script: Script) -> None:
    """The TAg BZH: one project of each parcours is selected, a fourth is not."""
    parcours = ("revelateur", "ideateur", "incubateur", "incubateur")
    journeys = [
        Journey(
            request(
                PARCOURS,
                _TAG + rank,
                BRETAGNE[rank * 3 + 1],
                date(2017, 3, 1),
                {"parcours": name, "department": ("tag_29", "tag_35", "tag_56", "tag_22")[rank]},
                kind="individual" if name == "ideateur" else "association",
            )
        )
        for rank, name in enumerate(parcours)
    ]
    for rank, journey in enumerate(journeys):
        script.on(date(2017, 1, 24) + timedelta(days=rank), scene(deposit, journey))
        script.on(date(2017, 2, 6), scene(receive, journey, "officer-tag"), minute=rank)
    day = date(2017, 2, 23)
    sitting = Sitting(
        "jury-tag-bzh", "tag-bzh", "jury-tag", "director-tag", day, "DEMO-TAG-2017-02", "Jury de sélection"
    )
    _jury(script, sitting, journeys[:3], journeys[3])
    for rank, journey in enumerate(journeys[:3]):
        script.on(date(2017, 6, 12 + rank), scene(follow, journey, "officer-tag", rank))
        script.on(date(2018, 5, 14 + rank), scene(end, journey, "director-tag"))


def _jury(script: Script, sitting: Sitting, selected: list[Journey], declined: Journey) -> None:
    day = sitting.held_on
    script.on(day - timedelta(days=7), scene(prepare, sitting, [*selected, declined]))
    items = [*(Item(journey, "select") for journey in selected), Item(declined, "refuse")]
    script.on(day, scene(hold, sitting, items))
    script.on(day + timedelta(days=3), scene(tell, selected, sitting.secretary))
    script.on(day + timedelta(days=3), scene(tell, [declined], sitting.secretary, refusal=True), hour=11)


def _agency(script: Script) -> None:
    """ADI-NA: a winner of the AMI seeks finance; another request is declined."""
    kept, declined = (
        Journey(
            request(
                AGENCY,
                _AGENCY + rank,
                NOUVELLE_AQUITAINE[rank * 4 + 5],
                date(2017, 10, 1),
                {"services": services, "applicant_profile": "association", "ami_winner": rank == 0},
            )
        )
        for rank, services in enumerate((["seeking_finance"], ["strategic_support"]))
    )
    for rank, journey in enumerate((kept, declined)):
        script.on(date(2017, 9, 12 + rank), scene(deposit, journey))
        script.on(date(2017, 9, 20), scene(receive, journey, "officer-adi"), minute=rank)
    script.on(date(2017, 9, 27), scene(take_in, [kept], "director-adi"))
    script.on(date(2017, 9, 27), scene(turn_down, declined, "director-adi"), hour=11)
    script.on(date(2017, 9, 29), scene(tell, [kept], "director-adi"))
    script.on(date(2017, 9, 29), scene(tell, [declined], "director-adi", refusal=True), hour=11)
    script.on(date(2017, 12, 5), scene(follow, kept, "officer-adi", 1))
    script.on(date(2018, 6, 5), scene(end, kept, "officer-adi"))


def _one_stop_desk(script: Script) -> None:
    """The desk directs a project to two places, and learns what became of it."""
    place = NOUVELLE_AQUITAINE[1]
    choices: dict[str, object] = {"applicant_profile": "group", "maturity": "idea", "looking_for": ["feasibility"]}
    journey = Journey(request(DESK, _DESK, place, date(2017, 3, 1), choices, kind="individual"))
    places = [("nouvelle-aquitaine/ami-innovation-sociale", None), (ATIS, None)]
    script.on(date(2017, 2, 2), scene(deposit, journey))
    script.on(date(2017, 2, 6), scene(receive, journey, "officer-na", opinion=False))
    script.on(date(2017, 2, 8), scene(send_to, journey, "officer-na", places))
    script.on(date(2017, 9, 4), scene(follow, journey, "officer-na", 0))
    script.on(date(2017, 9, 5), scene(end, journey, "officer-na"))
    other = Journey(request(DESK, _DESK + 1, NOUVELLE_AQUITAINE[7], date(2017, 4, 1), {"applicant_profile": "alone"}))
    script.on(date(2017, 3, 2), scene(deposit, other))
    script.on(date(2017, 3, 6), scene(receive, other, "officer-na", opinion=False))
    script.on(date(2017, 3, 7), scene(send_to, other, "officer-na", [(None, "adi-na"), (None, NA)]))
    script.on(date(2017, 10, 9), scene(follow, other, "officer-na", 1))
    script.on(date(2017, 10, 10), scene(end, other, "officer-na"))
