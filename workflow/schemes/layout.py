"""Where each state and each step of a workflow stands in its picture.

The main road goes down a first column. Side states stand in a second one, near what leads to them. Steps
between them run in lanes, like the tracks of a plan of lines. All lengths are units of the view box; the
picture is narrow enough for a telephone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workflow.kernel.words import Words
from workflow.schemes.graph import Edge, Graph
from workflow.schemes.main_road import main_road
from workflow.schemes.names import ROLE_NAMES, STAGE_NAMES
from workflow.schemes.process import Event, Workflow

WIDTH: Final = 380
_MAIN_LEFT, _MAIN_WIDTH = 20, 176
_SIDE_LEFT, _SIDE_WIDTH = 236, 130
_LANE: Final = 8
_TITLE_LINE, _SMALL_LINE, _PADDING = 17, 14, 9
_MANY: Final = 4
"""A state that so many others lead to is drawn without lines; words say from where to where."""

EVERYWHERE: Final = 3
"""A step that stays, offered in more states than this, is left out of the boxes."""

_HERE: Final = Words(fr="► Le dossier est ici", en="► It stands here")

Point = tuple[float, float]


@dataclass
class Box:
    """A state: ``above`` is its stage or the steps that lead to it, ``below`` what can be done there."""

    id: str
    left: float
    top: float
    width: float
    title: tuple[str, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    awarded: bool = False
    end: bool = False
    ports: dict[str, list[str]] = field(default_factory=lambda: {"left": [], "right": [], "far": []})

    @property
    def height(self) -> float:
        return 2 * _PADDING + len(self.title) * _TITLE_LINE + (len(self.above) + len(self.below)) * _SMALL_LINE

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def port(self, side: str, name: str) -> Point:
        """The point on ``side`` where the line ``name`` leaves or enters."""
        names = self.ports[side]
        y = self.top + self.height * (names.index(name) + 1) / (len(names) + 1)
        return (self.left if side == "left" else self.left + self.width, y)


@dataclass(frozen=True)
class Line:
    """A step: the points of its line, the last one bearing the arrow; ``label`` stands in its middle."""

    points: tuple[Point, ...]
    label: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    arrow: bool = True


@dataclass(frozen=True)
class Picture:
    """Everything that the drawing shows."""

    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def lay_out(workflow: Workflow, language: str, current: str | None = None) -> Picture:
    """The picture of ``workflow``, its words in ``language``; ``current`` is where an application stands."""
    return _Layout(workflow, language, current).picture()


def lay_out_path(titles: Sequence[Words], notes: Sequence[Words | None], language: str) -> Picture:
    """The picture of a path: one wide box a scheme, in order, with its note."""
    boxes: list[Box] = []
    lines = []
    top = 4.0
    for rank, (title, note) in enumerate(zip(titles, notes, strict=True), 1):
        box = Box(f"step-{rank}", 20, top, WIDTH - 40, _wrapped([title], 32, language))
        box.below = _wrapped([note], 52, language) if note else ()
        if boxes:
            middle = WIDTH / 2
            lines.append(Line(((middle, boxes[-1].bottom), (middle, top))))
        boxes.append(box)
        top = box.bottom + 28
    return Picture(top - 22, tuple(boxes), tuple(lines))


class _Layout:
    def __init__(self, workflow: Workflow, language: str, current: str | None) -> None:
        self._current = current
        self._workflow = workflow
        self._language = language
        self._graph = Graph.of(workflow)
        self._road = main_road(workflow)
        self._boxes: dict[str, Box] = {}
        self._lines: list[Line] = []

    def picture(self) -> Picture:
        self._place_road()
        self._place_sides()
        self._draw_lanes()
        height = max(box.bottom for box in self._boxes.values()) + 6
        return Picture(height, tuple(self._boxes.values()), tuple(self._lines))

    # ------------------------------------------------------------------ the main road

    def _place_road(self) -> None:
        top = 4.0
        for index, name in enumerate(self._road):
            state = self._graph.states[name]
            box = Box(name, _MAIN_LEFT, top, _MAIN_WIDTH, self._wrap([state.title], 18))
            box.above = (*self._here(name), STAGE_NAMES[state.stage].in_language(self._language))
            box.below = self._wrap(self._staying(name), 25, mark="· ")
            box.awarded, box.end = state.awarded, state.end
            self._boxes[name] = box
            top = box.bottom
            if index + 1 < len(self._road):
                top = self._step_down(box, self._between(name, self._road[index + 1]))

    def _step_down(self, box: Box, events: Sequence[Event]) -> float:
        """Draw the step to the next box of the road, and say where that box starts."""
        label = self._wrap([event.title for event in events], 24)
        actors = dict.fromkeys(role for event in events for role in event.roles)
        actor = self._wrap(
            [Words(" / ".join(ROLE_NAMES[one].fr for one in actors), " / ".join(ROLE_NAMES[one].en for one in actors))],
            28,
        )
        middle = box.left + box.width / 2
        text = len(label) * 15 + len(actor) * _SMALL_LINE
        below = box.bottom + 8 + text + 18
        self._lines.append(Line(((middle, box.bottom), (middle, below)), label, actor))
        return below

    def _between(self, source: str, target: str) -> list[Event]:
        return [edge.event for edge in self._graph.edges if (edge.source, edge.target) == (source, target)]

    def _staying(self, name: str) -> list[Words]:
        return [
            event.title
            for event in self._workflow.events
            if event.to is None and name in event.sources and len(event.sources) <= EVERYWHERE
        ]

    # ---------------------------------------------------------------- the side states

    def _place_sides(self) -> None:
        waiting = [state.id for state in self._workflow.states if state.id not in self._boxes]
        cursor = 4.0
        for name in sorted(waiting, key=self._height_wanted):
            state = self._graph.states[name]
            box = Box(name, _SIDE_LEFT, 0, _SIDE_WIDTH, self._wrap([state.title], 13))
            box.above = self._here(name) + self._wrap(
                dict.fromkeys(edge.event.title for edge in self._moves() if edge.target == name), 18
            )
            leaving = dict.fromkeys(
                edge.event.title for edge in self._moves() if edge.source == name and edge.target in self._road
            )
            box.below = self._wrap([*self._staying(name), *leaving], 18, mark="· ") + self._span(name)
            box.awarded, box.end = state.awarded, state.end
            box.top = max(cursor, self._height_wanted(name) - box.height / 2)
            cursor = box.bottom + 20
            self._boxes[name] = box

    def _here(self, name: str) -> tuple[str, ...]:
        return self._wrap([_HERE], 20) if name == self._current else ()

    def _span(self, name: str) -> tuple[str, ...]:
        """From which state to which one of the road a state without lines can be reached."""
        on_road = sorted(self._road.index(one) for one in self._sources(name) if one in self._road)
        if len(self._sources(name)) < _MANY or not on_road:
            return ()
        first, last = (self._graph.states[self._road[index]].title for index in (on_road[0], on_road[-1]))
        return self._wrap(
            [Words(f"de «\u202f{first.fr}\u202f» à «\u202f{last.fr}\u202f»", f"from “{first.en}” to “{last.en}”")], 18
        )

    def _sources(self, name: str) -> list[str]:
        return [edge.source for edge in self._moves() if edge.target == name]

    def _height_wanted(self, name: str) -> float:
        """Beside what leads here; below it where that is another side state."""
        sources = self._sources(name)
        heights = [self._boxes[one].middle for one in sources if one in self._road]
        if heights:
            return sum(heights) / len(heights)
        return max((self._height_wanted(one) for one in sources if one != name), default=0.0) + 1

    def _moves(self) -> list[Edge]:
        return [edge for edge in self._graph.edges if edge.source != edge.target]

    # ----------------------------------------------------------------------- the lanes

    def _draw_lanes(self) -> None:
        groups = self._groups()
        for name, (side, sources, target) in sorted(groups.items(), key=lambda item: self._mean(item[1][1:])):
            for one in (*sources, target):
                self._boxes[one].ports[self._face(one, side)].append(name)
        for side, first, step in (
            ("left", _MAIN_LEFT - 8, -_LANE),
            ("right", _MAIN_LEFT + _MAIN_WIDTH + 8, _LANE),
            ("far", WIDTH - 6, 0),
        ):
            self._draw_side(side, first, step, groups)

    def _groups(self) -> dict[str, tuple[str, tuple[str, ...], str]]:
        """Steps that share a lane: those that lead to the same state from the same column."""
        groups: dict[str, tuple[str, tuple[str, ...], str]] = {}
        for edge in self._moves():
            inner, outer = edge.source in self._road, edge.target in self._road
            if inner and outer and self._road.index(edge.target) - self._road.index(edge.source) == 1:
                continue
            if edge.target not in self._road and len(self._sources(edge.target)) >= _MANY:
                continue
            side = "left" if inner and outer else "far" if not inner and not outer else "right"
            name = f"{side} {'out' if inner else 'back'} {edge.target}"
            _, sources, _ = groups.get(name, (side, (), edge.target))
            if edge.source not in sources:
                groups[name] = (side, (*sources, edge.source), edge.target)
        return groups

    def _mean(self, ends: tuple[tuple[str, ...], str]) -> float:
        heights = [self._boxes[one].middle for one in (*ends[0], ends[1])]
        return sum(heights) / len(heights)

    def _face(self, name: str, side: str) -> str:
        """Which face of a box a lane touches: the right lanes touch the left face of side boxes."""
        return "left" if side == "right" and name not in self._road else side

    def _draw_side(
        self, side: str, first: float, step: float, groups: dict[str, tuple[str, tuple[str, ...], str]]
    ) -> None:
        spans = {}
        for name, (where, sources, target) in groups.items():
            if where == side:
                heights = [self._boxes[one].port(self._face(one, side), name)[1] for one in (*sources, target)]
                spans[name] = (min(heights), max(heights))
        for name, rank in _ranks(spans).items():
            _, sources, target = groups[name]
            x = first + step * rank
            end = self._boxes[target].port(self._face(target, side), name)
            for index, one in enumerate(sources):
                start = self._boxes[one].port(self._face(one, side), name)
                self._lines.append(Line((start, (x, start[1]), (x, end[1]), end), arrow=index == 0))

    def _wrap(self, texts: Iterable[Words], width: int, mark: str = "") -> tuple[str, ...]:
        return _wrapped(texts, width, self._language, mark)


def _wrapped(texts: Iterable[Words], width: int, language: str, mark: str = "") -> tuple[str, ...]:
    lines: list[str] = []
    for words in texts:
        text = mark + words.in_language(language)
        lines += textwrap.wrap(text, width, subsequent_indent="  " if mark else "", break_long_words=False)
    return tuple(lines)


def _ranks(spans: dict[str, tuple[float, float]]) -> dict[str, int]:
    """A lane for each span, so that no two in one lane overlap; short spans lie nearest."""
    lanes: list[list[tuple[float, float]]] = []
    ranks = {}
    for name, (low, high) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        free = (
            rank for rank, lane in enumerate(lanes) if all(high + 6 < start or end + 6 < low for start, end in lane)
        )
        rank = next(free, len(lanes))
        if rank == len(lanes):
            lanes.append([])
        lanes[rank].append((low, high))
        ranks[name] = rank
    return ranks
