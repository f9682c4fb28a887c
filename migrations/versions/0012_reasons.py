"""The words that go with a step, outside the chain of events: they may name people, and may be erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_reasons",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_reasons"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_reasons_event_id_events"),
    )


def downgrade() -> None:
    op.drop_table("event_reasons")
