"""Who acts, when, on which record: what every verb takes first."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.kernel.clock import Clock
from workflow.schemes.loading import Catalogue
from workflow.schemes.vocabulary import Role
from workflow.store.database import Session
from workflow.store.files import AttachmentStore


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held by a person: for one body or all (``None``), one scheme or all (``None``)."""

    role: Role
    body: str | None = None
    scheme: str | None = None

    def covers(self, body: str, scheme: str) -> bool:
        """Whether the role is held for ``scheme`` as run by ``body``."""
        return self.body in (None, body) and self.scheme in (None, scheme)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, or the clock itself (``automatic``, without a person).

    ``organisations`` are those for which the person may write; ``readable_organisations``
    those they may also read. Being an applicant needs no grant: it comes with an organisation,
    or with an application of one's own.
    """

    person_id: int | None
    name: str = ""
    language: str = "fr"
    grants: tuple[Grant, ...] = ()
    organisations: frozenset[int] = frozenset()
    readable_organisations: frozenset[int] = frozenset()
    automatic: bool = False

    def roles(self, body: str, scheme: str) -> frozenset[Role]:
        """The roles that this person holds for ``scheme`` as run by ``body``, being an applicant apart."""
        return frozenset(grant.role for grant in self.grants if grant.covers(body, scheme))

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds one of ``roles`` anywhere."""
        return any(grant.role in roles for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Context:
    """One unit of work: the open transaction, the actor, the clock, the catalogue, the files."""

    session: Session
    actor: Actor
    clock: Clock
    catalogue: Catalogue
    files: AttachmentStore


@dataclass(frozen=True, slots=True)
class StepRequest:
    """Which application, as which version the person saw it, and the key that makes a double click one step."""

    reference: str
    expected_version: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class StepDone:
    """What a step did: the application's new state and version, and the number of its event."""

    reference: str
    event: str
    from_state: str
    to_state: str
    version: int
    number: int
    repeated: bool = False
