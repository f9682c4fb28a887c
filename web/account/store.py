"""Where Flask-Security finds and keeps accounts: the record, through one session a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_security.datastore import SQLAlchemySessionUserDatastore

from web.account.tables import AccountSession, Role, User, WebAuthn, account_session
from workflow.store.database import Database
from workflow.store.failures import translated


class AccountStore(SQLAlchemySessionUserDatastore):
    """The accounts of ``database``; what the database refuses comes out as domain errors."""

    def __init__(self, database: Database) -> None:
        self._sessions = account_session(database)
        super().__init__(self._sessions, User, Role, WebAuthn)

    @property
    def session(self) -> AccountSession:
        """The session of the present request."""
        return self._sessions()

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Any:
        """The account with this attribute, or ``None``. E-mail addresses are kept in lower case."""
        with translated():
            return super().find_user(case_insensitive=case_insensitive, **wanted)

    def commit(self) -> None:
        """Write what was changed, or undo all of it.

        Raises:
            Unavailable: the database was locked, full or unreachable.
            InvalidInput: the address of a new person is taken.
        """
        with self.together():
            pass

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside is committed at the end, or undone by any error; raises as :meth:`commit`."""
        try:
            with translated():
                yield
                self.session.commit()
        except BaseException:
            self.session.rollback()
            raise

    def release(self) -> None:
        """Give the connections back until the next question; what was loaded stays."""
        if not (self.session.new or self.session.dirty or self.session.deleted):
            self.session.commit()

    def close(self) -> None:
        """End the request's session: nothing that was not committed is kept."""
        self._sessions.remove()
