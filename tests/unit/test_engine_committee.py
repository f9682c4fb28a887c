"""The committee: who sits, who withdraws, how the vote counts, and who may record it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.fixtures.engine import (
    ALICE,
    BRUNO,
    CHLOE,
    COLLABORATIVE,
    MEMBERS,
    REGION,
    actor,
    agenda,
    facts,
    failing,
    loaded,
)
from workflow.engine.facts import AgendaFacts, StepFacts
from workflow.engine.guards import committee
from workflow.engine.step import Refused, step

FIRST, SECOND, THIRD, FOURTH, FIFTH = sorted(MEMBERS)
STRANGER = 99


def at(**changes: Any) -> StepFacts:
    return facts(agenda=replace(agenda(loaded()), **changes))


@pytest.mark.parametrize(("present", "met"), [(2, False), (3, True), (5, True), (0, False)])
def test_half_of_five_members_is_three(present: int, met: bool) -> None:
    there = frozenset(sorted(MEMBERS)[:present])
    findings = committee.quorum_met(at(present=there, votes={}))
    assert (failing(findings) == []) is met
    assert (findings[0].actual, findings[0].limit) == (str(present), "3")


def test_a_quorum_that_divides_exactly_is_met_at_its_limit() -> None:
    there = frozenset(sorted(MEMBERS)[:3])
    assert failing(committee.quorum_met(at(member_count=6, present=there, votes={}))) == []
    assert failing(committee.quorum_met(at(member_count=7, present=there, votes={}))) == ["quorum_met"]


def test_more_than_half_is_not_met_by_half() -> None:
    scheme = loaded(REGION)
    four = frozenset({1, 2, 3, 4})
    seated = AgendaFacts("commission-permanente-nouvelle-aquitaine", "open", 4, Fraction(1, 2), four, frozenset({1, 2}))
    assert failing(committee.quorum_met(facts(scheme=scheme, agenda=seated))) == ["quorum_met"]
    three = replace(seated, present=frozenset({1, 2, 3}))
    assert failing(committee.quorum_met(facts(scheme=scheme, agenda=three))) == []


def test_the_higher_of_two_quorums_holds() -> None:
    there = frozenset(sorted(MEMBERS)[:3])
    assert failing(committee.quorum_met(at(quorum=Fraction(4, 5), present=there, votes={}))) == ["quorum_met"]
    assert failing(committee.quorum_met(at(quorum=Fraction(1, 5), present=there - {FIRST}, votes={}))) == ["quorum_met"]


def test_a_quorum_of_nothing_still_needs_somebody() -> None:
    assert failing(committee.quorum_met(at(quorum=Fraction(0), present=frozenset(), votes={}))) == ["quorum_met"]


def test_a_member_who_withdraws_does_not_count_for_the_item() -> None:
    there = frozenset({FIRST, SECOND, THIRD})
    votes = {FIRST: "for", SECOND: "for"}
    assert failing(committee.quorum_met(at(present=there, votes=votes))) == []
    assert failing(committee.quorum_met(at(present=there, votes=votes, recused=frozenset({THIRD})))) == ["quorum_met"]


def test_somebody_from_outside_does_not_make_the_quorum() -> None:
    there = frozenset({FIRST, SECOND, STRANGER})
    assert failing(committee.quorum_met(at(present=there, votes={}))) == ["quorum_met"]


@pytest.mark.parametrize("seats", [0, -1, 4])
def test_a_wrong_number_of_seats_fails(seats: int) -> None:
    assert failing(committee.quorum_met(at(member_count=seats))) == ["quorum_met"]


def test_a_vote_by_a_recused_member_is_refused() -> None:
    findings = committee.recusals_respected(at(recused=frozenset({FIRST})))
    assert failing(findings) == ["recusals_respected"]
    assert failing(committee.recusals_respected(at(recused=frozenset({FIRST}), votes={SECOND: "for"}))) == []


def test_the_vote_of_a_stranger_or_of_an_absent_member_is_refused() -> None:
    stranger = at(votes={STRANGER: "for", FIRST: "for"})
    absent = at(present=MEMBERS - {FIFTH}, votes={FIFTH: "for", FIRST: "for"})
    assert failing(committee.quorum_met(stranger)) == ["quorum_met"]
    assert failing(committee.quorum_met(absent)) == ["quorum_met"]


def test_votes_that_may_not_be_cast_are_not_counted() -> None:
    votes = {FIRST: "for", SECOND: "against", STRANGER: "for"}
    assert failing(committee.vote_in_favour(at(votes=votes))) == ["vote_in_favour"]
    recused = at(votes={FIRST: "for", SECOND: "for", THIRD: "against"}, recused=frozenset({FIRST}))
    assert failing(committee.vote_in_favour(recused)) == ["vote_in_favour"]


@pytest.mark.parametrize(
    ("choices", "in_favour"),
    [("fffff", True), ("ffcca", False), ("fcaaa", False), ("faaaa", True), ("aaaaa", False), ("ccccf", False)],
)
def test_a_majority_of_the_votes_cast_decides_and_a_tie_refuses(choices: str, in_favour: bool) -> None:
    voted = facts(agenda=agenda(loaded(), choices))
    assert (failing(committee.vote_in_favour(voted)) == []) is in_favour
    assert (failing(committee.vote_against(voted)) == []) is not in_favour


def test_without_a_vote_nothing_is_decided_either_way() -> None:
    silent = at(votes={})
    assert failing(committee.vote_in_favour(silent)) == ["vote_in_favour"]
    assert failing(committee.vote_against(silent)) == ["vote_against"]


def test_a_body_that_only_advises_never_decides() -> None:
    scheme = loaded(REGION)
    jury = replace(agenda(scheme), committee="commission-attribution-ami")
    advised = facts(scheme=scheme, agenda=jury)
    assert failing(committee.on_agenda(advised)) == []
    assert failing(committee.vote_in_favour(advised)) == ["vote_in_favour"]
    assert failing(committee.vote_against(replace(advised, agenda=replace(jury, votes={FIRST: "against"})))) == [
        "vote_against"
    ]


def test_a_body_of_another_scheme_is_refused() -> None:
    elsewhere = at(committee="jury-d-ailleurs")
    assert failing(committee.on_agenda(elsewhere)) == ["on_agenda"]
    assert failing(committee.vote_in_favour(elsewhere)) == ["vote_in_favour"]


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_a_session_that_is_not_open_decides_nothing(state: str) -> None:
    assert failing(committee.session_open(at(session_state=state))) == ["session_open"]


@pytest.mark.parametrize("person", [ALICE, BRUNO, None])
def test_whoever_submitted_or_reviewed_does_not_record_the_decision(person: int | None) -> None:
    for event, choices in (("award", "ffffc"), ("refuse", "ccccc")):
        with pytest.raises(Refused) as refused:
            step(facts(actor=actor(person), agenda=agenda(loaded(), choices)), event)
        assert failing(refused.value.findings) == ["separation_of_duties"]


def test_not_knowing_who_submitted_or_reviewed_fails() -> None:
    for unknown in (facts(submitted_by=frozenset()), facts(instructed_by=frozenset())):
        assert failing(committee.separation_of_duties(unknown)) == ["separation_of_duties"]


def test_one_of_several_reviewers_is_enough_to_stand_aside() -> None:
    assert failing(committee.separation_of_duties(facts(instructed_by=frozenset({BRUNO, CHLOE})))) == [
        "separation_of_duties"
    ]


def test_the_words_give_the_count() -> None:
    finding = committee.vote_in_favour(facts(agenda=agenda(loaded(), "ffcaa")))[0]
    assert finding.explanation.fr == "2 pour, 1 contre, 2 abstentions : le vote est favorable."
    assert finding.explanation.en == "2 for, 1 against, 2 abstentions: the vote is in favour."
    finding = committee.quorum_met(at(present=frozenset({FIRST, SECOND}), votes={}))[0]
    assert finding.explanation.fr == "2 membres présents sur 5 (déports déduits : 0) ; quorum : 3."


def test_the_programming_committee_of_the_call_decides() -> None:
    scheme = loaded(COLLABORATIVE)
    labelling = replace(agenda(scheme), committee="comite-labellisation")
    assert failing(committee.vote_in_favour(facts(scheme=scheme))) == []
    assert failing(committee.vote_in_favour(facts(scheme=scheme, agenda=labelling))) == ["vote_in_favour"]
