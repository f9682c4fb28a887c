"""Every step that the desk knows how to ask for, by the name of its event."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from web.desk.verbs.accompaniment import ACCOMPANIMENT
from web.desk.verbs.advance import ADVANCE
from web.desk.verbs.award import AFTER_AWARD
from web.desk.verbs.base import Verb
from web.desk.verbs.committee import COMMITTEE
from web.desk.verbs.instruction import INSTRUCTION

VERBS: Final[Mapping[str, Verb]] = MappingProxyType(
    {**INSTRUCTION, **COMMITTEE, **AFTER_AWARD, **ADVANCE, **ACCOMPANIMENT}
)
