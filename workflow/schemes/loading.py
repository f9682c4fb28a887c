"""From files to a catalogue: everything is read, checked and refused at once, before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from workflow.kernel.errors import Problem
from workflow.kernel.words import Words
from workflow.schemes.catalogue import Catalogue, LoadedScheme
from workflow.schemes.checks import check_workflow
from workflow.schemes.consistency import check_scheme
from workflow.schemes.faults import Fault, KeyPath, SchemeFault
from workflow.schemes.model import Scheme
from workflow.schemes.process import Workflow, WorkflowVariant
from workflow.schemes.resolution import resolve
from workflow.schemes.source import Source, read_source
from workflow.schemes.translation import faults_of

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

Model = TypeVar("Model", bound=BaseModel)


def load_catalogue(root: Path = CONFIG) -> Catalogue:
    """Every workflow, scheme and regulation under ``root``.

    Raises:
        SchemeFault: with the problems of every file.
    """
    problems: list[Problem] = []
    workflows = _gather(load_workflows, root / "workflows", problems) or {}
    schemes = {}
    if not problems:
        for path in sorted((root / "schemes").glob("*/*.yaml")):
            loaded = _gather(lambda one: load_scheme(one, workflows), path, problems)
            if loaded is not None:
                schemes[loaded.id] = loaded
    if problems:
        raise SchemeFault(problems)
    return Catalogue(schemes, workflows)


def load_scheme(path: Path, workflows: Mapping[str, Workflow] | None = None) -> LoadedScheme:
    """Read and check the scheme file at ``path``.

    ``workflows`` are the base workflows; by default those of the folder that the file lies in, else those
    that ship.

    Raises:
        SchemeFault: every fault of the file, each with its line.
    """
    source = read_source(path, _shown(path))
    scheme = _validate(source, Scheme)
    bases = workflows if workflows is not None else load_workflows(_workflows_beside(path))
    faults = _place_faults(path, scheme)
    workflow = None
    if scheme.workflow is not None:
        workflow, wrong = resolve(scheme.workflow, bases)
        faults += [Fault(("workflow", *fault.path), fault.code, fault.message) for fault in wrong]
        if workflow is not None and not wrong:
            found = check_workflow(workflow, scheme.instrument)
            faults += [Fault(_in_scheme(fault.path, scheme), fault.code, fault.message) for fault in found]
    faults += check_scheme(scheme, workflow)
    if faults:
        raise source.refuse(faults)
    return LoadedScheme.of(scheme, workflow)


def load_workflows(folder: Path = CONFIG / "workflows") -> dict[str, Workflow]:
    """The base workflows of ``folder``, by id, variants resolved.

    Raises:
        SchemeFault: every fault of every file.
    """
    problems: list[Problem] = []
    sources: dict[str, tuple[Source, Workflow | WorkflowVariant]] = {}
    for path in sorted(folder.glob("*.yaml")):
        read = _gather(_read_workflow, path, problems)
        if read is not None:
            sources[read[1].id] = read
    if problems:
        raise SchemeFault(problems)
    resolved: dict[str, Workflow] = {}
    for name in sources:
        _resolve_base(name, sources, resolved, problems, ())
    if problems:
        raise SchemeFault(problems)
    return resolved


def check_path(path: Path) -> tuple[Problem, ...]:
    """Every problem of a scheme file, a workflow file, or all the files of a folder; empty where sound."""
    problems: list[Problem] = []
    if path.is_dir() and (path / "schemes").is_dir():
        _gather(load_catalogue, path, problems)
    elif path.is_dir():
        if any(path.glob("*.yaml")) and path.name == "workflows":
            _gather(load_workflows, path, problems)
        else:
            for file in sorted(path.rglob("*.yaml")):
                _gather(load_scheme, file, problems)
    elif path.parent.name == "workflows":
        _gather(load_workflows, path.parent, problems)
    else:
        _gather(load_scheme, path, problems)
    return tuple(problems)


def _read_workflow(path: Path) -> tuple[Source, Workflow | WorkflowVariant]:
    source = read_source(path, _shown(path))
    is_variant = isinstance(source.data, dict) and "extends" in source.data
    workflow = _validate(source, WorkflowVariant) if is_variant else _validate(source, Workflow)
    if workflow.id != path.stem:
        raise source.refuse([Fault(("id",), "scheme_identity", _expected_id(path.stem))])
    return source, workflow


def _resolve_base(
    name: str,
    sources: Mapping[str, tuple[Source, Workflow | WorkflowVariant]],
    resolved: dict[str, Workflow],
    problems: list[Problem],
    above: tuple[str, ...],
) -> None:
    source, part = sources[name]
    if name in resolved:
        return
    if isinstance(part, Workflow):
        resolved[name] = part
        return
    if name in above:
        problems.append(source.problem(Fault(("extends",), "workflow_circle", _CIRCLE)))
        return
    if part.extends in sources:
        _resolve_base(part.extends, sources, resolved, problems, (*above, name))
        if part.extends not in resolved:
            return
    workflow, faults = resolve(part, resolved)
    problems += [source.problem(fault) for fault in faults]
    if workflow is not None and not faults:
        resolved[name] = workflow


def _validate(source: Source, model: type[Model]) -> Model:
    try:
        return model.model_validate(source.data, strict=True)
    except ValidationError as error:
        raise source.refuse(faults_of(error, model, source)) from error


def _place_faults(path: Path, scheme: Scheme) -> list[Fault]:
    """The id of a scheme is its place in the catalogue, and the schemes of a path lie beside it."""
    if path.resolve().parents[1].name != "schemes":
        return []
    folder = path.resolve().parents[1]
    faults = []
    expected = f"{path.resolve().parent.name}/{path.stem}"
    if scheme.id != expected:
        faults.append(Fault(("id",), "scheme_identity", _expected_id(expected)))
    for index, step in enumerate(scheme.path):
        if not (folder / f"{step.scheme}.yaml").is_file():
            faults.append(Fault(("path", index, "scheme"), "unknown_reference", _no_scheme(step.scheme)))
    return faults


def _in_scheme(path: KeyPath, scheme: Scheme) -> KeyPath:
    """Where, in the scheme's own file, a fault of its resolved workflow is best shown."""
    choice = scheme.workflow
    if choice is None or len(path) < 2:
        return ("workflow", *path)
    kind, word, *rest = path
    if kind == "events" and word in choice.change_events:
        return ("workflow", "change_events", word, *rest)
    added = [item.id for item in choice.add_states] if kind == "states" else [item.id for item in choice.add_events]
    if word in added:
        return ("workflow", f"add_{kind}", added.index(str(word)), *rest)
    return ("workflow", *path)


