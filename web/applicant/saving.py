"""Saving what was typed: all that can be kept is kept, and what changed meanwhile is shown, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, jsonify, render_template, request
from flask_babel import gettext
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from web.forms.reading import without_controls
from web.forms.summary import answer_in_words
from workflow.kernel.clock import PARIS
from workflow.kernel.errors import InvalidInput, Problem
from workflow.schemes.form import Field
from workflow.services.context import Context, StepRequest
from workflow.services.filled_form import FilledForm
from workflow.services.save import save_answers

ASIDE = ("csrf_token", "version", "action")
MOST_TYPED = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """What a save did: the new version, what was refused (kept on the page only), what is not right yet."""

    version: int
    refused: tuple[Problem, ...]
    incomplete: tuple[Problem, ...]


def keep(context: Context, step: StepRequest, given: Mapping[str, object]) -> Kept:
    """Save ``given``; where some of it can not be kept at all, save the rest.

    Raises:
        InvalidInput: nothing of it can be kept (all the answers together are too long).
        StaleVersion, NotAllowed, NotFound: see :func:`workflow.services.drafting.draft`.
    """
    try:
        saved = save_answers(context, step, given)
    except InvalidInput as refusal:
        rest = without(given, refusal.problems)
        if rest == given:
            raise
        saved = save_answers(context, step, rest)
        seen = {problem.field for problem in refusal.problems}
        return Kept(saved.version, refusal.problems, tuple(one for one in saved.problems if one.field not in seen))
    return Kept(saved.version, (), saved.problems)


def without(given: Mapping[str, object], problems: Iterable[Problem]) -> dict[str, object]:
    """``given`` less the answers that ``problems`` name; of a row, less the faulty cell only."""
    rest = dict(given)
    for problem in problems:
        name, _, place = problem.field.partition("[")
        name = name.partition(".")[0]
        index, _, inner = place.partition("].")
        rows = rest.get(name)
        if inner and index.isdecimal() and isinstance(rows, list) and int(index) < len(rows):
            cell = inner.partition(".")[0]
            rest[name] = [
                {key: value for key, value in row.items() if rank != int(index) or key != cell}
                for rank, row in enumerate(rows)
            ]
        else:
            rest.pop(name, None)
    return rest


def step_request(reference: str) -> StepRequest:
    """Which application, as which version the page showed it; an unreadable version is an old one."""
    version = request.form.get("version", "")
    key = request.form.get("key", "")[:80]
    known = version.isascii() and version.isdecimal() and len(version) < 10
    return StepRequest(reference, int(version) if known else 0, key or None)


def typed_form() -> MultiDict[str, str]:
    """What was sent, less the row that the button pressed takes out."""
    typed: MultiDict[str, str] = MultiDict(request.form)
    verb, _, rest = request.form.get("action", "").partition(":")
    block, _, index = rest.partition(":")
    if verb == "remove" and index.isdecimal():
        prefix = f"{block}-{int(index)}-"
        typed = MultiDict((name, value) for name, value in typed.items(multi=True) if not name.startswith(prefix))
    return typed


def added_block() -> str | None:
    """The block to which the button pressed adds a row."""
    verb, _, block = request.form.get("action", "").partition(":")
    return block if verb == "add" else None


def conflict_page(
    form: FilledForm,
    title: object,
    fields: Iterable[Field],
    yours: Mapping[str, object],
    theirs: Mapping[str, object],
    back: str,
) -> tuple[str, int]:
    """Both versions of what differs, with everything typed ready to be sent again over the present version."""
    rows: list[dict[str, Any]] = []
    for field in fields:
        if yours.get(field.id) != theirs.get(field.id):
            told = [answer_in_words(field, answers.get(field.id)) for answers in (yours, theirs)]
            rows.append({"label": field.label, "yours": told[0], "theirs": told[1]})
    page = render_template(
        "applicant/conflict.html",
        form=form,
        title=title,
        rows=rows,
        typed=typed_pairs(request.form),
        action=request.path,
        back=back,
    )
    return page, 409


def typed_pairs(form: ImmutableMultiDict[str, str]) -> list[tuple[str, str]]:
    """The fields that were sent, in order, without the token and the version."""
    pairs = [(name, without_controls(value)) for name, value in form.items(multi=True) if name not in ASIDE]
    return pairs[:MOST_TYPED]


def saved_words(moment: datetime) -> str:
    """« Enregistré à 14 h 02 », in Paris."""
    local = moment.astimezone(PARIS)
    return str(
        gettext("Enregistré à %(hour)s\u202fh\u202f%(minute)s", hour=str(local.hour), minute=f"{local.minute:02d}")
    )


def saved_answer(version: int, moment: datetime, refused: int = 0) -> Response:
    """What the script that saves by itself is told."""
    message = saved_words(moment)
    if refused:
        message = gettext("%(saved)s, sauf ce qui est illisible", saved=message)
    return jsonify(version=version, message=message, refused=refused)
