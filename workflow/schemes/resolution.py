"""From a base workflow and the choices of a scheme to the workflow that the scheme runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from workflow.kernel.words import Words
from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.process import Event, EventChange, State, Workflow, WorkflowChoice, WorkflowVariant

Item = TypeVar("Item", State, Event)


def resolve(choice: WorkflowChoice, bases: Mapping[str, Workflow]) -> tuple[Workflow | None, list[Fault]]:
    """The workflow that ``choice`` makes of its base, and what is wrong with the choice.

    States left out take with them the events that lead to them, and those that started only there.
    The faults' paths are relative to the choice. ``None`` where the base does not exist.
    """
    base = bases.get(choice.extends)
    if base is None:
        return None, [_unknown("extends", choice.extends, sorted(bases), ("extends",))]
    faults = _faults(choice, base)
    states = _replaced(base.states, choice.without_states, choice.add_states)
    events = _replaced(base.events, choice.without_events, choice.add_events)
    gone = {state.id for state in base.states} - {state.id for state in states}
    kept = [event for event in (_without_states(event, gone) for event in events) if event is not None]
    changed = [_changed(event, choice.change_events.get(event.id)) for event in kept]
    update: dict[str, object] = {"states": tuple(states), "events": tuple(changed)}
    if isinstance(choice, WorkflowVariant):
        update |= {"id": choice.id, "title": choice.title, "instruments": choice.instruments or base.instruments}
    return base.model_copy(update=update), faults


def _faults(choice: WorkflowChoice, base: Workflow) -> list[Fault]:
    states = [state.id for state in base.states]
    events = [event.id for event in base.events]
    checks: Sequence[tuple[str, Sequence[str], Sequence[str]]] = (
        ("without_states", choice.without_states, states),
        ("without_events", choice.without_events, events),
        ("change_events", tuple(choice.change_events), [*events, *(event.id for event in choice.add_events)]),
    )
    faults = []
    for key, given, known in checks:
        for index, word in enumerate(given):
            if word not in known:
                faults.append(_unknown(key, word, known, (key, word if key == "change_events" else index)))
    return faults + _added_twice(choice, base)


def _added_twice(choice: WorkflowChoice, base: Workflow) -> list[Fault]:
    pairs: Iterable[tuple[str, list[str], set[str]]] = (
        (
            "add_states",
            [state.id for state in choice.add_states],
            {state.id for state in base.states} - set(choice.without_states),
        ),
        (
            "add_events",
            [event.id for event in choice.add_events],
            {event.id for event in base.events} - set(choice.without_events),
        ),
    )
    return [
        Fault((key, index, "id"), "duplicate_id", _already(word))
        for key, ids, taken in pairs
        for index, word in enumerate(ids)
        if word in taken
    ]


def _replaced(base: Sequence[Item], without: Sequence[str], added: Sequence[Item]) -> list[Item]:
    """``base`` less ``without``, plus ``added``; an addition that bears an id left out takes its place."""
    by_id = {item.id: item for item in added}
    replaced = [by_id[item.id] if item.id in without and item.id in by_id else item for item in base]
    kept = [item for item in replaced if item.id not in without or item.id in by_id]
    present = {item.id for item in base if item.id in without}
    return kept + [item for item in added if item.id not in present]


def _without_states(event: Event, gone: set[str]) -> Event | None:
    if event.to in gone:
        return None
    sources = tuple(source for source in event.sources if source not in gone)
    return event.model_copy(update={"sources": sources}) if sources else None


def _changed(event: Event, change: EventChange | None) -> Event:
    if change is None:
        return event
    update: dict[str, object] = {
        "guards": (*event.guards, *(guard for guard in change.add_guards if guard not in event.guards)),
        "effects": (*event.effects, *(effect for effect in change.add_effects if effect not in event.effects)),
    }
    if change.title is not None:
        update["title"] = change.title
    if change.confirm is not None:
        update["confirm"] = change.confirm
    if change.roles is not None:
        update["roles"] = change.roles
    return event.model_copy(update=update)


def _unknown(key: str, word: str, known: Sequence[str], path: KeyPath) -> Fault:
    listed = ", ".join(known)
    if key == "extends":
        message = Words(
            fr=f"Le parcours de base « {word} » n’existe pas. Parcours connus : {listed}.",
            en=f"The base workflow “{word}” does not exist. Known workflows: {listed}.",
        )
    else:
        message = Words(
            fr=f"« {word} » n’existe pas dans le parcours de base. Noms connus : {listed}.",
            en=f"“{word}” does not exist in the base workflow. Known names: {listed}.",
        )
    return Fault(path, "unknown_reference", message)


def _already(word: str) -> Words:
    return Words(
        fr=f"« {word} » existe déjà dans le parcours de base : retirez-le d’abord, ou prenez un autre nom.",
        en=f"“{word}” already exists in the base workflow: leave it out first, or choose another name.",
    )
