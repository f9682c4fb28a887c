"""What is wrong in a scheme or workflow file, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path of keys to the faulty value, a documented code, and what was expected."""

    path: KeyPath
    code: str
    message: Words


class SchemeFault(InvalidInput):
    """A scheme or workflow file cannot be used. Every fault is named at once, with its file and line."""

    code = "scheme_fault"
    words = Words(fr="Ce fichier de dispositif ne peut pas être utilisé.", en="This scheme file cannot be used.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)


def written(path: KeyPath) -> str:
    """A key path as people write it: ``resources[2].amount``."""
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            text += f".{key}" if text else key
    return text
