"""De minimis cumulates what the applicant declares and what Octroi itself has awarded to the same undertaking (R6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from workflow.kernel.errors import NotFound
from workflow.kernel.money import Money
from workflow.rules.gross_grant_equivalent import gross_grant_equivalent
from workflow.rules.plan import FundingPlan, PriorAid
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.regulations import DeMinimisRegime
from workflow.schemes.vocabulary import StateAidRegime
from workflow.services.context import Context
from workflow.services.versions import pinned
from workflow.store import undertakings
from workflow.store.applications import ApplicationRecord
from workflow.store.undertakings import GrantedAid

DECLARED_WITHIN: Final = 92
"""Days between a decision and the day under which its beneficiary may declare it: that of its letter, say."""


def with_known_aid(
    context: Context, application: ApplicationRecord, loaded: LoadedScheme, plan: FundingPlan
) -> FundingPlan:
    """``plan`` with the aid awarded here to the single undertaking added to that which was declared.

    An award that was declared too (the same amount, about the same day) counts once. A plan outside the de minimis
    regimes comes back as it is.
    """
    if _regime(plan.regime, loaded) is None:
        return plan
    known = tuple(_known(context, application, plan.applicant.group))
    undeclared = list(known)
    declared = [aid for aid in plan.prior_aid if not _taken_out(undeclared, aid)]
    return replace(plan, prior_aid=(*declared, *known))


def hold_undertaking(context: Context, application: ApplicationRecord, loaded: LoadedScheme) -> bool:
    """Hold the applicant's undertaking where its aid is cumulated: no other award to it is decided meanwhile.

    Where it is held, what was read before is to be read again: another award may just have been decided.
    """
    if application.organisation_id is None or _regime(None, loaded) is None:
        return False
    undertakings.hold(context.session, application.organisation_id)
    return True


def _known(context: Context, application: ApplicationRecord, group: str | None) -> Iterator[PriorAid]:
    granted = undertakings.granted_to(
        context.session, application.organisation_id, application.applicant_person_id, application.id
    )
    for aid in granted:
        loaded = pinned(context, aid.scheme_id, aid.scheme_version_id)
        regime = _regime(aid.regime, loaded)
        if regime is not None and aid.amount:
            yield PriorAid(aid.decided_on, _counted(context, aid, loaded, regime), regime, group)


def _counted(context: Context, aid: GrantedAid, loaded: LoadedScheme, regime: DeMinimisRegime) -> Money:
    """A repayable advance counts for its gross grant equivalent (R7)."""
    advance = loaded.scheme.advance
    if advance is None or loaded.scheme.instrument != "repayable_advance":
        return aid.amount
    try:
        limit = context.catalogue.regulations.de_minimis(regime, aid.decided_on)
    except NotFound:
        return aid.amount
    years = Fraction(advance.total_months, 12)
    return gross_grant_equivalent(aid.amount, years, secured=advance.secured, limit=limit)


def _taken_out(known: list[PriorAid], declared: PriorAid) -> bool:
    """Whether ``declared`` is one of ``known``, which is then taken out: it answers for one declaration only."""
    for aid in known:
        days = abs((aid.granted_on - declared.granted_on).days)
        if (aid.amount, aid.regime) == (declared.amount, declared.regime) and days <= DECLARED_WITHIN:
            known.remove(aid)
            return True
    return False


def _regime(stated: StateAidRegime | None, loaded: LoadedScheme) -> DeMinimisRegime | None:
    regime = stated or loaded.scheme.state_aid
    return regime if regime in ("de_minimis", "sgei_de_minimis") else None
