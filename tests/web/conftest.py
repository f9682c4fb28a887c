"""The application and its client, for one test."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.support import Door, app_in


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def app(tmp_path: Path, door: Door) -> Flask:
    return app_in(tmp_path, door)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
