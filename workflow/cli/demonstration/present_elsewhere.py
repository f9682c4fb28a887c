"""What is under way today beside the grants: accompaniments, orientation, an advance, the collaborative call."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.budgets import EXPERIMENT, START_UP, budget, euro, up_to
from workflow.cli.demonstration.collaborative import SCHEME as COLLABORATIVE
from workflow.cli.demonstration.guidance import AGENCY, ATIS, DESK, PARCOURS, follow, receive, request, take_in
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    deposit,
    deposit_pre_application,
    review,
    settle_in,
    tell,
)
from workflow.cli.demonstration.path import ADVANCES
from workflow.cli.demonstration.places import BRETAGNE, NOUVELLE_AQUITAINE
from workflow.cli.demonstration.present import CLOSES, OPENS, Days
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.stage import Act, Script, scene
from workflow.cli.demonstration.themes import THEMES
from workflow.kernel.money import Money, floor_cent
from workflow.schemes.vocabulary import Source
from workflow.services.decide import label

LAW_ENDS: Final = date(2030, 12, 31)
"""The last day of (EU) 2023/2831, on which the advance rests."""

_GUIDED: Final = 260
_JOINT: Final = 280
_ADVANCE_RANK: Final = 290


def write(script: Script, today: date) -> None:
    """Add what is under way on the day ``today``."""
    days = Days(today)
    _guidance(script, days)
    _advance(script, Days(min(today, LAW_ENDS)))
    if today > OPENS:
        _joint_projects(script, Days(min(today, CLOSES), OPENS))


def _guidance(script: Script, days: Days) -> None:
    """For each team: one request that has just come, one that is further on."""
    begins = days.ahead(40)
    asked: tuple[tuple[str, str, dict[str, object]], ...] = (
        (PARCOURS, "officer-tag", {"parcours": "ideateur"}),
        (PARCOURS, "officer-tag", {"parcours": "incubateur"}),
        (ATIS, "officer-atis", {"programme": "incubator"}),
        (ATIS, "officer-atis", {"programme": "fabrique_a_initiatives"}),
        (AGENCY, "officer-adi", {"services": ["qualified_orientation"]}),
        (AGENCY, "officer-adi", {"services": ["strategic_support"]}),
        (DESK, "officer-na", {"applicant_profile": "association"}),
        (DESK, "officer-na", {"applicant_profile": "association", "maturity": "project"}),
    )
    journeys = []
    for rank, (scheme, officer, choices) in enumerate(asked):
        places = BRETAGNE if scheme == PARCOURS else NOUVELLE_AQUITAINE
        journey = Journey(request(scheme, _GUIDED + rank, places[(rank * 5 + 6) % len(places)], begins, choices))
        journeys.append(journey)
        script.on(days.ago(30 if rank % 2 else 6), scene(deposit, journey), hour=17, minute=rank)
        if rank % 2:
            script.on(days.ago(24), scene(receive, journey, officer, opinion=scheme != DESK), hour=9, minute=rank)
    accompanied = journeys[5]
    script.on(days.ago(20), scene(take_in, [accompanied], "director-adi"))
    script.on(days.ago(19), scene(tell, [accompanied], "director-adi"))
    script.on(days.ago(5), scene(follow, accompanied, "officer-adi", 0))


def _advance(script: Script, days: Days) -> None:
    """An advance ready for the standing committee."""
    journey = Journey(_start_up(days.ahead(60)))
    script.on(days.ago(33), scene(deposit, journey), hour=15)
    script.on(days.ago(26), scene(admit_to_review, journey, "officer-bzh"), hour=15)
    script.on(days.ago(11), scene(review, journey, "officer-bzh", Review(euro(12_000))), hour=15)


def _joint_projects(script: Script, days: Days) -> None:
    """The collaborative call: a pre-application to label, and a labelled project to complete."""
    waiting, labelled = Journey(_joint(0)), Journey(_joint(1))
    script.on(days.ago(28), scene(settle_in, "applicant-bzh", [labelled]), hour=8)
    script.on(days.ago(27), scene(deposit_pre_application, labelled), hour=9)
    script.on(days.ago(14), scene(_label, labelled), hour=10)
    script.on(days.ago(8), scene(deposit_pre_application, waiting), hour=11)


def _label(act: Act, journey: Journey) -> None:
    label(act.by("secretary-bzh"), act.request(journey.reference))


def _joint(rank: int) -> Project:
    public = euro(240_000 + rank * 60_000)
    half = Money(public.cents // 2)
    others: dict[Source, Money] = {"feder": half, "epci": euro(30_000)}
    return Project(
        scheme=COLLABORATIVE,
        rank=_JOINT + rank,
        theme=THEMES[(rank * 8 + 5) % len(THEMES)],
        place=BRETAGNE[rank * 7 + 3],
        kind="association",
        begins=date(2027, 9, 1),
        ends=date(2029, 8, 31),
        plan=budget(
            up_to(floor_cent(Fraction(5, 3), public), 1_000), EXPERIMENT, half - euro(30_000), "region", others
        ),
        call="demonstration-2027",
        choices={"asks_feder": True, "innovation_type": "territorial"},
    )


def _start_up(begins: date) -> Project:
    return Project(
        scheme=ADVANCES,
        rank=_ADVANCE_RANK,
        theme=THEMES[11],
        place=BRETAGNE[13],
        kind="cooperative",
        begins=begins,
        ends=begins + timedelta(days=730),
        plan=budget(84_000, START_UP, euro(12_000), "region", {"private": euro(20_000)}),
        choices={"legal_form": "cooperative", "buys_equipment": True, "earlier_support": ["cap_creation"]},
    )
