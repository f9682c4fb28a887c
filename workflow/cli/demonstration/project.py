"""An invented project: who carries it, where, about what, when; all that its forms need to be filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workflow.cli.demonstration.invention import MARK, invented_name, invented_word
from workflow.cli.demonstration.places import Place
from workflow.cli.demonstration.themes import Theme
from workflow.kernel.money import total
from workflow.rules.plan import FundingPlan
from workflow.schemes.vocabulary import BeneficiaryKind


@dataclass(frozen=True)
class Project:
    """What is asked under one scheme. ``rank`` makes its names; ``choices`` answers some questions its own way.

    ``kind`` is ``individual`` where somebody asks in their own name. ``begins`` and ``ends`` bound the project.
    """

    scheme: str
    rank: int
    theme: Theme
    place: Place
    kind: BeneficiaryKind
    begins: date
    ends: date
    plan: FundingPlan | None = None
    call: str | None = None
    choices: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.theme.title} {self.place.of}"

    @property
    def word(self) -> str:
        """The invented word that names the organisation."""
        return invented_word(self.rank)

    @property
    def second_word(self) -> str:
        return invented_word(self.rank + 700)

    @property
    def holder(self) -> str:
        """The person who applies."""
        return invented_name(self.rank)

    @property
    def partner_person(self) -> str:
        return invented_name(self.rank + 1000)

    @property
    def partner(self) -> str:
        return f"Association {invented_word(self.rank + 300)} {MARK}"

    @property
    def second_partner(self) -> str:
        return f"Communauté de communes {invented_word(self.rank + 500)} {MARK}"

    @property
    def total_cost(self) -> int:
        """The cash costs of the plan, in whole euros; a plausible figure where there is no plan."""
        return total(line.amount for line in self.plan.costs).cents // 100 if self.plan is not None else 12_000
