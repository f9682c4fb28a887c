"""What every answer forbids, how long it is kept, and how cookies travel."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.support import app_in, read_strictly

PATHS = ["/style", "/nulle-part", "/charte.css", "/static/css/base.css"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_a_strict_content_policy(path: str, client: FlaskClient) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_never_kept_by_a_cache(client: FlaskClient) -> None:
    assert client.get("/style").headers["Cache-Control"] == "no-store"


def test_a_static_file_is_kept_for_a_year_only_under_its_own_hash(client: FlaskClient) -> None:
    page = read_strictly(client.get("/contact").text)
    sheet = next(str(link.get("href")) for link in page.iter("link") if "css/base" in str(link.get("href")))
    assert re.fullmatch(r"/static/css/base\.css\?v=[0-9a-f]{12}", sheet)
    assert "immutable" in client.get(sheet).headers["Cache-Control"]
    assert client.get("/static/css/base.css?v=000000000000").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/css/base.css").headers["Cache-Control"] == "no-cache"


def test_the_branding_is_kept_under_its_own_hash_too(client: FlaskClient) -> None:
    page = read_strictly(client.get("/contact").text)
    sheet = next(str(link.get("href")) for link in page.iter("link") if "charte" in str(link.get("href")))
    assert "immutable" in client.get(sheet).headers["Cache-Control"]
    assert client.get("/charte.css").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/css/none.css"])
def test_nothing_but_static_files_is_served_from_there(path: str, client: FlaskClient) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_for_us_alone(secure: bool, tmp_path: Path) -> None:
    client = app_in(tmp_path, secure_cookies=secure).test_client()
    answer = client.get("/contact?lang=en")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is secure
    assert ("Strict-Transport-Security" in answer.headers) is secure


def test_a_page_and_all_it_loads_stay_small(client: FlaskClient) -> None:
    answer = client.get("/style")
    page = read_strictly(answer.text)
    needed = [str(link.get("href")) for link in page.iter("link")] + [str(s.get("src")) for s in page.iter("script")]
    assert len(needed) < 14
    zipped = {"Accept-Encoding": "gzip, br"}
    assert len(answer.data) + sum(len(client.get(address, headers=zipped).data) for address in needed) < 100_000


def test_a_style_sheet_travels_compressed_to_who_can_read_it(client: FlaskClient) -> None:
    plain = client.get("/static/css/base.css")
    zipped = client.get("/static/css/base.css", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert {plain.headers["Vary"], zipped.headers["Vary"]} == {"Accept-Encoding"}
    again = client.get("/static/css/base.css", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_is_never_compressed(client: FlaskClient) -> None:
    answer = client.get("/contact", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_forwarded_headers_are_believed_only_from_a_declared_proxy(tmp_path: Path) -> None:
    forwarded = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "aides.example",
        "Referer": "https://aides.example/a",
    }
    direct = app_in(tmp_path).test_client().get("/nulle-part", headers=forwarded)
    behind = app_in(tmp_path, proxies=1).test_client().get("/nulle-part", headers=forwarded)
    assert 'href="/a"' not in direct.text
    assert 'href="/a"' in behind.text
