"""What was recorded stays: events, movements, payments and whatever was filed refuse any change."""

from __future__ import annotations

from migrations import guards

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    guards.lay_functions()
    guards.lay()


def downgrade() -> None:
    guards.lift()
    guards.lift_functions()
