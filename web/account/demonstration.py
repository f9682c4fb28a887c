"""The accounts of a demonstration: those that ``octroi demo`` lists in a file beside the data.

The command knows people and roles, never passwords; so it writes whom to let in, and the web
application opens their accounts when it starts. The file's presence makes it a demonstration.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask, current_app

from web.account.signing_in import create_account
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

FILE_NAME: Final = "demonstration.json"


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """A sign-in that anyone may use, shown on the sign-in page. ``label`` says what the person does."""

    email: str
    person_id: int
    password: str
    label: Words


def read_demonstration(folder: Path) -> tuple[DemonstrationAccount, ...]:
    """The accounts that ``folder/demonstration.json`` lists; none where there is no such file.

    The file is a list of ``{"email", "person_id", "password", "label": {"fr", "en"}}``.

    Raises:
        InvalidInput: the file is not such a list.
    """
    path = folder / FILE_NAME
    try:
        return tuple(_read(one) for one in json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as fault:
        raise InvalidInput([_unreadable(path)]) from fault


def open_demonstration(app: Flask, listed: tuple[DemonstrationAccount, ...]) -> None:
    """Open the accounts that are not open yet, and show them on the sign-in page."""
    app.extensions["octroi_demonstration"] = listed
    app.jinja_env.globals["demonstration_accounts"] = demonstration_accounts
    for one in listed:
        create_account(app, one.person_id, one.email, one.password)


def demonstration_accounts() -> tuple[DemonstrationAccount, ...]:
    """The accounts to show on the sign-in page."""
    found: tuple[DemonstrationAccount, ...] = current_app.extensions.get("octroi_demonstration", ())
    return found


def _read(written: Any) -> DemonstrationAccount:
    label = written["label"]
    words = Words(fr=str(label["fr"]), en=str(label["en"])) if isinstance(label, dict) else Words(label, label)
    return DemonstrationAccount(str(written["email"]), int(written["person_id"]), str(written["password"]), words)


def _unreadable(path: Path) -> Problem:
    return Problem(
        "OCTROI_DATA_DIR",
        "demonstration_file",
        Words(
            fr=f"{path} est illisible : relancez « octroi demo --reset ».",
            en=f"{path} cannot be read: run “octroi demo --reset” again.",
        ),
    )