def _workflows_beside(path: Path) -> Path:
    folder = path.resolve().parents
    beside = folder[2] / "workflows" if len(folder) > 2 and folder[1].name == "schemes" else CONFIG
    return beside if beside.name == "workflows" and beside.is_dir() else CONFIG / "workflows"


def _shown(path: Path) -> str:
    """The file as people know it: from ``config/`` where it ships, else as it was given."""
    resolved = path.resolve()
    return str(resolved.relative_to(CONFIG.parent)) if resolved.is_relative_to(CONFIG) else str(path)


Given = TypeVar("Given")
Result = TypeVar("Result")


def _gather(load: Callable[[Given], Result], given: Given, problems: list[Problem]) -> Result | None:
    try:
        return load(given)
    except SchemeFault as fault:
        problems.extend(fault.problems)
        return None


def _expected_id(expected: str) -> Words:
    return Words(
        fr=f"L’identifiant doit correspondre au nom du fichier : « {expected} ».",
        en=f"The id must match the file’s name: “{expected}”.",
    )


def _no_scheme(scheme: str) -> Words:
    return Words(fr=f"Le dispositif « {scheme} » n’existe pas.", en=f"The scheme “{scheme}” does not exist.")


_CIRCLE = Words(
    fr="Ce parcours de base s’étend lui-même, en passant par d’autres.",
    en="This base workflow extends itself, by way of others.",
)
