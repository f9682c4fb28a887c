"""Static checks: what is proved of every workflow before anything runs on it.

The structure holds (every state reachable, an end always within reach, no event without somebody to fire
it), and so does the law: no road to an award avoids submission, instruction, committee or the guards that
make an award lawful; no role can go that road alone; money that is set aside is always spent or given back.
Every fault is reported at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from workflow.kernel.words import Words
from workflow.schemes import obligations
from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.graph import Graph, Through
from workflow.schemes.process import Event, Workflow
from workflow.schemes.vocabulary import ROLES, Instrument, Role, Stage

MONEY_INSTRUMENTS: Final[frozenset[Instrument]] = frozenset({"grant", "operating_support", "repayable_advance"})


def check_workflow(workflow: Workflow, instrument: Instrument) -> tuple[Fault, ...]:
    """Everything that is wrong with ``workflow`` for a scheme of ``instrument``; empty where it is sound.

    A fault's path is ``("states", id)``, ``("events", id, …)``, ``("instruments",)`` or ``("initial",)``.
    """
    faults = _structure(workflow)
    if faults:
        return tuple(faults)
    graph = Graph.of(workflow)
    faults += [*_actors(workflow), *_serves(workflow, instrument), *_reachability(workflow, graph)]
    faults += _award(workflow, graph, instrument)
    if instrument in MONEY_INSTRUMENTS:
        faults += obligations.money_faults(workflow, graph)
    return tuple(faults)


def _structure(workflow: Workflow) -> list[Fault]:
    faults = [
        *_repeated("states", [state.id for state in workflow.states]),
        *_repeated("events", [event.id for event in workflow.events]),
    ]
    states = {state.id for state in workflow.states}
    if workflow.initial not in states:
        faults.append(_unknown_state(("initial",), workflow.initial, states))
    for event in workflow.events:
        faults += _event_structure(event, states)
    return faults


def _event_structure(event: Event, states: set[str]) -> Iterable[Fault]:
    here: KeyPath = ("events", event.id)
    for source in event.sources:
        if source not in states:
            yield _unknown_state((*here, "from"), source, states)
    if event.to is not None and event.to not in states:
        yield _unknown_state((*here, "to"), event.to, states)


def _actors(workflow: Workflow) -> Iterable[Fault]:
    for event in workflow.events:
        here: KeyPath = ("events", event.id, "roles")
        if not event.automatic and not event.roles:
            yield Fault(here, "workflow_no_role", _no_role(event.id))
        if event.automatic and event.roles:
            yield Fault(here, "workflow_automatic_role", _automatic_role(event.id))


def _serves(workflow: Workflow, instrument: Instrument) -> Iterable[Fault]:
    if workflow.instruments and instrument not in workflow.instruments:
        yield Fault(("instruments",), "workflow_instrument", _not_for(workflow, instrument))


def _repeated(key: str, ids: Sequence[str]) -> list[Fault]:
    return [
        Fault(
            (key, word),
            "duplicate_id",
            Words(fr=f"« {word} » est déclaré {times} fois.", en=f"“{word}” is declared {times} times."),
        )
        for word, times in Counter(ids).items()
        if times > 1
    ]


def _reachability(workflow: Workflow, graph: Graph) -> list[Fault]:
    reached = graph.reachable([workflow.initial])
    faults = []
    for state in workflow.states:
        here = ("states", state.id)
        if state.id not in reached:
            faults.append(Fault(here, "workflow_unreachable_state", _unreachable(state.id)))
        if not graph.reachable([state.id]) & graph.ends:
            faults.append(Fault(here, "workflow_dead_end", _dead_end(state.id)))
        if state.end and any(edge.source == state.id != edge.target for edge in graph.edges):
            faults.append(Fault(here, "workflow_end_left", _end_left(state.id)))
    return faults


def _award(workflow: Workflow, graph: Graph, instrument: Instrument) -> list[Fault]:
    if not graph.awarded:
        if instrument in MONEY_INSTRUMENTS:
            return [Fault(("states",), "workflow_no_award", _NO_AWARD)]
        return []
    money = instrument in MONEY_INSTRUMENTS
    stages: list[Stage] = ["submission", "instruction"]
    if money or graph.of_stage("committee"):
        stages.append("committee")
    faults = []
    for stage in stages:
        walk = graph.walk_to([workflow.initial], graph.awarded, _outside(graph.of_stage(stage)))
        if walk is not None:
            faults.append(Fault(("states", walk[-1]), "workflow_shortcut", _shortcut(stage, walk)))
    return faults + obligations.guard_faults(workflow, graph, money=money) + _alone(graph)


def _alone(graph: Graph) -> list[Fault]:
    """Whoever receives an application cannot carry it to the award with nobody else."""
    faults = []
    for role in ROLES:
        walk = graph.walk_to(graph.of_stage("submission"), graph.awarded, _fired_by(role))
        if walk is not None:
            faults.append(Fault(("states", walk[-1]), "workflow_single_role", _single_role(role, walk)))
    return faults


def _outside(states: frozenset[str]) -> Through:
    return lambda edge: edge.target not in states


def _fired_by(role: Role) -> Through:
    return lambda edge: edge.event.automatic or role in edge.event.roles


def _unknown_state(path: KeyPath, word: str, states: set[str]) -> Fault:
    listed = ", ".join(sorted(states))
    return Fault(
        path,
        "workflow_unknown_state",
        Words(
            fr=f"L’état « {word} » n’existe pas. États connus : {listed}.",
            en=f"The state “{word}” does not exist. Known states: {listed}.",
        ),
    )


def _not_for(workflow: Workflow, instrument: Instrument) -> Words:
    listed = ", ".join(workflow.instruments)
    return Words(
        fr=f"Le parcours « {workflow.id} » sert {listed}, et non {instrument}.",
        en=f"The workflow “{workflow.id}” serves {listed}, not {instrument}.",
    )


def _no_role(event: str) -> Words:
    return Words(
        fr=f"Personne ne peut déclencher « {event} » : donnez-lui au moins un rôle, ou « automatic: true ».",
        en=f"Nobody can fire “{event}”: give it at least one role, or “automatic: true”.",
    )


def _automatic_role(event: str) -> Words:
    return Words(
        fr=f"« {event} » est automatique : aucun rôle ne peut le déclencher. Retirez ses rôles.",
        en=f"“{event}” is automatic: no role can fire it. Remove its roles.",
    )


def _unreachable(state: str) -> Words:
    return Words(
        fr=f"Aucun chemin ne mène à l’état « {state} » depuis le début.",
        en=f"No path leads to the state “{state}” from the beginning.",
    )


def _dead_end(state: str) -> Words:
    return Words(
        fr=f"Depuis l’état « {state} », aucune fin ne peut être atteinte.",
        en=f"From the state “{state}”, no end can be reached.",
    )


def _end_left(state: str) -> Words:
    return Words(
        fr=f"« {state} » est une fin, mais un événement en part. Retirez « end » ou l’événement.",
        en=f"“{state}” is an end, but an event leaves it. Remove “end” or the event.",
    )


def _shortcut(stage: Stage, walk: Sequence[str]) -> Words:
    road = " → ".join(walk)
    return Words(
        fr=f"Ce chemin accorde l’aide sans passer par l’étape « {stage} » : {road}.",
        en=f"This path reaches the award without the stage “{stage}”: {road}.",
    )


def _single_role(role: Role, walk: Sequence[str]) -> Words:
    road = " → ".join(walk)
    return Words(
        fr=f"Le rôle « {role} » peut conduire seul un dossier du dépôt à l’accord : {road}.",
        en=f"The role “{role}” can carry an application from submission to award alone: {road}.",
    )


_NO_AWARD = Words(
    fr="Aucun état n’accorde l’aide : marquez-en un par « awarded: true ».",
    en="No state awards the aid: mark one with “awarded: true”.",
)
