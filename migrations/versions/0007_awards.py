"""Awards with one share a payer, payments, instalments, totals, and the movements of the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import cents, check, day, flag, identity, key, moment, not_negative, one_of, text, whole

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_awards()
    _create_award_shares()
    _create_payer_decisions()
    _create_payments()
    _create_instalments()
    _create_award_totals()
    _create_ledger_movements()


def downgrade() -> None:
    for table in (
        "ledger_movements",
        "award_totals",
        "instalments",
        "payments",
        "payer_decisions",
        "award_shares",
        "awards",
    ):
        op.drop_table(table)


def _create_awards() -> None:
    op.create_table(
        "awards",
        identity(),
        key("application_id", "applications.id"),
        cents("amount_cents"),
        cents("base_cents", null=True),
        day("decided_on"),
        key("session_id", "committee_sessions.id", null=True),
        key("body_id", "bodies.id"),
        text("deliberation"),
        moment("notified_at", null=True),
        day("lapsed_on", null=True),
        day("closed_on", null=True),
        sa.UniqueConstraint("application_id"),
        *not_negative("amount_cents", "base_cents"),
    )
    op.create_index("ix_awards_decided_on", "awards", ["decided_on"])


def _create_award_shares() -> None:
    op.create_table(
        "award_shares",
        identity(),
        key("award_id", "awards.id"),
        key("payer", "bodies.id"),
        text("source"),
        cents("amount_cents"),
        text("decision_number"),
        day("decided_on"),
        key("envelope_id", "envelopes.id", null=True),
        flag("agreement_required"),
        day("agreement_signed_on", null=True),
        cents("paid_cents"),
        cents("recovered_cents"),
        sa.UniqueConstraint("payer", "decision_number"),
        one_of(
            "source",
            "feder",
            "leader",
            "state",
            "region",
            "department",
            "epci",
            "commune",
            "other_public",
            "scheme",
            "private",
            "own",
        ),
        check("recovered_within_paid", "recovered_cents <= paid_cents"),
        check("paid_within_amount", "paid_cents - recovered_cents <= amount_cents"),
        *not_negative("amount_cents", "paid_cents", "recovered_cents"),
    )
    op.create_index("ix_award_shares_award_id", "award_shares", ["award_id"])
    op.create_index("ix_award_shares_envelope_id", "award_shares", ["envelope_id"])


def _create_payer_decisions() -> None:
    op.create_table(
        "payer_decisions",
        key("application_id", "applications.id", primary=True),
        key("payer", "bodies.id", primary=True),
        text("source"),
        text("decision"),
        text("number"),
        day("decided_on"),
        cents("amount_cents"),
        one_of("decision", "approved", "refused"),
        sa.UniqueConstraint("payer", "number"),
        *not_negative("amount_cents"),
    )


def _create_payments() -> None:
    op.create_table(
        "payments",
        identity(),
        key("award_share_id", "award_shares.id"),
        text("kind"),
        cents("amount_cents"),
        day("paid_on"),
        cents("realised_base_cents", null=True),
        key("event_id", "events.id", null=True),
        one_of("kind", "advance", "instalment", "balance", "recovery"),
        check("amount_positive", "amount_cents > 0"),
        *not_negative("realised_base_cents"),
    )
    op.create_index("ix_payments_award_share_id", "payments", ["award_share_id"])
    op.create_index("ix_payments_paid_on", "payments", ["paid_on"])


def _create_instalments() -> None:
    op.create_table(
        "instalments",
        identity(),
        key("award_id", "awards.id"),
        whole("number"),
        day("due_on"),
        cents("amount_cents"),
        cents("repaid_cents"),
        day("repaid_on", null=True),
        sa.UniqueConstraint("award_id", "number"),
        check("amount_positive", "amount_cents > 0"),
        check("repaid_within_amount", "repaid_cents <= amount_cents"),
        *not_negative("repaid_cents"),
    )


def _create_award_totals() -> None:
    op.create_table(
        "award_totals",
        key("scheme_id", "schemes.id", primary=True),
        text("funder", primary=True),
        whole("year", primary=True),
        text("territory", primary=True),
        text("stage", primary=True),
        whole("applications"),
        cents("awarded_cents"),
        cents("paid_cents"),
        one_of(
            "funder",
            "",
            "feder",
            "leader",
            "state",
            "region",
            "department",
            "epci",
            "commune",
            "other_public",
            "scheme",
            "private",
            "own",
        ),
        one_of(
            "stage",
            "preparation",
            "pre_application",
            "submission",
            "instruction",
            "committee",
            "award",
            "agreement",
            "payment",
            "repayment",
            "follow_up",
            "closing",
        ),
        *not_negative("applications", "awarded_cents", "paid_cents"),
    )


def _create_ledger_movements() -> None:
    op.create_table(
        "ledger_movements",
        identity(),
        key("envelope_id", "envelopes.id"),
        text("kind"),
        cents("amount_cents"),
        key("award_share_id", "award_shares.id", null=True),
        whole("year", null=True),
        key("event_id", "events.id", null=True),
        moment("at"),
        one_of(
            "kind",
            "authorise",
            "reserve",
            "release_reservation",
            "commit",
            "release_commitment",
            "appropriate",
            "pay",
            "recover",
        ),
        check("amount_sign", "amount_cents > 0 OR (amount_cents < 0 AND kind IN ('authorise', 'appropriate'))"),
        check("year", "(kind IN ('appropriate', 'pay')) = (year IS NOT NULL)"),
    )
    op.create_index("ix_ledger_movements_award_share_id", "ledger_movements", ["award_share_id"])
    op.create_index("ix_ledger_movements_envelope_id_id", "ledger_movements", ["envelope_id", "id"])
