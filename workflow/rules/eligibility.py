"""Who may apply, for what, where and when (R19): what a scheme states about the project and its holder.

A stated rule whose fact the plan does not give is ``not_applicable`` in a what-if, with words that say
what is missing; where the application is being filed (``Case.filed``), it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workflow.kernel.formats import long_date
from workflow.kernel.words import Words
from workflow.rules.case import Case
from workflow.rules.finding import Finding, RuleId, Status
from workflow.rules.wording import scheme_rules
from workflow.schemes.model import Call
from workflow.schemes.vocabulary import BeneficiaryKind, Phase


def beneficiary_kind(case: Case) -> Finding:
    """The applicant is of a kind that the scheme helps."""
    kind, admitted = case.plan.applicant.kind, case.scheme.beneficiaries.kinds
    listed = _listed([KINDS[one] for one in admitted])
    name = KINDS[kind]
    if kind in admitted:
        words = Words(
            fr=f"Ce dispositif aide : {listed.fr} ; vous êtes : {name.fr}.",
            en=f"This scheme helps: {listed.en}; you are: {name.en}.",
        )
    else:
        words = Words(
            fr=f"Ce dispositif aide seulement : {listed.fr} ; vous êtes : {name.fr}.",
            en=f"This scheme helps only: {listed.en}; you are: {name.en}.",
        )
    return _answer(case, "beneficiary_kind", kind in admitted, words, kind, ", ".join(admitted))


def territory(case: Case) -> Finding:
    """The project takes place in a NUTS 2 region that the scheme covers."""
    place, covered = case.plan.applicant.nuts2, case.scheme.territory.nuts2
    limit = ", ".join(covered)
    if place is None:
        return _unknown(
            case, "territory", limit, Words(fr="la région NUTS 2 du projet", en="the project’s NUTS 2 region")
        )
    listed = _listed([_region(one) for one in covered])
    words = Words(
        fr=f"Projet situé en {_region(place).fr} ; territoire du dispositif : {listed.fr}.",
        en=f"Project in {_region(place).en}; territory of the scheme: {listed.en}.",
    )
    return _answer(case, "territory", place in covered, words, place, limit)


def phase(case: Case) -> Finding | None:
    """The project is in a phase that the scheme helps."""
    admitted, current = case.scheme.phases, case.plan.phase
    if not admitted:
        return None
    limit = ", ".join(admitted)
    if current is None:
        return _unknown(case, "phase", limit, Words(fr="la phase du projet", en="the phase of the project"))
    listed = _listed([PHASES[one] for one in admitted])
    words = Words(
        fr=f"Projet en phase {PHASES[current].fr} ; phase aidée : {listed.fr}.",
        en=f"Project in the {PHASES[current].en} phase; phase helped: {listed.en}.",
    )
    return _answer(case, "phase", current in admitted, words, current, limit)


def partners(case: Case) -> Finding | None:
    """The project has the partners that the scheme asks for, besides the applicant."""
    if case.scheme.partners is None:
        return None
    minimum, count = case.scheme.partners.minimum, case.plan.partners
    if count is None:
        missing = Words(fr="le nombre de partenaires", en="the number of partners")
        return _unknown(case, "partners", str(minimum), missing)
    words = Words(
        fr=f"Partenaires, en plus de vous : {count} ; minimum : {minimum}.",
        en=f"Partners, besides you: {count}; minimum: {minimum}.",
    )
    return _answer(case, "partners", count >= minimum, words, str(count), str(minimum), str(count - minimum))


def deposit_window(case: Case) -> Finding | None:
    """The day of deposit is in the window of a call, first and last days included, in Paris.

    Only the calls of the same calendar year are asked (an open-ended call counts from the day it opens).
    Where the file knows none for that year, the rule cannot be checked: ``not_applicable``, and a failure
    where the application is being filed.
    """
    if not case.scheme.calls:
        return None
    day = long_date(case.on)
    known = [call for call in case.scheme.calls if _concerns(call, case.on.year)]
    if not known:
        words = Words(
            fr=f"Le calendrier de {case.on.year} n’est pas publié dans la fiche de ce dispositif.",
            en=f"The calendar of {case.on.year} is not published in this scheme’s file.",
        )
        status: Status = "fail" if case.filed else "not_applicable"
        return Finding("deposit_window", status, words, scheme_rules(case.scheme), case.on.isoformat())
    windows = _listed([_window(call) for call in known])
    words = Words(
        fr=f"Dépôt le {day.fr} ; dépôt ouvert : {windows.fr}, jours compris.",
        en=f"Deposit on {day.en}; deposit open: {windows.en}, inclusive.",
    )
    limit = ", ".join(f"{call.opens}/{call.closes or '..'}" for call in known)
    return _answer(case, "deposit_window", open_call(case) is not None, words, case.on.isoformat(), limit)


def applications_per_call(case: Case) -> Finding | None:
    """The applicant files at most so many applications in the call open that day, this one included."""
    call = open_call(case)
    if call is None or call.applications_per_applicant is None:
        return None
    limit, count = call.applications_per_applicant, case.applications
    if count is None:
        missing = Words(fr="le nombre de dossiers déjà déposés", en="the number of applications already filed")
        return _unknown(case, "applications_per_call", str(limit), missing)
    words = Words(
        fr=f"Dossiers déposés dans cet appel, celui-ci compris : {count} ; maximum : {limit}.",
        en=f"Applications filed in this call, this one included: {count}; maximum: {limit}.",
    )
    return _answer(case, "applications_per_call", count <= limit, words, str(count), str(limit), str(limit - count))


def open_call(case: Case) -> Call | None:
    """The call whose window holds the day of the case; the first in the file where there are several."""
    for call in case.scheme.calls:
        if call.opens <= case.on and (call.closes is None or case.on <= call.closes):
            return call
    return None


def _concerns(call: Call, year: int) -> bool:
    return call.opens.year <= year and (call.closes is None or year <= call.closes.year)


def _window(call: Call) -> Words:
    opens = long_date(call.opens)
    if call.closes is None:
        return Words(fr=f"à partir du {opens.fr}", en=f"from {opens.en}")
    closes = long_date(call.closes)
    return Words(fr=f"du {opens.fr} au {closes.fr}", en=f"from {opens.en} to {closes.en}")


def _answer(
    case: Case, rule: RuleId, holds: bool, words: Words, actual: str, limit: str, headroom: str | None = None
) -> Finding:
    status: Status = "pass" if holds else "fail"
    return Finding(rule, status, words, scheme_rules(case.scheme), actual, limit, headroom)


def _unknown(case: Case, rule: RuleId, limit: str, missing: Words) -> Finding:
    words = Words(
        fr=f"Cette règle ne peut pas être vérifiée : il manque {missing.fr}.",
        en=f"This rule cannot be checked: {missing.en} is missing.",
    )
    return Finding(rule, "fail" if case.filed else "not_applicable", words, scheme_rules(case.scheme), None, limit)


def _listed(words: Sequence[Words]) -> Words:
    return Words(fr=", ".join(one.fr for one in words), en=", ".join(one.en for one in words))


def _region(nuts2: str) -> Words:
    name = REGIONS.get(nuts2)
    text = f"{name} ({nuts2})" if name else nuts2
    return Words(fr=text, en=text)


KINDS: Final[dict[BeneficiaryKind, Words]] = {
    "association": Words(fr="association", en="association"),
    "cooperative": Words(fr="coopérative", en="cooperative"),
    "company": Words(fr="entreprise", en="company"),
    "individual": Words(fr="personne physique", en="individual"),
    "local_authority": Words(fr="collectivité territoriale", en="local authority"),
    "public_body": Words(fr="établissement public", en="public body"),
}
PHASES: Final[dict[Phase, Words]] = {
    "emergence": Words(fr="émergence", en="emergence"),
    "start_up": Words(fr="démarrage", en="start-up"),
    "development": Words(fr="développement", en="development"),
}
REGIONS: Final = {
    "FRH0": "Bretagne",
    "FRI1": "Aquitaine",
    "FRI2": "Limousin",
    "FRI3": "Poitou-Charentes",
}
