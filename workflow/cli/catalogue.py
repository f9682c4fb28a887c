"""The schemes that a call names."""

from __future__ import annotations

import re
from typing import Final

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.loading import CONFIG, load_scheme

_ID: Final = re.compile(r"([a-z0-9-]+/)?[a-z0-9-]+", re.ASCII)


def named_scheme(scheme_id: str) -> LoadedScheme:
    """The scheme ``region/name``, or ``name`` alone where only one region has it. Reads no other scheme.

    Raises:
        InvalidInput: there is none of that name, or several; or its file has faults.
    """
    pattern = f"{scheme_id}.yaml" if "/" in scheme_id else f"*/{scheme_id}.yaml"
    found = sorted((CONFIG / "schemes").glob(pattern)) if _ID.fullmatch(scheme_id) else []
    if len(found) == 1:
        return load_scheme(found[0])
    known = sorted(f"{path.parent.name}/{path.stem}" for path in found or (CONFIG / "schemes").glob("*/*.yaml"))
    raise InvalidInput([Problem("scheme", "unknown_scheme", _unknown(scheme_id[:80], ", ".join(known), bool(found)))])


def _unknown(name: str, listed: str, several: bool) -> Words:
    if several:
        return Words(
            fr=f"Plusieurs dispositifs s’appellent « {name} ». Précisez la région : {listed}.",
            en=f"Several schemes are called “{name}”. Give the region: {listed}.",
        )
    return Words(
        fr=f"Le dispositif « {name} » n’existe pas. Dispositifs connus : {listed}.",
        en=f"The scheme “{name}” does not exist. Known schemes: {listed}.",
    )
