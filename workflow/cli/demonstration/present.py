"""What is under way today, so that whoever signs in has something to do: drafts, reviews, a coming session.

Days are counted back from the present, and kept inside the window of the calls that are open for the demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.budgets import EXPERIMENT, STUDY, budget, euro, up_to
from workflow.cli.demonstration.cast import FUND, NA
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    ask_for_items,
    begin,
    complete,
    deposit,
    review,
    settle_in,
    tell,
)
from workflow.cli.demonstration.places import BRETAGNE, NOUVELLE_AQUITAINE
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.sittings import Item, Sitting, hold, prepare
from workflow.cli.demonstration.stage import Act, Script, scene
from workflow.cli.demonstration.themes import THEMES
from workflow.kernel.money import Money, floor_cent
from workflow.services.envelopes import appropriate, attach_to_call, open_envelope

AMI: Final = "nouvelle-aquitaine/ami-innovation-sociale"
STUDIES: Final = "bretagne/cap-creation-ess"
OPENS: Final = date(2026, 9, 1)
CLOSES: Final = date(2027, 3, 31)
"""The calls of the demonstration are all open between these days; what is under way in them is filed then."""

_FIRST_RANK: Final = 200


@dataclass(frozen=True)
class Days:
    """Days counted back from ``today``, never before ``opens``."""

    today: date
    opens: date = date.min

    def ago(self, days: int) -> date:
        """``days`` days ago."""
        return max(self.today - timedelta(days=days), self.opens)

    def ahead(self, days: int) -> date:
        """In ``days`` days."""
        return self.today + timedelta(days=days)


def write(script: Script, today: date) -> None:
    """Add what is under way on the day ``today``; in the calls of the demonstration, once they are open."""
    _studies(script, Days(today))
    if today > OPENS:
        _calls(script, Days(min(today, CLOSES), OPENS))


def _calls(script: Script, days: Days) -> None:
    """The AMI: a draft and an open request for items of the applicant who can be signed in as, and other people's."""
    script.on(OPENS, _ami_envelope, hour=7)
    journeys = [Journey(_experiment(rank)) for rank in range(12)]
    mine, others = journeys[:3], journeys[3:]
    script.on(days.ago(50), scene(settle_in, "applicant-na", mine), hour=8)
    script.on(days.ago(2), scene(begin, mine[0]), hour=9)
    script.on(days.ago(20), scene(deposit, mine[1]), hour=9)
    script.on(days.ago(9), scene(ask_for_items, mine[1], "officer-na", days.ahead(18)), hour=10)
    script.on(days.ago(12), scene(deposit, mine[2]), hour=9)
    for rank, journey in enumerate(others):
        script.on(days.ago(48 - rank * 4), scene(deposit, journey), hour=9, minute=rank)
    for rank, journey in enumerate(others[:6]):
        script.on(days.ago(26 - rank), scene(admit_to_review, journey, "officer-na"), hour=11, minute=rank)
    for rank, journey in enumerate(others[:5]):
        found = Review(_proposed(journey), "favourable", 0, "expert-na")
        script.on(days.ago(20 - rank), scene(review, journey, "officer-na", found), hour=12, minute=rank)
    _held_and_coming(script, days, others)


def _held_and_coming(script: Script, days: Days, others: list[Journey]) -> None:
    """A session that was held: an award to notify, another to pay. And a session to come, with two items."""
    committee, title = "commission-permanente-nouvelle-aquitaine", "Commission permanente (démonstration)"
    held = Sitting(committee, NA, "standing-na", "secretary-na", days.ago(10), f"DEMO-NA-{days.today:%Y-%m}-A", title)
    coming = Sitting(
        committee, NA, "standing-na", "secretary-na", days.ahead(12), f"DEMO-NA-{days.today:%Y-%m}-B", title
    )
    decided = [Item(journey, "award", _proposed(journey)) for journey in others[:2]]
    script.on(days.ago(16), scene(prepare, held, others[:2]), hour=13)
    script.on(days.ago(10), scene(hold, held, decided), hour=14)
    script.on(days.ago(4), scene(tell, others[:1], "manager-na"), hour=15)
    script.on(days.ago(3), scene(prepare, coming, others[2:4]), hour=13)


