"""People, bodies, organisations, schemes and their versions, memberships and roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import check, day, flag, identity, key, moment, one_of, text, whole

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_people()
    _create_bodies()
    _create_organisations()
    _create_memberships()
    _create_schemes()
    _create_scheme_versions()
    _create_role_grants()


def downgrade() -> None:
    for table in ("role_grants", "scheme_versions", "schemes", "memberships", "organisations", "bodies", "people"):
        op.drop_table(table)


def _create_people() -> None:
    op.create_table(
        "people",
        identity(),
        text("name"),
        text("email", null=True),
        text("language"),
        moment("created_at"),
        moment("erased_at", null=True),
        check("email_lower", "email = lower(email)"),
        one_of("language", "fr", "en"),
        sa.UniqueConstraint("email"),
    )


def _create_bodies() -> None:
    op.create_table(
        "bodies",
        text("id", primary=True),
        text("name"),
        text("kind"),
        text("siren", null=True),
        text("siret", null=True),
        text("region", null=True),
        one_of("kind", "region", "delegated_manager", "agency", "partner", "fund", "state", "authorities"),
    )


def _create_organisations() -> None:
    op.create_table(
        "organisations",
        identity(),
        text("name"),
        text("kind"),
        text("siret", null=True),
        text("rna", null=True),
        text("group_name", null=True),
        text("commune", null=True),
        text("nuts2", null=True),
        text("address", null=True),
        flag("invented"),
        moment("created_at"),
        whole("version"),
        one_of("kind", "association", "cooperative", "company", "individual", "local_authority", "public_body"),
        one_of("nuts2", "FRH0", "FRI1", "FRI2", "FRI3"),
    )
    op.create_index("ix_organisations_group_name", "organisations", ["group_name"])
    op.create_index("ix_organisations_rna", "organisations", ["rna"])
    op.create_index("ix_organisations_siret", "organisations", ["siret"])


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        key("person_id", "people.id", primary=True),
        key("organisation_id", "organisations.id", primary=True),
        text("role"),
        one_of("role", "owner", "editor", "reader"),
    )
    op.create_index("ix_memberships_organisation_id", "memberships", ["organisation_id"])


def _create_schemes() -> None:
    op.create_table(
        "schemes",
        text("id", primary=True),
    )


def _create_scheme_versions() -> None:
    op.create_table(
        "scheme_versions",
        identity(),
        key("scheme_id", "schemes.id"),
        text("version"),
        text("digest"),
        text("content"),
        moment("loaded_at"),
        sa.UniqueConstraint("scheme_id", "version", "digest"),
    )


def _create_role_grants() -> None:
    op.create_table(
        "role_grants",
        identity(),
        key("person_id", "people.id"),
        text("role"),
        key("body_id", "bodies.id", null=True),
        key("scheme_id", "schemes.id", null=True),
        day("since"),
        day("until", null=True),
        one_of(
            "role",
            "applicant",
            "case_officer",
            "expert",
            "committee_secretary",
            "committee_member",
            "manager",
            "administrator",
        ),
        check("period", "until IS NULL OR until >= since"),
    )
    op.create_index("ix_role_grants_body_id_role", "role_grants", ["body_id", "role"])
    op.create_index("ix_role_grants_person_id", "role_grants", ["person_id"])
