"""How often signing in failed lately: what slows down those who guess passwords."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import moment, whole

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(64), primary_key=True),
        whole("failures"),
        moment("last_at"),
    )
    op.create_index("ix_sign_in_failures_last_at", "sign_in_failures", ["last_at"])


def downgrade() -> None:
    op.drop_table("sign_in_failures")
