"""The single undertaking that an applicant belongs to, and what its members were awarded here (R6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from workflow.kernel.money import Money
from workflow.schemes.vocabulary import StateAidRegime
from workflow.store.memory import remembered
from workflow.store.tables import Application, Award, AwardShare, FundingPlanRow, Organisation
from workflow.store.types import Cents


@dataclass(frozen=True, slots=True)
class GrantedAid:
    """One award to a member of the undertaking: all its shares; a lapsed one is worth what it paid and kept.

    ``regime`` is the one that the plan voted names, if it names one; the scheme's version says the rest.
    """

    scheme_id: str
    scheme_version_id: int
    decided_on: date
    amount: Money
    regime: StateAidRegime | None


@remembered
def members_of(session: Session, organisation_id: int) -> tuple[int, ...]:
    """The organisations that share a group's name, a SIREN or an RNA number with this one, itself included."""
    keys = _keys(session, organisation_id)
    if not keys:
        return (organisation_id,)
    named = func.upper(func.replace(Organisation.group_name, " ", ""))
    same = or_(named.in_(keys), func.substr(Organisation.siret, 1, 9).in_(keys), Organisation.rna.in_(keys))
    found = session.scalars(select(Organisation.id).where(same | (Organisation.id == organisation_id)))
    return tuple(sorted(found))


def hold(session: Session, organisation_id: int) -> None:
    """Hold the undertaking until the transaction ends, so that two awards to it are decided one after the other."""
    members = members_of(session, organisation_id)
    held = select(Organisation.id).where(Organisation.id.in_(members)).order_by(Organisation.id)
    session.execute(held.with_for_update()).all()


@remembered
def granted_to(session: Session, organisation_id: int | None, person_id: int, apart_from: int) -> Sequence[GrantedAid]:
    """What was awarded to the undertaking of an organisation (to the person, where there is none), oldest first.

    ``apart_from`` is the application whose own award does not count.
    """
    net = type_coerce(func.sum(AwardShare.paid) - func.sum(AwardShare.recovered), Cents())
    granted = type_coerce(func.sum(AwardShare.amount), Cents())
    regime = (
        select(FundingPlanRow.regime)
        .where(FundingPlanRow.application_id == Application.id, FundingPlanRow.kind == "voted")
        .order_by(FundingPlanRow.number.desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )
    version = func.coalesce(Application.decision_version_id, Application.scheme_version_id)
    rows = session.execute(
        select(
            Application.scheme_id,
            version,
            Award.decided_on,
            case((Award.lapsed_on.is_not(None), net), else_=granted),
            regime,
        )
        .join(Award, Award.application_id == Application.id)
        .join(AwardShare, AwardShare.award_id == Award.id)
        .where(_applicant(session, organisation_id, person_id), Application.id != apart_from)
        .group_by(Application.id, Award.id)
        .order_by(Award.decided_on, Award.id)
    )
    return [GrantedAid(*row) for row in rows]


def _applicant(session: Session, organisation_id: int | None, person_id: int) -> ColumnElement[bool]:
    if organisation_id is None:
        return Application.organisation_id.is_(None) & (Application.applicant_person_id == person_id)
    return Application.organisation_id.in_(members_of(session, organisation_id))


def _keys(session: Session, organisation_id: int) -> frozenset[str]:
    """Every name under which the undertaking of an organisation may be known, as the rules compare them."""
    row = session.execute(
        select(Organisation.group_name, Organisation.siret, Organisation.rna).where(Organisation.id == organisation_id)
    ).one()
    compact = "".join((row.group_name or "").split()).upper()
    group = compact[:9] if len(compact) == 14 and compact.isdigit() else compact
    return frozenset(key for key in (group, (row.siret or "")[:9], row.rna) if key)
