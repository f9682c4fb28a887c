"""The documents to attach: sent one by one, replaced, taken out, downloaded."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import signed_in
from web.formats import field_id, words
from web.work import reading, writing
from workflow.kernel.errors import InvalidInput
from workflow.services.attach import ADMITTED, LARGEST_FILE, attach, detach, open_attachment
from workflow.services.context import StepRequest
from workflow.services.filled_form import filled_form, given_files

EXTENSIONS = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt,.ods"


@signed_in
def show(reference: str) -> str | Response:
    """Every document asked for, with its file where it has one."""
    with reading() as context:
        editable = filled_form(context, reference).editable
    if not editable:
        return redirect(url_for("applicant.application", reference=reference))
    return _page(reference, {})


@signed_in
def attach_one(reference: str, document: str) -> Response | tuple[str, int]:
    """Keep the file sent as ``document``, in place of the one before."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(reference, {document: gettext("Choisissez d’abord un fichier.")}), 422
    try:
        with writing() as context:
            form = filled_form(context, reference)
            stream = cast("BinaryIO", sent.stream)
            kept = attach(context, StepRequest(reference, form.version), document, sent.filename, stream)
    except InvalidInput as refusal:
        return _page(reference, {document: words(refusal.problems[0].message)}), 422
    flash(gettext("« %(name)s » est joint à votre dossier.", name=kept.file_name), "success")
    return redirect(url_for("applicant.documents", reference=reference, _anchor=field_id(document)))


@signed_in
def detach_one(reference: str, attachment_id: int) -> Response:
    """Take a file out of the draft."""
    with writing() as context:
        form = filled_form(context, reference)
        detach(context, StepRequest(reference, form.version), attachment_id)
    flash(gettext("Le fichier est retiré de votre dossier."), "success")
    return redirect(url_for("applicant.documents", reference=reference))


@signed_in
def download(reference: str, attachment_id: int) -> Response:
    """A file, to be kept and never shown inside the site."""
    with reading() as context:
        view, stream = open_attachment(context, reference, attachment_id)
    answer = send_file(stream, mimetype=view.media_type, as_attachment=True, download_name=view.file_name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(reference: str, errors: dict[str, str]) -> str:
    with reading() as context:
        form = filled_form(context, reference)
        files = {one.document: one for one in given_files(context, form)}
    asked = {one.id for one in form.documents}
    return render_template(
        "applicant/documents.html",
        form=form,
        files=files,
        others=[one for name, one in files.items() if name not in asked],
        errors=errors,
        limit=LARGEST_FILE,
        admitted=", ".join(ADMITTED.values()),
        extensions=EXTENSIONS,
    )
