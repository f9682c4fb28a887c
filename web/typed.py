"""What a person had typed when something failed: shown again, and sent again at their word."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import HTTPException

SECRET_NAMES: Final = ("csrf", "password", "token", "code", "secret", "credential")
MOST: Final = 400


def typed_values() -> list[tuple[str, str]]:
    """The fields of the refused form, in order, without secrets; empty where nothing was sent."""
    if request.method not in {"POST", "PUT", "PATCH"}:
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [(name, value) for name, value in fields if not _secret(name)][:MOST]


def can_send_again() -> bool:
    """Whether the same form may be offered once more with a fresh token.

    Only a form that came from our own page: another site must not get its own form confirmed here.
    Nor one with files or secrets, which cannot be sent again whole.
    """
    try:
        whole = not request.files and not any(_secret(name) and "csrf" not in name for name in request.form)
        few = len(request.form) <= MOST
    except HTTPException:
        return False
    return request.method == "POST" and _from_here() and whole and few


def _from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host


def _secret(name: str) -> bool:
    return any(part in name.lower() for part in SECRET_NAMES)
