"""The sign-in form, the rules of a password, and the form of an e-mail address."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flask_babel import gettext, ngettext
from flask_security.forms import LoginForm
from flask_security.mail_util import EmailValidateException, MailUtil
from flask_security.password_util import PasswordUtil

from web.access import safe_target
from web.account.settings import LONGEST_PASSWORD
from web.account.throttle import note_failure, note_success, waiting_time
from web.formats import words
from workflow.kernel.errors import InvalidInput
from workflow.kernel.identifiers import read_email

FEWEST_DIFFERENT: int = 5


class SignInForm(LoginForm):
    """Flask-Security's form, slowed down after failures, without a cookie that remembers for a year."""

    remember = None  # type: ignore[assignment]  # WTForms takes None for "no such field"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.next.data = safe_target(self.next.data, "")

    def validate(self, **options: Any) -> bool:
        email, typed = str(self.email.data or ""), bool(self.password.data)
        if typed and (wait := waiting_time(email)):
            minutes = -(-int(wait.total_seconds() + 1) // 60)
            self.form_errors.append(
                ngettext(
                    "Trop de tentatives. Patientez une minute, puis réessayez.",
                    "Trop de tentatives. Patientez %(num)s minutes, puis réessayez.",
                    minutes,
                )
            )
            return False
        passed = bool(super().validate(**options))
        if passed:
            note_success(email)
        elif typed and not self.user_authenticated:
            note_failure(email)
        return passed


class Passwords(PasswordUtil):
    """A password is long enough, not endless, and not the first thing that one would guess."""

    def validate(self, password: str, is_register: bool, **known: Any) -> tuple[list[str] | None, str]:
        if len(password) > LONGEST_PASSWORD:
            return [gettext("Un mot de passe compte au plus %(length)s caractères.", length=LONGEST_PASSWORD)], password
        problems, normal = super().validate(password, is_register, **known)
        if not problems and _is_obvious(normal, _address(known)):
            problems = [gettext("Ce mot de passe est trop facile à deviner : évitez les suites, et votre adresse.")]
        return problems, normal


class Addresses(MailUtil):
    """An e-mail address is read as everywhere else in Octroi."""

    def normalize(self, email: str) -> str:
        try:
            return read_email(email, "email")
        except InvalidInput as refusal:
            raise EmailValidateException(words(refusal.problems[0].message)) from refusal

    def validate(self, email: str) -> str:
        return self.normalize(email)


def _address(known: dict[str, Any]) -> str:
    user = known.get("user")
    return str(known.get("email") or getattr(user, "email", "") or "")


def _is_obvious(password: str, address: str) -> bool:
    text = password.casefold()
    name = address.casefold().partition("@")[0]
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    around = bool(address) and (text == address.casefold() or (len(name) > 3 and text.replace(name, "") in ("", name)))
    return len(set(text)) < FEWEST_DIFFERENT or len(steps) == 1 or around
