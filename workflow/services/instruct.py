"""Instruct: the officer retains costs, proposes an amount, and opinions are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money
from workflow.kernel.words import Words
from workflow.rules.award import with_award
from workflow.rules.base import eligible_base
from workflow.rules.plan import CostLine, FundingPlan, ResourceLine
from workflow.schemes.model import Scheme
from workflow.services.access import locked_application
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.facts import Dossier, read_dossier
from workflow.services.plan_shape import refuse_unusable
from workflow.services.stepping import Brings, take_step
from workflow.services.work import Work
from workflow.store import instruction, plans

OpinionValue = Literal["favourable", "unfavourable", "deferred"]
LONGEST_OPINION: Final = 20_000
"""Characters of the grounds of an opinion."""


@dataclass(frozen=True, slots=True)
class RetainedCost:
    """What instruction retains of the cost line at ``position`` (from 0) of the plan requested.

    ``amount`` is at most what was asked; less, or not ``eligible``, needs a ``reason``.
    """

    position: int
    amount: Money
    eligible: bool
    reason: str = ""


def retain_costs(context: Context, request: StepRequest, retained: Sequence[RetainedCost]) -> StepDone:
    """Write the instructed plan: the costs retained, line by line, beside those requested.

    Lines that are not named are retained as asked; what co-funders have answered since stays. The own funds give way
    so that the plan still balances.

    Raises:
        InvalidInput: a line that does not exist, more than was asked, or a cut without its reason.
    """
    dossier = _dossier(context, request)
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    requested = plans.latest(kept, "requested")
    if requested is None:
        raise InvalidInput([_no_plan()])
    by_position = _checked(retained, requested.plan)
    costs = tuple(_retained(line, by_position.get(index)) for index, line in enumerate(requested.plan.costs))
    proposed = dossier.application.proposed_amount
    scheme = dossier.loaded.scheme
    so_far = plans.latest(kept, "instructed") or requested
    plan = _rebalanced(scheme, replace(so_far.plan, costs=costs), proposed)
    reasons = [by_position[index].reason.strip() if index in by_position else None for index in range(len(costs))]

    def write(work: Work) -> None:
        plans.write_plan(
            work.context.session,
            work.application.id,
            "instructed",
            plan,
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
            requested_costs=[line.amount for line in requested.plan.costs],
            reasons=[reason or None for reason in reasons],
        )

    base = eligible_base(scheme, plan)
    return take_step(
        context,
        request,
        "retain_costs",
        Brings(changes={"retained_base": base}, details={"retained_base": str(base)}, write=write),
    )


def propose_amount(
    context: Context, request: StepRequest, amount: Money, resources: Sequence[ResourceLine] | None = None
) -> StepDone:
    """Propose ``amount`` to the committee, on the retained costs; zero proposes to refuse.

    ``resources`` replaces the other lines of the plan where a co-funder has answered since.

    Raises:
        InvalidInput: a negative amount, or costs that were not retained yet.
    """
    if amount < ZERO:
        words = Words(fr="Le montant proposé ne peut pas être négatif.", en="The amount cannot be negative.")
        raise InvalidInput([Problem("amount", "amount_negative", words)])
    dossier = _dossier(context, request)
    kept = plans.plans_of(context.session, dossier.application.id, dossier.applicant_kind, dossier.group)
    instructed = plans.latest(kept, "instructed")
    if instructed is None:
        raise InvalidInput([_not_retained()])
    plan = instructed.plan if resources is None else replace(instructed.plan, resources=tuple(resources))
    refuse_unusable(plan)
    plan = with_award(dossier.loaded.scheme, plan, amount)

    def write(work: Work) -> None:
        plans.write_plan(
            work.context.session,
            work.application.id,
            "instructed",
            plan,
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
            requested_costs=instructed.requested_costs,
            reasons=instructed.reasons,
        )

    brings = Brings(changes={"proposed_amount": amount}, details={"amount": str(amount)}, write=write)
    return take_step(context, request, "propose_amount", brings)


def give_opinion(
    context: Context, request: StepRequest, value: OpinionValue, text: str, scores: Mapping[str, int]
) -> StepDone:
    """Give the case officer's opinion, with marks on the scheme's grid (none, or by criterion).

    Raises:
        InvalidInput: no words or endless ones, an unknown criterion, or a mark beyond its maximum.
    """
    return _opinion(context, request, "give_opinion", "officer", value, text, scores)


def give_expert_opinion(
    context: Context, request: StepRequest, value: OpinionValue, text: str, scores: Mapping[str, int]
) -> StepDone:
    """Give an expert's opinion; see :func:`give_opinion`."""
    return _opinion(context, request, "give_expert_opinion", "expert", value, text, scores)


