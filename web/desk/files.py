"""The files of an application, to keep: what was sent, and the letters made from the record."""

from __future__ import annotations

from flask import Response, send_file

from web.access import for_roles
from web.desk.opening import AGENTS, open_application
from web.languages import current_language
from web.work import reading
from workflow.services.attach import open_attachment
from workflow.services.letters import agreement_pdf, decision_letter_pdf


@for_roles(*AGENTS)
def download(reference: str, attachment_id: int) -> Response:
    """The bytes as they were sent."""
    with reading() as context:
        kept, stream = open_attachment(context, reference, attachment_id)
    answer = send_file(stream, kept.media_type, as_attachment=True, download_name=kept.file_name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@for_roles(*AGENTS)
def letter(reference: str) -> Response:
    """The letter by which the decision was notified."""
    with reading() as context:
        open_application(context, reference)
        content = decision_letter_pdf(context, reference, current_language())
    return _pdf(content, f"{reference}-decision.pdf")


@for_roles(*AGENTS)
def agreement(reference: str, payer: str) -> Response:
    """The agreement with one payer, ready to be signed."""
    with reading() as context:
        open_application(context, reference)
        content = agreement_pdf(context, reference, payer, current_language())
    return _pdf(content, f"{reference}-convention-{payer}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
