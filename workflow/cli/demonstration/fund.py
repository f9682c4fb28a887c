"""CAP'Création ESS and the Fonds de confiance, which Bretagne Active runs: two sessions of the shared committee.

Published: about ten projects examined a year, 2 000 to 20 000 EUR, individual holders included; the committee
is shared with the Fonds de confiance, whose aid is 50 to 70 % of the costs. All else here is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.budgets import STUDY, budget, euro, up_to
from workflow.cli.demonstration.cast import FUND
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    deposit,
    give_up,
    pay_part,
    review,
    settle_and_close,
    sign,
    tell,
)
from workflow.cli.demonstration.places import BRETAGNE
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.sittings import Item, Outcome, Sitting, hold, prepare
from workflow.cli.demonstration.stage import Act, Script, scene
from workflow.cli.demonstration.themes import THEMES
from workflow.kernel.money import ZERO, Money, floor_cent
from workflow.schemes.vocabulary import BeneficiaryKind
from workflow.services.envelopes import appropriate, attach_to_call, open_envelope

STUDIES: Final = "bretagne/cap-creation-ess"
HOSTED: Final = "bretagne/fonds-de-confiance"
COMMITTEE: Final = "comite-engagement-bretagne-active"
ADVANCE: Final = Fraction(1, 2)
MANAGER: Final = "manager-fund"
_FIRST_RANK: Final = 130


@dataclass(frozen=True, slots=True)
class Study:
    """One project: its kind of holder, the amount, and what the committee makes of it at each session."""

    scheme: str
    kind: BeneficiaryKind
    euros: int
    spring: Outcome | None
    autumn: Outcome | None = None
    lapses: bool = False


STUDIED: Final = (
    Study(STUDIES, "individual", 6_000, "award"),
    Study(STUDIES, "association", 14_500, "award"),
    Study(STUDIES, "association", 20_000, "award"),
    Study(STUDIES, "individual", 9_000, "defer", "award"),
    Study(STUDIES, "cooperative", 12_000, "refuse"),
    Study(HOSTED, "association", 18_000, "award"),
    Study(STUDIES, "association", 8_400, None, "award"),
    Study(STUDIES, "individual", 2_000, None, "award"),
    Study(STUDIES, "company", 16_000, None, "award", lapses=True),
    Study(STUDIES, "association", 11_300, None, "refuse"),
    Study(HOSTED, "cooperative", 15_750, None, "award"),
)


def write(script: Script) -> None:
    """Add the year 2017 of the committee to the script."""
    script.on(date(2017, 1, 9), _budgets, hour=9)
    journeys = [Journey(project(_FIRST_RANK + rank, study)) for rank, study in enumerate(STUDIED)]
    spring, autumn = _sitting(date(2017, 6, 15)), _sitting(date(2017, 12, 7))
    for rank, (journey, study) in enumerate(zip(journeys, STUDIED, strict=True)):
        day = (spring if study.spring else autumn).held_on - timedelta(days=80 - rank * 3)
        script.on(day, scene(deposit, journey), hour=11)
        script.on(day + timedelta(days=12), scene(admit_to_review, journey, "officer-fund"))
        script.on(day + timedelta(days=25), scene(review, journey, "officer-fund", _found(study)))
    for sitting, outcomes in ((spring, [one.spring for one in STUDIED]), (autumn, [one.autumn for one in STUDIED])):
        items = [
            Item(journey, outcome, euro(study.euros))
            for journey, study, outcome in zip(journeys, STUDIED, outcomes, strict=True)
            if outcome is not None
        ]
        _hold(script, sitting, items)
    _after(script, list(zip(journeys, STUDIED, strict=True)))


def project(rank: int, study: Study) -> Project:
    """A study of ``study.euros`` of aid; the Fonds de confiance pays 60 % of it, CAP'Création two thirds."""
    rate = Fraction(5, 3) if study.scheme == HOSTED else Fraction(3, 2)
    request = euro(study.euros)
    return Project(
        scheme=study.scheme,
        rank=rank,
        theme=THEMES[rank * 7 % len(THEMES)],
        place=BRETAGNE[rank * 5 % len(BRETAGNE)],
        kind=study.kind,
        begins=date(2017, 9, 1) if study.spring else date(2018, 2, 1),
        ends=date(2018, 2, 28) if study.spring else date(2018, 7, 31),
        plan=budget(up_to(floor_cent(rate, request), 10), STUDY, request, "scheme"),
        choices={
            "holder_status": "in_own_name" if study.kind == "individual" else "organisation",
            "study_by": ("provider", "both", "ourselves")[rank % 3],
            "accompanied_by": ["pole_ess", "tag_bzh"][rank % 2 :],
            "outside_help": True,
            "already_employed": rank % 2 == 0,
        },
    )


def _budgets(act: Act) -> None:
    context = act.by(MANAGER)
    for slug, title, authority, scheme in (
        ("ba-cap-creation-2017", "CAP’Création ESS 2017 (montant supposé)", 120_000, STUDIES),
        ("ba-fonds-de-confiance-2017", "Fonds de confiance 2017 (montant supposé)", 80_000, HOSTED),
    ):
        open_envelope(context, slug, FUND, title, euro(authority), year=2017)
        for year in (2017, 2018, 2019):
            appropriate(context, slug, year, euro(authority // 2))
        attach_to_call(context, slug, scheme, "en-continu")


def _sitting(day: date) -> Sitting:
    return Sitting(COMMITTEE, FUND, "engagement", "secretary-fund", day, f"DEMO-BA-{day:%Y-%m}", "Comité d’engagement")


def _found(study: Study) -> Review:
    expert = "expert-fund" if study.scheme == HOSTED else None
    if "award" in (study.spring, study.autumn):
        return Review(euro(study.euros), "favourable", 0, expert)
    return Review(ZERO, "unfavourable", 0, expert, 2)


def _hold(script: Script, sitting: Sitting, items: list[Item]) -> None:
    script.on(sitting.held_on - timedelta(days=10), scene(prepare, sitting, [item.journey for item in items]))
    script.on(sitting.held_on, scene(hold, sitting, items, absent=1), hour=14)
    told = [item.journey for item in items if item.outcome == "award"]
    script.on(sitting.held_on + timedelta(days=6), scene(tell, told, MANAGER))
    turned = [item.journey for item in items if item.outcome == "refuse"]
    script.on(sitting.held_on + timedelta(days=6), scene(tell, turned, MANAGER, refusal=True), hour=11)
    script.on(sitting.held_on + timedelta(days=14), scene(sign, told, MANAGER))


def _after(script: Script, studied: list[tuple[Journey, Study]]) -> None:
    for rank, (journey, study) in enumerate(studied):
        amount = euro(study.euros)
        if study.lapses:
            script.on(date(2018, 9, 3), scene(give_up, journey, MANAGER))
        elif "award" in (study.spring, study.autumn):
            script.on(date(2018, 1, 15), scene(pay_part, journey, MANAGER, FUND, _first(amount)), minute=rank)
            settled = scene(settle_and_close, journey, MANAGER, FUND, amount, _first(amount), Fraction(1))
            script.on(date(2019, 1, 14), settled, minute=rank)


def _first(amount: Money) -> Money:
    return floor_cent(ADVANCE, amount)
