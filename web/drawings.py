"""Drawings that come from files: rebuilt from a list of harmless shapes, never pasted."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from markupsafe import escape

SHAPES: Final = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline"})
PROPERTIES: Final = frozenset(
    "d x y x1 y1 x2 y2 cx cy r rx ry width height points fill stroke stroke-width stroke-linecap "
    "stroke-linejoin fill-rule opacity transform".split()
)
_VALUE: Final = re.compile(r"[\w\s.,#()+-]*", re.ASCII)
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"


class UnsafeDrawing(ValueError):
    """The drawing holds something other than plain shapes; its text names it."""


def safe_drawing(source: str) -> str:
    """The SVG drawing ``source``, written again with allowed shapes and properties only.

    Raises:
        UnsafeDrawing: not well-formed, a DTD, another element or property, or an odd value.
    """
    if "<!" in source or "<?" in source or "&" in source:
        raise UnsafeDrawing("declarations, comments and entities are not allowed")
    try:
        root = ElementTree.fromstring(source)  # noqa: S314 - no DTD and no entity can reach this line
    except ElementTree.ParseError as fault:
        raise UnsafeDrawing(f"not well-formed ({fault})") from fault
    if root.tag.removeprefix(_NAMESPACE) != "svg":
        raise UnsafeDrawing("the outer element is not svg")
    box = root.get("viewBox", "")
    if not re.fullmatch(r"-?\d+ -?\d+ \d+ \d+", box):
        raise UnsafeDrawing("viewBox must be four whole numbers")
    inside = "".join(_shape(child) for child in root)
    return f'<svg class="logo" viewBox="{box}" fill="currentColor" aria-hidden="true" focusable="false">{inside}</svg>'


def _shape(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix(_NAMESPACE)
    if name not in SHAPES:
        raise UnsafeDrawing(f"the element {name} is not allowed")
    properties = "".join(f' {key}="{_value(key, value)}"' for key, value in element.attrib.items())
    inside = "".join(_shape(child) for child in element)
    return f"<{name}{properties}>{inside}</{name}>"


def _value(key: str, value: str) -> str:
    if key not in PROPERTIES:
        raise UnsafeDrawing(f"the property {key} is not allowed")
    if not _VALUE.fullmatch(value) or "url" in value.lower():
        raise UnsafeDrawing(f"the value of {key} is not allowed")
    return str(escape(value))
