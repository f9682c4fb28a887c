"""Accounts, put on an application: who acts, Flask-Security's pages with our guards, one session a request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from flask import Flask, current_app, redirect, render_template, request, session, url_for
from flask_security import Security, current_user, hash_password
from werkzeug.wrappers import Response

from config.settings import Settings
from web.access import EVERYBODY, SIGNED_IN, current_identity, declare, signed_in
from web.account.forms import Passwords, SignInForm
from web.account.mail import Letters
from web.account.messages import Spoken
from web.account.settings import security_settings
from web.account.store import AccountStore
from web.work import record
from workflow.kernel.errors import NotFound
from workflow.schemes.vocabulary import Role
from workflow.services.context import Actor
from workflow.services.people import actor_for
from workflow.store.database import Database

FOR_MEMBERS: Final = frozenset({"change_password"})
ARRIVALS: Final[tuple[tuple[Role, str], ...]] = (
    ("case_officer", "desk.queue"),
    ("expert", "desk.queue"),
    ("committee_secretary", "committee.sessions"),
    ("committee_member", "committee.sessions"),
    ("manager", "manager.totals"),
    ("administrator", "admin.home"),
)
"""Where each role starts its day, the first that is held."""


def install_accounts(app: Flask, settings: Settings, database: Database) -> None:
    """Let people have accounts in ``app``. The record must be installed already."""
    accounts = AccountStore(database)
    app.extensions["octroi_accounts"] = accounts
    app.config.update(security_settings(settings))
    security = Security(
        app,
        accounts,
        login_form=SignInForm,
        mail_util_cls=Letters,
        password_util_cls=Passwords,
        render_template=_render,
    )
    security.i18n_domain = Spoken(app)
    security.principal.skip_static = True
    for endpoint in [name for name in app.view_functions if name.startswith("security.")]:
        app.view_functions[endpoint] = _committed(app.view_functions[endpoint])
        member = endpoint.partition(".")[2] in FOR_MEMBERS
        declare(app, endpoint, SIGNED_IN if member else EVERYBODY)

    @app.teardown_appcontext
    def end_the_session(_error: BaseException | None) -> None:
        accounts.close()


def accounts() -> AccountStore:
    """The accounts of the present application."""
    found: AccountStore = current_app.extensions["octroi_accounts"]
    return found


def identify() -> Actor | None:
    """Who is signed in, with their roles of today; ``None`` for a visitor. Three statements at most."""
    if not current_user.is_authenticated:
        return None
    here = accounts()
    try:
        actor = actor_for(here.session, record().clock, current_user.person_id)
    except NotFound:
        return None
    here.release()
    session.setdefault("language", actor.language)
    return actor


def create_account(app: Flask, person_id: int, email: str, password: str) -> None:
    """Let a person of the record sign in. Nothing happens where they already can.

    Raises:
        Unavailable: the database was locked or full.
    """
    with app.app_context():
        here = accounts()
        if here.find_user(person_id=person_id) is None:
            now = record().clock.now().replace(tzinfo=None)
            security: Security = app.extensions["security"]
            hashed = hash_password(security.password_util.normalize(password))
            here.create_user(person_id=person_id, email=email.lower(), password=hashed, confirmed_at=now)
            here.commit()


@signed_in
def arrive() -> Response:
    """After signing in: the page where this person's work starts."""
    identity = current_identity()
    for role, endpoint in ARRIVALS:
        if identity is not None and identity.holds(role) and endpoint in current_app.view_functions:
            return redirect(url_for(endpoint))
    known = "applicant.applications" in current_app.view_functions
    return redirect(url_for("applicant.applications" if known else "account.show"))


def _render(template: str, **context: Any) -> Any:
    page = render_template(template, **context)
    refused = request.method == "POST" and any(getattr(form, "errors", None) for form in context.values())
    return (page, 422) if refused else page


def _committed(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def carry_out(*arguments: Any, **named: Any) -> Any:
        answer = view(*arguments, **named)
        accounts().commit()
        return answer

    return carry_out
