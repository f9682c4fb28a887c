"""Withdrawing an application, after a question."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import signed_in
from web.applicant.saving import step_request
from web.work import reading, writing
from workflow.engine.step import StepNotOffered
from workflow.services.close import withdraw
from workflow.services.read import application

LONGEST = 2000


@signed_in
def show(reference: str) -> str | Response:
    """What withdrawing means; sent back, it is done."""
    if request.method == "POST":
        with writing() as context:
            withdraw(context, step_request(reference), request.form.get("reason", "")[:LONGEST])
        flash(gettext("Votre dossier %(reference)s est retiré.", reference=reference), "success")
        return redirect(url_for("applicant.application", reference=reference))
    with reading() as context:
        page = application(context, reference)
    step = next((one for one in page.steps if one.event == "withdraw"), None)
    if step is None:
        raise StepNotOffered("withdraw", page.row.state)
    return render_template("applicant/withdraw.html", dossier=page, step=step, key=secrets.token_urlsafe(16))
