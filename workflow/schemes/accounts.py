"""The accounts of an association's budget, as the Cerfa 12156 form names them.

Source: Cerfa 12156, « Demande de subvention », budget of the project; règlement ANC n° 2018-06 for 86 and 87.
"""

from __future__ import annotations

from typing import Final

from workflow.kernel.words import Words

COST_ACCOUNTS: Final[dict[str, Words]] = {
    "60": Words(fr="Achats", en="Purchases"),
    "61": Words(fr="Services extérieurs : location, entretien, assurance", en="Rent, maintenance, insurance"),
    "62": Words(
        fr="Autres services extérieurs : études, honoraires, déplacements, communication",
        en="Other services: studies, fees, travel, communication",
    ),
    "63": Words(fr="Impôts et taxes", en="Taxes"),
    "64": Words(fr="Charges de personnel", en="Staff costs"),
    "65": Words(fr="Autres charges de gestion courante", en="Other running costs"),
    "66": Words(fr="Charges financières", en="Financial costs"),
    "67": Words(fr="Charges exceptionnelles", en="Exceptional costs"),
    "68": Words(fr="Dotations aux amortissements et provisions", en="Depreciation and provisions"),
    "69": Words(fr="Impôt sur les bénéfices, participation", en="Profit tax, profit sharing"),
}
"""Costs in cash, account by account."""


def account_name(account: str) -> Words:
    """What people call ``account``: "62" or "622", with its number in front."""
    name = COST_ACCOUNTS.get(account[:2], Words(fr="", en=""))
    return Words(
        fr=f"{account} – {name.fr}" if name.fr else account, en=f"{account} – {name.en}" if name.en else account
    )


def is_admitted(account: str, admitted: tuple[str, ...]) -> bool:
    """Whether a cost on ``account`` may enter the base of a scheme; where it names no account, all may."""
    return not admitted or account.startswith(admitted)
