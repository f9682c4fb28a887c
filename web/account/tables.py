"""The account tables: how a person signs in. Flask-Security's mixins on the base of the record.

The engine knows people and their roles, never passwords; an account is tied to one ``Person``. The
``Role`` of Flask-Security stays empty: what a person may do is said by the record's role grants.
See https://flask-security.readthedocs.io/en/stable/models.html.
"""

from __future__ import annotations

from flask_security.models.sqla import FsModels, FsRoleMixin, FsUserMixin, FsWebAuthnMixin
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflow.store.base import Base
from workflow.store.types import BIG_INTEGER

FsModels.set_db_info(
    base_model=Base,
    user_table_name="accounts",
    role_table_name="account_roles",
    webauthn_table_name="account_passkeys",
)


class Role(Base, FsRoleMixin):
    """Required by Flask-Security, unused: see the module's docstring."""

    __tablename__ = "account_roles"


class User(Base, FsUserMixin):
    """An account: an e-mail address, a password, perhaps a second factor, and the person behind it."""

    __tablename__ = "accounts"

    person_id: Mapped[int] = mapped_column(BIG_INTEGER, ForeignKey("people.id"), unique=True)


class WebAuthn(Base, FsWebAuthnMixin):
    """A passkey of an account."""

    __tablename__ = "account_passkeys"
