"""Filling a form as somebody would: every question that is asked gets an answer that its reader accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from workflow.cli.demonstration.invention import invented_address
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.rows import ROWS, rows
from workflow.cli.demonstration.texts import WORDS
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field

MOST_ROUNDS: Final = 12
"""An answer shows further questions, which show further ones; no form goes this deep."""

WHOLE_NUMBERS: Final[Mapping[str, int]] = {
    "own_days": 30,
    "jobs_expected": 4,
    "employees_now": 2,
    "staff_number": 6,
    "group_people": 5,
    "employment_months": 6,
    "deferral_months": 12,
    "total_months": 60,
    "days_a_week": 4,
    "projects_explored": 9,
    "ideas_accompanied": 14,
    "projects_incubated": 7,
    "enterprises_created": 3,
    "jobs_created": 8,
    "year_1_projects": 8,
    "year_2_projects": 9,
    "member_count": 46,
    "coordinator_time": 150,
    "projects_received": 62,
    "projects_directed": 18,
    "collaborative_projects": 3,
    "ami_year": 2017,
}
AMOUNTS: Final[Mapping[str, str]] = {
    "employment_cost": "17400.00",
    "money_sought": "25000.00",
    "turnover_year_1": "42000.00",
    "turnover_year_2": "78000.00",
    "turnover_year_3": "104000.00",
    "income_estimate": "6000.00",
}


def filled(loaded: LoadedScheme, project: Project) -> dict[str, object]:
    """Answers to every question that the form of ``loaded`` asks of ``project``, optional blocks included."""
    answers: dict[str, object] = {}
    for _ in range(MOST_ROUNDS):
        missing = [one for one in loaded.visible_fields(answers) if one.id not in answers and _is_answered(one)]
        if not missing:
            return answers
        answers |= {one.id: _answer(one, project) for one in missing}
    raise RuntimeError(f"{loaded.id}: the form never ends")


def _is_answered(one: Field) -> bool:
    return not one.optional or one.id in ("spread", "contact_when", "if_not_viable", "project_areas", "local_partners")


def _answer(one: Field, project: Project) -> object:
    if one.id in project.choices:
        return project.choices[one.id]
    return _BY_TYPE.get(one.type, _words)(one, project)


def _words(one: Field, project: Project) -> str:
    theme, place = project.theme, project.place
    return WORDS[one.id].format(
        title=project.title,
        people=theme.people,
        need=theme.need,
        idea=theme.idea,
        place=place.name,
        of_place=place.of,
        partner=project.partner,
        holder=project.holder,
        partner_person=project.partner_person,
    )


def _choices(one: Field, _project: Project) -> list[str]:
    return [option.value for option in one.options[:2]]


def _amount(one: Field, project: Project) -> str:
    request = project.plan.request if project.plan is not None else None
    if one.id == "estimated_aid" and request is not None:
        return str(request)
    return AMOUNTS.get(one.id, f"{project.total_cost}.00")


def _period(_one: Field, project: Project) -> dict[str, str]:
    return {"from": project.begins.isoformat(), "to": project.ends.isoformat()}


def _rows(one: Field, project: Project) -> object:
    return rows(one.id, project, frozenset(inner.id for inner in one.fields)) if one.id in ROWS else []


def _email(one: Field, project: Project) -> str:
    return invented_address(project.rank if one.id.startswith(("lead", "holder")) else project.rank + 1000)


_BY_TYPE: Final[Mapping[str, Callable[[Field, Project], object]]] = {
    "choice": lambda one, _project: one.options[0].value,
    "choices": _choices,
    "yes_no": lambda _one, _project: False,
    "declaration": lambda _one, _project: True,
    "integer": lambda one, _project: WHOLE_NUMBERS.get(one.id, one.minimum or 0),
    "amount": _amount,
    "date": lambda one, project: (project.begins - timedelta(days=90 if one.id == "created_on" else 0)).isoformat(),
    "period": _period,
    "commune": lambda _one, project: project.place.commune,
    "epci": lambda _one, project: project.place.epci,
    "email": _email,
    "telephone": lambda _one, project: f"+3319900{project.rank % 10_000:04d}",
    "block": _rows,
}
