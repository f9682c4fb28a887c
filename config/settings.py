"""What a running Octroi is told by its environment: read once, checked, frozen.

Every fault is reported at once; nothing is guessed from a value that cannot be read.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

MEGABYTE: Final = 1024 * 1024
MINIMUM_SECRET: Final = 32
_YES: Final = frozenset({"1", "yes", "true", "on", "oui"})
_NO: Final = frozenset({"0", "no", "false", "off", "non", ""})


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data are, how to reach people, and how the browser is protected.

    ``secure_cookies`` is true as soon as ``base_url`` is https. ``upload_limit`` is in bytes.
    ``body`` names the branding of ``config/branding/``. ``proxies`` counts the trusted proxies
    in front, whose ``X-Forwarded-*`` are believed.
    """

    database_url: str
    data_dir: Path
    secret_key: str = field(repr=False)
    base_url: str
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "octroi@localhost"
    secure_cookies: bool = False
    body: str = "octroi"
    demonstration: bool = False
    upload_limit: int = 20 * MEGABYTE
    proxies: int = 0


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that ``environ`` describes; the secret key is made and kept on the first run.

    Raises:
        InvalidInput: one problem a faulty variable, whose name is the problem's field.
    """
    problems: list[Problem] = []
    data_dir = read_data_dir(environ)
    base_url = _url(environ, "OCTROI_BASE_URL", "http://127.0.0.1:8000", {"http", "https"}, problems)
    smtp_url = _url(environ, "SMTP_URL", "", {"smtp", "smtps", "smtp+starttls"}, problems)
    secure = _flag(environ, "OCTROI_SECURE_COOKIES", (base_url or "").startswith("https:"), problems)
    demonstration = _flag(environ, "OCTROI_DEMONSTRATION", False, problems)
    megabytes = _whole(environ, "OCTROI_UPLOAD_MEGABYTES", 20, range(1, 1001), problems)
    proxies = _whole(environ, "OCTROI_PROXIES", 0, range(11), problems)
    secret = _secret(environ, problems)
    if problems:
        raise InvalidInput(problems)
    return Settings(
        database_url=read_database_url(environ),
        data_dir=data_dir,
        secret_key=secret or kept_secret(data_dir),
        base_url=base_url.rstrip("/"),
        smtp_url=smtp_url or None,
        mail_from=environ.get("OCTROI_MAIL_FROM") or "octroi@localhost",
        secure_cookies=secure,
        body=environ.get("OCTROI_BODY") or "octroi",
        demonstration=demonstration,
        upload_limit=megabytes * MEGABYTE,
        proxies=proxies,
    )


def read_data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the data, absolute; nothing is created."""
    return Path(environ.get("OCTROI_DATA_DIR") or "var").expanduser().absolute()


def read_database_url(environ: Mapping[str, str] = os.environ) -> str:
    """The address of the record alone: what a command that only reads asks; nothing is created."""
    return environ.get("DATABASE_URL") or f"sqlite:///{read_data_dir(environ) / 'octroi.db'}"


def kept_secret(data_dir: Path) -> str:
    """The key kept in ``data_dir/secret_key``, readable by its owner only; made if there is none.

    Two processes that start together end with the same key: the file appears whole, once.

    Raises:
        InvalidInput: the directory cannot be written, or the file does not hold a key.
    """
    path = data_dir / "secret_key"
    try:
        if not path.exists():
            _keep(path, secrets.token_urlsafe(48))
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidInput([_unreadable_secret(path, str(failure))]) from failure
    if len(secret) < MINIMUM_SECRET:
        raise InvalidInput([_unreadable_secret(path, "too short")])
    return secret


def _keep(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        Path(draft).unlink()


def _secret(environ: Mapping[str, str], problems: list[Problem]) -> str:
    secret = environ.get("SECRET_KEY", "")
    if secret and len(secret) < MINIMUM_SECRET:
        problems.append(
            Problem(
                "SECRET_KEY",
                "setting_secret",
                Words(
                    fr=f"SECRET_KEY doit compter au moins {MINIMUM_SECRET} caractères.",
                    en=f"SECRET_KEY must have at least {MINIMUM_SECRET} characters.",
                ),
            )
        )
    return secret


def _url(environ: Mapping[str, str], name: str, default: str, schemes: set[str], problems: list[Problem]) -> str:
    value = environ.get(name) or default
    parts = urlsplit(value)
    if value and (parts.scheme not in schemes or not parts.hostname):
        expected = ", ".join(f"{scheme}://" for scheme in sorted(schemes))
        words = Words(
            fr=f"{name} doit être une adresse qui commence par {expected}.",
            en=f"{name} must be an address that starts with {expected}.",
        )
        problems.append(Problem(name, "setting_address", words))
    return value


def _flag(environ: Mapping[str, str], name: str, default: bool, problems: list[Problem]) -> bool:
    value = environ.get(name)
    if value is None:
        return default
    if value.strip().lower() not in _YES | _NO:
        words = Words(fr=f"{name} attend 1 ou 0.", en=f"{name} must be 1 or 0.")
        problems.append(Problem(name, "setting_flag", words))
    return value.strip().lower() in _YES


def _whole(environ: Mapping[str, str], name: str, default: int, allowed: range, problems: list[Problem]) -> int:
    value = environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) in allowed):
        words = Words(
            fr=f"{name} attend un nombre entier, de {allowed.start} à {allowed.stop - 1}.",
            en=f"{name} must be a whole number from {allowed.start} to {allowed.stop - 1}.",
        )
        problems.append(Problem(name, "setting_number", words))
        return default
    return int(value)


def _unreadable_secret(path: Path, reason: str) -> Problem:
    words = Words(
        fr=f"La clé secrète ne peut être ni lue ni gardée dans {path} ({reason}).",
        en=f"The secret key can neither be read nor kept in {path} ({reason}).",
    )
    return Problem("OCTROI_DATA_DIR", "setting_secret_file", words)
