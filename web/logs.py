"""What the server writes about itself: one JSON line an event, on standard error.

A traceback names files and lines, never the values of variables: what people typed stays out of the logs.
See https://www.structlog.org/en/stable/exceptions.html.
"""

from __future__ import annotations

import sys

import structlog


def configure_logs() -> None:
    """Log as JSON lines, with plain tracebacks."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def _to_standard_error(*_names: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
