"""Funding plans in and out of the record, as the facts that every rule takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import cast

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from workflow.kernel.money import Money
from workflow.rules.plan import Applicant, CostLine, FundingPlan, PriorAid, ResourceLine
from workflow.schemes.vocabulary import BeneficiaryKind, Nuts2
from workflow.store.dossier import Dossier, told_by
from workflow.store.memory import remembered
from workflow.store.tables.plans import (
    FundingPlanRow,
    PlanCost,
    PlanKind,
    PlanResource,
    PlanYear,
    PriorAidRow,
)


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A version of a plan as the record keeps it. ``requested_costs`` and ``reasons`` follow the cost lines."""

    kind: PlanKind
    number: int
    filed: bool
    created_at: datetime
    plan: FundingPlan
    requested_costs: tuple[Money | None, ...]
    reasons: tuple[str | None, ...]


def _told_prior_aids(whole: Dossier) -> tuple[PriorAid, ...]:
    rows = sorted(whole.all(PriorAidRow), key=attrgetter("granted_on"))
    return tuple(PriorAid(row.granted_on, row.amount, row.regime, row.group_name) for row in rows)


def _told_plans(whole: Dossier, kind: BeneficiaryKind, group: str | None) -> tuple[KeptPlan, ...]:
    lines = whole.all(PlanCost), whole.all(PlanResource), whole.all(PlanYear)
    prior = _told_prior_aids(whole)
    return tuple(_kept(head, kind, group, *lines, prior) for head in whole.all(FundingPlanRow))


@remembered
@told_by(_told_plans)
def plans_of(session: Session, application_id: int, kind: BeneficiaryKind, group: str | None) -> tuple[KeptPlan, ...]:
    """Every version of the plans of an application, oldest first, in five statements.

    ``kind`` and ``group`` describe the applicant, who is not part of the plan's rows.
    """
    heads = session.scalars(
        select(FundingPlanRow).where(FundingPlanRow.application_id == application_id).order_by(FundingPlanRow.id)
    ).all()
    if not heads:
        return ()
    ids = [head.id for head in heads]
    costs = session.scalars(select(PlanCost).where(PlanCost.plan_id.in_(ids)).order_by(PlanCost.position)).all()
    resources = session.scalars(
        select(PlanResource).where(PlanResource.plan_id.in_(ids)).order_by(PlanResource.position)
    ).all()
    years = session.scalars(select(PlanYear).where(PlanYear.plan_id.in_(ids)).order_by(PlanYear.year)).all()
    prior = prior_aids_of(session, application_id)
    return tuple(_kept(head, kind, group, costs, resources, years, prior) for head in heads)


def latest(plans: Sequence[KeptPlan], kind: PlanKind) -> KeptPlan | None:
    """The newest of ``plans`` of this kind."""
    return next((kept for kept in reversed(plans) if kept.kind == kind), None)


@remembered
@told_by(_told_prior_aids)
def prior_aids_of(session: Session, application_id: int) -> tuple[PriorAid, ...]:
    """The earlier aids declared with an application, oldest first."""
    rows = session.scalars(
        select(PriorAidRow).where(PriorAidRow.application_id == application_id).order_by(PriorAidRow.granted_on)
    )
    return tuple(PriorAid(row.granted_on, row.amount, row.regime, row.group_name) for row in rows)


def write_plan(
    session: Session,
    application_id: int,
    kind: PlanKind,
    plan: FundingPlan,
    *,
    at: datetime,
    person_id: int | None,
    filed: bool = False,
    requested_costs: Sequence[Money | None] = (),
    reasons: Sequence[str | None] = (),
) -> int:
    """Write ``plan`` as the draft of its kind (the newest version where that is not filed, else the next one).

    Returns the number of the version. The prior aids of the application are replaced by the plan's.
    """
    head = _draft(session, application_id, kind, at, person_id)
    _fill(head, plan)
    session.flush()
    for table in (PlanCost, PlanResource, PlanYear):
        session.execute(delete(table).where(table.plan_id == head.id))
    session.add_all(_costs(head.id, plan, requested_costs, reasons))
    session.add_all(
        PlanResource(
            plan_id=head.id,
            position=position,
            source=line.source,
            label=line.label,
            amount=line.amount,
            status=line.status,
        )
        for position, line in enumerate(plan.resources)
    )
    session.add_all(PlanYear(plan_id=head.id, year=year, amount=amount) for year, amount in plan.yearly.items())
    _replace_prior_aids(session, application_id, plan.prior_aid)
    session.flush()
    if filed:
        file_plan(session, application_id, kind)
    return head.number


