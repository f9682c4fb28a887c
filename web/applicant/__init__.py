"""The applicant's room: start, fill in, check, submit, and follow what becomes of it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.applicant import (
    applications,
    budget,
    check,
    documents,
    items,
    letters,
    overview,
    section,
    start,
    withdraw,
)
from workflow.schemes.accounts import account_name
from workflow.schemes.names import SOURCE_NAMES

BOTH: Final = ["GET", "POST"]
ONE: Final = "/dossiers/<reference>"

blueprint = Blueprint("applicant", __name__)
blueprint.add_app_template_filter(account_name)
blueprint.add_app_template_filter(SOURCE_NAMES.get, "source_name")
_add = blueprint.add_url_rule
_add("/dispositifs/<region>/<name>/deposer", "start", start.start, methods=BOTH)
_add("/dossiers", "applications", applications.show)
_add(ONE, "application", overview.show)
_add(f"{ONE}/reponses", "answers", overview.answers)
_add(f"{ONE}/formulaire/<section_id>", "section", section.show, methods=BOTH)
_add(f"{ONE}/budget", "plan", budget.show, methods=BOTH)
_add(f"{ONE}/budget/verdict", "verdict", budget.verdict, methods=["POST"])
_add(f"{ONE}/pieces", "documents", documents.show)
_add(f"{ONE}/pieces/<document>", "attach", documents.attach_one, methods=["POST"])
_add(f"{ONE}/pieces/<int:attachment_id>/retirer", "detach", documents.detach_one, methods=["POST"])
_add(f"{ONE}/fichiers/<int:attachment_id>", "file", documents.download)
_add(f"{ONE}/verifier", "check", check.show, methods=BOTH)
_add(f"{ONE}/accuse-de-reception", "receipt", letters.receipt_page)
_add(f"{ONE}/accuse-de-reception.pdf", "receipt_pdf", letters.receipt_file)
_add(f"{ONE}/decision.pdf", "decision_pdf", letters.decision_file)
_add(f"{ONE}/demande", "items", items.show, methods=BOTH)
_add(f"{ONE}/retirer", "withdraw", withdraw.show, methods=BOTH)
