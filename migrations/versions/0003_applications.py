"""Applications and their chain of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import cents, check, day, flag, identity, key, moment, not_negative, one_of, text, where, whole

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_applications()
    _index_applications()
    _create_reference_counters()
    _create_events()
    _create_idempotency_keys()


def downgrade() -> None:
    for table in ("idempotency_keys", "events", "reference_counters", "applications"):
        op.drop_table(table)


def _create_applications() -> None:
    op.create_table(
        "applications",
        identity(),
        text("reference"),
        key("scheme_id", "schemes.id"),
        key("scheme_version_id", "scheme_versions.id"),
        key("decision_version_id", "scheme_versions.id", null=True),
        key("call_id", "calls.id", null=True),
        key("body_id", "bodies.id"),
        text("region"),
        key("organisation_id", "organisations.id", null=True),
        key("applicant_person_id", "people.id"),
        text("title"),
        text("phase", null=True),
        text("nuts2", null=True),
        text("state"),
        text("stage"),
        flag("awarded"),
        whole("version"),
        moment("created_at"),
        moment("updated_at"),
        moment("submitted_at", null=True),
        day("decided_on", null=True),
        day("implicit_refusal_on", null=True),
        flag("silence_stopped"),
        key("assigned_to", "people.id", null=True),
        cents("requested_cents", null=True),
        cents("retained_base_cents", null=True),
        cents("proposed_cents", null=True),
        cents("awarded_cents", null=True),
        cents("paid_cents"),
        whole("event_count"),
        text("last_hash"),
        key("previous_application_id", "applications.id", null=True),
        *_checks(),
    )


def _checks() -> tuple[sa.Constraint, ...]:
    return (
        one_of("region", "nouvelle-aquitaine", "bretagne"),
        one_of("phase", "emergence", "start_up", "development"),
        one_of("nuts2", "FRH0", "FRI1", "FRI2", "FRI3"),
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
        check("last_hash", "length(last_hash) = 64"),
        sa.UniqueConstraint("reference"),
        *not_negative("requested_cents", "retained_base_cents", "proposed_cents", "awarded_cents", "paid_cents"),
    )


def _index_applications() -> None:
    op.create_index("ix_applications_by_applicant", "applications", ["applicant_person_id", "organisation_id", "id"])
    op.create_index("ix_applications_by_call", "applications", ["call_id", "organisation_id"])
    op.create_index("ix_applications_by_organisation", "applications", ["organisation_id", "id"])
    op.create_index("ix_applications_by_previous", "applications", ["previous_application_id"])
    op.create_index(
        "ix_applications_clock",
        "applications",
        ["implicit_refusal_on"],
        **where("implicit_refusal_on IS NOT NULL AND NOT silence_stopped"),
    )
    op.create_index("ix_applications_queue_all", "applications", ["submitted_at", "id"])
    op.create_index("ix_applications_queue_assigned", "applications", ["assigned_to", "submitted_at", "id"])
    op.create_index("ix_applications_queue_body", "applications", ["body_id", "submitted_at", "id"])
    op.create_index("ix_applications_queue_body_state", "applications", ["body_id", "state", "submitted_at", "id"])
    op.create_index("ix_applications_queue_scheme", "applications", ["scheme_id", "submitted_at", "id"])
    op.create_index("ix_applications_queue_scheme_state", "applications", ["scheme_id", "state", "submitted_at", "id"])
    op.create_index("ix_applications_queue_state", "applications", ["state", "submitted_at", "id"])


def _create_reference_counters() -> None:
    op.create_table(
        "reference_counters",
        text("prefix", primary=True),
        whole("year", primary=True),
        whole("last_number"),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        identity(),
        key("application_id", "applications.id"),
        whole("number"),
        text("name"),
        text("from_state"),
        text("to_state"),
        text("stage"),
        flag("automatic"),
        key("person_id", "people.id", null=True),
        moment("at"),
        text("payload"),
        text("previous_hash"),
        text("hash"),
        sa.UniqueConstraint("application_id", "number"),
        check("number", "number >= 1"),
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
        check("hash", "length(hash) = 64 AND length(previous_hash) = 64"),
    )


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        key("person_id", "people.id", primary=True),
        text("key", primary=True),
        key("application_id", "applications.id", null=True),
        whole("event_number", null=True),
        moment("created_at"),
    )
