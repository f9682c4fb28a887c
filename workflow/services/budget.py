"""The budget of an application: what is typed becomes a funding plan, and a plan what is shown.

An amount is in euros ("1234.50").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, cast

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.words import Words
from workflow.rules.plan import Applicant, CostLine, FundingPlan, LineStatus, PriorAid, ResourceLine
from workflow.schemes.accounts import is_admitted
from workflow.schemes.answer_types import check_shape, is_empty, read_answer
from workflow.schemes.form import Field
from workflow.schemes.vocabulary import Phase, StateAidRegime
from workflow.services.budget_form import MOST_LINES, BudgetForm

Answers = Mapping[str, Any]


def first_year_of(plan: FundingPlan | None, today: date) -> int:
    """The first year of a plan; that of ``today`` where it names none."""
    if plan is None:
        return today.year
    years = [*plan.yearly, *(line.year for line in plan.costs if line.year is not None)]
    return min(years, default=today.year)


def budget_answers(form: BudgetForm, plan: FundingPlan) -> dict[str, object]:
    """``plan`` as answers to the questions of ``form``."""
    answers: dict[str, object] = {
        "costs": _cost_rows(form, plan),
        "resources": [
            {
                "source": line.source,
                "label": line.label,
                "amount": str(line.amount),
                "status": line.status,
            }
            for line in plan.resources
            if line.source != form.own_source
        ],
        "in_kind_costs": str(plan.in_kind_costs) if plan.in_kind_costs else None,
        "in_kind_resources": str(plan.in_kind_resources) if plan.in_kind_resources else None,
        "phase": plan.phase,
        "investment": plan.investment,
        "prior_aid": [
            {"granted_on": aid.granted_on.isoformat(), "amount": str(aid.amount), "regime": aid.regime}
            for aid in plan.prior_aid
        ],
    }
    for rank, year in enumerate(form.years, 1):
        answers[f"request_{rank}"] = str(plan.yearly[year]) if year in plan.yearly else None
    if not form.years:
        answers["request"] = str(plan.request) if plan.request else None
    known = {one.id for one in form.fields}
    return {key: value for key, value in answers.items() if key in known}


def read_budget(form: BudgetForm, answers: Answers) -> FundingPlan:
    """The funding plan that ``answers`` make; whose it is, is for the verb that keeps it to say.

    A line without an amount counts as zero. The aid asked for becomes the scheme's own line of the resources.

    Raises:
        InvalidInput: one problem an answer that cannot be read (``costs[1].amount``).
    """
    problems: list[Problem] = []
    given = {one.id: _read(one, answers.get(one.id), one.id, problems) for one in form.fields}
    if problems:
        raise InvalidInput(problems)
    yearly = {year: _money(given.get(f"request_{rank}")) for rank, year in enumerate(form.years, 1)}
    request = total(yearly.values()) if form.years else _money(given.get("request"))
    return FundingPlan(
        applicant=Applicant("association"),
        request=request,
        costs=tuple(_costs(form, given.get("costs") or [])),
        resources=tuple(_resources(form, request, given.get("resources") or [])),
        in_kind_costs=_money(given.get("in_kind_costs")),
        in_kind_resources=_money(given.get("in_kind_resources")),
        phase=cast("Phase | None", given.get("phase")),
        investment=bool(given.get("investment")),
        yearly=yearly if request else {},
        prior_aid=tuple(_prior_aid(given.get("prior_aid") or [])),
    )


def _read(one: Field, value: Any, path: str, problems: list[Problem]) -> Any:
    """The normal form of an answer; what is wrong with it is added to ``problems``."""
    if is_empty(value):
        return None
    wrong = check_shape(one, value, path)
    if wrong:
        problems.extend(wrong)
        return None
    if one.type == "block":
        return [_read_row(one, row, f"{path}[{index}]", problems) for index, row in enumerate(value[:MOST_LINES])]
    try:
        return read_answer(one, value, path)
    except InvalidInput as refusal:
        problems.extend(refusal.problems)
        return None


def _read_row(block: Field, row: Answers, path: str, problems: list[Problem]) -> dict[str, Any]:
    needed = {"costs": "account", "resources": "source", "prior_aid": "granted_on"}[block.id]
    read = {one.id: _read(one, row.get(one.id), f"{path}.{one.id}", problems) for one in block.fields}
    typed = [key for key, value in row.items() if key not in _PRESET and not is_empty(value)]
    if typed and is_empty(row.get(needed)):
        problems.append(Problem(f"{path}.{needed}", "answer_missing", _NEEDED[needed]))
    return read


def _costs(form: BudgetForm, rows: Sequence[Answers]) -> Iterator[CostLine]:
    admitted = form.scheme.costs.accounts if form.scheme.costs is not None else ()
    for row in rows:
        account = str(row.get("account") or "").removeprefix("account_")
        line = CostLine(row.get("label") or "", ZERO, account, is_admitted(account, admitted))
        if not form.years:
            yield replace(line, amount=_money(row.get("amount")))
            continue
        given = [(year, row.get(f"amount_{rank}")) for rank, year in enumerate(form.years, 1)]
        typed = [(year, amount) for year, amount in given if amount is not None]
        for year, amount in typed or given[:1]:
            yield replace(line, amount=_money(amount), year=year)


def _resources(form: BudgetForm, request: Money, rows: Sequence[Answers]) -> Iterator[ResourceLine]:
    if form.own_source is not None and request:
        yield ResourceLine(form.own_source, request)
    for row in rows:
        if row.get("source"):
            status = cast("LineStatus", row.get("status") or "requested")
            yield ResourceLine(row["source"], _money(row.get("amount")), status, row.get("label") or "")


def _prior_aid(rows: Sequence[Answers]) -> Iterator[PriorAid]:
    for row in rows:
        if row.get("granted_on"):
            regime = cast("StateAidRegime", row.get("regime") or "de_minimis")
            yield PriorAid(date.fromisoformat(row["granted_on"]), _money(row.get("amount")), regime)


def _cost_rows(form: BudgetForm, plan: FundingPlan) -> list[dict[str, object]]:
    """One row a line; the years of one cost, which are several lines of the plan, share a row."""
    rows: list[dict[str, object]] = []
    for line in plan.costs:
        head = {"account": f"account_{line.account}" if line.account else None, "label": line.label}
        key = f"amount_{form.years.index(line.year) + 1}" if line.year in form.years else "amount"
        if form.years and key == "amount":
            key = "amount_1"
        last = rows[-1] if rows else {}
        if form.years and key not in last and all(last.get(name) == value for name, value in head.items()):
            last[key] = str(line.amount)
        else:
            rows.append({**head, key: str(line.amount)})
    return rows


def _money(text: object) -> Money:
    return ZERO if text is None else Money.parse(text)


_PRESET: Final = ("status", "regime")
"""Choices that an empty line already holds: alone, they say nothing."""

_NEEDED: Final[dict[str, Words]] = {
    "account": Words(fr="Choisissez la nature de cette dépense.", en="Choose the kind of this cost."),
    "source": Words(fr="Choisissez qui apporte cet argent.", en="Choose who brings this money."),
    "granted_on": Words(fr="Donnez la date de cette aide.", en="Give the date of this aid."),
}
