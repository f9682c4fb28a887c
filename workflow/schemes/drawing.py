"""The picture of a workflow as SVG elements.

No style and no script: presentation attributes give a sober default, classes let a style sheet do better.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from workflow.schemes.layout import WIDTH, Box, Line, Picture, Point


@dataclass(frozen=True)
class _Look:
    name: str
    size: float
    extra: str = ""


_ABOVE: Final = _Look("workflow-state-above", 11, ' opacity="0.8"')
_BELOW: Final = _Look("workflow-state-below", 11)
_STEP: Final = _Look("workflow-step-title", 12, ' text-anchor="middle"')
_ACTOR: Final = _Look("workflow-step-actor", 11, ' text-anchor="middle" opacity="0.8"')


def draw(picture: Picture, *, name: str, title: str, description: str, language: str, current: str | None) -> str:
    """One ``<svg>`` with its title and description; ``name`` makes its ids unique in a page."""
    size = f'viewBox="0 0 {WIDTH} {picture.height:g}" width="{WIDTH}" height="{picture.height:g}"'
    look = 'font-family="system-ui, sans-serif" color="currentColor"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="workflow-diagram" role="img" {size} {look}'
    parts = [
        f'{head} lang="{language}" aria-labelledby="{name}-title {name}-description">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-description">{escape(description)}</desc>',
        *(_line(line) for line in picture.lines),
        *(_box(box, box.id == current) for box in picture.boxes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(line: Line) -> str:
    path = "M" + " L".join(f"{x:g} {y:g}" for x, y in line.points)
    parts = [f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.3" opacity="0.65"/>']
    if line.arrow:
        parts.append(_arrow(*line.points[-2:]))
    if line.label:
        parts.append(_label(line))
    return f'<g class="workflow-step">{"".join(parts)}</g>'


def _arrow(before: Point, tip: Point) -> str:
    (x, y), across, along = tip, tip[0] - before[0], tip[1] - before[1]
    if abs(across) > abs(along):
        back = x - 7 if across > 0 else x + 7
        corners = f"{x:g},{y:g} {back:g},{y - 4:g} {back:g},{y + 4:g}"
    else:
        back = y - 7 if along > 0 else y + 7
        corners = f"{x:g},{y:g} {x - 4:g},{back:g} {x + 4:g},{back:g}"
    return f'<polygon points="{corners}" fill="currentColor" opacity="0.8"/>'


def _label(line: Line) -> str:
    (x, top), (_, bottom) = line.points
    height = len(line.label) * 15 + len(line.actor) * 14
    y = top + (bottom - 8 - top - height) / 2
    ground = f'x="{x - 84:g}" y="{y - 1:g}" width="168" height="{height + 3:g}"'
    parts = [f'<rect class="workflow-ground" {ground} fill="Canvas"/>']
    for text in line.label:
        y += 15
        parts.append(_text(text, x, y - 3, _STEP))
    for text in line.actor:
        y += 14
        parts.append(_text(text, x, y - 3, _ACTOR))
    return "".join(parts)


def _box(box: Box, current: bool) -> str:
    kinds = {"end": box.end, "awarded": box.awarded, "current": current}
    classes = " ".join(["workflow-state", *(f"workflow-state-{kind}" for kind, holds in kinds.items() if holds)])
    stroke = 2.6 if box.awarded or current else 1.3
    frame = f'x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}"'
    parts = [f'<rect {frame} rx="6" fill="Canvas" stroke="currentColor" stroke-width="{stroke}"/>']
    if box.end:
        inner = f'x="{box.left + 3:g}" y="{box.top + 3:g}" width="{box.width - 6:g}" height="{box.height - 6:g}"'
        parts.append(f'<rect {inner} rx="4" fill="none" stroke="currentColor" stroke-width="0.8"/>')
    x, y = box.left + 9, box.top + 9
    for text in box.above:
        y += 14
        parts.append(_text(text, x, y - 4, _ABOVE))
    title = _Look("workflow-state-title", _title_size(box), ' font-weight="600"')
    for text in box.title:
        y += 17
        parts.append(_text(text, x, y - 4, title))
    for text in box.below:
        y += 14
        parts.append(_text(text, x, y - 3, _BELOW))
    return f'<g class="{classes}" data-state="{box.id}">{"".join(parts)}</g>'


def _title_size(box: Box) -> float:
    longest = max(map(len, box.title))
    if box.width > 150:
        return 14 if longest < 17 or box.width > 200 else 13
    return 13 if longest < 13 else 11.5


def _text(text: str, x: float, y: float, look: _Look) -> str:
    left = x + 6 if text.startswith("  ") else x
    place = f'x="{left:g}" y="{y:g}" font-size="{look.size:g}" fill="currentColor"{look.extra}'
    return f'<text class="{look.name}" {place}>{escape(text.strip())}</text>'
