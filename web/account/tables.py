"""The account tables: how a person signs in. Flask-Security's mixins on the base of the record.

The engine knows people and their roles, never passwords; an account is tied to one ``Person``. The
``Role`` of Flask-Security stays empty: what a person may do is said by the record's role grants.
See https://flask-security.readthedocs.io/en/stable/models.html.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask_security.models.sqla import FsModels, FsRoleMixin, FsUserMixin, FsWebAuthnMixin
from sqlalchemy import ForeignKey, String, UpdateBase, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, scoped_session, sessionmaker

from workflow.store.base import Base
from workflow.store.database import Database
from workflow.store.types import BIG_INTEGER, Instant

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


class SignInFailures(Base):
    """How often signing in failed lately, under a key that tells neither the account nor the address."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[Instant] = mapped_column(index=True)


class AccountSession(Session):
    """Reads on the reader's connection and writes on the writer's: a page view never takes the write lock.

    What is written is therefore seen by the same session's queries only once it is committed.
    """

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(**options)
        self._database = database
        self._writing = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Send everything to the writer's connection meanwhile: for statements that insert many rows."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    def get_bind(self, mapper: Any = None, *, clause: Any = None, **options: Any) -> Any:
        writes = self._writing or self._flushing or isinstance(clause, UpdateBase)
        return self._database.writer if writes else self._database.reader


def account_session(database: Database) -> scoped_session[AccountSession]:
    """The session of the accounts: one a thread, to be removed at the end of each request."""
    maker = sessionmaker(class_=AccountSession, database=database, expire_on_commit=False)
    return scoped_session(maker)


def failures_of(session: Session, keys: Collection[str]) -> Mapping[str, tuple[int, datetime]]:
    """How many failures each key counts, and since when; keys without any are absent."""
    rows = session.scalars(select(SignInFailures).where(SignInFailures.key.in_(keys)))
    return {row.key: (row.failures, row.last_at) for row in rows}


def count_failure(session: Session, keys: Collection[str], at: datetime, forgotten: datetime) -> None:
    """Add one failure to each key; keys whose last failure is before ``forgotten`` start anew."""
    session.execute(delete(SignInFailures).where(SignInFailures.last_at < forgotten))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for key in sorted(keys):
        statement = insert(SignInFailures).values(key=key, failures=1, last_at=at)
        again = {"failures": SignInFailures.failures + 1, "last_at": at}
        session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=again))


def forget_failures(session: Session, keys: Collection[str]) -> None:
    """Start anew after a success."""
    session.execute(delete(SignInFailures).where(SignInFailures.key.in_(keys)))
