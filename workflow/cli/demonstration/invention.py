"""Invented names: built from syllables, always the same, and never those of a real person or organisation.

Every name of a person or an organisation says « (démonstration) »; every address ends in ``.example``,
which no real mailbox can (RFC 2606); every SIRET begins with 0000, which INSEE gives to nobody.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from stdnum import luhn

MARK: Final = "(démonstration)"

_BEGIN: Final = (
    "Ar",
    "Bel",
    "Cor",
    "Dal",
    "Fer",
    "Gal",
    "Hel",
    "Jor",
    "Kel",
    "Lum",
    "Mor",
    "Nal",
    "Pel",
    "Quer",
    "Ral",
)
_MIDDLE: Final = ("ba", "ci", "do", "fé", "go", "ji", "lu", "ma", "no", "ré", "si", "ta", "vo")
_END: Final = ("dec", "fane", "guen", "lec", "mont", "nac", "quet", "rieu", "tier", "vel", "zac")
_FIRST: Final = ("Al", "Bé", "Da", "É", "Fa", "Ga", "Jo", "Li", "Ma", "No", "O", "Sa", "Ti", "Ya", "Zé")
_LAST: Final = ("dine", "lane", "mel", "nilo", "phane", "ril", "sané", "tave", "vio", "zelle")


def invented_word(rank: int) -> str:
    """An invented word; another one for each ``rank`` from 0 to 2144."""
    return _BEGIN[rank % 15] + _MIDDLE[(rank * 4 + rank // 15) % 13] + _END[(rank * 3 + rank // 195) % 11]


def invented_name(rank: int) -> str:
    """First name and surname of somebody who does not exist, marked so."""
    return f"{_first_name(rank)} {invented_word(rank + 60)} {MARK}"


def invented_address(rank: int, place: str = "porteurs") -> str:
    """The e-mail address of :func:`invented_name`; nothing sent to it arrives anywhere."""
    return f"{_plain(_first_name(rank))}.{_plain(invented_word(rank + 60))}@{place}.example"


def invented_siret(rank: int) -> str:
    """Fourteen digits whose keys hold, in a range that is not given to anybody."""
    siren = f"0000{rank:04d}"
    siren += luhn.calc_check_digit(siren)
    establishment = f"{siren}0001"
    return establishment + luhn.calc_check_digit(establishment)


def _first_name(rank: int) -> str:
    return _FIRST[(rank * 2 + rank // 15) % 15] + _LAST[(rank * 3 + rank // 10) % 10]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in decomposed if character.isalpha() and character.isascii())
