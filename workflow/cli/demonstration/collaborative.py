"""The call for collaborative projects of Bretagne of 2017, replayed.

Published, rounded: 7 winners, 3.28 M EUR, of which 1.5 M EUR FEDER and 1.77 M EUR from the guichet unique
(1.5 M EUR Région Bretagne, 0.3 M EUR other Breton authorities). The exact sums are invented; they lie in the
intervals of those figures. The days and the number of projects that did not win are working assumptions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.budgets import EXPERIMENT, budget, euro, up_to
from workflow.cli.demonstration.cast import BZH, FEDER
from workflow.cli.demonstration.journeys import (
    Journey,
    Review,
    admit_to_review,
    complete_and_submit,
    deposit_pre_application,
    pay_part,
    review,
    settle_and_close,
    sign,
    tell,
    withdraw_it,
)
from workflow.cli.demonstration.places import BRETAGNE
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.sittings import Item, Sitting, hold, prepare
from workflow.cli.demonstration.stage import Act, Script, scene
from workflow.cli.demonstration.themes import THEMES
from workflow.kernel.allocation import allocate
from workflow.kernel.money import ZERO, Money, floor_cent, total
from workflow.rules.plan import ResourceLine
from workflow.schemes.vocabulary import BeneficiaryKind, Source
from workflow.services.decide import award, decline_label, deprogramme, label, propose_shares, record_payer_decision
from workflow.services.envelopes import appropriate, attach_to_call, open_envelope
from workflow.services.instruct import propose_amount

SCHEME: Final = "bretagne/appel-projets-collaboratifs"
SUMS: Final[dict[Source, Money]] = {
    "feder": Money.parse("1508214.36"),
    "region": Money.parse("1482917.45"),
    "epci": Money.parse("286540.21"),
}
"""What the seven winners receive from each source; « epci » stands for the other Breton authorities."""

PAYERS: Final[dict[Source, str]] = {"feder": FEDER, "region": BZH, "epci": "autres-collectivites-bretonnes"}
ENVELOPE: Final = "bzh-collaboratifs-2017"
ADVANCE: Final = Fraction(1, 2)
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 4)
_KINDS: Final[tuple[BeneficiaryKind, ...]] = ("association", "cooperative", "association", "local_authority")
_FIRST_RANK: Final = 110
_MANAGER: Final = "manager-bzh"


def shares() -> list[dict[Source, Money]]:
    """What each winner receives, by source."""
    weights = {str(rank): Fraction(weight) for rank, weight in enumerate(_WEIGHTS)}
    split = {source: allocate(whole, weights) for source, whole in SUMS.items()}
    return [{source: parts[name] for source, parts in split.items()} for name in weights]


def write(script: Script) -> None:
    """Add the call to the script."""
    given = shares()
    winners = [Journey(_project(rank, each)) for rank, each in enumerate(given)]
    dropped = Journey(_project(7, given[5]))
    not_labelled = Journey(_project(8, given[6]))
    refused = Journey(_project(9, given[6]))
    everyone = [*winners, dropped, not_labelled, refused]
    script.on(date(2017, 1, 18), _budget, hour=9)
    for rank, journey in enumerate(everyone):
        script.on(date(2017, 2, 6) + timedelta(days=rank * 2), scene(deposit_pre_application, journey), minute=rank)
    full = [journey for journey in everyone if journey is not not_labelled]
    script.on(date(2017, 3, 21), scene(_labels, full, [not_labelled]))
    for rank, journey in enumerate(full):
        script.on(date(2017, 4, 18) + timedelta(days=rank * 3), scene(complete_and_submit, journey), hour=16)
        found = Review(_request(journey), "unfavourable" if journey is refused else "favourable")
        script.on(date(2017, 6, 12), scene(admit_to_review, journey, "officer-bzh"), minute=rank)
        script.on(date(2017, 6, 26), scene(review, journey, "officer-bzh", found), minute=rank)
    _programming(script, [*winners, dropped], refused)
    _decisions(script, winners, given)
    _refusal_of_a_payer(script, dropped, given[5])
    script.on(date(2017, 11, 30), scene(tell, winners, _MANAGER))
    script.on(date(2017, 11, 30), scene(tell, [refused, not_labelled], _MANAGER, refusal=True), hour=11)
    _payments(script, winners, given)


def _budget(act: Act) -> None:
    context = act.by(_MANAGER)
    open_envelope(context, ENVELOPE, BZH, "Projets collaboratifs 2017 (montant supposé)", euro(1_550_000), year=2017)
    for year, amount in ((2017, 800_000), (2018, 0), (2020, 760_000)):
        if amount:
            appropriate(context, ENVELOPE, year, euro(amount))
    attach_to_call(context, ENVELOPE, SCHEME, "2017")


def _project(rank: int, given: dict[Source, Money]) -> Project:
    """A project whose public money makes a little under two thirds of its costs."""
    whole = up_to(floor_cent(Fraction(100, 63), total(given.values())), 1_000)
    others: dict[Source, Money] = {source: amount for source, amount in given.items() if source != "region"}
    return Project(
        scheme=SCHEME,
        rank=_FIRST_RANK + rank,
        theme=THEMES[(rank * 5 + 3) % len(THEMES)],
        place=BRETAGNE[rank * 2 % len(BRETAGNE)],
        kind=_KINDS[rank % len(_KINDS)],
        begins=date(2017, 10, 1),
        ends=date(2020, 3, 31),
        plan=budget(whole, EXPERIMENT, given["region"], "region", others),
        call="2017",
        choices={"asks_feder": True, "innovation_type": "territorial", "ownership_of_results": "free_for_all"},
    )


def _labels(act: Act, kept: list[Journey], declined: list[Journey]) -> None:
    for journey in kept:
        label(act.by("secretary-bzh"), act.request(journey.reference))
    for journey in declined:
        reason = "La coopération annoncée ne repose encore sur aucun engagement écrit."
        decline_label(act.by("secretary-bzh"), act.request(journey.reference), reason)


def _programming(script: Script, kept: list[Journey], refused: Journey) -> None:
    day = date(2017, 9, 21)
    sitting = Sitting(
        "comite-regional-programmation",
        FEDER,
        "programming",
        "secretary-bzh",
        day,
        "DEMO-CRP-2017-09",
        "Comité régional",
    )
    items = [*(Item(journey, "programme") for journey in kept), Item(refused, "refuse")]
    script.on(date(2017, 9, 5), scene(prepare, sitting, [item.journey for item in items]))
    script.on(day, scene(hold, sitting, items))


def _decisions(script: Script, winners: list[Journey], given: list[dict[Source, Money]]) -> None:
    """Each payer decides in its own assembly; then everything is awarded."""
    days: dict[Source, date] = {"feder": date(2017, 10, 5), "region": date(2017, 10, 23), "epci": date(2017, 11, 6)}
    for rank, (journey, parts) in enumerate(zip(winners, given, strict=True), 1):
        for source, day in days.items():
            number = f"DEMO-{day:%Y-%m-%d}-{rank:02d}"
            script.on(day, scene(_payer_decides, journey, source, parts[source], number), minute=rank)
        script.on(date(2017, 11, 16), scene(_award, journey, total(parts.values()), rank), minute=rank)


def _payer_decides(act: Act, journey: Journey, source: Source, amount: Money, number: str) -> None:
    approved = amount > ZERO
    context, request = act.by("secretary-bzh"), act.request(journey.reference)
    record_payer_decision(context, request, PAYERS[source], source, approved, amount, number, act.today)


def _award(act: Act, journey: Journey, amount: Money, rank: int) -> None:
    context = act.by("secretary-bzh")
    proposed = propose_shares(context, journey.reference, amount)
    orders = [replace(one, decision_number=f"DEMO-2017-{one.source}-{rank:02d}") for one in proposed]
    award(context, act.request(journey.reference), amount, "DEMO-CRP-2017-09", orders)


def _refusal_of_a_payer(script: Script, journey: Journey, parts: dict[Source, Money]) -> None:
    """The other authorities refuse: the project goes back to review on a smaller plan, and is given up."""
    script.on(date(2017, 10, 5), scene(_payer_decides, journey, "feder", parts["feder"], "DEMO-2017-10-05-20"), hour=12)
    script.on(date(2017, 11, 6), scene(_payer_decides, journey, "epci", ZERO, "DEMO-2017-11-06-20"), hour=12)
    script.on(date(2017, 11, 9), scene(_back_to_review, journey))
    script.on(date(2018, 2, 12), scene(withdraw_it, journey))


def _back_to_review(act: Act, journey: Journey) -> None:
    reason = "Les autres collectivités n’apportent pas leur part : le plan de financement est à revoir."
    deprogramme(act.by("secretary-bzh"), act.request(journey.reference), reason)
    plan = journey.project.plan
    if plan is not None:
        lines = [_without(line) for line in plan.resources]
        propose_amount(act.by("officer-bzh"), act.request(journey.reference), plan.request, lines)


def _without(line: ResourceLine) -> ResourceLine:
    return replace(line, status="refused") if line.source == "epci" else line


def _payments(script: Script, winners: list[Journey], given: list[dict[Source, Money]]) -> None:
    script.on(date(2017, 12, 7), scene(sign, winners, _MANAGER))
    for rank, (journey, parts) in enumerate(zip(winners, given, strict=True)):
        script.on(date(2017, 12, 14), scene(_advances, journey, parts), minute=rank)
        script.on(date(2020, 7, 6), scene(_balances, journey, parts), minute=rank)


def _advances(act: Act, journey: Journey, parts: dict[Source, Money]) -> None:
    for source, amount in parts.items():
        pay_part(act, journey, _MANAGER, PAYERS[source], floor_cent(ADVANCE, amount))


def _balances(act: Act, journey: Journey, parts: dict[Source, Money]) -> None:
    """Every payer pays its balance on the same report; then the application is closed."""
    for rank, (source, amount) in enumerate(parts.items(), 1):
        paid = floor_cent(ADVANCE, amount)
        last = rank == len(parts)
        settle_and_close(act, journey, _MANAGER, PAYERS[source], amount, paid, Fraction(1), close_it=last)


def _request(journey: Journey) -> Money:
    plan = journey.project.plan
    return plan.request if plan is not None else ZERO