def file_plan(session: Session, application_id: int, kind: PlanKind) -> None:
    """Freeze the newest version of a kind: the database then refuses any change to it."""
    newest = (
        select(func.max(FundingPlanRow.number))
        .where(FundingPlanRow.application_id == application_id, FundingPlanRow.kind == kind)
        .scalar_subquery()
    )
    session.flush()
    session.execute(
        update(FundingPlanRow)
        .where(
            FundingPlanRow.application_id == application_id,
            FundingPlanRow.kind == kind,
            FundingPlanRow.number == newest,
            FundingPlanRow.filed.is_(False),
        )
        .values(filed=True)
        .execution_options(synchronize_session=False)
    )


def _draft(
    session: Session, application_id: int, kind: PlanKind, at: datetime, person_id: int | None
) -> FundingPlanRow:
    newest = session.scalars(
        select(FundingPlanRow)
        .where(FundingPlanRow.application_id == application_id, FundingPlanRow.kind == kind)
        .order_by(FundingPlanRow.number.desc())
        .limit(1)
    ).first()
    if newest is not None and not newest.filed:
        return newest
    number = 1 if newest is None else newest.number + 1
    head = FundingPlanRow(
        application_id=application_id, kind=kind, number=number, request=Money(0), created_at=at, person_id=person_id
    )
    session.add(head)
    return head


def _fill(head: FundingPlanRow, plan: FundingPlan) -> None:
    head.request = plan.request
    head.in_kind_costs = plan.in_kind_costs
    head.in_kind_resources = plan.in_kind_resources
    head.partners = plan.partners
    head.phase = plan.phase
    head.period = plan.period
    head.investment = plan.investment
    head.regime = plan.regime
    head.nuts2 = cast("Nuts2 | None", plan.applicant.nuts2)  # any other code breaks the table's CHECK


def _costs(
    plan_id: int, plan: FundingPlan, requested: Sequence[Money | None], reasons: Sequence[str | None]
) -> list[PlanCost]:
    return [
        PlanCost(
            plan_id=plan_id,
            position=position,
            account=line.account,
            label=line.label,
            amount=line.amount,
            eligible=line.eligible,
            year=line.year,
            requested=requested[position] if position < len(requested) else None,
            reason=reasons[position] if position < len(reasons) else None,
        )
        for position, line in enumerate(plan.costs)
    ]


def _replace_prior_aids(session: Session, application_id: int, aids: Sequence[PriorAid]) -> None:
    session.execute(delete(PriorAidRow).where(PriorAidRow.application_id == application_id))
    session.add_all(
        PriorAidRow(
            application_id=application_id,
            granted_on=aid.granted_on,
            amount=aid.amount,
            regime=aid.regime,
            group_name=aid.group,
        )
        for aid in aids
    )


def _kept(
    head: FundingPlanRow,
    kind: BeneficiaryKind,
    group: str | None,
    costs: Sequence[PlanCost],
    resources: Sequence[PlanResource],
    years: Sequence[PlanYear],
    prior: tuple[PriorAid, ...],
) -> KeptPlan:
    own_costs = [cost for cost in costs if cost.plan_id == head.id]
    plan = FundingPlan(
        applicant=Applicant(kind=kind, nuts2=head.nuts2, group=group),
        request=head.request,
        costs=tuple(
            CostLine(label=cost.label, amount=cost.amount, account=cost.account, eligible=cost.eligible, year=cost.year)
            for cost in own_costs
        ),
        resources=tuple(
            ResourceLine(source=line.source, amount=line.amount, status=line.status, label=line.label)
            for line in resources
            if line.plan_id == head.id
        ),
        in_kind_costs=head.in_kind_costs,
        in_kind_resources=head.in_kind_resources,
        partners=head.partners,
        phase=head.phase,
        period=head.period,
        investment=head.investment,
        regime=head.regime,
        yearly={line.year: line.amount for line in years if line.plan_id == head.id},
        prior_aid=prior,
    )
    return KeptPlan(
        kind=head.kind,
        number=head.number,
        filed=head.filed,
        created_at=head.created_at,
        plan=plan,
        requested_costs=tuple(cost.requested for cost in own_costs),
        reasons=tuple(cost.reason for cost in own_costs),
    )
