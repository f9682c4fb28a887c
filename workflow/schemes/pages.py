"""The pages of ``docs/diagrams/``: one for each base workflow and each scheme, written from the files.

``make docs`` writes them anew; a test refuses pages that are out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from workflow.kernel.words import Words
from workflow.schemes.catalogue import Catalogue
from workflow.schemes.diagram import mermaid, path_in_words, scheme_in_words, scheme_mermaid

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "diagrams"
_LANGUAGES: Final = (("fr", "En français"), ("en", "In English"))


def diagram_pages(catalogue: Catalogue) -> dict[str, str]:
    """Every page, by its path under ``docs/diagrams/``."""
    titles = {loaded.id: loaded.scheme.title for loaded in catalogue.all()}
    pages = {}
    for name, workflow in sorted(catalogue.workflows.items()):
        drawn = {language: mermaid(workflow, language) for language, _ in _LANGUAGES}
        words = {language: path_in_words(workflow, language) for language, _ in _LANGUAGES}
        pages[f"workflows/{name}.md"] = _page(workflow.title, f"config/workflows/{name}.yaml", drawn, words)
    for loaded in catalogue.all():
        drawn = {language: scheme_mermaid(loaded, language, titles) for language, _ in _LANGUAGES}
        words = {language: scheme_in_words(loaded, language, titles) for language, _ in _LANGUAGES}
        pages[f"{loaded.id}.md"] = _page(loaded.scheme.title, f"config/schemes/{loaded.id}.yaml", drawn, words)
    pages["README.md"] = _index(catalogue)
    return pages


def write_pages(pages: Mapping[str, str], folder: Path = FOLDER) -> None:
    """Write ``pages`` under ``folder``, and remove the pages of what no longer exists."""
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _page(title: Words, source: str, drawn: Mapping[str, str], words: Mapping[str, Iterable[str]]) -> str:
    parts = [f"# {title.fr}", f"*{title.en}.* Written from `{source}`: change that file, then run `make docs`."]
    for language, heading in _LANGUAGES:
        sentences = "\n".join(f"- {sentence}" for sentence in words[language])
        parts += [f"## {heading}", f"```mermaid\n{drawn[language]}```", sentences]
    return "\n\n".join(parts) + "\n"


def _index(catalogue: Catalogue) -> str:
    workflows = [
        f"- [{workflow.title.fr}](workflows/{name}.md) (`{name}`)"
        for name, workflow in sorted(catalogue.workflows.items())
    ]
    schemes = [f"- [{loaded.scheme.title.fr}]({loaded.id}.md) (`{loaded.id}`)" for loaded in catalogue.all()]
    parts = [
        "# Diagrams",
        "Written from the files of `config/`. Change those, then run `make docs`.",
        "## Base workflows",
        "\n".join(workflows),
        "## Schemes",
        "\n".join(schemes),
    ]
    return "\n\n".join(parts) + "\n"
