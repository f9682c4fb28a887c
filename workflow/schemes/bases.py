"""The base workflows of ``config/workflows/``: read, variants resolved, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.kernel.errors import Problem
from workflow.kernel.words import Words
from workflow.schemes.checks import check_workflow
from workflow.schemes.faults import Fault, KeyPath, SchemeFault
from workflow.schemes.process import Workflow, WorkflowChoice, WorkflowVariant
from workflow.schemes.resolution import resolve
from workflow.schemes.source import Source, read_source
from workflow.schemes.validation import validate


@dataclass
class BaseWorkflows:
    """The base workflows that could be read, by id, and what is wrong with them and the others.

    ``unsound`` are those with a fault: what extends them is not checked, so that a fault is said once.
    """

    workflows: dict[str, Workflow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)


_Files = Mapping[str, tuple[Source, Workflow | WorkflowVariant]]


def read_bases(folder: Path, shown: str) -> BaseWorkflows:
    """Read every workflow file of ``folder``, called ``shown`` in problems."""
    bases = BaseWorkflows()
    files: dict[str, tuple[Source, Workflow | WorkflowVariant]] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            source = read_source(path, f"{shown}/{path.name}")
        except SchemeFault as fault:
            bases.problems += fault.problems
            bases.unsound.add(path.stem)
            continue
        part, faults = _read(source, path.stem)
        if faults:
            bases.problems += source.refuse(faults).problems
            bases.unsound.add(path.stem)
        if part is not None:
            files[path.stem] = (source, part)
    for name in files:
        _resolve(name, files, bases, ())
    return bases


def located(path: KeyPath, part: Workflow | WorkflowChoice) -> KeyPath:
    """Where, in the file that holds ``part``, a fault of its workflow is best shown."""
    if len(path) < 2:
        return path
    kind, word, *rest = path
    if isinstance(part, Workflow):
        return (str(kind), _index(kind, word, part.states, part.events), *rest)
    if kind == "events" and word in part.change_events:
        return ("change_events", word, *rest)
    index = _index(kind, word, part.add_states, part.add_events)
    return (f"add_{kind}", index, *rest) if isinstance(index, int) else path


def _read(source: Source, name: str) -> tuple[Workflow | WorkflowVariant | None, list[Fault]]:
    part: Workflow | WorkflowVariant | None
    if isinstance(source.data, dict) and "extends" in source.data:
        part, faults = validate(source, WorkflowVariant)
    else:
        part, faults = validate(source, Workflow)
        if part is not None and not part.instruments:
            faults.append(Fault(("instruments",), "missing_key", _INSTRUMENTS))
    if part is not None and part.id != name:
        faults.append(Fault(("id",), "scheme_identity", _expected_id(name)))
    return part, faults


def _resolve(name: str, files: _Files, bases: BaseWorkflows, above: tuple[str, ...]) -> None:
    source, part = files[name]
    if name in bases.workflows:
        return
    if name in above:
        bases.problems.append(source.problem(Fault(("extends",), "workflow_circle", _CIRCLE)))
        bases.unsound.add(name)
        return
    if isinstance(part, Workflow):
        workflow: Workflow | None = part
        faults: list[Fault] = []
    else:
        if part.extends in files:
            _resolve(part.extends, files, bases, (*above, name))
        if part.extends in bases.unsound:
            bases.unsound.add(name)
        workflow, faults = resolve(part, bases.workflows)
    if workflow is not None:
        bases.workflows[name] = workflow
        if name not in bases.unsound and not faults:
            found = [fault for one in workflow.instruments for fault in check_workflow(workflow, one)]
            faults = [Fault(located(fault.path, part), fault.code, fault.message) for fault in dict.fromkeys(found)]
    elif name in bases.unsound:
        return
    if faults:
        bases.problems += source.refuse(faults).problems
        bases.unsound.add(name)


def _index(kind: str | int, word: str | int, states: Sequence[object], events: Sequence[object]) -> str | int:
    ids = [getattr(item, "id", None) for item in (states if kind == "states" else events)]
    return ids.index(str(word)) if word in ids else word


def _expected_id(expected: str) -> Words:
    return Words(
        fr=f"L’identifiant doit correspondre au nom du fichier : « {expected} ».",
        en=f"The id must match the file’s name: “{expected}”.",
    )


_CIRCLE = Words(
    fr="Ce parcours de base s’étend lui-même, en passant par d’autres.",
    en="This base workflow extends itself, by way of others.",
)
_INSTRUMENTS = Words(
    fr="Un parcours de base dit quelles aides il sert : instruments: [grant].",
    en="A base workflow says which instruments it serves: instruments: [grant].",
)
