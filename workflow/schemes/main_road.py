"""The road that an application is meant to take, among all those that a workflow allows."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.schemes.graph import Edge, Graph
from workflow.schemes.process import Workflow


def main_road(workflow: Workflow) -> tuple[str, ...]:
    """The states of the ordinary course of things, from the beginning to an end, in order.

    It is the longest road that repeats no state, through an awarded state where there is one, without the
    steps that need a reason (a refusal, a deferral, a lapse), ask for items, withdraw or come from a clock.
    """
    graph = Graph.of(workflow)
    following: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.source != edge.target and not _aside(edge, graph):
            following.setdefault(edge.source, []).append(edge.target)
    roads = [road for road in _roads((workflow.initial,), following) if road[-1] in graph.ends]
    if not roads:
        return (workflow.initial,)
    return max(roads, key=lambda road: (bool(graph.awarded & set(road)), len(road)))


def _aside(edge: Edge, graph: Graph) -> bool:
    withdraws = edge.target in graph.ends and edge.event.roles == ("applicant",)
    return edge.event.automatic or withdraws or bool({"reason_given", "items_asked"} & set(edge.event.guards))


def _roads(road: tuple[str, ...], following: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    yield road
    for target in following.get(road[-1], ()):
        if target not in road:
            yield from _roads((*road, target), following)
