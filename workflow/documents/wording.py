"""Small words that every document shares, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime

from workflow.kernel.clock import PARIS
from workflow.kernel.formats import euros, long_date
from workflow.kernel.money import Money
from workflow.kernel.words import Words

REMEDIES = Words(
    fr="Vous pouvez contester cette décision dans les deux mois qui suivent sa réception : par un recours "
    "gracieux adressé à l’organisme qui l’a prise, ou par un recours devant le tribunal administratif.",
    en="You can challenge this decision within two months of receiving it: by asking the body that took it to "
    "reconsider, or before the administrative court.",
)


def amount(value: Money, language: str) -> str:
    """An amount in euros, as people of ``language`` write it."""
    return euros(value).in_language(language)


def day(value: date, language: str) -> str:
    """A day in full."""
    return long_date(value).in_language(language)


def moment(value: datetime, language: str) -> str:
    """A day and its hour in Paris."""
    local = value.astimezone(PARIS)
    shown = day(local.date(), language)
    if language == "fr":
        return f"{shown} à {local.hour}\u202fh\u202f{local.minute:02d}"
    return f"{shown} at {local:%H:%M}"
