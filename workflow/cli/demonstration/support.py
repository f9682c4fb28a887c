"""Operating support in Bretagne: two TAg BZH over two years, and one pole over one.

Published: 30 000 to 45 000 EUR from the Région for 2017 and 2018 together, beside the State, FEDER and other
local authorities. The amounts are invented.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.budgets import RUNNING, budget, euro
from workflow.cli.demonstration.cast import BZH
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    deposit,
    pay_part,
    review,
    settle_and_close,
    sign,
    tell,
)
from workflow.cli.demonstration.places import BRETAGNE
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.sittings import Item, Sitting, hold, prepare
from workflow.cli.demonstration.stage import Act, Script, scene
from workflow.cli.demonstration.themes import THEMES
from workflow.kernel.money import Money, total
from workflow.schemes.vocabulary import Source
from workflow.services.envelopes import appropriate, attach_to_call, open_envelope

STRUCTURES: Final = "bretagne/tag-bzh-structures"
POLES: Final = "bretagne/poles-ess"
MANAGER: Final = "manager-bzh"
YEARLY: Final = ({2017: euro(20_000), 2018: euro(20_000)}, {2017: euro(18_000), 2018: euro(17_500)})
"""What each TAg receives from the Région, by year."""

POLE: Final = euro(24_000)
_FIRST_RANK: Final = 150


def write(script: Script) -> None:
    """Add the three supports to the script."""
    script.on(date(2017, 1, 20), _budgets, hour=9)
    structures = [Journey(_structure(rank, yearly)) for rank, yearly in enumerate(YEARLY)]
    journeys = [*structures, Journey(_pole())]
    amounts = [*(total(yearly.values()) for yearly in YEARLY), POLE]
    for rank, (journey, amount) in enumerate(zip(journeys, amounts, strict=True)):
        script.on(date(2017, 2, 13 + rank), scene(deposit, journey), hour=15)
        script.on(date(2017, 3, 6), scene(admit_to_review, journey, "officer-bzh"), hour=9, minute=rank)
        found = Review(amount, "favourable")
        script.on(date(2017, 3, 15), scene(review, journey, "officer-bzh", found), minute=rank)
    items = [Item(journey, "award", amount) for journey, amount in zip(journeys, amounts, strict=True)]
    day = date(2017, 4, 24)
    sitting = Sitting(
        "commission-permanente-bretagne",
        BZH,
        "standing-bzh",
        "secretary-bzh",
        day,
        "DEMO-BZH-2017-04-CP",
        "Commission permanente",
    )
    script.on(date(2017, 4, 7), scene(prepare, sitting, journeys))
    script.on(day, scene(hold, sitting, items, absent=2))
    script.on(date(2017, 5, 4), scene(tell, journeys, MANAGER))
    script.on(date(2017, 5, 22), scene(sign, journeys, MANAGER))
    for journey, yearly in zip(structures, YEARLY, strict=True):
        _pay_by_year(script, journey, yearly)
    half = Money(POLE.cents // 2)
    script.on(date(2017, 6, 12), scene(pay_part, journeys[-1], MANAGER, BZH, half, "instalment"))
    script.on(date(2018, 4, 9), scene(settle_and_close, journeys[-1], MANAGER, BZH, POLE, half, Fraction(1)))


def _pay_by_year(script: Script, journey: Journey, yearly: dict[int, Money]) -> None:
    """The first year, most of the second, and the balance on the accounts of both."""
    whole, first, second = total(yearly.values()), yearly[2017], Money(yearly[2018].cents * 4 // 5)
    script.on(date(2017, 6, 12), scene(pay_part, journey, MANAGER, BZH, first, "instalment"))
    script.on(date(2018, 3, 12), scene(pay_part, journey, MANAGER, BZH, second, "instalment"))
    closing = scene(settle_and_close, journey, MANAGER, BZH, whole, first + second, Fraction(1))
    script.on(date(2019, 5, 13), closing)


def _budgets(act: Act) -> None:
    context = act.by(MANAGER)
    for slug, title, scheme, call in (
        ("bzh-tag-2017-2018", "TAg BZH 2017-2018 (montant supposé)", STRUCTURES, "2017-2018"),
        ("bzh-poles-2017", "Pôles de l’ESS 2017 (montant supposé)", POLES, "2017"),
    ):
        open_envelope(context, slug, BZH, title, euro(180_000), year=2017)
        for year in (2017, 2018, 2019):
            appropriate(context, slug, year, euro(60_000))
        attach_to_call(context, slug, scheme, call)


def _structure(rank: int, yearly: dict[int, Money]) -> Project:
    others: dict[Source, Money] = {"state": euro(30_000), "feder": euro(40_000), "epci": euro(22_000)}
    return Project(
        scheme=STRUCTURES,
        rank=_FIRST_RANK + rank,
        theme=THEMES[rank],
        place=BRETAGNE[(2, 7)[rank]],
        kind="association",
        begins=date(2017, 1, 1),
        ends=date(2018, 12, 31),
        plan=budget(180_000, RUNNING, total(yearly.values()), "region", others, yearly=yearly),
        call="2017-2018",
        choices={
            "department": ("tag_22", "tag_56")[rank],
            "year_1_budget": "90000.00",
            "year_2_budget": "90000.00",
            "year_1_region": str(yearly[2017]),
            "year_2_region": str(yearly[2018]),
        },
    )


def _pole() -> Project:
    return Project(
        scheme=POLES,
        rank=_FIRST_RANK + 2,
        theme=THEMES[4],
        place=BRETAGNE[5],
        kind="association",
        begins=date(2017, 1, 1),
        ends=date(2017, 12, 31),
        plan=budget(78_000, RUNNING, POLE, "region", {"epci": euro(31_000), "department": euro(9_000)}),
        call="2017",
    )
