"""The outbox."""

from __future__ import annotations

from alembic import op

from migrations.columns import check, identity, key, moment, not_negative, text, where, whole

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_notices()


def downgrade() -> None:
    for table in ("notices",):
        op.drop_table(table)


def _create_notices() -> None:
    op.create_table(
        "notices",
        identity(),
        text("kind"),
        key("person_id", "people.id", null=True),
        text("to_address", null=True),
        text("subject"),
        text("body"),
        key("application_id", "applications.id", null=True),
        moment("created_at"),
        moment("available_at"),
        moment("claimed_until", null=True),
        whole("attempts"),
        moment("sent_at", null=True),
        text("failed_reason", null=True),
        check("recipient", "person_id IS NOT NULL OR to_address IS NOT NULL"),
        *not_negative("attempts"),
    )
    op.create_index("ix_notices_application_id", "notices", ["application_id"])
    op.create_index("ix_notices_person_id_id", "notices", ["person_id", "id"])
    op.create_index(
        "ix_notices_waiting", "notices", ["available_at", "id"], **where("sent_at IS NULL AND failed_reason IS NULL")
    )
