"""Messages about accounts leave by the outbox, like every other message."""

from __future__ import annotations

from typing import Any

from flask import current_app, request

from config.settings import Settings
from web.account.forms import Addresses
from web.account.store import AccountStore
from web.work import record
from workflow.store.outbox import NewNotice, post

KIND = "account"


class Letters(Addresses):
    """Puts what Flask-Security would send in the outbox, in the transaction that causes it."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        accounts: AccountStore = current_app.extensions["octroi_accounts"]
        address = recipient if isinstance(recipient, str) else recipient[1]
        notice = NewNotice(KIND, subject=str(subject), body=_at_home(body or ""), to_address=address)
        with accounts.session.writing():
            post(accounts.session, [notice], record().clock.now())


def _at_home(body: str) -> str:
    """Links lead to the address of the settings, whatever host the request claimed."""
    settings: Settings = current_app.extensions["octroi_settings"]
    return body.replace(request.host_url, f"{settings.base_url}/")
