"""Texts that people type: refused where they are endless, never cut in silence."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words


def refuse_endless(texts: Iterable[tuple[str, str, int]]) -> None:
    """Refuse every text that is longer than its limit: field, text, most characters.

    Raises:
        InvalidInput: one problem a text.
    """
    endless = ((name, most) for name, text, most in texts if len(text.strip()) > most)
    problems = [Problem(name, "text_too_long", _at_most(most)) for name, most in endless]
    if problems:
        raise InvalidInput(problems)


def _at_most(most: int) -> Words:
    return Words(fr=f"{most} caractères au plus.", en=f"At most {most} characters.")
