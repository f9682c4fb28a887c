"""Schemes as the record knows them: every version ever used, word for word, and the calls."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.kernel.words import Words
from workflow.store.base import Base
from workflow.store.types import Identity, Instant


class SchemeRow(Base):
    """A scheme, by its id such as ``bretagne/cap-creation-ess``."""

    __tablename__ = "schemes"

    id: Mapped[str] = mapped_column(primary_key=True)


class SchemeVersion(Base):
    """One version of a scheme: ``content`` is the JSON of :meth:`LoadedScheme.to_json`."""

    __tablename__ = "scheme_versions"
    __table_args__ = (UniqueConstraint("scheme_id", "version", "digest"),)

    id: Mapped[Identity]
    scheme_id: Mapped[str] = mapped_column(ForeignKey("schemes.id"))
    version: Mapped[str]
    digest: Mapped[str]
    content: Mapped[str]
    loaded_at: Mapped[Instant]


class Call(Base):
    """A deposit window of a scheme; ``demonstration`` marks one that only the demonstration opens."""

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("scheme_id", "slug"),
        CheckConstraint("closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on", name="window"),
        Index(None, "closes_on"),
    )

    id: Mapped[Identity]
    scheme_id: Mapped[str] = mapped_column(ForeignKey("schemes.id"))
    slug: Mapped[str]
    title: Mapped[Words]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    envelope_id: Mapped[int | None] = mapped_column(ForeignKey("envelopes.id"))
    demonstration: Mapped[bool] = mapped_column(default=False)


class CutOff(Base):
    """A day on which the applications of a call are gathered for a committee."""

    __tablename__ = "cut_offs"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    on: Mapped[date] = mapped_column("cut_off_on", primary_key=True)
