"""An application on one page: what to do now, what was asked, what was said of it, what happened."""

from __future__ import annotations

from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext

from web.access import for_roles
from web.desk.answers import answered_sections
from web.desk.expectation import expected
from web.desk.opening import AGENTS, open_application
from web.desk.plans import compare_plans
from web.desk.story import told
from web.desk.verbs import VERBS
from web.wording import PHASES, STAGES, TERRITORIES, state_kind
from web.work import reading
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.administration import body_names
from workflow.services.views import ApplicationPage

FOR_APPLICANTS: Final = frozenset({"submit", "submit_pre_application", "provide_items", "withdraw"})
"""Steps of the applicant's own room."""
BESIDE_THE_WAY: Final = frozenset(
    {"request_items", "assign", "declare_ineligible", "remove_from_agenda", "defer", "refuse", "recover", "lapse"}
)
"""Steps that are always there but do not take the application further: they stand after those that do."""


@for_roles(*AGENTS)
def show(reference: str) -> str:
    """The application, with every step that it offers to this person."""
    with reading() as context:
        page, loaded = open_application(context, reference)
        names = body_names(context) if page.follow_ups else {}
    offered = [one for one in page.steps if one.event in VERBS and one.event not in FOR_APPLICANTS]
    steps = sorted(offered, key=lambda one: one.event in BESIDE_THE_WAY)
    titles = {one.id: one.scheme.title for one in context.catalogue.all()} if page.follow_ups else {}
    return render_template(
        "desk/application.html",
        dossier=page,
        scheme=loaded.scheme,
        status=(page.row.state_title, state_kind(page.row.state)),
        next_step=expected(page),
        steps=[
            {"event": one.event, "title": one.title, "allowed": one.ready, "findings": one.obstacles} for one in steps
        ],
        urls={one.event: url_for("desk.step", reference=reference, event=one.event) for one in steps},
        stages=_track(page, loaded),
        facts=_facts(page),
        sections=answered_sections(loaded, page.answers),
        plans=compare_plans(page.plans),
        files=[_file(page.row.reference, one) for one in page.attachments],
        story=told(page.timeline),
        criteria={one.id: one for one in loaded.scheme.scoring},
        places={**names, **titles},
    )


def _track(page: ApplicationPage, loaded: LoadedScheme) -> list[tuple[Any, str]]:
    """The stages of the scheme's road, as far as this application has gone."""
    there = {state.stage for state in loaded.workflow.states}
    road = [stage for stage in STAGES if stage in there and stage != "preparation"]
    here = road.index(page.row.stage) if page.row.stage in road else -1
    ends = any(state.id == page.row.state and state.end for state in loaded.workflow.states)
    been = {event.to_state.fr for event in page.timeline if event.to_state is not None}
    titles = {state.title.fr: state.stage for state in loaded.workflow.states}
    passed = {titles[title] for title in been if title in titles}
    return [
        (STAGES[stage], _state(index, here, stage in passed, ends))
        for index, stage in enumerate(road)
        if stage in passed or index >= here
    ]


def _state(index: int, here: int, passed: bool, ends: bool) -> str:
    if index == here:
        return "done" if ends else "now"
    return "done" if passed and index < here else "coming"


def _facts(page: ApplicationPage) -> list[tuple[Any, Any]]:
    gives_money = bool(page.plans)
    facts: list[tuple[Any, Any]] = [
        (gettext("Porteur"), page.row.applicant_name),
        (gettext("Déposé le"), page.row.submitted_at),
        (gettext("Confié à"), page.row.assigned_to or gettext("Personne pour le moment")),
    ]
    if gives_money:
        facts += [
            (gettext("Aide demandée"), page.row.requested),
            (gettext("Montant proposé"), page.proposed),
            (gettext("Aide accordée"), page.award.amount if page.award is not None else None),
        ]
    facts += [
        (gettext("Recevabilité"), _eligibility(page)),
        (gettext("Phase"), PHASES.get(page.phase or "")),
        (gettext("Territoire"), TERRITORIES.get(page.nuts2 or "", page.nuts2)),
        (gettext("Version du dispositif"), page.scheme_version),
    ]
    return [(term, value) for term, value in facts if value is not None]


def _eligibility(page: ApplicationPage) -> str | None:
    if page.eligible is None:
        return None
    found = gettext("Recevable") if page.eligible else gettext("Irrecevable")
    return f"{found}. {page.eligibility_reason}" if page.eligibility_reason else f"{found}."


def _file(reference: str, kept: Any) -> dict[str, Any]:
    return {
        "name": kept.file_name,
        "url": url_for("desk.attachment", reference=reference, attachment_id=kept.id),
        "size": kept.size,
        "detail": kept.document_title,
    }
