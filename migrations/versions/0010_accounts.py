"""Accounts: how a person signs in (tables of ``web.account.tables``, shaped by Flask-Security)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.columns import KEY, flag, text

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_accounts()
    _create_roles()
    _create_passkeys()


def downgrade() -> None:
    for table in ("account_passkeys", "roles_users", "account_roles", "accounts"):
        op.drop_table(table)


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", KEY, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("username", sa.String(255)),
        sa.Column("password", sa.String(255)),
        flag("active"),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime()),
        sa.Column("last_login_at", sa.DateTime()),
        sa.Column("current_login_at", sa.DateTime()),
        sa.Column("last_login_ip", sa.String(64)),
        sa.Column("current_login_ip", sa.String(64)),
        sa.Column("login_count", sa.Integer()),
        sa.Column("tf_primary_method", sa.String(64)),
        sa.Column("tf_totp_secret", sa.String(255)),
        sa.Column("tf_phone_number", sa.String(128)),
        text("us_totp_secrets", null=True),
        sa.Column("us_phone_number", sa.String(128)),
        sa.Column("fs_webauthn_user_handle", sa.String(64)),
        text("mf_recovery_codes", null=True),
        sa.Column("create_datetime", sa.DateTime(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("update_datetime", sa.DateTime(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP")),
        *(sa.UniqueConstraint(column) for column in _UNIQUE),
    )


def _create_roles() -> None:
    op.create_table(
        "account_roles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("description", sa.String(255)),
        text("permissions", null=True),
        sa.Column("update_datetime", sa.DateTime(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "roles_users",
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("role_id", sa.Integer(), sa.ForeignKey("account_roles.id"), primary_key=True),
    )


def _create_passkeys() -> None:
    op.create_table(
        "account_passkeys",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("credential_id", sa.LargeBinary(1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer()),
        text("transports", null=True),
        flag("backup_state"),
        sa.Column("device_type", sa.String(64), nullable=False),
        sa.Column("extensions", sa.String(255)),
        sa.Column("create_datetime", sa.DateTime(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("lastuse_datetime", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("usage", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_account_passkeys_credential_id", "account_passkeys", ["credential_id"], unique=True)


_UNIQUE = ("person_id", "email", "username", "fs_uniquifier", "us_phone_number", "fs_webauthn_user_handle")
