"""The minimum own share of a local authority that invests (R5). Never asked of an association."""

from __future__ import annotations

from fractions import Fraction

from workflow.kernel.formats import euros, percent
from workflow.kernel.money import Money, floor_cent
from workflow.kernel.words import Words
from workflow.rules.base import money_from, public_money
from workflow.rules.case import Case
from workflow.rules.finding import Finding
from workflow.rules.wording import at_least, law_basis


def own_share(case: Case) -> Finding | None:
    """R5: own money is at least 20 % of public financing, the own share included, private money excluded.

    Source: CGCT L1111-10 III. Applies where the applicant is a local authority and the plan an investment.
    """
    if not owns_an_investment(case):
        return None
    law = case.regulations.own_share()
    own = money_from(case.plan, "own")
    public = public_money(case.scheme, case.plan) + own
    limit = smallest_share(law.rate, public)
    what = Words(fr="de participation propre", en="of own money")
    detail = Words(
        fr=f"{percent(law.rate).fr} de {euros(public).fr} de financements publics, participation comprise",
        en=f"{percent(law.rate).en} of {euros(public).en} of public financing, own money included",
    )
    return at_least("own_share", own, limit, what, law_basis(law.reference), detail)


def owns_an_investment(case: Case) -> bool:
    """Whether R5 applies: a local authority that is the owner of an investment."""
    return case.plan.applicant.kind == "local_authority" and case.plan.investment


def smallest_share(rate: Fraction, public: Money) -> Money:
    """``rate`` of ``public`` as a minimum: to the cent above, so that whole cents compare exactly."""
    return -floor_cent(rate, -public)
