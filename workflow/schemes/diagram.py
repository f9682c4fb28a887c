"""Pictures of a workflow or of a path: Mermaid for documents, SVG for pages, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.drawing import draw
from workflow.schemes.layout import EVERYWHERE, lay_out, lay_out_path
from workflow.schemes.main_road import main_road
from workflow.schemes.model import Scheme
from workflow.schemes.names import ROLE_NAMES, STAGE_NAMES
from workflow.schemes.process import Event, Workflow

_MERMAID_SIGNS: Final = str.maketrans({"#": "#35;", '"': "#quot;", ";": "#59;", ":": "#58;", "<": "#lt;", ">": "#gt;"})
Titles = Mapping[str, Words]
"""The titles of schemes, by id."""


def mermaid(workflow: Workflow, language: str) -> str:
    """The Mermaid state diagram of ``workflow``, less the steps that stay and are offered nearly everywhere."""
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f'    state "{_plain(state.title, language)}" as {state.id}' for state in workflow.states]
    lines.append(f"    [*] --> {workflow.initial}")
    for event in workflow.events:
        actors = ", ".join(_actors(event, language)).translate(_MERMAID_SIGNS)
        label = f"{_plain(event.title, language)} ({actors})"
        if event.to is not None or len(event.sources) <= EVERYWHERE:
            lines += [f"    {source} --> {event.to or source} : {label}" for source in event.sources]
    lines += [f"    {state.id} --> [*]" for state in workflow.states if state.end]
    return "\n".join(lines) + "\n"


def svg(workflow: Workflow, language: str, current: str | None = None) -> str:
    """An accessible SVG of ``workflow``; ``current`` marks the state where an application stands."""
    return draw(
        lay_out(workflow, language, current),
        name=f"workflow-{workflow.id}-{language}",
        title=workflow.title.in_language(language),
        description=" ".join(path_in_words(workflow, language)),
        language=language,
        current=current,
    )


def path_in_words(workflow: Workflow, language: str) -> tuple[str, ...]:
    """The same as the picture, one sentence a state, the ordinary course first."""
    road = main_road(workflow)
    names = [*road, *(state.id for state in workflow.states if state.id not in road)]
    return tuple(_sentence(workflow, name, language) for name in names)


def scheme_mermaid(loaded: LoadedScheme, language: str, titles: Titles | None = None) -> str:
    """The Mermaid diagram of a scheme: its workflow, or the schemes that a path links."""
    if loaded.has_workflow:
        return mermaid(loaded.workflow, language)
    names = _path_titles(loaded.scheme, titles or {})
    lines = ["flowchart TB"]
    lines += [f'    step{rank}["{_plain(words, language)}"]' for rank, words in enumerate(names, 1)]
    lines += [f"    step{rank} --> step{rank + 1}" for rank in range(1, len(names))]
    return "\n".join(lines) + "\n"


def scheme_svg(loaded: LoadedScheme, language: str, titles: Titles | None = None, current: str | None = None) -> str:
    """The SVG of a scheme: its workflow, or the schemes that a path links."""
    if loaded.has_workflow:
        return svg(loaded.workflow, language, current)
    names = _path_titles(loaded.scheme, titles or {})
    return draw(
        lay_out_path(names, [step.note for step in loaded.scheme.path], language),
        name=f"path-{loaded.id.replace('/', '-')}-{language}",
        title=loaded.scheme.title.in_language(language),
        description=" ".join(scheme_in_words(loaded, language, titles)),
        language=language,
        current=None,
    )


def scheme_in_words(loaded: LoadedScheme, language: str, titles: Titles | None = None) -> tuple[str, ...]:
    """The same as :func:`scheme_svg`, sentence by sentence."""
    if loaded.has_workflow:
        return path_in_words(loaded.workflow, language)
    names = _path_titles(loaded.scheme, titles or {})
    sentences = []
    for rank, (words, step) in enumerate(zip(names, loaded.scheme.path, strict=True), 1):
        note = f" {step.note.in_language(language)}" if step.note else ""
        sentences.append(f"{rank}. {words.in_language(language)}.{note}")
    return tuple(sentences)


def _path_titles(scheme: Scheme, titles: Titles) -> list[Words]:
    return [titles.get(step.scheme, Words(fr=step.scheme, en=step.scheme)) for step in scheme.path]


def _sentence(workflow: Workflow, name: str, language: str) -> str:
    state = next(one for one in workflow.states if one.id == name)
    titles = {one.id: one.title.in_language(language) for one in workflow.states}
    stage = STAGE_NAMES[state.stage].in_language(language).lower()
    steps = [_step(event, titles, language) for event in workflow.events if name in event.sources]
    english = language == "en"
    if state.end:
        steps.insert(0, "the application ends here" if english else "le dossier se termine ici")
    colon = ": " if english else "\u202f: "
    semicolon = "; " if english else "\u202f; "
    return f"{titles[name]} ({stage}){colon}{semicolon.join(steps)}."


def _step(event: Event, titles: dict[str, str], language: str) -> str:
    actors = ", ".join(_actors(event, language)).lower()
    title = event.title.in_language(language)
    if event.to is None:
        return f"{title} ({actors})"
    leads = "leads to" if language == "en" else "mène à"
    quoted = f"“{titles[event.to]}”" if language == "en" else f"«\u202f{titles[event.to]}\u202f»"
    return f"{title} ({actors}) {leads} {quoted}"


def _actors(event: Event, language: str) -> list[str]:
    if event.automatic:
        return ["automatic" if language == "en" else "automatique"]
    return [ROLE_NAMES[role].in_language(language) for role in event.roles]


def _plain(words: Words, language: str) -> str:
    return " ".join(words.in_language(language).split()).translate(_MERMAID_SIGNS)
