"""Text in the languages of the interface: French first, English always beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One message in both languages, so that whoever shows it chooses."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The message in ``language``; French where the language is not one of ours."""
        return self.en if language == "en" else self.fr
