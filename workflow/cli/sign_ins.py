"""The sign-ins of a demonstration: kept in a file beside the data, which the web application opens.

The command knows people and roles; the web application makes the accounts, passwords hashed, when it starts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

FILE_NAME: Final = "demonstration.json"


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account that anyone may use. ``label`` says what the person does; all of it is invented."""

    email: str
    person_id: int
    password: str
    label: Words


def keep_sign_ins(folder: Path, sign_ins: Sequence[SignIn]) -> None:
    """Write the list to ``folder``, whole, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = [
        {
            "email": one.email,
            "person_id": one.person_id,
            "password": one.password,
            "label": {"fr": one.label.fr, "en": one.label.en},
        }
        for one in sign_ins
    ]
    draft = folder / f".{FILE_NAME}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(listed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(folder / FILE_NAME)


def kept_sign_ins(folder: Path) -> tuple[SignIn, ...]:
    """The sign-ins of the demonstration whose data are in ``folder``; none where it is not one.

    Raises:
        InvalidInput: the file is not such a list.
    """
    path = folder / FILE_NAME
    try:
        return tuple(_read(one) for one in json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput([Problem("", "demonstration_file", _UNREADABLE, str(path))]) from error


def _read(written: Any) -> SignIn:
    label = written["label"]
    words = Words(fr=str(label["fr"]), en=str(label["en"]))
    return SignIn(str(written["email"]), int(written["person_id"]), str(written["password"]), words)


_UNREADABLE: Final = Words(
    fr="Ce fichier est illisible : relancez « octroi demo --reset ».",
    en="This file cannot be read: run “octroi demo --reset” again.",
)
