"""What is said of an application, and the sessions that advise and decide."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.store.base import Base, not_negative, one_of
from workflow.store.types import Identity, Instant

OpinionKind = Literal["officer", "expert", "committee"]
OpinionValue = Literal["favourable", "unfavourable", "deferred"]
SessionState = Literal["planned", "open", "closed"]
Outcome = Literal["awarded", "refused", "deferred", "removed", "favourable", "unfavourable"]
Choice = Literal["for", "against", "abstention"]


class EligibilityRecord(Base):
    """An officer's finding on whether the application may be considered; the newest holds."""

    __tablename__ = "eligibility_records"
    __table_args__ = (Index(None, "application_id"),)

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    eligible: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Instant]


class Opinion(Base):
    """What an officer, an expert or an advisory committee thinks of an application: never a decision."""

    __tablename__ = "opinions"
    __table_args__ = (
        one_of("kind", get_args(OpinionKind)),
        one_of("value", get_args(OpinionValue)),
        Index(None, "application_id"),
    )

    id: Mapped[Identity]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[OpinionKind] = mapped_column(Text)
    value: Mapped[OpinionValue] = mapped_column(Text)
    text: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Instant]


class Score(Base):
    """A mark on one criterion of the scheme's grid, given with an opinion."""

    __tablename__ = "scores"
    __table_args__ = not_negative("mark")

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[int]


class CommitteeSession(Base):
    """A meeting of a committee of a body; the quorum is a fraction of ``member_count``."""

    __tablename__ = "committee_sessions"
    __table_args__ = (
        one_of("state", get_args(SessionState)),
        CheckConstraint("member_count >= 1", name="member_count"),
        CheckConstraint(
            "quorum_numerator >= 0 AND quorum_denominator > 0 AND quorum_numerator <= quorum_denominator",
            name="quorum",
        ),
        Index(None, "body_id", "held_on"),
    )

    id: Mapped[Identity]
    body_id: Mapped[str] = mapped_column(ForeignKey("bodies.id"))
    committee: Mapped[str]
    title: Mapped[str]
    held_on: Mapped[date]
    state: Mapped[SessionState] = mapped_column(Text, default="planned")
    member_count: Mapped[int]
    quorum_numerator: Mapped[int] = mapped_column(default=1)
    quorum_denominator: Mapped[int] = mapped_column(default=2)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[Instant | None]
    closed_at: Mapped[Instant | None]

    __mapper_args__ = {"version_id_col": version}


class SessionMember(Base):
    """A member called to a session; ``present`` is unknown until attendance is taken."""

    __tablename__ = "session_members"

    session_id: Mapped[int] = mapped_column(ForeignKey("committee_sessions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    present: Mapped[bool | None]


class AgendaItem(Base):
    """An application before a session, and what the session said of it."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("session_id", "application_id"),
        one_of("outcome", get_args(Outcome)),
        *not_negative("for_votes", "against_votes", "abstentions"),
        Index(None, "application_id"),
    )

    id: Mapped[Identity]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_sessions.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    position: Mapped[int]
    outcome: Mapped[Outcome | None] = mapped_column(Text)
    for_votes: Mapped[int | None]
    against_votes: Mapped[int | None]
    abstentions: Mapped[int | None]


class Recusal(Base):
    """A member who withdraws from one item: neither attends nor votes on it."""

    __tablename__ = "recusals"

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(default="")


class Vote(Base):
    """One member's vote on one item."""

    __tablename__ = "votes"
    __table_args__ = (one_of("choice", get_args(Choice)),)

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    choice: Mapped[Choice] = mapped_column(Text)
