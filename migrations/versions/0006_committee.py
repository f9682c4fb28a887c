"""Eligibility, opinions and scores; sessions, agenda, recusals and votes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import check, day, flag, identity, key, moment, not_negative, one_of, text, whole

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_eligibility_records()
    _create_opinions()
    _create_scores()
    _create_committee_sessions()
    _create_session_members()
    _create_agenda_items()
    _create_recusals()
    _create_votes()


def downgrade() -> None:
    for table in (
        "votes",
        "recusals",
        "agenda_items",
        "session_members",
        "committee_sessions",
        "scores",
        "opinions",
        "eligibility_records",
    ):
        op.drop_table(table)


def _create_eligibility_records() -> None:
    op.create_table(
        "eligibility_records",
        identity(),
        key("application_id", "applications.id"),
        flag("eligible"),
        text("reason"),
        key("person_id", "people.id", null=True),
        moment("at"),
    )
    op.create_index("ix_eligibility_records_application_id", "eligibility_records", ["application_id"])


def _create_opinions() -> None:
    op.create_table(
        "opinions",
        identity(),
        key("application_id", "applications.id"),
        text("kind"),
        text("value"),
        text("text"),
        key("person_id", "people.id", null=True),
        moment("at"),
        one_of("kind", "officer", "expert", "committee"),
        one_of("value", "favourable", "unfavourable", "deferred"),
    )
    op.create_index("ix_opinions_application_id", "opinions", ["application_id"])


def _create_scores() -> None:
    op.create_table(
        "scores",
        key("opinion_id", "opinions.id", primary=True),
        text("criterion", primary=True),
        whole("mark"),
        *not_negative("mark"),
    )


def _create_committee_sessions() -> None:
    op.create_table(
        "committee_sessions",
        identity(),
        key("body_id", "bodies.id"),
        text("committee"),
        text("title"),
        day("held_on"),
        text("state"),
        whole("member_count"),
        whole("quorum_numerator"),
        whole("quorum_denominator"),
        whole("version"),
        moment("opened_at", null=True),
        moment("closed_at", null=True),
        one_of("state", "planned", "open", "closed"),
        check("member_count", "member_count >= 1"),
        check("quorum", "quorum_numerator >= 0 AND quorum_denominator > 0 AND quorum_numerator <= quorum_denominator"),
    )
    op.create_index("ix_committee_sessions_body_id_held_on", "committee_sessions", ["body_id", "held_on"])


def _create_session_members() -> None:
    op.create_table(
        "session_members",
        key("session_id", "committee_sessions.id", primary=True),
        key("person_id", "people.id", primary=True),
        flag("present", null=True),
    )


def _create_agenda_items() -> None:
    op.create_table(
        "agenda_items",
        identity(),
        key("session_id", "committee_sessions.id"),
        key("application_id", "applications.id"),
        whole("position"),
        text("outcome", null=True),
        whole("for_votes", null=True),
        whole("against_votes", null=True),
        whole("abstentions", null=True),
        sa.UniqueConstraint("session_id", "application_id"),
        one_of("outcome", "awarded", "refused", "deferred", "removed", "favourable", "unfavourable"),
        *not_negative("for_votes", "against_votes", "abstentions"),
    )
    op.create_index("ix_agenda_items_application_id", "agenda_items", ["application_id"])


def _create_recusals() -> None:
    op.create_table(
        "recusals",
        key("agenda_item_id", "agenda_items.id", primary=True),
        key("person_id", "people.id", primary=True),
        text("reason"),
    )


def _create_votes() -> None:
    op.create_table(
        "votes",
        key("agenda_item_id", "agenda_items.id", primary=True),
        key("person_id", "people.id", primary=True),
        text("choice"),
        one_of("choice", "for", "against", "abstention"),
    )
