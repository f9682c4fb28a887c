"""The annotated example of config/README.md, and ways to change it, for the tests of scheme files."""

from __future__ import annotations

import re
from pathlib import Path

from workflow.kernel.errors import Problem
from workflow.schemes.loading import CONFIG, LoadedScheme, SchemeFault, load_scheme

EXAMPLE = re.findall(r"```yaml\n(.*?)```", (CONFIG / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]


def changed(*changes: tuple[str, str]) -> str:
    """The example with each text replaced; a text that is not there would make a test prove nothing."""
    text = EXAMPLE
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def written(folder: Path, text: str) -> Path:
    path = folder / "etudes-exemple.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, *changes: tuple[str, str]) -> LoadedScheme:
    return load_scheme(written(folder, changed(*changes)))


def problems(folder: Path, text: str) -> list[Problem]:
    """The problems of a scheme file that holds ``text``."""
    try:
        load_scheme(written(folder, text))
    except SchemeFault as fault:
        return list(fault.problems)
    return []


def codes(found: list[Problem]) -> dict[str, str]:
    """The code of each problem, by its field."""
    return {problem.field: problem.code for problem in found}
