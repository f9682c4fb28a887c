"""Finding a scheme: plain words, whatever their accents and case, and a few filters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from web.public.needs import NEEDS
from web.public.windows import current_window
from workflow.kernel.words import Language, Words
from workflow.schemes.catalogue import Catalogue, LoadedScheme
from workflow.schemes.model import Scheme
from workflow.schemes.names import BENEFICIARY_NAMES, INSTRUMENT_NAMES, REGION_NAMES

LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; an empty text asks nothing. Its fields are the names of the address."""

    q: str = ""
    region: str = ""
    who: str = ""
    need: str = ""
    phase: str = ""
    open: str = ""

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> Search:
        """What the address asks for, each text cut to a sensible length."""
        return cls(**{name: arguments.get(name, "").strip()[:LONGEST_QUERY] for name in cls.__dataclass_fields__})

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return self == Search()


def found(catalogue: Catalogue, search: Search, today: date, language: Language) -> tuple[LoadedScheme, ...]:
    """The schemes that ``search`` leaves, the best match first, then by title."""
    wanted = _words(search.q)
    matches = []
    for loaded in catalogue.all():
        score = _score(loaded.scheme, wanted, language)
        if score and _passes(loaded.scheme, search, today):
            matches.append((-score, plain(loaded.scheme.title.in_language(language)), loaded))
    return tuple(loaded for _, _, loaded in sorted(matches, key=lambda match: match[:2]))


def plain(text: str) -> str:
    """``text`` without accents, case, ligatures and typographic apostrophes."""
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).casefold()


def _passes(scheme: Scheme, search: Search, today: date) -> bool:
    if search.open:
        window = current_window(scheme, today)
        if scheme.instrument != "path" and (window is None or window.state != "open"):
            return False
    return (
        search.region in ("", scheme.region)
        and (not search.who or search.who in scheme.beneficiaries.kinds)
        and (not search.need or search.need in scheme.needs)
        and (not search.phase or not scheme.phases or search.phase in scheme.phases)
    )


def _score(scheme: Scheme, wanted: tuple[str, ...], language: Language) -> int:
    title, whole = _texts(scheme.title, _everything(scheme), language)
    if not all(word in whole for word in wanted):
        return 0
    return 1 + sum(word in title for word in wanted)


@cache
def _texts(title: Words, everything: tuple[Words, ...], language: Language) -> tuple[str, str]:
    return plain(title.in_language(language)), plain(" ".join(words.in_language(language) for words in everything))


def _everything(scheme: Scheme) -> tuple[Words, ...]:
    body = Words(scheme.running_body.name, scheme.running_body.name)
    needs = (Words(str(NEEDS[need]), str(NEEDS[need])) for need in scheme.needs)
    kinds = (BENEFICIARY_NAMES[kind] for kind in scheme.beneficiaries.kinds)
    named = (INSTRUMENT_NAMES[scheme.instrument], REGION_NAMES[scheme.region], body, *needs, *kinds)
    return (scheme.title, scheme.summary, scheme.pays_for, scheme.how_much, *named)


def _words(query: str) -> tuple[str, ...]:
    """The words of a query; a French or English plural also finds its singular."""
    found = re.findall(r"[a-z0-9]+", plain(query))
    return tuple(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in found)
