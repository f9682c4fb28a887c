"""The command ``octroi demo``: loads once, starts again on demand, never touches what is not a demonstration."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from config.settings import read_database_url
from workflow.cli.demonstration.loading import LOADED, LOADING, MARKER
from workflow.kernel.clock import SystemClock
from workflow.schemes.catalogue import Catalogue
from workflow.schemes.regulations import load_regulations
from workflow.services.clocks import AUTOMATIC
from workflow.services.context import Context
from workflow.services.people import create_person
from workflow.store import people
from workflow.store.database import Database, open_database
from workflow.store.files import AttachmentStore
from workflow.store.migrating import migrate
from workflow.store.tables import Application, Attachment, Person

BEFORE_THE_CAMPAIGNS = datetime(2017, 3, 5, 12, tzinfo=UTC)
"""On that day little has happened yet: the demonstration loads within seconds."""


@pytest.fixture(autouse=True)
def then() -> Iterator[None]:
    with time_machine.travel(BEFORE_THE_CAMPAIGNS, tick=True):
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OCTROI_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def record(folder: Path) -> Iterator[Database]:
    """The record of the environment."""
    opened = open_database(read_database_url())
    yield opened
    opened.close()


def test_it_loads_once_and_says_how_to_sign_in(answer, folder: Path, record: Database) -> None:
    first = answer("demo")
    kept = folder / "demonstration.json"
    assert first["loaded"] is True
    assert {"label", "email", "password"} == set(first["sign_ins"][0])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [one["email"] for one in json.loads(kept.read_text())] == [one["email"] for one in first["sign_ins"]]
    before = _applications(record)
    second = answer("demo")
    assert (second["loaded"], second["sign_ins"]) == (False, first["sign_ins"])
    assert _applications(record) == before
    assert before


def test_people_read_it_in_their_language(call, folder: Path) -> None:
    french, english = call("demo"), call("demo", "--language", "en")
    assert "Personnes et organisations sont inventées." in french.stdout
    assert "People and organisations are invented." in english.stdout
    assert "porteur.na@demonstration.example" in french.stdout


def test_reset_starts_again_and_leaves_no_file_behind(answer, folder: Path, record: Database) -> None:
    answer("demo")
    with record.writing() as session:
        create_person(_context(session, folder), "Quelqu’un", "quelquun@ailleurs.example")
    assert answer("demo", "--reset")["loaded"] is True
    with record.reading() as session:
        assert people.person_by_email(session, "quelquun@ailleurs.example") is None
        keys = set(session.scalars(select(Attachment.storage_key)))
    assert {path.name for path in (folder / "files").rglob("*") if path.is_file()} == keys


@pytest.mark.postgres
def test_reset_starts_again_on_a_server_too(
    answer, folder: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    first, second = answer("demo"), answer("demo", "--reset")
    assert (first["loaded"], second["loaded"]) == (True, True)
    opened = open_database(postgres_url)
    assert _applications(opened) > 0
    opened.close()


def test_a_demonstration_that_was_interrupted_is_started_again(answer, folder: Path, record: Database) -> None:
    answer("demo")
    with record.writing() as session:
        session.scalars(select(Person).where(Person.email == MARKER)).one().name = LOADING
    assert answer("demo")["loaded"] is True
    with record.reading() as session:
        assert session.scalars(select(Person.name).where(Person.email == MARKER)).one() == LOADED


@pytest.mark.parametrize("options", [(), ("--reset",)])
def test_a_record_that_holds_something_else_is_refused_and_kept(
    call, folder: Path, record: Database, options: tuple[str, ...]
) -> None:
    migrate(read_database_url())
    with record.writing() as session:
        create_person(_context(session, folder), "Une vraie personne", "personne@ailleurs.example")
    result = call("demo", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "autre chose qu’une démonstration" in result.stderr
    with record.reading() as session:
        assert session.scalars(select(Person.email)).all() == ["personne@ailleurs.example"]
    assert not (folder / "demonstration.json").exists()


def test_a_record_that_cannot_be_written_is_refused(call, folder: Path) -> None:
    (folder / "octroi.db").write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    result = call("demo")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not (folder / "demonstration.json").exists()


def _context(session, folder: Path) -> Context:
    return Context(session, AUTOMATIC, SystemClock(), Catalogue({}, {}, load_regulations()), AttachmentStore(folder))


def _applications(record: Database) -> int:
    with record.reading() as session:
        return session.scalar(select(func.count()).select_from(Application)) or 0
