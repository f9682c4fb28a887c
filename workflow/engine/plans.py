"""Which funding plan a step is judged on: as asked until the deposit, as decided from the committee on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflow.engine.facts import StepFacts
from workflow.engine.versions import PerVersion
from workflow.rules.case import Case
from workflow.rules.plan import FundingPlan
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.vocabulary import Stage

BEFORE_DEPOSIT: Final[frozenset[Stage]] = frozenset({"preparation", "pre_application"})


def is_deposit(facts: StepFacts) -> bool:
    """Whether the application has not been submitted yet: its requested plan is the one that matters."""
    return _stages(facts.loaded).get(facts.state) in BEFORE_DEPOSIT


def plan_at_stake(facts: StepFacts) -> FundingPlan | None:
    """The plan that matters for this step, ``None`` where it is not known.

    Until the deposit, the requested one. From then on the voted one; the instructed one until there is one.
    """
    if is_deposit(facts):
        return facts.plans.requested
    return facts.plans.voted or facts.plans.instructed


def case_of(facts: StepFacts, plan: FundingPlan) -> Case:
    """``plan`` as the rules take it: filed, so that a missing fact fails a rule that the scheme states."""
    return Case(facts.loaded.scheme, facts.regulations, plan, facts.on, filed=True)


def _read(loaded: LoadedScheme) -> Mapping[str, Stage]:
    return {state.id: state.stage for state in loaded.workflow.states}


_stages: PerVersion[Mapping[str, Stage]] = PerVersion(_read)
