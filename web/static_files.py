"""Style sheets, scripts and pictures: an address changes with its content, so browsers may keep it for a year.

They travel compressed. Pages do not: a page mixes secrets with what an attacker may choose.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request
from werkzeug.security import safe_join

LONG: Final = "public, max-age=31536000, immutable"
_TEXT: Final = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


def install_static_files(app: Flask) -> None:
    """Write the hash of a file into its address, and let only such an address be kept."""
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def name_the_content(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values.setdefault("v", content_hash(folder / values["filename"]))

    @app.after_request
    def keep_and_compress(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code not in {200, 304}:
            return response
        path = Path(safe_join(str(folder), (request.view_args or {}).get("filename", "")) or "")
        known = request.args.get("v") == content_hash(path)
        response.headers["Cache-Control"] = LONG if known else "no-cache"
        return _compressed(response, path)


def content_hash(path: Path) -> str:
    """Twelve characters that change with the file; empty where there is none."""
    try:
        return _hash(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


def _compressed(response: Response, path: Path) -> Response:
    if response.mimetype not in _TEXT:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.accept_encodings["gzip"] and "Range" not in request.headers:
        response.close()
        response.direct_passthrough = False
        response.set_data(_gzip(path, path.stat().st_mtime_ns))
        response.content_encoding = "gzip"
        response.set_etag(f"{content_hash(path)}-gzip")
    return response


@cache
def _hash(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@cache
def _gzip(path: Path, _modified: int) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
