"""The compulsory agreement (convention) with a private body above 23 000 EUR of yearly aid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflow.kernel.errors import NotFound
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money
from workflow.kernel.words import Words
from workflow.rules.base import MONEY_INSTRUMENTS
from workflow.rules.case import Case
from workflow.rules.finding import Finding, Status
from workflow.rules.wording import law_basis
from workflow.schemes.regulations import AgreementThreshold
from workflow.schemes.vocabulary import BeneficiaryKind

PRIVATE_BODIES: Final[frozenset[BeneficiaryKind]] = frozenset({"association", "cooperative", "company"})
"""Bodies under private law. A person in their own name is not a body, a public body is not private."""


def needs_agreement(
    kind: BeneficiaryKind,
    yearly: Mapping[int, Money],
    threshold: AgreementThreshold,
    already: Mapping[int, Money] | None = None,
) -> bool:
    """Whether one authority must sign an agreement with a beneficiary of this ``kind``.

    ``yearly`` is the aid of that authority by calendar year, ``already`` its other awards of the same years.
    Strictly above the threshold: exactly 23 000.00 no, 23 000.01 yes; two awards of 12 000.00 in a year, yes.
    Source: loi 2000-321, art. 10; décret 2001-495.
    """
    return kind in PRIVATE_BODIES and highest_year(yearly, already)[1] > threshold.amount


def highest_year(yearly: Mapping[int, Money], already: Mapping[int, Money] | None = None) -> tuple[int, Money]:
    """The year in which the authority gives most, and how much; the earlier of two equal years."""
    others = already or {}
    sums = {year: amount + others.get(year, ZERO) for year, amount in yearly.items()}
    year = min(sums, key=lambda one: (-sums[one].cents, one), default=0)
    return year, sums.get(year, ZERO)


def agreement_required(case: Case) -> Finding | None:
    """For information: ``info`` where an agreement will be compulsory, ``not_applicable`` where it will not.

    The aid asked for counts in the years of ``yearly``, else in the year of the case. Other awards of the
    same authority are known to the record only: the guard before payment counts them.
    """
    if case.scheme.instrument not in MONEY_INSTRUMENTS:
        return None
    try:
        threshold = case.regulations.agreement_threshold(case.on)
    except NotFound:
        return None
    basis = law_basis(threshold.reference)
    kind = case.plan.applicant.kind
    if kind not in PRIVATE_BODIES:
        words = Words(
            fr="Une convention est obligatoire avec un organisme de droit privé seulement.",
            en="An agreement is compulsory with a body under private law only.",
        )
        return Finding("agreement_required", "not_applicable", words, basis)
    yearly = case.plan.yearly or {case.on.year: case.plan.request}
    year, aid = highest_year(yearly)
    needed = needs_agreement(kind, yearly, threshold)
    fr = f"{euros(aid).fr} en {year}, seuil de {euros(threshold.amount).fr}"
    en = f"{euros(aid).en} in {year}, threshold of {euros(threshold.amount).en}"
    words = Words(
        fr=f"{fr} : une convention est {'obligatoire avant tout versement' if needed else 'facultative'}.",
        en=f"{en}: an agreement is {'compulsory before any payment' if needed else 'optional'}.",
    )
    room = threshold.amount - aid
    status: Status = "info" if needed else "not_applicable"
    return Finding("agreement_required", status, words, basis, str(aid), str(threshold.amount), str(room))
