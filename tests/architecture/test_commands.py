"""The commands that the guides show are commands that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT

OCTROI = Path(sys.executable).with_name("octroi")
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/README.md", "docs/architecture.md")
SHOWN = re.compile(r"(?:^|`)(?:\.venv/bin/)?octroi ((?:[a-z]+ ?)+)(?=[^a-z]|$)", re.MULTILINE)


def _shown() -> list[str]:
    """The words that follow ``octroi``, as far as they may be commands."""
    texts = [(PROJECT / guide).read_text(encoding="utf-8") for guide in GUIDES]
    return sorted({found.strip() for text in texts for found in SHOWN.findall(text)})


@pytest.mark.parametrize("words", _shown())
def test_every_command_that_a_guide_shows_exists(words: str) -> None:
    asked = subprocess.run([OCTROI, *words.split(), "--help"], capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr


def test_the_guides_do_show_commands() -> None:
    assert {"scheme list", "audit verify"} <= set(_shown())
