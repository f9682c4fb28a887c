"""``python -m workflow.cli.documentation``: writes the generated documents again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workflow.cli.command_reference import command_page
from workflow.cli.error_reference import error_page
from workflow.schemes.loading import load_catalogue
from workflow.schemes.pages import diagram_pages, write_pages

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"


def generated_pages() -> dict[str, str]:
    """Every page written from the source, by its path under ``docs/``; the diagrams have their own folder."""
    return {"command.md": command_page(), "errors.md": error_page()}


def write_documentation() -> None:
    """Write every generated document to its place."""
    for name, text in generated_pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    write_pages(diagram_pages(load_catalogue()))


if __name__ == "__main__":
    write_documentation()
