"""A workflow seen as a graph: where one can get to, by which steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workflow.schemes.process import Event, State, Workflow


@dataclass(frozen=True, slots=True)
class Edge:
    """One event from one state; ``target`` is ``source`` where the event stays."""

    source: str
    target: str
    event: Event


Through = Callable[[Edge], bool]
"""Which edges may be taken."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The states and edges of a workflow; edges to or from states that do not exist are left out."""

    states: dict[str, State]
    edges: tuple[Edge, ...]

    @classmethod
    def of(cls, workflow: Workflow) -> Graph:
        states = {state.id: state for state in workflow.states}
        edges = (Edge(source, event.to or source, event) for event in workflow.events for source in event.sources)
        return cls(states, tuple(edge for edge in edges if edge.source in states and edge.target in states))

    def reachable(self, starts: Iterable[str], through: Through | None = None) -> frozenset[str]:
        """Every state that can be reached from ``starts`` (themselves included) by edges that pass ``through``."""
        return frozenset(path[-1] for path in self.walks(starts, through))

    def walks(self, starts: Iterable[str], through: Through | None = None) -> Iterator[tuple[str, ...]]:
        """A shortest walk to each state that can be reached, nearest first."""
        known = [start for start in dict.fromkeys(starts) if start in self.states]
        seen = set(known)
        waiting: deque[tuple[str, ...]] = deque((start,) for start in known)
        while waiting:
            path = waiting.popleft()
            yield path
            for edge in self.edges:
                if edge.source == path[-1] and edge.target not in seen and (through is None or through(edge)):
                    seen.add(edge.target)
                    waiting.append((*path, edge.target))

    def walk_to(
        self, starts: Iterable[str], goals: Iterable[str], through: Through | None = None
    ) -> tuple[str, ...] | None:
        """A shortest walk from ``starts`` to one of ``goals``; ``None`` where there is none."""
        wanted = frozenset(goals)
        return next((path for path in self.walks(starts, through) if path[-1] in wanted), None)

    def of_stage(self, stage: str) -> frozenset[str]:
        return frozenset(state.id for state in self.states.values() if state.stage == stage)

    @property
    def awarded(self) -> frozenset[str]:
        return frozenset(state.id for state in self.states.values() if state.awarded)

    @property
    def ends(self) -> frozenset[str]:
        return frozenset(state.id for state in self.states.values() if state.end)
