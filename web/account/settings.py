"""How Flask-Security is set: the one place of every ``SECURITY_`` name.

See https://flask-security.readthedocs.io/en/stable/configuration.html.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from config.settings import Settings
from web.access import SIGN_IN
from web.account.messages import MESSAGES, SUBJECTS

SHORTEST_PASSWORD: Final = 12
"""Characters: what the CNIL asks of a password that stands alone (deliberation 2022-100)."""

LONGEST_PASSWORD: Final = 200


def security_settings(settings: Settings) -> dict[str, Any]:
    """The configuration of accounts. What needs e-mail exists only where ``SMTP_URL`` is set."""
    mail = settings.smtp_url is not None
    return {
        **_passwords(),
        **_pages(),
        "SECURITY_CONFIRMABLE": mail,
        "SECURITY_RECOVERABLE": mail,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": mail,
        "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": mail,
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": _lower, "case_insensitive": False}}],
        "SECURITY_FRESHNESS": timedelta(seconds=-1),
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SESSION_PROTECTION": "basic",
        **{f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()},
        **{f"SECURITY_EMAIL_SUBJECT_{name}": subject for name, subject in SUBJECTS.items()},
    }


def _passwords() -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    }


def _pages() -> dict[str, Any]:
    return {
        "SECURITY_LOGIN_URL": SIGN_IN,
        "SECURITY_LOGOUT_URL": "/deconnexion",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_CHANGE_URL": "/compte/mot-de-passe",
        "SECURITY_RESET_URL": "/mot-de-passe-oublie",
        "SECURITY_CONFIRM_URL": "/inscription/confirmation",
        "SECURITY_STATIC_FOLDER_URL": "/security-static",
        "SECURITY_POST_LOGIN_VIEW": "account.arrive",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_POST_CHANGE_VIEW": "account.show",
        "SECURITY_POST_CONFIRM_VIEW": SIGN_IN,
        "SECURITY_POST_RESET_VIEW": SIGN_IN,
    }


def _lower(address: str) -> str:
    return address.strip().lower()
