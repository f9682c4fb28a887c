"""How values are written for people: the filters that every template uses.

Amounts are ``Money`` or decimal strings, never floats; days are dates, moments aware datetimes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from flask import Flask, current_app
from flask_babel import gettext, ngettext

from web.languages import current_language
from workflow.kernel.clock import PARIS, Clock, day_in_paris
from workflow.kernel.errors import InvalidInput
from workflow.kernel.formats import NARROW_SPACE, euros, long_date, percent
from workflow.kernel.money import Money
from workflow.kernel.words import Words

MINUS: Final = "\u2212"
_AMOUNT: Final = re.compile(r"-?[0-9]+\.[0-9]{2}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_KILO: Final = 1000


def install_filters(app: Flask, clock: Clock) -> None:
    """Give every template the filters of this module; ``clock`` says what today is."""
    app.extensions["octroi_clock"] = clock
    app.jinja_env.filters.update(
        words=words,
        money=money,
        money_input=money_input,
        day=day,
        moment=moment,
        iso=iso,
        days_left=days_left,
        rate=rate,
        number=number,
        file_size=file_size,
        figure=figure,
        shown=shown,
        field_id=field_id,
        greatest=greatest,
        share_of=share_of,
    )


def words(text: object) -> str:
    """``Words`` in the reader's language; other text as it is; nothing for ``None``."""
    if text is None:
        return ""
    if isinstance(text, Words):
        return text.in_language(current_language())
    return text if isinstance(text, str) else str(text)


def money(amount: Money | str | None, signed: bool = False) -> str:
    """``38 271,60 €`` or ``€38,271.60``; with ``signed``, a plus before what is positive."""
    if amount is None:
        return ""
    value = Money.parse(amount) if isinstance(amount, str) else amount
    text = euros(value).in_language(current_language()).replace("-", MINUS)
    return f"+{text}" if signed and value.cents > 0 else text


def money_input(amount: Money | str | None) -> str:
    """The amount as a control holds it: ``38 271,60``; what was typed stays as typed."""
    if not isinstance(amount, Money):
        return amount or ""
    text = euros(amount).in_language(current_language())
    return text.replace(f"{NARROW_SPACE}€", "").replace("€", "")


def day(value: date | None) -> str:
    """``5 mai 2017``; a moment counts for its day in Paris."""
    if value is None:
        return ""
    only = day_in_paris(value) if isinstance(value, datetime) else value
    return long_date(only).in_language(current_language())


def moment(value: date | None) -> str:
    """``5 mai 2017 à 14 h 02`` in Paris; a bare date is written as a day."""
    if not isinstance(value, datetime):
        return day(value)
    local = value.astimezone(PARIS)
    return str(
        gettext(
            "%(day)s à %(hour)s\u202fh\u202f%(minute)s",
            day=day(local),
            hour=str(local.hour),
            minute=f"{local.minute:02d}",
        )
    )


def iso(value: date | None) -> str:
    """The machine's form, for ``datetime`` attributes."""
    return "" if value is None else value.isoformat()


def days_left(deadline: date, today: date | None = None) -> str:
    """How long there is until ``deadline``, its own day included; ``today`` is the clock's by default."""
    clock: Clock = current_app.extensions["octroi_clock"]
    left = (deadline - (today or day_in_paris(clock.now()))).days
    if left < 0:
        return str(ngettext("échéance passée d’un jour", "échéance passée de %(num)s jours", -left))
    if left == 0:
        return str(gettext("c’est le dernier jour"))
    return str(ngettext("il reste un jour", "il reste %(num)s jours", left))


def rate(value: Fraction) -> str:
    """``66,67 %``: a rate to two decimals at most, exactly where it is exact."""
    return percent(Fraction(round(value * 10000), 10000)).in_language(current_language())


def number(value: int) -> str:
    """A whole number in groups of three."""
    separator = "," if current_language() == "en" else NARROW_SPACE
    return f"{value:,}".replace("-", MINUS).replace(",", separator)


def file_size(size: int) -> str:
    """``1,2 Mo``: bytes in decimal units."""
    units = [gettext("octets"), gettext("ko"), gettext("Mo"), gettext("Go")]
    tenths, power = size * 10, 0
    while tenths >= _KILO * 10 and power < len(units) - 1:
        tenths, power = tenths // _KILO, power + 1
    whole, tenth = divmod(tenths, 10)
    decimals = "" if not power or not tenth else f"{'.' if current_language() == 'en' else ','}{tenth}"
    return f"{number(whole)}{decimals}{NARROW_SPACE}{units[power]}"


def figure(value: str) -> str:
    """What a finding compared, from its text: an amount, a day, or as it is."""
    if _AMOUNT.fullmatch(value):
        try:
            return money(value)
        except InvalidInput:
            return value
    if _DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    return number(int(value)) if re.fullmatch(r"-?[0-9]{1,15}", value, re.ASCII) else value


def shown(value: object) -> str:
    """Any value as people read it, by its type."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(gettext("Oui") if value else gettext("Non"))
    if isinstance(value, Money):
        return money(value)
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, Fraction):
        return rate(value)
    return number(value) if isinstance(value, int) else words(value)


def field_id(name: object) -> str:
    """A name made fit for an ``id`` attribute."""
    kept = re.sub(r"[^a-zA-Z0-9_-]+", "-", str(name)).strip("-")
    return f"f-{kept}" if kept else "f-field"


def greatest(rows: Iterable[tuple[object, Iterable[Money | int]]]) -> int:
    """The largest value of a chart, in its smallest unit; at least 1."""
    return max([1, *(_units(value) for _, values in rows for value in values)])


def share_of(value: Money | int, whole: int) -> str:
    """``value`` as a percentage of ``whole``, with two decimals, for the width of a bar."""
    hundredths = max(0, _units(value)) * 10000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _units(value: Money | int) -> int:
    return value.cents if isinstance(value, Money) else value
