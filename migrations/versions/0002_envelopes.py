"""Envelopes with their years, and the calls that draw on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import cents, check, day, flag, identity, key, not_negative, text, whole

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_envelopes()
    _create_envelope_years()
    _create_calls()
    _create_cut_offs()


def downgrade() -> None:
    for table in ("cut_offs", "calls", "envelope_years", "envelopes"):
        op.drop_table(table)


def _create_envelopes() -> None:
    op.create_table(
        "envelopes",
        identity(),
        text("slug"),
        key("body_id", "bodies.id"),
        text("title"),
        key("parent_id", "envelopes.id", null=True),
        whole("year", null=True),
        cents("authority_cents"),
        cents("allotted_cents"),
        cents("reserved_cents"),
        cents("committed_cents"),
        cents("paid_cents"),
        cents("recovered_cents"),
        check("within_authority", "reserved_cents + committed_cents + allotted_cents <= authority_cents"),
        check("recovered_within_paid", "recovered_cents <= paid_cents"),
        check("paid_within_committed", "paid_cents - recovered_cents <= committed_cents"),
        check("parent", "parent_id <> id"),
        sa.UniqueConstraint("slug"),
        *not_negative(
            "authority_cents", "allotted_cents", "reserved_cents", "committed_cents", "paid_cents", "recovered_cents"
        ),
    )
    op.create_index("ix_envelopes_body_id", "envelopes", ["body_id"])
    op.create_index("ix_envelopes_parent_id", "envelopes", ["parent_id"])


def _create_envelope_years() -> None:
    op.create_table(
        "envelope_years",
        key("envelope_id", "envelopes.id", primary=True),
        whole("year", primary=True),
        cents("appropriations_cents"),
        cents("paid_cents"),
        check("within_appropriations", "paid_cents <= appropriations_cents"),
        *not_negative("appropriations_cents", "paid_cents"),
    )


def _create_calls() -> None:
    op.create_table(
        "calls",
        identity(),
        key("scheme_id", "schemes.id"),
        text("slug"),
        text("title"),
        day("opens_on", null=True),
        day("closes_on", null=True),
        key("envelope_id", "envelopes.id", null=True),
        flag("demonstration"),
        sa.UniqueConstraint("scheme_id", "slug"),
        check("window", "closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on"),
    )
    op.create_index("ix_calls_closes_on", "calls", ["closes_on"])


def _create_cut_offs() -> None:
    op.create_table(
        "cut_offs",
        key("call_id", "calls.id", primary=True, ondelete="CASCADE"),
        day("cut_off_on", primary=True),
    )
