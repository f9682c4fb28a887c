"""What people type, turned into canonical answers. What cannot be read is kept as it was typed.

Canonical: amounts "1234.56", dates ISO, whole numbers ``int``. The room ``schemes`` judges the
answers; these readers only undo notation, French or English.
"""

from __future__ import annotations

import re
from datetime import date

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_FRENCH_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ENGLISH = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+\.[0-9]{1,2}", re.ASCII)
_FRENCH = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]{1,2}", re.ASCII)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def read_text(typed: str) -> str:
    """The text without the blanks around it, its line ends as "\\n"."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_amount(typed: str) -> str:
    """ "1 234,56 €", "1234.56", "1.234,56" or "1,234.56" as "1234.56"; anything else as it was typed.

    A number that could be read in two ways ("1,234" or "1.234") is one with three decimals, and is refused
    by whoever judges it rather than taken for a thousand.
    """
    plain = _SPACES.sub("", typed).removeprefix("€").removesuffix("€").removesuffix("EUR")
    plain = plain.replace("\u2212", "-")
    if _ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _FRENCH.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    if not _AMOUNT.fullmatch(plain):
        return typed.strip()
    whole, _, cents = plain.partition(".")
    return f"{whole}.{cents.ljust(2, '0')}"


def read_whole(typed: str) -> int | str:
    """ "1 200" as 1200; anything else as it was typed."""
    plain = _SPACES.sub("", typed)
    return int(plain) if _WHOLE.fullmatch(plain) else typed.strip()


def read_day(typed: str) -> str:
    """ "5/5/2017" as "2017-05-05"; an ISO date, or anything else, as it was typed."""
    plain = typed.strip()
    match = _FRENCH_DAY.fullmatch(plain)
    if match is None:
        return plain
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return plain


def is_day(text: str) -> bool:
    """Whether a date control can hold ``text``: nothing, or a day that exists."""
    try:
        return not text or (_ISO_DAY.fullmatch(text) is not None and bool(date.fromisoformat(text)))
    except ValueError:
        return False


def show_amount(answer: object, language: str) -> str:
    """An answer as the page shows it in a field: "1234.56" becomes "1234,56" in French."""
    text = "" if answer is None else str(answer)
    return text.replace(".", ",") if language == "fr" and _AMOUNT.fullmatch(text) else text


def without_controls(text: str) -> str:
    """``text`` with the characters that no HTML page can hold shown as U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)
