"""The campaign of 2017 of the AMI « innovation sociale et sociétale » of Nouvelle-Aquitaine, replayed.

Working assumptions: an envelope of 1 700 000 EUR (that of 2017 is not published), the days of the committees,
an advance of 60 %, appropriations over two years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.ami_projects import SCHEME, Application, Wave, waves
from workflow.cli.demonstration.budgets import euro
from workflow.cli.demonstration.cast import NA
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    ask_for_items,
    deposit,
    pay_part,
    provide,
    review,
    settle_and_close,
    sign,
    spread,
    tell,
    turn_away,
    withdraw_it,
)
from workflow.cli.demonstration.sittings import Item, Sitting, hold, prepare
from workflow.cli.demonstration.stage import Act, Script, scene
from workflow.kernel.money import Money, floor_cent
from workflow.services.envelopes import appropriate, attach_to_call, open_envelope

ENVELOPE: Final = "na-ami-2017"
THRESHOLD: Final = Money.parse("23000.00")
"""Above this, an agreement is compulsory for a private body (loi 2000-321 art. 10)."""

ADVANCE: Final = Fraction(3, 5)
_OFFICERS: Final = ("officer-na", "second-officer-na")
_EXPERTS: Final = ("expert-na", "second-expert-na")
_SPENT: Final = (
    Fraction(1),
    Fraction(1),
    Fraction(97, 100),
    Fraction(1),
    Fraction(9, 10),
    Fraction(1),
    Fraction(11, 20),
)
"""The parts of the base that were spent in the end, in turn; the last one leads to a recovery."""


@dataclass(frozen=True)
class Calendar:
    """The days of one cut-off. The standing committee decides; the selection committee has met before."""

    first_deposit: date
    cut_off: date
    review: date
    selection: Sitting
    decision: Sitting
    notice: date


def write(script: Script) -> None:
    """Add the campaign to the script."""
    script.on(date(2017, 1, 16), _budget, hour=9)
    first, second = waves()
    spring = _calendar(date(2017, 4, 3), date(2017, 5, 5), date(2017, 5, 29), date(2017, 6, 20), date(2017, 7, 10))
    autumn = _calendar(date(2017, 5, 9), date(2017, 8, 25), date(2017, 9, 18), date(2017, 10, 10), date(2017, 11, 13))
    put_off = first.those("deferred")
    for wave, calendar in ((first, spring), (second, autumn)):
        _deposits(script, wave, calendar)
        _reviews(script, wave, calendar)
    _committee(script, first, spring, put_off=[Item(one.journey, "defer") for one in put_off])
    _committee(script, second, autumn, returning=[Item(one.journey, "award", one.amount) for one in put_off])
    _payments(script, first.those("awarded"), spring)
    _payments(script, [*second.those("awarded"), *put_off], autumn)


def _budget(act: Act) -> None:
    context = act.by("manager-na")
    open_envelope(context, ENVELOPE, NA, "AMI innovation sociale 2017 (montant supposé)", euro(1_700_000), year=2017)
    appropriate(context, ENVELOPE, 2017, euro(1_100_000))
    appropriate(context, ENVELOPE, 2018, euro(700_000))
    attach_to_call(context, ENVELOPE, SCHEME, "2017")


def _calendar(first: date, cut_off: date, reviewed: date, selected: date, decided: date) -> Calendar:
    number = f"DEMO-NA-{decided:%Y-%m}"
    selection = Sitting(
        "commission-attribution-ami",
        NA,
        "selection-na",
        "secretary-na",
        selected,
        f"{number}-CA",
        "Commission d’attribution",
    )
    decision = Sitting(
        "commission-permanente-nouvelle-aquitaine",
        NA,
        "standing-na",
        "secretary-na",
        decided,
        f"{number}-CP",
        "Commission permanente",
    )
    return Calendar(first, cut_off, reviewed, selection, decision, decided + timedelta(days=10))


def _deposits(script: Script, wave: Wave, calendar: Calendar) -> None:
    asked = sorted(wave.applications, key=lambda one: one.journey.project.rank * 7 % 31)
    days = spread(calendar.first_deposit, calendar.cut_off, len(asked))
    for rank, (one, day) in enumerate(zip(asked, days, strict=True)):
        script.on(day, scene(deposit, one.journey), hour=9 + rank % 8, minute=rank * 7 % 60)


def _reviews(script: Script, wave: Wave, calendar: Calendar) -> None:
    for rank, one in enumerate(wave.applications):
        officer, minute = _OFFICERS[rank % 2], rank % 60
        if one.fate == "ineligible":
            script.on(calendar.review, scene(turn_away, one.journey, officer), minute=minute)
            continue
        start = calendar.review
        if rank % 12 == 5:
            _items(script, one.journey, officer, start)
            start += timedelta(days=9)
        script.on(start, scene(admit_to_review, one.journey, officer), minute=minute)
        if one.fate == "withdrawn":
            script.on(start + timedelta(days=3), scene(withdraw_it, one.journey), minute=minute)
            continue
        script.on(start + timedelta(days=4), scene(review, one.journey, officer, _found(one, rank)), minute=minute)


def _items(script: Script, journey: Journey, officer: str, day: date) -> None:
    """A letter of a partner is missing: it is asked for, and it comes."""
    script.on(day, scene(ask_for_items, journey, officer, day + timedelta(days=15)), hour=8)
    script.on(day + timedelta(days=7), scene(provide, journey), hour=18)


def _found(one: Application, rank: int) -> Review:
    expert = _EXPERTS[rank % 2]
    if not one.amount:
        return Review(one.amount, "unfavourable", 0, expert, 2)
    return Review(one.amount, "favourable", 300 if rank % 3 == 0 else 0, expert, 4)


def _selection(script: Script, calendar: Calendar, items: list[Item]) -> None:
    """The selection committee gives its opinion on each project before the standing committee decides."""
    sitting, held = calendar.selection, calendar.selection.held_on
    opinions = [Item(item.journey, "advise_against" if item.outcome == "refuse" else "advise") for item in items]
    script.on(held - timedelta(days=7), scene(prepare, sitting, [item.journey for item in items]), hour=11)
    script.on(held, scene(hold, sitting, opinions), hour=9)


def _committee(
    script: Script, wave: Wave, calendar: Calendar, *, put_off: Sequence[Item] = (), returning: Sequence[Item] = ()
) -> None:
    items = [
        *(Item(one.journey, "award", one.amount) for one in wave.those("awarded")),
        *(Item(one.journey, "refuse") for one in wave.those("refused")),
        *put_off,
        *returning,
    ]
    _selection(script, calendar, [item for item in items if item not in returning])
    sitting, held = calendar.decision, calendar.decision.held_on
    script.on(held - timedelta(days=14), scene(prepare, sitting, [one.journey for one in items]), hour=11)
    script.on(held, scene(hold, sitting, items, absent=1), hour=9)
    told = [one.journey for one in items if one.outcome == "award"]
    script.on(calendar.notice, scene(tell, told, "manager-na"), hour=10)
    turned = [one.journey for one in wave.those("refused", "ineligible")]
    script.on(calendar.notice, scene(tell, turned, "manager-na", refusal=True), hour=11)


def _payments(script: Script, awarded: list[Application], calendar: Calendar) -> None:
    signed = [one.journey for one in awarded if one.amount > THRESHOLD]
    script.on(calendar.notice + timedelta(days=8), scene(sign, signed, "manager-na"))
    for rank, one in enumerate(awarded):
        advance, minute = floor_cent(ADVANCE, one.amount), rank % 60
        paid = scene(pay_part, one.journey, "manager-na", NA, advance)
        script.on(calendar.notice + timedelta(days=15), paid, minute=minute)
        settled = scene(
            settle_and_close, one.journey, "manager-na", NA, one.amount, advance, _SPENT[rank % len(_SPENT)]
        )
        script.on(date(2018, 12, 3) + timedelta(days=rank % 5), settled, minute=minute)