def _studies(script: Script, days: Days) -> None:
    """CAP'Création ESS: a draft in one's own name, and projects for the next engagement committee."""
    script.on(days.ago(55), _fund_envelope, hour=7)
    journeys = [Journey(_study(rank, days.ahead(70))) for rank in range(5)]
    script.on(days.ago(50), scene(settle_in, "applicant-bzh", journeys[:2]), hour=8)
    script.on(days.ago(3), scene(begin, journeys[0]), hour=9)
    script.on(days.ago(3), scene(complete, journeys[0]), hour=10)
    for rank, journey in enumerate(journeys[1:]):
        script.on(days.ago(40 - rank * 9), scene(deposit, journey), hour=9, minute=rank)
    for rank, journey in enumerate(journeys[1:3]):
        found = Review(_proposed(journey), "favourable")
        script.on(days.ago(18), scene(admit_to_review, journey, "officer-fund"), hour=11, minute=rank)
        script.on(days.ago(15), scene(review, journey, "officer-fund", found), hour=12, minute=rank)
    sitting = Sitting(
        "comite-engagement-bretagne-active",
        FUND,
        "engagement",
        "secretary-fund",
        days.ahead(8),
        f"DEMO-BA-{days.today:%Y-%m}",
        "Comité d’engagement (démonstration)",
    )
    script.on(days.ago(2), scene(prepare, sitting, journeys[1:2]), hour=13)


def _experiment(rank: int) -> Project:
    request = euro(16_000 + rank * 1_500)
    return Project(
        scheme=AMI,
        rank=_FIRST_RANK + rank,
        theme=THEMES[(rank * 5 + 2) % len(THEMES)],
        place=NOUVELLE_AQUITAINE[(rank * 3 + 1) % len(NOUVELLE_AQUITAINE)],
        kind="association",
        begins=date(2027, 3, 1),
        ends=date(2028, 2, 29),
        plan=budget(
            up_to(floor_cent(Fraction(9, 5), request), 100), EXPERIMENT, request, "region", {"epci": euro(2_000)}
        ),
        call="demonstration-2026-2027",
        choices={"signed_by_representative": True, "research_link": "none", "cooperation_agreement": "drafted"},
    )


def _study(rank: int, begins: date) -> Project:
    request = euro(6_000 + rank * 2_000)
    in_own_name = rank in (0, 3)
    return Project(
        scheme=STUDIES,
        rank=_FIRST_RANK + 40 + rank,
        theme=THEMES[(rank * 7 + 4) % len(THEMES)],
        place=BRETAGNE[(rank * 5 + 2) % len(BRETAGNE)],
        kind="individual" if in_own_name else "association",
        begins=begins,
        ends=begins + timedelta(days=180),
        plan=budget(up_to(floor_cent(Fraction(3, 2), request), 100), STUDY, request, "scheme"),
        choices={"holder_status": "in_own_name" if in_own_name else "organisation"},
    )


def _proposed(journey: Journey) -> Money:
    plan = journey.project.plan
    return plan.request if plan is not None else Money(0)


def _ami_envelope(act: Act) -> None:
    _envelope(act, "manager-na", "na-ami-2026", NA, "AMI innovation sociale 2026-2027 (montant supposé)", 1_700_000)
    attach_to_call(act.by("manager-na"), "na-ami-2026", AMI, "demonstration-2026-2027")


def _fund_envelope(act: Act) -> None:
    _envelope(
        act,
        "manager-fund",
        "ba-cap-creation-en-cours",
        FUND,
        "CAP’Création ESS, année en cours (montant supposé)",
        150_000,
    )
    attach_to_call(act.by("manager-fund"), "ba-cap-creation-en-cours", STUDIES, "en-continu")


def _envelope(act: Act, manager: str, slug: str, body: str, title: str, authority: int) -> None:
    context = act.by(manager)
    open_envelope(context, slug, body, title, euro(authority), year=act.today.year)
    for year in (act.today.year, act.today.year + 1):
        appropriate(context, slug, year, euro(authority // 2))
