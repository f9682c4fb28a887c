"""How findings speak: the figures compared, the arithmetic in brackets, what is left or too much."""

from __future__ import annotations

import re
from typing import Final

from workflow.kernel.formats import euros, small_change
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.rules.finding import Finding, RuleId
from workflow.schemes.model import Scheme
from workflow.schemes.parts import Reference

_QUOTES: Final = re.compile(r"«\s?|\s?»")
"""French quotation marks, which become “ ” inside others."""

ASKED = Words(fr="demandés", en="asked for")


def at_most(
    rule: RuleId, actual: Money, limit: Money, what: Words, basis: Words, detail: Words | None = None
) -> Finding:
    """``actual <= limit``, limit included. ``what`` follows the amount; ``detail`` is how the limit is made."""
    room = limit - actual
    how = _bracketed(detail)
    if room.cents < 0:
        excess = small_change(room)
        end = Words(fr=f"{excess.fr} de trop", en=f"{excess.en} too much")
    elif room:
        end = Words(fr=f"il reste {small_change(room).fr}", en=f"{small_change(room).en} left")
    else:
        end = Words(fr="la limite est atteinte sans être dépassée", en="the limit is reached, not exceeded")
    words = Words(
        fr=f"{euros(actual).fr} {what.fr}, {euros(limit).fr} au plus{how.fr} : {end.fr}.",
        en=f"{euros(actual).en} {what.en}, at most {euros(limit).en}{how.en}: {end.en}.",
    )
    return Finding(rule, "fail" if room.cents < 0 else "pass", words, basis, str(actual), str(limit), str(room))


def at_least(
    rule: RuleId, actual: Money, limit: Money, what: Words, basis: Words, detail: Words | None = None
) -> Finding:
    """``actual >= limit``, limit included."""
    room = actual - limit
    how = _bracketed(detail)
    if room.cents < 0:
        lack = small_change(room)
        end = Words(fr=f"il manque {lack.fr}", en=f"{lack.en} short")
    else:
        end = Words(fr="le minimum est atteint", en="the minimum is reached")
    words = Words(
        fr=f"{euros(actual).fr} {what.fr}, {euros(limit).fr} au moins{how.fr} : {end.fr}.",
        en=f"{euros(actual).en} {what.en}, at least {euros(limit).en}{how.en}: {end.en}.",
    )
    return Finding(rule, "fail" if room.cents < 0 else "pass", words, basis, str(actual), str(limit), str(room))


def scheme_basis(scheme: Scheme) -> Words:
    """The text that states the amounts and rates of ``scheme``."""
    if scheme.caps.basis is not None:
        return law_basis(scheme.caps.basis)
    return scheme_rules(scheme)


def scheme_rules(scheme: Scheme) -> Words:
    """The rules of ``scheme`` in the version that applies."""
    title = _QUOTES.sub(lambda found: "“" if "«" in found[0] else "”", scheme.title.fr)
    return Words(
        fr=f"Règlement du dispositif « {title} », version {scheme.version}",
        en=f"Rules of the scheme “{scheme.title.en}”, version {scheme.version}",
    )


def law_basis(reference: Reference, article: str | None = None) -> Words:
    """A law or regulation with its article."""
    place = article or reference.article
    end = f", {place}" if place else ""
    return Words(fr=f"{reference.title.fr}{end}", en=f"{reference.title.en}{end}")


def _bracketed(detail: Words | None) -> Words:
    if detail is None:
        return Words(fr="", en="")
    return Words(fr=f" ({detail.fr})", en=f" ({detail.en})")
