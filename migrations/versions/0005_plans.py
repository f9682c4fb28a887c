"""Funding plans in every version, and prior aid."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import cents, check, day, flag, identity, key, moment, not_negative, one_of, text, whole

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_funding_plans()
    _create_plan_costs()
    _create_plan_resources()
    _create_plan_years()
    _create_prior_aids()


def downgrade() -> None:
    for table in ("prior_aids", "plan_years", "plan_resources", "plan_costs", "funding_plans"):
        op.drop_table(table)


def _create_funding_plans() -> None:
    op.create_table(
        "funding_plans",
        identity(),
        key("application_id", "applications.id"),
        text("kind"),
        whole("number"),
        cents("request_cents"),
        cents("in_kind_costs_cents"),
        cents("in_kind_resources_cents"),
        whole("partners", null=True),
        text("phase", null=True),
        text("period", null=True),
        flag("investment"),
        text("regime", null=True),
        text("nuts2", null=True),
        flag("filed"),
        moment("created_at"),
        key("person_id", "people.id", null=True),
        sa.UniqueConstraint("application_id", "kind", "number"),
        one_of("kind", "requested", "instructed", "voted", "paid"),
        one_of("phase", "emergence", "start_up", "development"),
        one_of("period", "2014-2020", "2021-2027"),
        one_of("regime", "none", "de_minimis", "sgei_de_minimis", "gber"),
        one_of("nuts2", "FRH0", "FRI1", "FRI2", "FRI3"),
        *not_negative("request_cents", "in_kind_costs_cents", "in_kind_resources_cents", "partners"),
    )


def _create_plan_costs() -> None:
    op.create_table(
        "plan_costs",
        key("plan_id", "funding_plans.id", primary=True, ondelete="CASCADE"),
        whole("position", primary=True),
        text("account"),
        text("label"),
        cents("amount_cents"),
        flag("eligible"),
        whole("year", null=True),
        cents("requested_cents", null=True),
        text("reason", null=True),
        *not_negative("amount_cents", "requested_cents"),
    )


def _create_plan_resources() -> None:
    op.create_table(
        "plan_resources",
        key("plan_id", "funding_plans.id", primary=True, ondelete="CASCADE"),
        whole("position", primary=True),
        text("source"),
        text("label"),
        cents("amount_cents"),
        text("status"),
        key("evidence_attachment_id", "attachments.id", null=True),
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
        one_of("status", "requested", "confirmed", "refused"),
        *not_negative("amount_cents"),
    )


def _create_plan_years() -> None:
    op.create_table(
        "plan_years",
        key("plan_id", "funding_plans.id", primary=True, ondelete="CASCADE"),
        whole("year", primary=True),
        cents("amount_cents"),
        *not_negative("amount_cents"),
    )


def _create_prior_aids() -> None:
    op.create_table(
        "prior_aids",
        identity(),
        key("application_id", "applications.id"),
        day("granted_on"),
        cents("amount_cents"),
        text("regime"),
        text("group_name", null=True),
        one_of("regime", "none", "de_minimis", "sgei_de_minimis", "gber"),
        check("amount_positive", "amount_cents > 0"),
    )
    op.create_index("ix_prior_aids_application_id", "prior_aids", ["application_id"])
