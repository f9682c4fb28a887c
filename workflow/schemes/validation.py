"""From plain data to a model, going on past what is wrong so that later checks can speak too."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.source import Source
from workflow.schemes.translation import faults_of

Model = TypeVar("Model", bound=BaseModel)

_TEXT: Final = {"fr": "…", "en": "…"}
_STAND_INS: Final[dict[str, object]] = {"octroi_text_languages": _TEXT, "octroi_text_empty": _TEXT}
"""What stands for a faulty value while the rest is checked."""


def validate(source: Source, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """The model that ``source`` holds, and every fault so far, those of the reading included.

    Where the data does not fit, the faulty values are left out, or stood in for, and what remains is tried
    again: the model then returned serves for checking only. ``None`` where even that does not fit.
    """
    faults = list(source.faults)
    try:
        return model.model_validate(source.data, strict=True), faults
    except ValidationError as error:
        faults += faults_of(error, model, source)
        rest = source.data
        for details in sorted(error.errors(include_url=False), key=lambda one: _order(one["loc"]), reverse=True):
            rest = _mended(rest, details["loc"], _STAND_INS.get(details["type"]))
    try:
        return model.model_validate(rest, strict=True), faults
    except ValidationError:
        return None, faults


def _order(path: KeyPath) -> list[tuple[int, str]]:
    """Later items of a list last, so that leaving one out moves none that is still to be mended."""
    return [(key, "") if isinstance(key, int) else (-1, key) for key in path]


def _mended(data: Any, path: KeyPath, stand_in: object) -> Any:
    """``data`` with the value at ``path`` replaced by ``stand_in``, or left out where that is ``None``."""
    if not path or not isinstance(data, (dict, tuple)):
        return data
    items = dict(enumerate(data)) if isinstance(data, tuple) else dict(data)
    key, below = path[0], path[1:]
    if key in items:
        items[key] = _mended(items[key], below, stand_in) if below else stand_in
        if items[key] is None and not below:
            del items[key]
    return tuple(items.values()) if isinstance(data, tuple) else items
