"""People, roles, bodies and messages, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role held by a person. ``body_name`` and ``scheme_id`` are ``None`` where it is for all of them."""

    id: int
    role: str
    body_name: str | None
    scheme_id: str | None
    since: date
    until: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with every role that they hold or held."""

    id: int
    name: str
    email: str
    grants: tuple[GrantView, ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body that runs schemes, or pays shares. ``schemes`` counts those of the catalogue that it runs."""

    id: str
    name: str
    kind: str
    siret: str | None
    schemes: int


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as it was written. Neither sent nor failed: it waits, or no mail server is set."""

    id: int
    kind: str
    recipient: str
    subject: str
    body: str
    reference: str | None
    created_at: datetime
    sent_at: datetime | None
    failed_reason: str | None
