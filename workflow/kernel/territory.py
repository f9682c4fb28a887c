"""From a commune to the NUTS 2 region whose European rates apply: the former region, never the Région."""

from __future__ import annotations

from typing import Final, Literal

Nuts2 = Literal["FRH0", "FRI1", "FRI2", "FRI3"]

_DEPARTMENTS: Final[dict[Nuts2, tuple[str, ...]]] = {
    "FRH0": ("22", "29", "35", "56"),
    "FRI1": ("24", "33", "40", "47", "64"),
    "FRI2": ("19", "23", "87"),
    "FRI3": ("16", "17", "79", "86"),
}
_NUTS2: Final[dict[str, Nuts2]] = {
    department: nuts2 for nuts2, departments in _DEPARTMENTS.items() for department in departments
}


def nuts2_of_commune(commune: str) -> Nuts2 | None:
    """The NUTS 2 region of a commune by its INSEE code ("35238" gives "FRH0"); ``None`` outside our two Régions.

    Source: the departments of Bretagne and of the former Aquitaine, Limousin and Poitou-Charentes
    (Eurostat NUTS 2016; INSEE, code officiel géographique).
    """
    return _NUTS2.get(commune[:2])
