"""From plain data to a model, going on past what is wrong so that later checks can speak too."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.source import Source
from workflow.schemes.translation import faults_of

Model = TypeVar("Model", bound=BaseModel)


def validate(source: Source, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """The model that ``source`` holds, and every fault so far, those of the reading included.

    Where the data does not fit, the faulty values are left out and what remains is tried again: the model
    then returned serves for checking only. ``None`` where even that does not fit.
    """
    faults = list(source.faults)
    try:
        return model.model_validate(source.data, strict=True), faults
    except ValidationError as error:
        faults += faults_of(error, model, source)
        wrong = [tuple(details["loc"]) for details in error.errors(include_url=False) if details["type"] != "missing"]
        rest = _without(source.data, sorted(set(wrong), key=str, reverse=True))
    try:
        return model.model_validate(rest, strict=True), faults
    except ValidationError:
        return None, faults


def _without(data: Any, paths: list[KeyPath]) -> Any:
    here = {path[0] for path in paths if len(path) == 1}
    below: dict[str | int, list[KeyPath]] = {}
    for path in paths:
        if len(path) > 1:
            below.setdefault(path[0], []).append(path[1:])
    if isinstance(data, dict):
        return {key: _without(value, below.get(key, [])) for key, value in data.items() if key not in here}
    if isinstance(data, tuple):
        return tuple(_without(value, below.get(rank, [])) for rank, value in enumerate(data) if rank not in here)
    return data
