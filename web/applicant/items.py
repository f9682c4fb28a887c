"""Answering a request for items: a text, a file, or both, for each of them."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import signed_in
from web.applicant.documents import EXTENSIONS
from web.applicant.saving import step_request
from web.formats import field_id, words
from web.work import reading, writing
from workflow.engine.step import Refused
from workflow.kernel.errors import InvalidInput, NotFound, StaleVersion
from workflow.services.attach import ADMITTED, LARGEST_FILE, attach
from workflow.services.context import StepRequest
from workflow.services.items import ITEM_DOCUMENT, provide_items
from workflow.services.read import application
from workflow.services.views import ApplicationPage, ItemRequestView

LONGEST = 5000


@signed_in
def show(reference: str) -> str | Response | tuple[str, int]:
    """The request that waits, and its answer."""
    with reading() as context:
        page = application(context, reference)
    waiting = open_request(page)
    if waiting is None:
        raise NotFound
    if request.method == "GET":
        return _page(page, waiting, {})
    errors = _keep_files(reference, waiting)
    if not errors:
        errors = _provide(reference, waiting)
    if errors:
        with reading() as context:
            page = application(context, reference)
        return _page(page, open_request(page) or waiting, errors), 422
    flash(gettext("Votre réponse est envoyée. L’instruction reprend."), "success")
    return redirect(url_for("applicant.application", reference=reference))


def open_request(page: ApplicationPage) -> ItemRequestView | None:
    """The request that waits for its answer, where the person may give it."""
    offered = any(one.event == "provide_items" for one in page.steps)
    waiting = [one for one in page.item_requests if one.received_at is None]
    return waiting[-1] if waiting and offered else None


def _keep_files(reference: str, waiting: ItemRequestView) -> dict[str, str]:
    """Keep each file that was sent; what is wrong with the others, by the id of their control."""
    errors: dict[str, str] = {}
    seen = step_request(reference).expected_version
    for item in waiting.items:
        sent = request.files.get(f"file-{item.position}")
        if sent is None or not sent.filename:
            continue
        try:
            with writing() as context:
                row = application(context, reference).row
                if row.version != seen:
                    raise StaleVersion(seen, row.version)
                document = f"{ITEM_DOCUMENT}{item.position}"
                stream = cast("BinaryIO", sent.stream)
                attach(context, StepRequest(reference, seen), document, sent.filename, stream)
                seen = application(context, reference).row.version
        except InvalidInput as refusal:
            errors[field_id(f"file-{item.position}")] = words(refusal.problems[0].message)
    return errors


def _provide(reference: str, waiting: ItemRequestView) -> dict[str, str]:
    answers = {item.position: request.form.get(f"answer-{item.position}", "")[:LONGEST] for item in waiting.items}
    sent = any(one.filename for one in request.files.values())
    try:
        with writing() as context:
            version = application(context, reference).row.version if sent else step_request(reference).expected_version
            provide_items(context, StepRequest(reference, version, request.form.get("key", "")[:80] or None), answers)
    except Refused:
        missing = gettext("Répondez par un texte ou par un fichier.")
        empty = [item for item in waiting.items if not answers[item.position].strip() and not _has_file(item.position)]
        return {field_id(f"answer-{item.position}"): str(missing) for item in empty if item.attachment is None}
    return {}


def _has_file(position: int) -> bool:
    sent = request.files.get(f"file-{position}")
    return sent is not None and bool(sent.filename)


def _page(page: ApplicationPage, waiting: ItemRequestView, errors: dict[str, str]) -> str:
    return render_template(
        "applicant/items.html",
        dossier=page,
        waiting=waiting,
        errors=errors,
        typed=request.form,
        limit=LARGEST_FILE,
        admitted=", ".join(ADMITTED.values()),
        extensions=EXTENSIONS,
    )
