"""People, the bodies that fund and run schemes, organisations that apply, and who may act for what.

Personal data lives in ``people`` only: nothing of it enters the chain of events, so that erasing a
person breaks nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.kernel.words import LANGUAGES, Language
from workflow.schemes.vocabulary import ROLES, BeneficiaryKind, Nuts2, Role
from workflow.store.base import Base, one_of
from workflow.store.types import Identity, Instant

BodyKind = Literal["region", "delegated_manager", "agency", "partner", "fund", "state", "authorities"]
MembershipRole = Literal["owner", "editor", "reader"]


class Person(Base):
    """Somebody who applies, reviews or manages. An erased person keeps a row without name or address."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        one_of("language", LANGUAGES),
    )

    id: Mapped[Identity]
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    language: Mapped[Language] = mapped_column(Text, default="fr")
    created_at: Mapped[Instant]
    erased_at: Mapped[Instant | None]


class Body(Base):
    """A public or delegated body: it runs schemes, pays shares, or both."""

    __tablename__ = "bodies"
    __table_args__ = (one_of("kind", get_args(BodyKind)),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[BodyKind] = mapped_column(Text)
    siren: Mapped[str | None]
    siret: Mapped[str | None]
    region: Mapped[str | None]


class Organisation(Base):
    """A beneficiary that applies. ``group_name`` is the single undertaking for de minimis."""

    __tablename__ = "organisations"
    __table_args__ = (
        one_of("kind", get_args(BeneficiaryKind)),
        one_of("nuts2", get_args(Nuts2)),
        Index(None, "siret"),
        Index(None, "rna"),
        Index(None, "group_name"),
    )

    id: Mapped[Identity]
    name: Mapped[str]
    kind: Mapped[BeneficiaryKind] = mapped_column(Text)
    siret: Mapped[str | None]
    rna: Mapped[str | None]
    group_name: Mapped[str | None]
    commune: Mapped[str | None]
    nuts2: Mapped[Nuts2 | None] = mapped_column(Text)
    address: Mapped[str | None]
    invented: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Membership(Base):
    """What a person may do for an organisation."""

    __tablename__ = "memberships"
    __table_args__ = (one_of("role", get_args(MembershipRole)), Index(None, "organisation_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    role: Mapped[MembershipRole] = mapped_column(Text)


class RoleGrant(Base):
    """A role held for a body and a scheme; null means all of them. ``until`` is the last day it holds."""

    __tablename__ = "role_grants"
    __table_args__ = (
        one_of("role", ROLES),
        CheckConstraint("until IS NULL OR until >= since", name="period"),
        Index(None, "person_id"),
        Index(None, "body_id", "role"),
    )

    id: Mapped[Identity]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[Role] = mapped_column(Text)
    body_id: Mapped[str | None] = mapped_column(ForeignKey("bodies.id"))
    scheme_id: Mapped[str | None] = mapped_column(ForeignKey("schemes.id"))
    since: Mapped[date]
    until: Mapped[date | None]
