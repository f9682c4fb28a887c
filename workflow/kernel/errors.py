"""What can go wrong, in the domain's own terms; the web and the command turn these into answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was given.

    ``field`` is the path of the faulty value (``resources[2].amount``), ``code`` a
    documented error code, ``message`` what was expected, in plain words. ``place``
    is ``file:line`` where the value came from a file.
    """

    field: str
    code: str
    message: Words
    place: str = ""


class DomainError(Exception):
    """The root of every refusal that a person may be shown."""

    code: ClassVar[str] = "domain_error"
    words: Words = Words(fr="Cette action n’a pas pu être faite.", en="This could not be done.")

    def __init__(self, words: Words | None = None) -> None:
        if words is not None:
            self.words = words
        super().__init__(self.words.en)


class InvalidInput(DomainError):
    """What was given cannot be used; every problem is named at once, nothing was written."""

    code = "invalid_input"
    words = Words(fr="Certaines réponses sont à corriger.", en="Some answers need correcting.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Words(
                fr=" ".join(problem.message.fr for problem in self.problems) or self.words.fr,
                en=" ".join(problem.message.en for problem in self.problems) or self.words.en,
            )
        )


class NotFound(DomainError):
    """There is no such thing, or it is not for this person: the two look the same on purpose."""

    code = "not_found"
    words = Words(
        fr="Ce contenu n’existe pas, ou votre compte n’y donne pas accès.",
        en="This does not exist, or your account cannot see it.",
    )


class NotAllowed(DomainError):
    """The person can see the thing, but their role does not allow this step."""

    code = "not_allowed"
    words = Words(fr="Votre rôle ne permet pas cette action.", en="Your role does not allow this step.")


class StaleVersion(DomainError):
    """Somebody else changed the thing since the page was shown."""

    code = "stale_version"
    words = Words(
        fr="Ce dossier a changé depuis l’affichage de la page.",
        en="This application has changed since the page was shown.",
    )

    def __init__(self, expected: int, actual: int) -> None:
        self.expected = expected
        self.actual = actual
        super().__init__()


class Unavailable(DomainError):
    """The record could not be written now (locked or full): nothing was done, try again."""

    code = "unavailable"
    words = Words(
        fr="L’enregistrement est momentanément impossible. Rien n’a été modifié : réessayez.",
        en="Saving is not possible right now. Nothing was changed: please try again.",
    )
