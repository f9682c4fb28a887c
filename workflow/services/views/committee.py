"""A committee session, its members and its agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflow.engine.step import OfferedStep
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.services.views.award import AwardView
from workflow.services.views.lists import ApplicationRow


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: int
    committee: str
    committee_title: Words
    title: str
    held_on: date
    state: str
    items: int
    deciding: bool


@dataclass(frozen=True, slots=True)
class MemberView:
    person_id: int
    name: str
    present: bool | None


@dataclass(frozen=True, slots=True)
class AgendaItemView:
    """An application before the committee, with what can be decided and why not the rest."""

    position: int
    application: ApplicationRow
    proposed: Money | None
    max_award: Money | None
    outcome: str | None
    recused: tuple[int, ...]
    votes: Mapping[int, str]
    for_votes: int
    against_votes: int
    abstentions: int
    award: AwardView | None
    steps: tuple[OfferedStep, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    row: SessionRow
    version: int
    quorum_present: int
    quorum_needed: int
    members: tuple[MemberView, ...]
    items: tuple[AgendaItemView, ...]
    can_run: bool
