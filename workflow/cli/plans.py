"""``octroi check``: the verdict on a funding plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from workflow.cli.answers import DONE, REFUSED, Answer, argument, command, option, table
from workflow.cli.catalogue import named_scheme
from workflow.cli.files import read_document
from workflow.cli.values import Day, Overlay
from workflow.kernel.clock import SystemClock, day_in_paris
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import euros, long_date
from workflow.kernel.words import Words
from workflow.rules.finding import Finding, Status, Verdict
from workflow.rules.overlay import overlay
from workflow.rules.plan_document import read_plan
from workflow.rules.verdict import assess
from workflow.schemes.model import Scheme
from workflow.schemes.regulations import load_regulations


@command(
    "check",
    Words(
        fr="Dire si un plan de financement respecte les règles d’un dispositif et la loi.\n\n"
        "Sort avec 0 si le plan convient, 1 s’il ne convient pas.",
        en="Say whether a funding plan keeps the rules of a scheme and the law.\n\n"
        "Exits with 0 where the plan passes, 1 where it fails.",
    ),
)
@argument("scheme_id", Words(fr="Le dispositif : région/nom, ou nom seul.", en="The scheme: region/name, or name."))
@option(
    "--plan",
    "plan_file",
    required=True,
    metavar="FILE",
    words=Words(
        fr="Le plan, en YAML ou en JSON (- : entrée standard).", en="The plan, YAML or JSON (-: standard input)."
    ),
)
@option(
    "--on",
    type=Day(),
    words=Words(fr="Le jour de l’examen ; à défaut, aujourd’hui.", en="The day of the check; by default today."),
)
@option(
    "--with",
    "changes",
    type=Overlay(),
    multiple=True,
    words=Words(
        fr="Remplacer une règle, pour voir : aid_rate, public_aid_rate, amount_cap, amount_floor, base_cap.",
        en="Replace a rule, for a what-if: aid_rate, public_aid_rate, amount_cap, amount_floor, base_cap.",
    ),
)
def check(answer: Answer, scheme_id: str, plan_file: str, on: date | None, changes: Sequence[tuple[str, str]]) -> int:
    """Print the :class:`Verdict` on a plan document."""
    scheme = _overlaid(named_scheme(scheme_id).scheme, changes)
    source = read_document(plan_file)
    plan = read_plan(source.data, plan_file, source.line)
    day = on or day_in_paris(SystemClock().now())
    verdict = assess(scheme, load_regulations(), plan, day)
    status = DONE if verdict.passed else REFUSED
    return answer.give(verdict_document(verdict, answer), _for_people(verdict, scheme, answer), status=status)


def verdict_document(verdict: Verdict, answer: Answer) -> dict[str, Any]:
    """The verdict as JSON: amounts with two places, days as ISO, keys in the published order."""
    return {
        "scheme": verdict.scheme,
        "version": verdict.version,
        "on": verdict.on.isoformat(),
        "verdict": "pass" if verdict.passed else "fail",
        "eligible_base": str(verdict.eligible_base),
        "max_award": str(verdict.max_award) if verdict.max_award is not None else None,
        "findings": [_finding_document(finding, answer) for finding in verdict.findings],
    }


def _finding_document(finding: Finding, answer: Answer) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "status": finding.status,
        "actual": finding.actual,
        "limit": finding.limit,
        "headroom": finding.headroom,
        "explanation": answer.say(finding.explanation),
        "basis": answer.say(finding.basis),
    }


def _for_people(verdict: Verdict, scheme: Scheme, answer: Answer) -> str:
    passed = _PASSED if verdict.passed else _FAILED
    lines = [
        f"{answer.say(scheme.title)} ({verdict.scheme}, {verdict.version}), {answer.say(long_date(verdict.on))}",
        "",
        answer.say(passed),
        f"{answer.say(_BASE)} {answer.say(euros(verdict.eligible_base))}",
    ]
    if verdict.max_award is not None:
        lines.append(f"{answer.say(_MAXIMUM)} {answer.say(euros(verdict.max_award))}")
    rows = [
        (answer.say(_STATUS[finding.status]), finding.rule, answer.say(finding.explanation))
        for finding in verdict.findings
    ]
    headings = (answer.say(_RESULT), answer.say(_RULE), answer.say(_WHY))
    return "\n".join([*lines, "", table(headings, rows)])


def _overlaid(scheme: Scheme, changes: Sequence[tuple[str, str]]) -> Scheme:
    names = [name for name, _ in changes]
    for name in names:
        if names.count(name) > 1:
            words = Words(fr=f"« {name[:60]} » est donné deux fois.", en=f"“{name[:60]}” is given twice.")
            raise InvalidInput([Problem("--with", "overlay_duplicate", words)])
    try:
        return overlay(scheme, dict(changes))
    except InvalidInput as error:
        raise InvalidInput([_named(problem) for problem in error.problems]) from error


def _named(problem: Problem) -> Problem:
    return Problem(f"--with {problem.field}", problem.code, problem.message)


_PASSED: Final = Words(fr="Le plan convient.", en="The plan passes.")
_FAILED: Final = Words(fr="Le plan ne convient pas.", en="The plan fails.")
_BASE: Final = Words(fr="Dépense éligible :", en="Eligible base:")
_MAXIMUM: Final = Words(fr="Aide possible au plus :", en="Largest possible award:")
_RESULT: Final = Words(fr="résultat", en="result")
_RULE: Final = Words(fr="règle", en="rule")
_WHY: Final = Words(fr="pourquoi", en="why")
_STATUS: Final[dict[Status, Words]] = {
    "pass": Words(fr="conforme", en="pass"),
    "fail": Words(fr="REFUS", en="FAIL"),
    "info": Words(fr="à savoir", en="info"),
    "not_applicable": Words(fr="sans objet", en="n/a"),
}
