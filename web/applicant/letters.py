"""What the service sends: the receipt and the decision."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import get_locale

from web.access import signed_in
from web.work import reading
from workflow.services.letters import decision_letter_pdf, receipt_pdf
from workflow.services.submit import receipt


@signed_in
def receipt_page(reference: str) -> str:
    """The receipt of an application that was filed."""
    with reading() as context:
        given = receipt(context, reference)
    return render_template("applicant/receipt.html", receipt=given)


@signed_in
def receipt_file(reference: str) -> Response:
    """The receipt as a PDF."""
    with reading() as context:
        whole = receipt_pdf(context, reference, str(get_locale()))
    return _pdf(whole, f"{reference}-accuse-de-reception.pdf")


@signed_in
def decision_file(reference: str) -> Response:
    """The letter of the decision, once it has been notified."""
    with reading() as context:
        whole = decision_letter_pdf(context, reference, str(get_locale()))
    return _pdf(whole, f"{reference}-decision.pdf")


def _pdf(whole: bytes, name: str) -> Response:
    answer = Response(whole, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
