"""De minimis aid to a single undertaking (R6), counted on the day when the right arises, never at payment."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from workflow.kernel.errors import NotFound
from workflow.kernel.formats import euros, long_date, small_change
from workflow.kernel.money import Money, total
from workflow.kernel.months import add_months
from workflow.kernel.words import Words
from workflow.rules.case import Case
from workflow.rules.finding import Finding, Status
from workflow.rules.gross_grant_equivalent import gross_grant_equivalent
from workflow.rules.plan import PriorAid
from workflow.rules.wording import law_basis
from workflow.schemes.regulations import DeMinimis, DeMinimisRegime

_NO_REGULATION = Words(
    fr="Règlements européens relatifs aux aides de minimis", en="European regulations on de minimis aid"
)


def de_minimis(case: Case) -> Finding | None:
    """R6: prior aid to the group in the window, plus the new aid, is at most the ceiling.

    The regime is the plan's, else the scheme's; ``None`` outside the two de minimis regimes. Where the
    ceiling is exceeded, the whole new aid is refused, not trimmed. ``headroom`` is the ceiling less both.
    Source: (EU) 1407/2013 for a grant before 2024, then (EU) 2023/2831; SGEI: (EU) 2023/2832.
    """
    regime = regime_of(case)
    if regime is None:
        return None
    limit = regulation_of(case)
    if limit is None:
        words = Words(
            fr=f"Aucun règlement de minimis n’est connu au {long_date(case.on).fr} : l’aide ne peut pas s’y fonder.",
            en=f"No de minimis regulation is known on {long_date(case.on).en}: the aid cannot rest on one.",
        )
        return Finding("de_minimis", "fail", words, _NO_REGULATION)
    prior, aid = prior_aid(case, limit), counted_aid(case, limit)
    actual = prior + aid
    room = limit.ceiling - actual
    status: Status = "fail" if room.cents < 0 else "pass"
    words = _explained(case, limit, prior, aid)
    basis = law_basis(limit.reference)
    return Finding("de_minimis", status, words, basis, str(actual), str(limit.ceiling), str(room))


def regime_of(case: Case) -> DeMinimisRegime | None:
    """The de minimis regime of the aid, or ``None`` where it has none."""
    regime = case.plan.regime or case.scheme.state_aid
    return regime if regime in ("de_minimis", "sgei_de_minimis") else None


def regulation_of(case: Case) -> DeMinimis | None:
    """The de minimis regulation that applies on the day of the case, or ``None``."""
    regime = regime_of(case)
    if regime is None:
        return None
    try:
        return case.regulations.de_minimis(regime, case.on)
    except NotFound:
        return None


def window_start(limit: DeMinimis, on: date) -> date:
    """The first day whose aid still counts for a grant ``on`` that day.

    ``rolling``: the same day three years earlier, included. ``fiscal_years``: the first day of the second
    fiscal year before the current one (fiscal years are taken to be calendar years).
    """
    if limit.window == "rolling":
        return add_months(on, -12 * limit.years)
    return date(on.year - limit.years + 1, 1, 1)


def prior_aid(case: Case, limit: DeMinimis) -> Money:
    """Aid of the regime granted to the group in the window, up to the day of the case.

    An aid of which the group is not said, or an applicant whose group is not said, counts as the same
    group. Two establishments (SIRET) of one company are one group.
    """
    first = window_start(limit, case.on)
    group = _group(case.plan.applicant.group)
    return total(
        aid.amount
        for aid in case.plan.prior_aid
        if aid.regime == limit.regime and first <= aid.granted_on <= case.on and _same(aid, group)
    )


def counted_aid(case: Case, limit: DeMinimis) -> Money:
    """The aid asked for; a repayable advance counts for its gross grant equivalent (R7)."""
    advance = case.scheme.advance
    if advance is None or case.scheme.instrument != "repayable_advance":
        return case.plan.request
    years = Fraction(advance.total_months, 12)
    return gross_grant_equivalent(case.plan.request, years, secured=advance.secured, limit=limit)


def _same(aid: PriorAid, group: str | None) -> bool:
    other = _group(aid.group)
    return other is None or group is None or other == group


def _group(name: str | None) -> str | None:
    """A group's name, spaces and case apart; a SIRET stands for the company that it belongs to."""
    if name is None:
        return None
    compact = "".join(name.split()).upper()
    return compact[:9] if len(compact) == 14 and compact.isdigit() else compact


def _explained(case: Case, limit: DeMinimis, prior: Money, aid: Money) -> Words:
    start = long_date(window_start(limit, case.on))
    room = limit.ceiling - prior - aid
    fr = (
        f"{euros(prior).fr} déjà accordés au groupe depuis le {start.fr} + {euros(aid).fr} pour cette aide"
        f" = {euros(prior + aid).fr}, {euros(limit.ceiling).fr} au plus"
    )
    en = (
        f"{euros(prior).en} already granted to the group since {start.en} + {euros(aid).en} for this aid"
        f" = {euros(prior + aid).en}, at most {euros(limit.ceiling).en}"
    )
    if room.cents >= 0:
        return Words(fr=f"{fr} : il reste {euros(room).fr}.", en=f"{en}: {euros(room).en} left.")
    free = max(Money(0), limit.ceiling - prior)
    over = small_change(room)
    return Words(
        fr=f"{fr} : {over.fr} de trop. L’aide entière est refusée ; {euros(free).fr} restent disponibles.",
        en=f"{en}: {over.en} too much. The whole aid is refused; {euros(free).en} remain available.",
    )
