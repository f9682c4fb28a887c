"""Style sheets, scripts and pictures: an address changes with its content, so browsers may keep it for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request

LONG: Final = "public, max-age=31536000, immutable"


def install_static_files(app: Flask) -> None:
    """Write the hash of a file into its address, and let only such an address be kept."""
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def name_the_content(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values.setdefault("v", content_hash(folder / values["filename"]))

    @app.after_request
    def say_how_long(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            name = (request.view_args or {}).get("filename", "")
            known = request.args.get("v") == content_hash(folder / name)
            response.headers["Cache-Control"] = LONG if known else "no-cache"
        return response


def content_hash(path: Path) -> str:
    """Twelve characters that change with the file; empty where there is none."""
    try:
        return _hash(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


@cache
def _hash(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
