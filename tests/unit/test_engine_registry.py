"""Every guard of the vocabulary is there, answers in findings, and never passes over a fact it does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fixtures.engine import (
    COLLABORATIVE,
    HOSTED,
    agenda,
    award,
    empty,
    euros,
    facts,
    failing,
    instalments,
    loaded,
    payment,
)
from workflow.engine.facts import StepFacts
from workflow.engine.guards.registry import GUARD_FUNCTIONS
from workflow.rules.finding import RULE_IDS
from workflow.schemes.vocabulary import GUARDS, Guard


def test_no_guard_is_missing_and_none_is_superfluous() -> None:
    assert set(GUARD_FUNCTIONS) == set(GUARDS)


def test_no_two_guards_share_a_function() -> None:
    assert len(set(GUARD_FUNCTIONS.values())) == len(GUARDS)


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_knows_nothing_fails(guard: Guard) -> None:
    scheme = loaded(COLLABORATIVE if guard in {"pre_application_complete", "partners"} else HOSTED)
    assert failing(GUARD_FUNCTIONS[guard](empty(scheme=scheme)))


@pytest.mark.parametrize("guard", GUARDS)
@pytest.mark.parametrize("known", [True, False])
def test_a_guard_explains_itself_in_both_languages(guard: Guard, known: bool) -> None:
    findings = GUARD_FUNCTIONS[guard](facts() if known else empty())
    assert findings
    for finding in findings:
        assert finding.rule in RULE_IDS
        for words in (finding.explanation, finding.basis):
            assert words.fr.strip()
            assert words.en.strip()


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_passes_on_facts_in_order(guard: Guard) -> None:
    assert failing(GUARD_FUNCTIONS[guard](_in_order(guard))) == []


def _in_order(guard: Guard) -> StepFacts:
    paid = replace(award().shares[0], paid=euros("12000.00"))
    repaid = instalments("6000.00", "6000.00", repaid="6000.00")
    match guard:
        case "vote_against":
            return facts(agenda=agenda(loaded(), "ffccc"))
        case "account_settled":
            return facts(award=replace(award(), shares=(paid,), realised=euros("30000.00")))
        case "recovery_owed":
            overpaid = replace(award(), shares=(paid,), realised=euros("20000.00"))
            return facts(award=overpaid, payment=payment("4000.00", "recovery"))
        case "schedule_set" | "advance_repaid":
            return facts(award=replace(award(), shares=(paid,), schedule=repaid))
        case "application_complete" | "deposit_window" | "plan_balances":
            return facts("draft")
        case _:
            return facts()
