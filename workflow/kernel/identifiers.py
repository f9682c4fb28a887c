"""The identifiers of organisations, places and accounts: checked, and brought to their normal form.

Every function takes what was typed (spaces, dots and case as they came) and returns the normal form
as a string. Each raises :class:`InvalidInput` with one :class:`Problem` that says what was expected:
codes ``siren_format``, ``siren_checksum`` and so on. Sources: INSEE (SIREN, SIRET, NAF, code officiel
géographique), ISO 13616 (IBAN), ISO 9362 (BIC), décret of 16 August 1901 (RNA), UIT E.164 (telephone).
"""

from __future__ import annotations

import re
from typing import Final

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

_LA_POSTE: Final = "356000000"
_SEPARATORS: Final = re.compile(r"[\s.\-\u00a0\u202f]")
_EMAIL: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
    re.ASCII | re.IGNORECASE,
)


def read_siren(value: object, field: str = "") -> str:
    """A SIREN: nine digits whose Luhn key holds."""
    return _number(value, field, "siren", 9)


def read_siret(value: object, field: str = "") -> str:
    """A SIRET: fourteen digits whose Luhn key holds, the SIREN's too.

    An establishment of La Poste (SIREN 356000000) may also have a sum of digits divisible by five.
    """
    number = _digits(value, field, "siret", 14)
    by_sum = number.startswith(_LA_POSTE) and sum(int(digit) for digit in number) % 5 == 0
    if not (luhn.is_valid(number[:9]) and (luhn.is_valid(number) or by_sum)):
        raise _refusal(field, "siret_checksum", "siret")
    return number


def read_epci(value: object, field: str = "") -> str:
    """The SIREN of a grouping of communes (EPCI)."""
    return _number(value, field, "epci", 9)


def read_rna(value: object, field: str = "") -> str:
    """The number of an association in the national register: ``W`` and nine digits."""
    return _matching(value, field, "rna", r"W[0-9]{9}")


def read_naf(value: object, field: str = "") -> str:
    """A code of the French classification of activities, ``94.99Z``."""
    code = _matching(value, field, "naf", r"[0-9]{4}[A-Z]")
    return f"{code[:2]}.{code[2:]}"


def read_commune(value: object, field: str = "") -> str:
    """The INSEE code of a commune: five characters, ``35238`` or ``2A004``."""
    return _matching(value, field, "commune", r"([0-9]{2}|2[AB])[0-9]{3}")


def read_iban(value: object, field: str = "") -> str:
    """An IBAN, of which the length, the form of the country and the key (mod 97) hold."""
    number = _compact(value, field, "iban")
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", number, re.ASCII):
        raise _refusal(field, "iban_format", "iban")
    try:
        return iban.validate(number, check_country=False)
    except ValidationError as error:
        raise _refusal(field, "iban_checksum", "iban") from error


def read_bic(value: object, field: str = "") -> str:
    """A BIC of eight or eleven characters."""
    return _matching(value, field, "bic", r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")


def read_telephone(value: object, field: str = "") -> str:
    """A telephone number in its international form: ``02 99 00 00 00`` gives ``+33299000000``."""
    number = _compact(value, field, "telephone").replace("(0)", "")
    if re.fullmatch(r"0[1-9][0-9]{8}", number, re.ASCII):
        return f"+33{number[1:]}"
    number = re.sub(r"^00", "+", number)
    if re.fullmatch(r"\+33[1-9][0-9]{8}|\+(?!33)[1-9][0-9]{6,14}", number, re.ASCII):
        return number
    raise _refusal(field, "telephone_format", "telephone")


def read_email(value: object, field: str = "") -> str:
    """An e-mail address, in lower case; its form only, not whether anybody reads it."""
    if not isinstance(value, str):
        raise _refusal(field, "email_format", "email")
    address = value.strip()
    if len(address) > 254 or len(address.partition("@")[0]) > 64 or not _EMAIL.fullmatch(address):
        raise _refusal(field, "email_format", "email")
    return address.lower()


def _number(value: object, field: str, name: str, length: int) -> str:
    number = _digits(value, field, name, length)
    if not luhn.is_valid(number):
        raise _refusal(field, f"{name}_checksum", name)
    return number


def _digits(value: object, field: str, name: str, length: int) -> str:
    return _matching(value, field, name, rf"[0-9]{{{length}}}")


def _matching(value: object, field: str, name: str, pattern: str) -> str:
    text = _compact(value, field, name)
    if not re.fullmatch(pattern, text, re.ASCII):
        raise _refusal(field, f"{name}_format", name)
    return text


def _compact(value: object, field: str, name: str) -> str:
    if not isinstance(value, str) or len(value) > 100:
        raise _refusal(field, f"{name}_format", name)
    return _SEPARATORS.sub("", value).upper()


def _refusal(field: str, code: str, name: str) -> InvalidInput:
    expected, mistyped = _EXPECTED[name], code.endswith("_checksum")
    fr = f"{_MISTYPED.fr} {expected.fr}" if mistyped else expected.fr
    en = f"{_MISTYPED.en} {expected.en}" if mistyped else expected.en
    return InvalidInput([Problem(field, code, Words(fr=fr, en=en))])


_MISTYPED: Final = Words(
    fr="Ce numéro n’existe pas : un chiffre est sans doute mal tapé.",
    en="This number does not exist: a digit is probably mistyped.",
)

_EXPECTED: Final = {
    "siren": Words(fr="Un SIREN compte 9 chiffres.", en="A SIREN has 9 digits."),
    "siret": Words(fr="Un SIRET compte 14 chiffres.", en="A SIRET has 14 digits."),
    "epci": Words(
        fr="Une intercommunalité se désigne par son SIREN, de 9 chiffres.",
        en="A grouping of communes is named by its SIREN, of 9 digits.",
    ),
    "rna": Words(
        fr="Un numéro RNA s’écrit W suivi de 9 chiffres, par exemple W751234567.",
        en="An RNA number is W and 9 digits, for example W751234567.",
    ),
    "naf": Words(
        fr="Un code NAF s’écrit avec 4 chiffres et une lettre, par exemple 94.99Z.",
        en="A NAF code has 4 digits and a letter, for example 94.99Z.",
    ),
    "commune": Words(
        fr="Le code INSEE d’une commune compte 5 caractères, par exemple 35238 ou 2A004.",
        en="The INSEE code of a commune has 5 characters, for example 35238 or 2A004.",
    ),
    "iban": Words(
        fr="Un IBAN commence par deux lettres et deux chiffres ; un IBAN français compte 27 caractères.",
        en="An IBAN begins with two letters and two digits; a French IBAN has 27 characters.",
    ),
    "bic": Words(fr="Un BIC compte 8 ou 11 caractères.", en="A BIC has 8 or 11 characters."),
    "telephone": Words(
        fr="Un numéro de téléphone compte 10 chiffres, ou commence par + et l’indicatif du pays.",
        en="A telephone number has 10 digits, or begins with + and the country code.",
    ),
    "email": Words(
        fr="Une adresse électronique s’écrit comme prenom.nom@exemple.fr.",
        en="An e-mail address is written like first.last@example.org.",
    ),
}
