"""Opening an account. Whether an address already has one is told to nobody but its owner.

With e-mail, the owner of the address follows a link before the account can be used. Without, the
account can be used at once, and the answer is the same whether the address was free or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_security import Security, hash_password
from flask_security.confirmable import generate_confirmation_link
from flask_security.utils import send_mail
from werkzeug.wrappers import Response

from web.access import current_identity, public_page, safe_target
from web.account.signing_in import accounts
from web.formats import words
from web.languages import current_language
from web.work import NOBODY, record
from workflow.kernel.errors import InvalidInput
from workflow.kernel.identifiers import read_email
from workflow.kernel.words import Language
from workflow.services.context import Context
from workflow.services.people import create_person, is_address_known, name_problems

LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Registrant:
    """Who opens an account, as typed."""

    name: str
    email: str
    password: str
    again: str
    language: Language


@public_page
def register() -> str | Response | tuple[str, int]:
    """The form, and what was sent with it."""
    if current_identity() is not None:
        return redirect(url_for("account.show"))
    if request.method == "GET":
        return _page(Registrant("", "", "", "", current_language()), {})
    typed = _typed(request.form)
    problems, password = _check(typed)
    if problems:
        return _page(typed, problems), 422
    _open(typed.name, read_email(typed.email), password, typed.language)
    return redirect(url_for("security.login", next=safe_target(request.form.get("next"), "") or None))


def _open(name: str, email: str, password: str, language: Language) -> None:
    hashed = hash_password(password)
    here, now = accounts(), record()
    context = Context(here.session, NOBODY, now.clock, now.catalogue, now.files)
    known = here.find_user(email=email)
    try:
        with here.together():
            if known is not None:
                _announce_known(known)
            elif not is_address_known(context, email):
                person_id = create_person(context, name, email, language)
                _announce_new(here.create_user(person_id=person_id, email=email, password=hashed))
    except InvalidInput as taken:
        if {problem.code for problem in taken.problems} != {"email_taken"}:
            raise
    _say_so(email)


def _announce_new(user: Any) -> None:
    if _security().confirmable:
        here = accounts()
        here.session.flush()
        link, _token = generate_confirmation_link(user)
        subject = current_app.config["SECURITY_EMAIL_SUBJECT_CONFIRM"]
        send_mail(subject, user.email, "security/email/confirmation_instructions", user=user, confirmation_link=link)


def _announce_known(user: Any) -> None:
    if _security().confirmable:
        subject = current_app.config["SECURITY_EMAIL_SUBJECT_REGISTER"]
        send_mail(subject, user.email, "security/email/welcome_existing", user=user)


def _say_so(email: str) -> None:
    if _security().confirmable:
        sent = gettext("Un message vient d’être envoyé à %(email)s. Ouvrez-le et suivez le lien.", email=email)
        flash(sent, "success")
    else:
        flash(gettext("Si cette adresse était libre, votre compte est ouvert. Connectez-vous."), "success")


def _check(typed: Registrant) -> tuple[dict[str, str], str]:
    """The problems, by field, and the password in its normal form."""
    problems = {problem.field: words(problem.message) for problem in name_problems(typed.name)}
    try:
        read_email(typed.email, "email")
    except InvalidInput as refusal:
        problems["email"] = words(refusal.problems[0].message)
    util = _security().password_util
    refused, password = util.validate(typed.password, True, email=typed.email.strip())
    if refused:
        problems["password"] = str(refused[0])
    elif typed.password != typed.again:
        problems["password_again"] = gettext("Les deux mots de passe sont différents.")
    return problems, password


def _typed(form: Mapping[str, str]) -> Registrant:
    language: Language = "en" if form.get("language") == "en" else "fr"
    texts = (form.get(name, "")[:LONGEST] for name in ("name", "email", "password", "password_again"))
    name, email, password, again = texts
    return Registrant(name, email, password, again, language)


def _page(typed: Registrant, problems: dict[str, str]) -> str:
    target = safe_target(request.values.get("next"), "")
    return render_template("account/register.html", typed=typed, problems=problems, next=target)


def _security() -> Security:
    found: Security = current_app.extensions["security"]
    return found
