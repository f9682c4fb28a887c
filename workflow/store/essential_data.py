"""What the record knows of each payer's share of an award, for its publication."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, extract, select
from sqlalchemy.orm import Session, aliased

from workflow.kernel.clock import day_in_paris
from workflow.kernel.money import Money
from workflow.schemes.vocabulary import BeneficiaryKind, StateAidRegime
from workflow.store.tables import (
    Application,
    Award,
    AwardShare,
    Body,
    FundingPlanRow,
    Organisation,
    Payment,
    PlanYear,
    SchemeVersion,
)

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class AwardFact:
    """One payer's share of one award: what two bodies and a beneficiary agreed on, and what was paid of it.

    ``amount`` is what the share is worth: where the award lapsed, what was paid and kept. Days are those
    of Paris. ``years`` are the calendar years over which the voted plan spreads the aid, in order.
    """

    reference: str
    title: str
    scheme_title: str
    payer: str
    payer_name: str
    payer_siret: str | None
    running_body_name: str
    running_body_siret: str | None
    beneficiary_name: str | None
    beneficiary_kind: BeneficiaryKind | None
    beneficiary_siret: str | None
    beneficiary_rna: str | None
    deposited_on: date | None
    decided_on: date
    decision_number: str
    agreement_required: bool
    agreement_signed_on: date | None
    requested: Money | None
    amount: Money
    closed_on: date | None
    regime: StateAidRegime
    years: tuple[int, ...] = ()
    payments: tuple[date, ...] = ()
    other_payers: tuple[str, ...] = ()


def award_facts(session: Session, year: int | None = None) -> Iterator[AwardFact]:
    """Every share of every award, or of those decided in ``year``, in the order of references, then of shares."""
    names, payments = _payers(session), _payments(session)
    regimes, years, versions = _regimes(session), _years(session), _versions(session)
    for row in session.execute(_shares(year)):
        share: AwardShare = row.AwardShare
        application: Application = row.Application
        title, usual_regime = versions[application.decision_version_id or application.scheme_version_id]
        kept = share.paid - share.recovered
        others = [name for other, name in names[share.award_id] if other != share.id]
        yield AwardFact(
            reference=application.reference,
            title=application.title,
            scheme_title=title or application.scheme_id,
            payer=share.payer,
            payer_name=row.payer_name,
            payer_siret=row.payer_siret,
            running_body_name=row.running_name,
            running_body_siret=row.running_siret,
            beneficiary_name=row.beneficiary,
            beneficiary_kind=row.kind,
            beneficiary_siret=row.siret,
            beneficiary_rna=row.rna,
            deposited_on=_day(application.submitted_at),
            decided_on=share.decided_on,
            decision_number=share.decision_number,
            agreement_required=share.agreement_required,
            agreement_signed_on=share.agreement_signed_on,
            requested=application.requested_amount if not others else None,
            amount=kept if row.lapsed_on is not None else share.amount,
            closed_on=row.closed_on,
            regime=regimes.get(application.id) or usual_regime,
            years=years.get(application.id, ()),
            payments=tuple(payments.get(share.id, ())),
            other_payers=tuple(dict.fromkeys(others)),
        )


def _shares(year: int | None) -> Select[*tuple[Any, ...]]:
    payer, running = aliased(Body), aliased(Body)
    statement = (
        select(
            AwardShare,
            Application,
            Award.lapsed_on,
            Award.closed_on,
            payer.name.label("payer_name"),
            payer.siret.label("payer_siret"),
            running.name.label("running_name"),
            running.siret.label("running_siret"),
            Organisation.name.label("beneficiary"),
            Organisation.kind,
            Organisation.siret,
            Organisation.rna,
        )
        .join(Award, Award.id == AwardShare.award_id)
        .join(Application, Application.id == Award.application_id)
        .join(payer, payer.id == AwardShare.payer)
        .join(running, running.id == Application.body_id)
        .join(Organisation, Organisation.id == Application.organisation_id, isouter=True)
        .order_by(Application.reference, AwardShare.id)
        .execution_options(yield_per=_BATCH)
    )
    return statement if year is None else statement.where(extract("year", AwardShare.decided_on) == year)


def _payers(session: Session) -> Mapping[int, list[tuple[int, str]]]:
    """The shares of each award that has several, with the names of their payers."""
    payers: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    statement = select(AwardShare.award_id, AwardShare.id, Body.name).join(Body, Body.id == AwardShare.payer)
    for award, share, name in session.execute(statement.order_by(AwardShare.id)):
        payers[award].append((share, name))
    return payers


def _payments(session: Session) -> Mapping[int, list[date]]:
    paid: defaultdict[int, list[date]] = defaultdict(list)
    statement = select(Payment.award_share_id, Payment.paid_on).where(Payment.kind != "recovery")
    for share, day in session.execute(statement.order_by(Payment.paid_on, Payment.id)):
        paid[share].append(day)
    return paid


def _regimes(session: Session) -> Mapping[int, StateAidRegime | None]:
    """The State-aid regime of each application, as its newest voted plan names it."""
    statement = select(FundingPlanRow.application_id, FundingPlanRow.regime).where(FundingPlanRow.kind == "voted")
    rows = session.execute(statement.order_by(FundingPlanRow.number)).all()
    return {row.application_id: row.regime for row in rows}


def _years(session: Session) -> Mapping[int, tuple[int, ...]]:
    """The calendar years of each application's newest voted plan."""
    statement = (
        select(FundingPlanRow.application_id, FundingPlanRow.id, PlanYear.year)
        .join(PlanYear, PlanYear.plan_id == FundingPlanRow.id)
        .where(FundingPlanRow.kind == "voted")
        .order_by(FundingPlanRow.number, PlanYear.year)
    )
    spread: dict[int, dict[int, tuple[int, ...]]] = {}
    for application, plan, year in session.execute(statement):
        plans = spread.setdefault(application, {})
        plans[plan] = (*plans.get(plan, ()), year)
    return {application: list(plans.values())[-1] for application, plans in spread.items()}


def _versions(session: Session) -> Mapping[int, tuple[str, StateAidRegime]]:
    """The French title and the usual State-aid regime of each version of a scheme."""
    versions = {}
    for version, content in session.execute(select(SchemeVersion.id, SchemeVersion.content)):
        scheme = json.loads(content).get("scheme", {})
        versions[version] = (scheme.get("title", {}).get("fr", ""), scheme.get("state_aid", "none"))
    return versions


def _day(moment: datetime | None) -> date | None:
    return day_in_paris(moment) if moment is not None else None
