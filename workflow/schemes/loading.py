"""From files to a catalogue: everything is read, checked and refused at once, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from workflow.kernel.errors import Problem
from workflow.kernel.words import Words
from workflow.schemes.bases import BaseWorkflows, located, read_bases
from workflow.schemes.catalogue import Catalogue, LoadedScheme
from workflow.schemes.checks import check_workflow
from workflow.schemes.consistency import check_scheme
from workflow.schemes.faults import Fault, SchemeFault
from workflow.schemes.model import Scheme
from workflow.schemes.process import Workflow
from workflow.schemes.regulations import load_regulations
from workflow.schemes.resolution import resolve
from workflow.schemes.source import read_source
from workflow.schemes.validation import validate

__all__ = [
    "CONFIG",
    "Catalogue",
    "LoadedScheme",
    "SchemeFault",
    "check_path",
    "load_catalogue",
    "load_scheme",
    "load_workflows",
]

CONFIG: Final = Path(__file__).resolve().parents[2] / "config"
"""The folder ``config/`` that ships with Octroi."""


def load_catalogue(root: Path = CONFIG) -> Catalogue:
    """Every workflow, scheme and regulation under ``root``.

    Raises:
        SchemeFault: with the problems of every file.
    """
    bases = read_bases(root / "workflows", _shown(root / "workflows"))
    problems = list(bases.problems)
    schemes = {}
    for path in sorted((root / "schemes").glob("*/*.yaml")):
        try:
            loaded = _load(path, bases)
        except SchemeFault as fault:
            problems += fault.problems
        else:
            schemes[loaded.id] = loaded
    folder = root / "regulations"
    try:
        regulations = load_regulations(folder if folder.is_dir() else CONFIG / "regulations")
    except SchemeFault as fault:
        raise SchemeFault([*problems, *fault.problems]) from fault
    if problems:
        raise SchemeFault(problems)
    return Catalogue(schemes, bases.workflows, regulations)


def load_scheme(path: Path, workflows: Mapping[str, Workflow] | None = None) -> LoadedScheme:
    """Read and check the scheme file at ``path``.

    ``workflows`` are the base workflows; by default those of the catalogue that the file lies in, else
    those that ship.

    Raises:
        SchemeFault: every fault of the file, each with its line.
    """
    bases = BaseWorkflows(dict(workflows)) if workflows is not None else _bases_beside(path)
    if bases.problems:
        raise SchemeFault(bases.problems)
    return _load(path, bases)


def load_workflows(folder: Path = CONFIG / "workflows") -> dict[str, Workflow]:
    """The base workflows of ``folder``, by id, variants resolved.

    Raises:
        SchemeFault: every fault of every file.
    """
    bases = read_bases(folder, _shown(folder))
    if bases.problems:
        raise SchemeFault(bases.problems)
    return bases.workflows


def check_path(path: Path) -> tuple[Problem, ...]:
    """Every problem of a scheme file, of a workflow file, or of all the files of a folder.

    Empty where all is sound. A folder that holds ``schemes`` is checked as a whole catalogue.
    """
    try:
        if (path / "schemes").is_dir():
            load_catalogue(path)
        elif path.name == "workflows" and path.is_dir():
            load_workflows(path)
        elif path.is_dir():
            return _check_files(sorted(path.rglob("*.yaml")))
        elif path.resolve().parent.name == "workflows":
            load_workflows(path.resolve().parent)
        else:
            load_scheme(path)
    except SchemeFault as fault:
        return fault.problems
    return ()


def _check_files(paths: list[Path]) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if not paths:
        return (Problem("", "no_scheme_file", _NO_FILE),)
    for path in paths:
        problems += check_path(path)
    return tuple(dict.fromkeys(problems))


def _load(path: Path, bases: BaseWorkflows) -> LoadedScheme:
    source = read_source(path, _shown(path))
    scheme, faults = validate(source, Scheme)
    workflow = None
    if scheme is not None:
        workflow, wrong = _workflow(scheme, bases)
        faults += [*_place(path, scheme), *wrong, *check_scheme(scheme, workflow)]
    if scheme is None or faults:
        raise source.refuse(list(dict.fromkeys(faults)))
    return LoadedScheme.of(scheme, workflow)


def _workflow(scheme: Scheme, bases: BaseWorkflows) -> tuple[Workflow | None, list[Fault]]:
    choice = scheme.workflow
    if choice is None or (choice.extends in bases.unsound and choice.extends not in bases.workflows):
        return None, []
    workflow, faults = resolve(choice, bases.workflows)
    if workflow is not None and not faults and choice.extends not in bases.unsound:
        for fault in check_workflow(workflow, scheme.instrument):
            faults.append(Fault(located(fault.path, choice), fault.code, fault.message))
    return workflow, [Fault(("workflow", *fault.path), fault.code, fault.message) for fault in faults]


def _place(path: Path, scheme: Scheme) -> list[Fault]:
    """The id of a scheme is its place in the catalogue, and the schemes of a path lie beside it."""
    folder = path.resolve().parents[1]
    if folder.name != "schemes":
        return []
    faults = []
    expected = f"{path.resolve().parent.name}/{path.stem}"
    if scheme.id != expected:
        faults.append(Fault(("id",), "scheme_identity", _expected_id(expected)))
    for index, step in enumerate(scheme.path):
        if not (folder / f"{step.scheme}.yaml").is_file():
            faults.append(Fault(("path", index, "scheme"), "unknown_reference", _no_scheme(step.scheme)))
    return faults


def _bases_beside(path: Path) -> BaseWorkflows:
    folders = path.resolve().parents
    beside = folders[2] / "workflows" if len(folders) > 2 and folders[1].name == "schemes" else CONFIG / "workflows"
    folder = beside if beside.is_dir() else CONFIG / "workflows"
    return read_bases(folder, _shown(folder))


def _shown(path: Path) -> str:
    """The file as people know it: from ``config/`` where it ships, else as it was given."""
    resolved = path.resolve()
    return str(resolved.relative_to(CONFIG.parent)) if resolved.is_relative_to(CONFIG) else str(path)


def _expected_id(expected: str) -> Words:
    return Words(
        fr=f"L’identifiant doit correspondre au nom du fichier : « {expected} ».",
        en=f"The id must match the file’s name: “{expected}”.",
    )


def _no_scheme(scheme: str) -> Words:
    return Words(fr=f"Le dispositif « {scheme} » n’existe pas.", en=f"The scheme “{scheme}” does not exist.")


_NO_FILE = Words(
    fr="Ce dossier ne contient aucun fichier de dispositif (.yaml).", en="This folder holds no scheme file (.yaml)."
)
