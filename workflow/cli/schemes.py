"""``octroi scheme``: the catalogue, one scheme, static checks, diagrams."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from workflow.cli.answers import Answer, argument, command, option, table
from workflow.cli.catalogue import named_scheme
from workflow.cli.scheme_documents import scheme_card, scheme_document
from workflow.kernel.errors import InvalidInput
from workflow.kernel.words import Words
from workflow.schemes.diagram import scheme_mermaid, scheme_svg
from workflow.schemes.loading import CONFIG, check_path, load_catalogue
from workflow.schemes.names import INSTRUMENT_NAMES, REGION_NAMES

GROUP: Final = Words(
    fr="Les dispositifs : catalogue, règles, contrôles et dessins.",
    en="The schemes: catalogue, rules, checks and drawings.",
)
_ID: Final = Words(fr="Le dispositif : région/nom, ou nom seul.", en="The scheme: region/name, or name.")


@command("list", Words(fr="Le catalogue des dispositifs.", en="The catalogue of schemes."))
def list_schemes(answer: Answer) -> int:
    """Print every scheme, by region then by name."""
    schemes = [loaded.scheme for loaded in load_catalogue().all()]
    document = {
        "schemes": [
            {
                "id": scheme.id,
                "version": scheme.version,
                "title": answer.say(scheme.title),
                "region": scheme.region,
                "running_body": scheme.running_body.name,
                "instrument": scheme.instrument,
            }
            for scheme in schemes
        ]
    }
    rows = [
        (
            scheme.id,
            answer.say(scheme.title),
            answer.say(INSTRUMENT_NAMES[scheme.instrument]),
            answer.say(REGION_NAMES[scheme.region]),
            scheme.running_body.name,
        )
        for scheme in schemes
    ]
    return answer.give(document, table([answer.say(heading) for heading in _HEADINGS], rows))


@command("show", Words(fr="Tout ce qu’un dispositif dit de lui-même.", en="Everything that a scheme says of itself."))
@argument("scheme_id", _ID)
def show(answer: Answer, scheme_id: str) -> int:
    """Print one scheme: who, where, when, how much, with which documents and steps."""
    loaded = named_scheme(scheme_id)
    return answer.give(scheme_document(loaded, answer), scheme_card(loaded, answer))


@command(
    "check",
    Words(
        fr="Contrôler des fichiers de dispositif, toutes les fautes à la fois.\n\n"
        "Sans PATH : tous les dispositifs livrés. PATH : un fichier, un dossier ou un catalogue entier. "
        "Sort avec 2 s’il y a des fautes.",
        en="Check scheme files, with every fault at once.\n\n"
        "Without PATH: all the schemes that ship. PATH: a file, a folder or a whole catalogue. "
        "Exits with 2 where there are faults.",
    ),
)
@argument("path", Words(fr="Le fichier ou le dossier.", en="The file or the folder."), required=False)
def check(answer: Answer, path: str | None) -> int:
    """Print how many files are sound.

    Raises:
        InvalidInput: every fault, with its file and line.
    """
    place = Path(path) if path is not None else CONFIG
    if problems := check_path(place):
        raise InvalidInput(problems)
    files = len(list(place.rglob("*.yaml"))) if place.is_dir() else 1
    plural = "s" if files > 1 else ""
    sound = Words(
        fr=f"{files} fichier{plural} contrôlé{plural} : aucune faute.", en=f"{files} file{plural} checked: no fault."
    )
    return answer.give({"files": files, "faults": []}, answer.say(sound))


@command("diagram", Words(fr="Le dessin du parcours d’un dossier.", en="The drawing of the course of an application."))
@argument("scheme_id", _ID)
@option(
    "--format",
    "kind",
    type=click.Choice(("mermaid", "svg")),
    default="mermaid",
    show_default=True,
    words=Words(fr="La forme du dessin.", en="The form of the drawing."),
)
def diagram(answer: Answer, scheme_id: str, kind: str) -> int:
    """Print the workflow of a scheme, or the schemes that a path links, as Mermaid or SVG."""
    loaded = named_scheme(scheme_id)
    titles = {step.scheme: named_scheme(step.scheme).scheme.title for step in loaded.scheme.path}
    draw = scheme_svg if kind == "svg" else scheme_mermaid
    drawing = draw(loaded, answer.language, titles)
    document = {"id": loaded.id, "version": loaded.version, "format": kind, "diagram": drawing}
    return answer.give(document, drawing.rstrip("\n"))


_HEADINGS: Final = (
    Words(fr="identifiant", en="id"),
    Words(fr="dispositif", en="scheme"),
    Words(fr="instrument", en="instrument"),
    Words(fr="région", en="region"),
    Words(fr="géré par", en="run by"),
)
