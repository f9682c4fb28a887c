"""The computations on money: a split, a final payment, a repayment schedule, a gross grant equivalent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Final

import click

from workflow.cli.answers import Answer, argument, command, option, table
from workflow.cli.values import Amount, Day, Weights, Whole, Years
from workflow.kernel.allocation import allocate
from workflow.kernel.clock import SystemClock, day_in_paris
from workflow.kernel.errors import InvalidInput, NotFound, Problem
from workflow.kernel.formats import euros, long_date
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.rules.gross_grant_equivalent import gross_grant_equivalent
from workflow.rules.payment import settle
from workflow.rules.schedule import MAXIMUM_INSTALMENTS, MONTHS, Period, repayment_schedule
from workflow.schemes.regulations import load_regulations


@command(
    "split",
    Words(
        fr="Partager un montant au centime près : plus fort reste, égalités dans l’ordre donné.",
        en="Split an amount to the cent: largest remainder, ties in the given order.",
    ),
)
@argument("amount", Words(fr="Le montant, par exemple 100000.00.", en="The amount, such as 100000.00."), type=Amount())
@option(
    "--weights",
    type=Weights(),
    required=True,
    metavar="NAME=WEIGHT,...",
    words=Words(fr="Les parts, dans l’ordre : a=5,b=5,c=1.", en="The weights, in order: a=5,b=5,c=1."),
)
def split(answer: Answer, amount: Money, weights: dict[str, Fraction]) -> int:
    """Print the shares, which sum to the amount."""
    with named_after_options({"amount": "amount"}):
        shares = allocate(amount, weights)
    document = {"amount": str(amount), "shares": {name: str(share) for name, share in shares.items()}}
    rows = [(name, answer.say(euros(share))) for name, share in shares.items()]
    return answer.give(document, table((answer.say(_PART), answer.say(_AMOUNT)), rows, amounts=(1,)))


@command(
    "due",
    Words(
        fr="Le solde d’une aide selon la dépense réalisée, ou ce qui est à reverser.",
        en="The final payment of an award for the costs incurred, or what is to be recovered.",
    ),
)
@option("--award", type=Amount(), required=True, words=Words(fr="L’aide accordée.", en="The amount awarded."))
@option("--base", type=Amount(), required=True, words=Words(fr="La dépense retenue au vote.", en="The base voted."))
@option("--realised", type=Amount(), required=True, words=Words(fr="La dépense réalisée.", en="The base realised."))
@option("--paid", type=Amount(), required=True, words=Words(fr="Ce qui est déjà versé.", en="What was already paid."))
def due(answer: Answer, award: Money, base: Money, realised: Money, paid: Money) -> int:
    """Print what is due in all, then the balance to pay or the amount to recover."""
    with named_after_options():
        settlement = settle(award, base, realised, paid)
    amounts = {"due": settlement.due, "balance": settlement.balance, "recovery": settlement.recovery}
    people = "\n".join(f"{answer.say(_DUE[name])} {answer.say(euros(amount))}" for name, amount in amounts.items())
    return answer.give({name: str(amount) for name, amount in amounts.items()}, people)


@command(
    "schedule",
    Words(fr="L’échéancier de remboursement d’une avance.", en="The repayment schedule of an advance."),
)
@option("--amount", type=Amount(), required=True, words=Words(fr="L’avance.", en="The advance."))
@option(
    "--instalments",
    type=Whole(1, MAXIMUM_INSTALMENTS),
    required=True,
    words=Words(fr="Le nombre d’échéances.", en="The number of instalments."),
)
@option("--first", type=Day(), required=True, words=Words(fr="La première échéance.", en="The first instalment."))
@option(
    "--every",
    type=click.Choice(tuple(MONTHS)),
    required=True,
    words=Words(fr="Chaque mois ou chaque trimestre.", en="Each month or each quarter."),
)
def schedule(answer: Answer, amount: Money, instalments: int, first: date, every: Period) -> int:
    """Print the instalments, which sum to the advance."""
    with named_after_options():
        made = repayment_schedule(amount, instalments, first, every)
    document = {
        "instalments": [{"number": one.number, "on": one.on.isoformat(), "amount": str(one.amount)} for one in made]
    }
    rows = [(str(one.number), answer.say(long_date(one.on)), answer.say(euros(one.amount))) for one in made]
    headings = (answer.say(_NUMBER), answer.say(_ON), answer.say(_AMOUNT))
    return answer.give(document, table(headings, rows, amounts=(0, 2)))


@command(
    "gge",
    Words(
        fr="L’équivalent-subvention brut d’une avance remboursable (règlement de minimis général).",
        en="The gross grant equivalent of a repayable advance (general de minimis regulation).",
    ),
)
@option("--amount", type=Amount(), required=True, words=Words(fr="L’avance.", en="The advance."))
@option("--years", type=Years(), required=True, words=Words(fr="Sa durée en années.", en="Its term in years."))
@option(
    "--secured",
    is_flag=True,
    words=Words(fr="Garantie pour la moitié au moins.", en="With collateral for at least half of it."),
)
@option(
    "--on",
    type=Day(),
    words=Words(fr="Le jour de l’octroi ; à défaut, aujourd’hui.", en="The day of the grant; by default today."),
)
def gge(answer: Answer, amount: Money, years: Fraction, secured: bool, on: date | None) -> int:
    """Print what the advance counts for on the day of its grant."""
    day = on or day_in_paris(SystemClock().now())
    try:
        limit = load_regulations().de_minimis("de_minimis", day)
    except NotFound as error:
        raise InvalidInput([Problem("--on", "no_regulation", _no_regulation(day))]) from error
    with named_after_options():
        equivalent = gross_grant_equivalent(amount, years, secured=secured, limit=limit)
    return answer.give({"gge": str(equivalent)}, answer.say(euros(equivalent)))


@contextmanager
def named_after_options(names: dict[str, str] | None = None) -> Iterator[None]:
    """Name the fields of what is refused inside as they were typed: ``base`` becomes ``--base``.

    ``names`` are the fields that are called otherwise. ``requests[0].deadline`` becomes
    ``--request 1: deadline``.
    """
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(
            [
                Problem((names or {}).get(one.field) or _typed(one.field), one.code, one.message, one.place)
                for one in error.problems
            ]
        ) from error


def _typed(field: str) -> str:
    found = _INDEXED.fullmatch(field)
    return f"--{found[1]} {int(found[2]) + 1}: {found[3]}" if found else f"--{field}"


def _no_regulation(day: date) -> Words:
    return Words(
        fr=f"Aucun règlement de minimis n’est connu au {long_date(day).fr}.",
        en=f"No de minimis regulation is known on {long_date(day).en}.",
    )


_INDEXED: Final = re.compile(r"(\w+)s\[(\d+)\]\.(\w+)")
_PART: Final = Words(fr="part", en="share")
_AMOUNT: Final = Words(fr="montant", en="amount")
_NUMBER: Final = Words(fr="nº", en="no.")
_ON: Final = Words(fr="échéance", en="due on")
_DUE: Final = {
    "due": Words(fr="Aide due :", en="Due:"),
    "balance": Words(fr="Solde à verser :", en="Balance to pay:"),
    "recovery": Words(fr="À reverser :", en="To recover:"),
}
