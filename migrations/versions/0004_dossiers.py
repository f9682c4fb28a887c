"""What an application is made of: answers, partners, attachments, items asked for, follow-ups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import cents, check, day, flag, identity, key, moment, not_negative, one_of, text, where, whole

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_answer_sets()
    _create_partners()
    _create_attachments()
    _create_item_requests()
    _create_requested_items()
    _create_follow_ups()


def downgrade() -> None:
    for table in ("follow_ups", "requested_items", "item_requests", "attachments", "partners", "answer_sets"):
        op.drop_table(table)


def _create_answer_sets() -> None:
    op.create_table(
        "answer_sets",
        identity(),
        key("application_id", "applications.id"),
        whole("number"),
        text("answers"),
        flag("filed"),
        moment("created_at"),
        moment("updated_at"),
        key("person_id", "people.id", null=True),
        sa.UniqueConstraint("application_id", "number"),
    )


def _create_partners() -> None:
    op.create_table(
        "partners",
        identity(),
        key("application_id", "applications.id"),
        whole("position"),
        text("name"),
        text("siret", null=True),
        text("role", null=True),
        cents("contribution_cents", null=True),
        sa.UniqueConstraint("application_id", "position"),
        *not_negative("contribution_cents"),
    )


def _create_attachments() -> None:
    op.create_table(
        "attachments",
        identity(),
        key("application_id", "applications.id"),
        text("document"),
        text("file_name"),
        text("media_type"),
        whole("size_bytes"),
        text("sha256"),
        text("storage_key"),
        moment("uploaded_at"),
        key("person_id", "people.id", null=True),
        key("replaced_by", "attachments.id", null=True),
        check("sha256", "length(sha256) = 64"),
        *not_negative("size_bytes"),
    )
    op.create_index("ix_attachments_application_id_document", "attachments", ["application_id", "document"])


def _create_item_requests() -> None:
    op.create_table(
        "item_requests",
        identity(),
        key("application_id", "applications.id"),
        moment("asked_at"),
        day("deadline_on"),
        moment("received_at", null=True),
        text("message"),
        key("person_id", "people.id", null=True),
    )
    op.create_index("ix_item_requests_application_id", "item_requests", ["application_id"])
    op.create_index("ix_item_requests_open", "item_requests", ["deadline_on"], **where("received_at IS NULL"))


def _create_requested_items() -> None:
    op.create_table(
        "requested_items",
        key("item_request_id", "item_requests.id", primary=True),
        whole("position", primary=True),
        text("label"),
        text("document", null=True),
        key("attachment_id", "attachments.id", null=True),
        text("answer", null=True),
    )


def _create_follow_ups() -> None:
    op.create_table(
        "follow_ups",
        identity(),
        key("application_id", "applications.id"),
        text("kind"),
        key("scheme_id", "schemes.id", null=True),
        key("body_id", "bodies.id", null=True),
        text("text"),
        key("person_id", "people.id", null=True),
        moment("at"),
        one_of("kind", "qualification", "direction", "follow_up"),
    )
    op.create_index("ix_follow_ups_application_id", "follow_ups", ["application_id"])
