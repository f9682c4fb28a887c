"""The drawing of any scheme: its workflow, or the steps of a path."""

from __future__ import annotations

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.diagram import mermaid, svg
from workflow.schemes.model import Scheme


def draw(loaded: LoadedScheme, kind: str, language: str) -> str:
    """The diagram of ``loaded`` as ``mermaid`` or ``svg``.

    Raises:
        InvalidInput: an SVG of a path, which has no workflow of its own.
    """
    if not loaded.has_workflow:
        if kind == "svg":
            raise InvalidInput([Problem("--format", "path_without_workflow", _NO_WORKFLOW)])
        return path_mermaid(loaded.scheme)
    return svg(loaded.workflow, language) if kind == "svg" else mermaid(loaded.workflow, language)


def path_mermaid(scheme: Scheme) -> str:
    """The Mermaid flow chart of the schemes that a path links, in order."""
    lines = ["flowchart TD"]
    lines += [f'    step{number}["{step.scheme}"]' for number, step in enumerate(scheme.path, 1)]
    lines += [f"    step{number} --> step{number + 1}" for number in range(1, len(scheme.path))]
    return "\n".join(lines) + "\n"


_NO_WORKFLOW = Words(
    fr="Une trajectoire relie d’autres dispositifs et n’a pas de parcours à elle : demandez mermaid.",
    en="A path links other schemes and has no workflow of its own: ask for mermaid.",
)
