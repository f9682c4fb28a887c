"""Reads that are asked twice in one page are made once.

A reader's session sees one state of the record, so what it has read cannot change under it. A writer's
session never remembers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
R = TypeVar("R")

REMEMBERS: Final = "remembers"
"""The mark of a session that remembers, in its ``info``."""


def remembered(read: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
    """Answer from memory where a reader's session has already asked the same."""

    @wraps(read)
    def answer(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not session.info.get(REMEMBERS):
            return read(session, *args, **kwargs)
        key = (read.__module__, read.__qualname__, args, tuple(sorted(kwargs.items())))
        if key not in session.info:
            session.info[key] = read(session, *args, **kwargs)
        found: R = session.info[key]
        return found

    return answer