def _opinion(
    context: Context,
    request: StepRequest,
    event: str,
    kind: Literal["officer", "expert"],
    value: OpinionValue,
    text: str,
    scores: Mapping[str, int],
) -> StepDone:
    dossier = _dossier(context, request)
    _check_opinion(dossier.loaded.scheme, value, text, scores)

    def write(work: Work) -> None:
        instruction.add_opinion(
            work.context.session,
            work.application.id,
            kind,
            value,
            text.strip(),
            scores,
            at=work.context.clock.now(),
            person_id=work.context.actor.person_id,
        )

    return take_step(context, request, event, Brings(details={"value": value}, write=write))


def _dossier(context: Context, request: StepRequest) -> Dossier:
    application = locked_application(context, request.reference)
    return read_dossier(context, application)


def _rebalanced(scheme: Scheme, plan: FundingPlan, proposed: Money | None) -> FundingPlan:
    return with_award(scheme, plan, plan.request if proposed is None else proposed)


def _retained(line: CostLine, kept: RetainedCost | None) -> CostLine:
    return line if kept is None else replace(line, amount=kept.amount, eligible=kept.eligible)


def _checked(retained: Sequence[RetainedCost], plan: FundingPlan) -> dict[int, RetainedCost]:
    problems = []
    for one in retained:
        path = f"costs[{one.position}]"
        if not 0 <= one.position < len(plan.costs):
            words = Words(fr="Cette ligne n’est pas dans le plan.", en="This line is not in the plan.")
            problems.append(Problem(path, "unknown_line", words))
            continue
        asked = plan.costs[one.position]
        if not ZERO <= one.amount <= asked.amount:
            most = euros(asked.amount)
            words = Words(
                fr=f"Un montant entre 0 et {most.fr} est attendu.", en=f"An amount between 0 and {most.en} is expected."
            )
            problems.append(Problem(f"{path}.amount", "amount_range", words))
        is_cut = one.amount < asked.amount or (asked.eligible and not one.eligible)
        if is_cut and not one.reason.strip():
            words = Words(fr="Dites pourquoi cette dépense est réduite.", en="Say why this cost is cut.")
            problems.append(Problem(f"{path}.reason", "reason_missing", words))
    if problems:
        raise InvalidInput(problems)
    return {one.position: one for one in retained}


def _check_opinion(scheme: Scheme, value: str, text: str, scores: Mapping[str, int]) -> None:
    problems = []
    if value not in ("favourable", "unfavourable", "deferred"):
        words = Words(fr="Choisissez le sens de l’avis.", en="Choose what the opinion is.")
        problems.append(Problem("value", "choice_unknown", words))
    if len(text.strip()) > LONGEST_OPINION:
        words = Words(fr=f"{LONGEST_OPINION} caractères au plus.", en=f"At most {LONGEST_OPINION} characters.")
        problems.append(Problem("text", "text_too_long", words))
    if not text.strip():
        words = Words(fr="Motivez l’avis en quelques phrases.", en="Give grounds for the opinion.")
        problems.append(Problem("text", "text_missing", words))
    maxima = {criterion.id: criterion.maximum for criterion in scheme.scoring}
    for criterion, mark in scores.items():
        if criterion not in maxima:
            words = Words(fr="Ce critère n’est pas dans la grille.", en="This criterion is not in the grid.")
            problems.append(Problem(f"scores.{criterion}", "criterion_unknown", words))
        elif not 0 <= mark <= maxima[criterion]:
            most = maxima[criterion]
            words = Words(fr=f"Une note de 0 à {most} est attendue.", en=f"A mark from 0 to {most} is expected.")
            problems.append(Problem(f"scores.{criterion}", "mark_range", words))
    if problems:
        raise InvalidInput(problems)


def _no_plan() -> Problem:
    words = Words(fr="Ce dossier n’a pas de plan de financement.", en="This application has no funding plan.")
    return Problem("plan", "plan_missing", words)


def _not_retained() -> Problem:
    words = Words(fr="Retenez d’abord les dépenses.", en="Retain the costs first.")
    return Problem("amount", "costs_not_retained", words)
