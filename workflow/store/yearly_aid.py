"""What each payer grants one legal person, year by year (loi 2000-321 art. 10: the yearly aid of one authority)."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ColumnElement, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from workflow.kernel.money import ZERO, Money, total
from workflow.store.memory import remembered
from workflow.store.tables import Application, Award, AwardShare, FundingPlanRow, Organisation, PlanYear
from workflow.store.types import Cents


@remembered
def granted_by_year(session: Session, organisation_id: int | None, apart_from: int) -> dict[str, dict[int, Money]]:
    """What each payer granted a legal person by its other awards, by the year in which it counts.

    A share that the plan voted spreads over years counts in them; any other one counts in the year of its decision.
    A lapsed one counts for what it paid and kept. ``apart_from`` is the award that does not count. Organisations
    with the same SIREN or RNA number are one legal person.
    """
    granted: defaultdict[str, defaultdict[int, Money]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    if organisation_id is None:
        return {}
    kept = type_coerce(AwardShare.paid - AwardShare.recovered, Cents())
    rows = session.execute(
        select(
            Application.id,
            AwardShare.payer,
            AwardShare.decided_on,
            case((Award.lapsed_on.is_not(None), kept), else_=AwardShare.amount),
        )
        .join(Award, Award.application_id == Application.id)
        .join(AwardShare, AwardShare.award_id == Award.id)
        .where(Application.organisation_id.in_(_same_person(session, organisation_id)), Award.id != apart_from)
    ).all()
    spread = _voted_years(session, {row[0] for row in rows})
    for application_id, payer, decided_on, amount in rows:
        years = spread.get(application_id, {})
        for year, part in (years if total(years.values()) == amount else {decided_on.year: amount}).items():
            granted[payer][year] += part
    return {payer: dict(years) for payer, years in granted.items()}


def _voted_years(session: Session, application_ids: set[int]) -> dict[int, dict[int, Money]]:
    """The years of the newest plan voted for each application, where it has any."""
    if not application_ids:
        return {}
    newest = (
        select(func.max(FundingPlanRow.id))
        .where(FundingPlanRow.kind == "voted", FundingPlanRow.application_id.in_(application_ids))
        .group_by(FundingPlanRow.application_id)
    )
    rows = session.execute(
        select(FundingPlanRow.application_id, PlanYear.year, PlanYear.amount)
        .join(PlanYear, PlanYear.plan_id == FundingPlanRow.id)
        .where(FundingPlanRow.id.in_(newest))
    )
    years: defaultdict[int, dict[int, Money]] = defaultdict(dict)
    for application_id, year, amount in rows:
        years[application_id][year] = amount
    return years


def _same_person(session: Session, organisation_id: int) -> list[int]:
    known = session.execute(
        select(Organisation.siret, Organisation.rna).where(Organisation.id == organisation_id)
    ).one()
    same: list[ColumnElement[bool]] = [Organisation.id == organisation_id]
    if known.siret:
        same.append(func.substr(Organisation.siret, 1, 9) == known.siret[:9])
    if known.rna:
        same.append(Organisation.rna == known.rna)
    return list(session.scalars(select(Organisation.id).where(or_(*same))))
