"""``octroi clock``: the day on which silence refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import click

from workflow.cli.answers import Answer, command, option
from workflow.cli.arithmetic import named_after_options
from workflow.cli.spoken import label
from workflow.cli.values import Day, read_day
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import long_date
from workflow.kernel.words import Words
from workflow.rules.clock import Suspension, implicit_refusal
from workflow.schemes.regulations import load_regulations


class ItemRequest(click.ParamType[Suspension]):
    """Items asked for: ``FROM:DEADLINE`` or ``FROM:DEADLINE:RECEIVED``."""

    name = "from:deadline[:received]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Suspension:
        if isinstance(value, Suspension):
            return value
        days = [read_day(part) for part in value.split(":")]
        match days:
            case [date() as asked_on, date() as deadline]:
                return Suspension(asked_on, deadline)
            case [date() as asked_on, date() as deadline, date() as received_on]:
                return Suspension(asked_on, deadline, received_on)
        raise InvalidInput([Problem(label(param) if param else "", "request_format", _EXPECTED)])


@command(
    "clock",
    Words(
        fr="Le jour où le silence vaut refus, suspensions comprises (CRPA L231-4, L114-5).",
        en="The day on which silence refuses, suspensions included (CRPA L231-4, L114-5).",
    ),
)
@option("--deposit", type=Day(), required=True, words=Words(fr="Le jour du dépôt.", en="The day of deposit."))
@option(
    "--request",
    "requests",
    type=ItemRequest(),
    multiple=True,
    metavar="FROM:DEADLINE[:RECEIVED]",
    words=Words(
        fr="Pièces demandées, échéance, et réception s’il y a lieu ; autant de fois qu’il faut.",
        en="Items asked for, deadline, and receipt where there was one; as often as needed.",
    ),
)
def clock(answer: Answer, deposit: date, requests: Sequence[Suspension]) -> int:
    """Print the day of the implicit refusal and the days of suspension."""
    months = load_regulations().silence().months
    with named_after_options():
        refusal = implicit_refusal(deposit, requests, months)
    document = {"implicit_refusal": refusal.on.isoformat(), "suspended_days": refusal.suspended_days}
    day, days = long_date(refusal.on), refusal.suspended_days
    plural = "s" if days > 1 else ""
    people = Words(
        fr=f"Sans réponse, la demande est refusée le {day.fr} ({days} jour{plural} de suspension).",
        en=f"Without an answer, the request is refused on {day.en} ({days} day{plural} of suspension).",
    )
    return answer.give(document, answer.say(people))


_EXPECTED: Final = Words(
    fr="Écrivez DEMANDE:ÉCHÉANCE ou DEMANDE:ÉCHÉANCE:RÉCEPTION, par exemple 2026-01-25:2026-02-24:2026-02-10.",
    en="Write ASKED:DEADLINE or ASKED:DEADLINE:RECEIVED, for example 2026-01-25:2026-02-24:2026-02-10.",
)
