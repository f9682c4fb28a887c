"""Calling the command as a shell does, inside the process of the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from workflow.cli.main import octroi

Call = Callable[..., Result]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """``call("split", "100.00", ...)``: the exit status and both outputs."""
    monkeypatch.delenv("OCTROI_LANGUAGE", raising=False)
    runner = CliRunner(catch_exceptions=False)

    def run(*arguments: object, given: str | bytes | None = None) -> Result:
        return runner.invoke(octroi, [str(argument) for argument in arguments], input=given)

    return run


@pytest.fixture
def answer(call: Call) -> Callable[..., Any]:
    """The JSON document of a call that is done (or, with ``status``, ends with that status)."""

    def run(*arguments: object, status: int = 0) -> Any:
        result = call(*arguments, "--json")
        assert result.exit_code == status, result.output
        return json.loads(result.stdout)

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """A file of that name, with that content."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
