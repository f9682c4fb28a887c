"""European co-financing: FEDER by period and NUTS 2 region (R9), LEADER (R13).

Each rule applies where the plan has such a line, not refused and not zero. These are laws: where a fact
that they need is missing, they fail, because nothing shows that the law is respected.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from workflow.kernel.errors import NotFound
from workflow.kernel.formats import euros, percent
from workflow.kernel.money import Money, floor_cent
from workflow.kernel.words import Words
from workflow.rules.base import eligible_base, money_from, public_money
from workflow.rules.caps import rate_of
from workflow.rules.case import Case
from workflow.rules.finding import Finding
from workflow.rules.plan import ProgrammePeriod
from workflow.rules.wording import at_most, law_basis, scheme_basis
from workflow.schemes.regulations import FederRate

_FEDER_LAW = Words(
    fr="Règlements (UE) nº 1303/2013, art. 120, et (UE) 2021/1060, art. 112",
    en="Regulations (EU) No 1303/2013, art. 120, and (EU) 2021/1060, art. 112",
)


PERIOD_OF_2021: Final = date(2021, 1, 1)


def programme_period(on: date) -> ProgrammePeriod:
    """The programme period to which European money asked for on the day ``on`` belongs.

    (EU) No 1303/2013 for 2014 to 2020; (EU) 2021/1060 from 1 January 2021 on.
    """
    return "2014-2020" if on < PERIOD_OF_2021 else "2021-2027"


def feder_rate(case: Case) -> Finding | None:
    """R9: FEDER is at most its rate times the eligible base.

    The rate is that of the programme period and of the NUTS 2 region (the scheme's own region where it
    covers only one and the plan names none), or the lower one that the scheme sets.
    """
    feder = money_from(case.plan, "feder")
    if not feder:
        return None
    found = _law(case)
    if isinstance(found, Words):
        return Finding("feder_rate", "fail", found, _FEDER_LAW, actual=str(feder))
    own = case.scheme.caps.feder_rate
    rate, basis = found.rate, law_basis(found.reference)
    if own is not None and own < rate:
        rate, basis = own, scheme_basis(case.scheme)
    base = eligible_base(case.scheme, case.plan)
    what = Words(fr="de FEDER", en="of ERDF")
    return at_most("feder_rate", feder, floor_cent(rate, base), what, basis, rate_of(rate, base))


def leader_rate(case: Case) -> Finding | None:
    """R13: with LEADER, all public money is at most 80 % of the eligible base; the rest, own or private,
    makes at least 20 %."""
    if not money_from(case.plan, "leader"):
        return None
    law = case.regulations.leader()
    base = eligible_base(case.scheme, case.plan)
    public, limit = public_money(case.scheme, case.plan), floor_cent(law.public_rate, base)
    what = Words(fr="d’argent public avec LEADER", en="of public money with LEADER")
    return at_most("leader_rate", public, limit, what, law_basis(law.reference), rate_of(law.public_rate, base))


def leader_share(case: Case) -> Finding | None:
    """R13: FEADER is at most 80 % of the public aid that it co-finances: 4 EUR for 1 EUR of national money.

    National money is all public money but FEADER and FEDER. More of it than the share asks is top-up aid,
    which R13 bounds through :func:`leader_rate`.
    """
    leader = money_from(case.plan, "leader")
    if not leader:
        return None
    law = case.regulations.leader()
    national = public_money(case.scheme, case.plan) - leader - money_from(case.plan, "feder")
    limit = leader_limit(law.feader_share, national)
    what = Words(fr="de FEADER (LEADER)", en="of EAFRD (LEADER)")
    share = percent(law.feader_share)
    detail = Words(
        fr=f"{share.fr} de l’aide publique, pour {euros(national).fr} de contrepartie nationale",
        en=f"{share.en} of the public aid, for {euros(national).en} of national money",
    )
    return at_most("leader_share", leader, limit, what, law_basis(law.reference), detail)


def leader_limit(share: Fraction, national: Money) -> Money:
    """The most FEADER that ``national`` money can call: ``national x share / (1 - share)``."""
    return floor_cent(share / (1 - share), national)


def _law(case: Case) -> FederRate | Words:
    """The rate of the law, or what is missing to know it."""
    region = _region(case)
    if case.plan.period is None or region is None:
        return Words(
            fr="Le plan demande du FEDER : indiquez la période de programmation et la région NUTS 2 du projet.",
            en="The plan asks for ERDF: give the programme period and the project’s NUTS 2 region.",
        )
    try:
        return case.regulations.feder_rate(case.plan.period, region)
    except NotFound:
        return Words(
            fr=f"Aucun taux FEDER n’est connu pour la région {region} sur la période {case.plan.period}.",
            en=f"No ERDF rate is known for the region {region} over the period {case.plan.period}.",
        )


def _region(case: Case) -> str | None:
    covered = case.scheme.territory.nuts2
    return case.plan.applicant.nuts2 or (covered[0] if len(covered) == 1 else None)
