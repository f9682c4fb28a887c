"""A road of applications on each database in turn; what a refusal said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.road import Road, open_road


@pytest.fixture
def road(database_url: str, tmp_path: Path) -> Iterator[Road]:
    """People, bodies, schemes and an association, on a fresh record of each database in turn."""
    opened = open_road(database_url, tmp_path / "files")
    yield opened
    opened.database.close()
