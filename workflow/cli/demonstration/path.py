"""The trajectoire: one project from the TAg to the study, then to the advance, repaid to the last cent.

Each application names the one that it continues, so that its history follows it. A second advance, granted
later to somebody else, is being repaid, and its latest instalment is late.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.budgets import START_UP, STUDY, budget, euro
from workflow.cli.demonstration.cast import BZH, FUND
from workflow.cli.demonstration.fund import COMMITTEE, STUDIES
from workflow.cli.demonstration.guidance import PARCOURS, end, follow, receive, request
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    continue_from,
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
from workflow.kernel.money import Money
from workflow.kernel.months import add_months
from workflow.rules.schedule import Instalment, repayment_schedule
from workflow.services.advance import record_repayment, set_schedule
from workflow.services.envelopes import appropriate, attach_to_call, open_envelope

ADVANCES: Final = "bretagne/avance-remboursable-innovation-sociale"
ADVANCE: Final = euro(15_000)
"""15 % of a base of 100 000 EUR: the most that one advance can reach."""

INSTALMENTS: Final = 16
STUDY_AID: Final = euro(15_000)
MANAGER: Final = "manager-bzh"
LATE_FROM: Final = 5
"""The advance that is being repaid has paid its first instalments; the next one is late."""

_RANK: Final = 160
_OTHER_RANK: Final = 165


def write(script: Script) -> None:
    """Add both advances to the script."""
    script.on(date(2017, 1, 23), _budgets, hour=9)
    first = Journey(_parcours())
    second, third = Journey(_study()), Journey(_start_up(_RANK + 2, date(2018, 6, 1)))
    _with_the_tag(script, first)
    _studied(script, first, second)
    _advanced(script, third, second, date(2018, 4, 30))
    _repaid(script, third, first_instalment(date(2018, 4, 30)), INSTALMENTS)
    script.on(date(2023, 4, 3), scene(end, third, MANAGER))
    other = Journey(_start_up(_OTHER_RANK, date(2024, 6, 1)))
    _advanced(script, other, None, date(2024, 4, 29))
    _repaid(script, other, first_instalment(date(2024, 4, 29)), LATE_FROM)


def _with_the_tag(script: Script, journey: Journey) -> None:
    script.on(date(2016, 3, 14), scene(deposit, journey))
    script.on(date(2016, 3, 22), scene(receive, journey, "officer-tag"))
    day = date(2016, 4, 12)
    sitting = Sitting(
        "jury-tag-bzh", "tag-bzh", "jury-tag", "director-tag", day, "DEMO-TAG-2016-04", "Jury de sélection"
    )
    script.on(day - timedelta(days=6), scene(prepare, sitting, [journey]))
    script.on(day, scene(hold, sitting, [Item(journey, "select")]))
    script.on(day + timedelta(days=2), scene(tell, [journey], "director-tag"))
    for rank in range(3):
        script.on(date(2016, 6 + rank * 2, 7), scene(follow, journey, "officer-tag", rank))
    script.on(date(2017, 5, 9), scene(end, journey, "director-tag"))


def _studied(script: Script, before: Journey, journey: Journey) -> None:
    day = date(2017, 3, 16)
    script.on(date(2017, 1, 30), scene(continue_from, journey, before))
    script.on(date(2017, 2, 8), scene(admit_to_review, journey, "officer-fund"))
    script.on(date(2017, 2, 20), scene(review, journey, "officer-fund", Review(STUDY_AID)))
    sitting = Sitting(COMMITTEE, FUND, "engagement", "secretary-fund", day, "DEMO-BA-2017-03", "Comité d’engagement")
    script.on(day - timedelta(days=9), scene(prepare, sitting, [journey]))
    script.on(day, scene(hold, sitting, [Item(journey, "award", STUDY_AID)]))
    script.on(day + timedelta(days=5), scene(tell, [journey], "manager-fund"))
    script.on(day + timedelta(days=12), scene(sign, [journey], "manager-fund"))
    half = Money(STUDY_AID.cents // 2)
    script.on(date(2017, 4, 10), scene(pay_part, journey, "manager-fund", FUND, half))
    settled = scene(settle_and_close, journey, "manager-fund", FUND, STUDY_AID, half, Fraction(1))
    script.on(date(2018, 1, 22), settled)


def _advanced(script: Script, journey: Journey, before: Journey | None, decided: date) -> None:
    """From the deposit to the payment, about three months."""
    filed = scene(deposit, journey) if before is None else scene(continue_from, journey, before)
    script.on(decided - timedelta(days=75), filed)
    script.on(decided - timedelta(days=60), scene(admit_to_review, journey, "officer-bzh"))
    script.on(decided - timedelta(days=45), scene(review, journey, "officer-bzh", Review(ADVANCE)))
    committee, number = "commission-permanente-bretagne", f"DEMO-BZH-{decided:%Y-%m}-CP"
    sitting = Sitting(committee, BZH, "standing-bzh", "secretary-bzh", decided, number, "Commission permanente")
    script.on(decided - timedelta(days=14), scene(prepare, sitting, [journey]))
    script.on(decided, scene(hold, sitting, [Item(journey, "award", ADVANCE)]))
    script.on(decided + timedelta(days=9), scene(tell, [journey], MANAGER))
    script.on(decided + timedelta(days=25), scene(sign, [journey], MANAGER))
    script.on(decided + timedelta(days=46), scene(_schedule, journey, first_instalment(decided)))
    script.on(decided + timedelta(days=50), scene(pay_part, journey, MANAGER, BZH, ADVANCE))


def _schedule(act: Act, journey: Journey, first: date) -> None:
    set_schedule(act.by(MANAGER), act.request(journey.reference), first, INSTALMENTS, "quarter")


def _repaid(script: Script, journey: Journey, first: date, count: int) -> None:
    """The first ``count`` instalments come in on their day, but for the third, which is three weeks late."""
    for due in instalments(first)[:count]:
        delay = timedelta(days=21 if due.number == 3 else 0)
        script.on(due.on + delay, scene(_repay, journey, due.amount), hour=15)


def first_instalment(decided: date) -> date:
    """A year after the decision, on the fifteenth of the next month: within twelve months of the payment."""
    return add_months(decided, 13).replace(day=15)


def instalments(first: date) -> tuple[Instalment, ...]:
    """The schedule of one of these advances."""
    return repayment_schedule(ADVANCE, INSTALMENTS, first, "quarter")


def _repay(act: Act, journey: Journey, amount: Money) -> None:
    record_repayment(act.by(MANAGER), act.request(journey.reference), amount)


def _budgets(act: Act) -> None:
    context = act.by(MANAGER)
    open_envelope(context, "bzh-avances", BZH, "Avances à l’innovation sociale (montant supposé)", euro(300_000))
    for year in (2018, 2024):
        appropriate(context, "bzh-avances", year, euro(60_000))
    attach_to_call(context, "bzh-avances", ADVANCES, "en-continu")


def _parcours() -> Project:
    choices: dict[str, object] = {"parcours": "incubateur", "department": "tag_35", "received_by_pole": True}
    return request(PARCOURS, _RANK, BRETAGNE[4], date(2016, 5, 1), choices)


def _study() -> Project:
    return Project(
        scheme=STUDIES,
        rank=_RANK,
        theme=_parcours().theme,
        place=BRETAGNE[4],
        kind="association",
        begins=date(2017, 4, 1),
        ends=date(2017, 11, 30),
        plan=budget(22_000, STUDY, STUDY_AID, "scheme"),
        choices={"holder_status": "organisation", "accompanied_by": ["tag_bzh"]},
    )


def _start_up(rank: int, begins: date) -> Project:
    is_path = rank < _OTHER_RANK
    return Project(
        scheme=ADVANCES,
        rank=_RANK if is_path else rank,
        theme=_parcours().theme if is_path else THEMES[3],
        place=BRETAGNE[4] if is_path else BRETAGNE[9],
        kind="association",
        begins=begins,
        ends=add_months(begins, 24),
        plan=budget(118_000, START_UP, ADVANCE, "region", {"private": euro(25_000)}),
        choices={
            "legal_form": "association",
            "buys_equipment": True,
            "earlier_support": ["pole_ess", "tag_bzh", "cap_creation"] if is_path else ["nobody"],
        },
    )
