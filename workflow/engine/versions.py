"""What is worked out once per version of a scheme, and kept."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, TypeVar

from workflow.schemes.catalogue import LoadedScheme

KEPT: Final = 256
"""How many versions are remembered; beyond, the oldest is worked out anew when it is asked for again."""

Result = TypeVar("Result")


class PerVersion(Generic[Result]):
    """``build(loaded)``, computed once per digest and shared between threads; at most ``kept`` of them."""

    def __init__(self, build: Callable[[LoadedScheme], Result], kept: int = KEPT) -> None:
        self._build = build
        self._kept = kept
        self._known: dict[str, Result] = {}
        self._lock = Lock()

    def __call__(self, loaded: LoadedScheme) -> Result:
        digest = loaded.digest
        try:
            return self._known[digest]
        except KeyError:
            built = self._build(loaded)
        with self._lock:
            while len(self._known) >= self._kept and digest not in self._known:
                del self._known[next(iter(self._known))]
            return self._known.setdefault(digest, built)

    def __len__(self) -> int:
        return len(self._known)
