"""``octroi reconcile``: exact amounts against published, rounded figures."""

from __future__ import annotations

from typing import Final

from workflow.cli.answers import DONE, REFUSED, Answer, argument, command, table
from workflow.cli.files import read_document
from workflow.kernel.formats import euros
from workflow.kernel.words import Words
from workflow.rules.reconcile import ReconciledFigure, read_reconciliation
from workflow.rules.reconcile import reconcile as compare


@command(
    "reconcile",
    Words(
        fr="Comparer des montants exacts à des chiffres publiés, arrondis.\n\nSort avec 0 si tous concordent, 1 sinon.",
        en="Compare exact amounts with published, rounded figures.\n\n"
        "Exits with 0 where all of them agree, 1 otherwise.",
    ),
)
@argument("file", Words(fr="Le fichier, en YAML ou en JSON.", en="The file, YAML or JSON."))
def reconcile(answer: Answer, file: str) -> int:
    """Print each figure with the exact sum and the interval in which it must lie."""
    source = read_document(file)
    found = compare(*read_reconciliation(source.data, file, source.line))
    document = {
        "verdict": "pass" if found.passed else "fail",
        "figures": [
            {
                "name": figure.name,
                "exact": str(figure.exact),
                "low": str(figure.low),
                "high": str(figure.high),
                "status": figure.status,
            }
            for figure in found.figures
        ],
    }
    rows = [
        (
            figure.name,
            answer.say(euros(figure.exact)),
            answer.say(_interval(figure)),
            answer.say(_STATUS[figure.status]),
        )
        for figure in found.figures
    ]
    people = table([answer.say(heading) for heading in _HEADINGS], rows, amounts=(1,))
    return answer.give(document, people, status=DONE if found.passed else REFUSED)


def _interval(figure: ReconciledFigure) -> Words:
    low, high = euros(figure.low), euros(figure.high)
    return Words(fr=f"[{low.fr} ; {high.fr}[", en=f"[{low.en}, {high.en})")


_HEADINGS: Final = (
    Words(fr="chiffre", en="figure"),
    Words(fr="somme exacte", en="exact sum"),
    Words(fr="intervalle publié", en="published interval"),
    Words(fr="résultat", en="result"),
)
_STATUS: Final = {"pass": Words(fr="concorde", en="agrees"), "fail": Words(fr="ÉCART", en="DIFFERS")}
