"""One shared machine a version of a scheme, that keeps nothing of the applications it moves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.fixtures.engine import FUND, REGION, agenda, facts, loaded
from workflow.engine.machine import SchemeMachine, machine_for
from workflow.engine.step import offered, step
from workflow.engine.versions import PerVersion
from workflow.schemes.catalogue import LoadedScheme


def test_a_version_rebuilt_from_the_record_shares_the_machine() -> None:
    again = LoadedScheme.from_json(loaded(FUND).to_json())
    assert again is not loaded(FUND)
    assert machine_for(again) is machine_for(loaded(FUND))
    assert machine_for(loaded(REGION)) is not machine_for(loaded(FUND))


def test_only_so_many_versions_are_kept() -> None:
    built: list[str] = []

    def build(scheme: LoadedScheme) -> str:
        built.append(scheme.version)
        return scheme.version

    kept: PerVersion[str] = PerVersion(build, kept=2)
    source = loaded(FUND)
    versions = [
        LoadedScheme.of(source.scheme.model_copy(update={"version": f"2017-{number}"}), source.workflow)
        for number in range(1, 4)
    ]
    assert [kept(version) for version in versions] == ["2017-1", "2017-2", "2017-3"]
    assert len(kept) == 2
    kept(versions[2])
    assert built == ["2017-1", "2017-2", "2017-3"]
    kept(versions[0])
    assert built[-1] == "2017-1"


def test_the_machine_offers_what_the_file_declares() -> None:
    machine = SchemeMachine(loaded().workflow)
    for state in loaded().workflow.states:
        declared = [event.id for event in loaded().workflow.events if state.id in event.sources]
        assert [event.id for event in machine.offered_in(state.id)] == declared


def test_an_exception_in_a_guard_leaves_no_half_step() -> None:
    machine = SchemeMachine(loaded().workflow)
    unreadable = facts(agenda=replace(agenda(loaded()), votes=cast(Any, None)))
    with pytest.raises(AttributeError):
        machine.decide(machine.events["award"], unreadable)
    with pytest.raises(AttributeError):
        step(unreadable, "award")
    assert unreadable.state == "on_agenda"
    accepted, subject = machine.decide(machine.events["award"], facts())
    assert accepted
    assert subject.state == "awarded"


def test_many_threads_share_a_machine_without_mixing_their_applications() -> None:
    def decide(number: int) -> tuple[str, str]:
        known = facts("on_agenda" if number % 2 else "instruction")
        return known.state, step(known, "award" if number % 2 else "put_on_agenda").to_state

    with ThreadPoolExecutor(8) as threads:
        outcomes = set(threads.map(decide, range(400)))
    assert outcomes == {("on_agenda", "awarded"), ("instruction", "on_agenda")}


def test_asking_what_is_offered_moves_nothing() -> None:
    known = facts()
    first = offered(known)
    assert offered(known) == first
    assert known.state == "on_agenda"
