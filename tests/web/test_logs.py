"""What the server writes about itself: where it failed, and nothing of what people typed."""

from __future__ import annotations

import json

import pytest
import structlog

from web.logs import configure_logs


def test_an_error_is_logged_on_one_line_without_the_values_of_variables(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    typed = "ce que la personne a écrit"
    try:
        raise ValueError("panne")
    except ValueError:
        structlog.get_logger("octroi.web").exception("unexpected", route="applicant.section")
    written = capsys.readouterr().err
    assert written.count("\n") == 1
    event = json.loads(written)
    assert event["event"] == "unexpected"
    assert "ValueError: panne" in event["exception"]
    assert typed not in written
