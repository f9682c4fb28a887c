"""The page of a scheme: what it pays, to whom, how much, who decides, when, and what must be ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import current_app, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from web.access import public_page
from web.languages import current_language
from web.public.check import can_be_tried
from web.public.needs import MOMENTS, NEEDS, PEOPLE
from web.public.rules import stated_rules
from web.public.windows import windows
from web.work import record
from workflow.kernel.clock import day_in_paris
from workflow.kernel.words import Language, Words
from workflow.schemes.accounts import account_name
from workflow.schemes.catalogue import Catalogue, LoadedScheme
from workflow.schemes.diagram import scheme_in_words, scheme_svg
from workflow.schemes.model import Scheme
from workflow.schemes.names import INSTRUMENT_NAMES, REGION_NAMES, SOURCE_NAMES

START = "applicant.start"


@public_page
def show(region: str, name: str) -> str:
    """Everything about one scheme.

    Raises:
        NotFound: there is none of this name in this region.
    """
    here = record()
    today = day_in_paris(here.clock.now())
    loaded = here.catalogue.get(f"{region}/{name}")
    scheme = loaded.scheme
    language = current_language()
    titles = {one.id: one.scheme.title for one in here.catalogue.all()}
    return render_template(
        "public/scheme.html",
        scheme=scheme,
        has_workflow=loaded.has_workflow,
        windows=windows(scheme, today),
        rules=stated_rules(scheme, here.catalogue.regulations, today),
        silence=here.catalogue.regulations.silence(),
        people=[PEOPLE[kind] for kind in scheme.beneficiaries.kinds],
        moments=[MOMENTS[phase] for phase in scheme.phases],
        needs=[NEEDS[need] for need in scheme.needs],
        accounts=_accounts(loaded),
        sources=SOURCE_NAMES,
        instrument=INSTRUMENT_NAMES[scheme.instrument],
        region_name=REGION_NAMES[scheme.region],
        picture=_picture(loaded, language, titles),
        in_words=scheme_in_words(loaded, language, titles),
        steps=_steps(here.catalogue, loaded),
        decider=_decider(scheme),
        start_url=_start_url(loaded),
        check_url=url_for("public.check", region=region, name=name) if can_be_tried(scheme) else None,
    )


def _picture(loaded: LoadedScheme, language: Language, titles: Mapping[str, Words]) -> Markup:
    key = (loaded.digest, language, hash(tuple(titles.items())))
    if key not in _DRAWN:
        drawing = scheme_svg(loaded, language, titles)
        _DRAWN[key] = Markup(drawing)  # noqa: S704 - drawn by us; every text in it is escaped there
    return _DRAWN[key]


_DRAWN: Final[dict[tuple[str, Language, int], Markup]] = {}
"""One drawing a scheme and language: as many as the catalogue has, no more."""


def _steps(catalogue: Catalogue, loaded: LoadedScheme) -> list[tuple[Scheme, Words | None]]:
    """The schemes that a path links, each with what the path says of it."""
    return [(catalogue.get(step.scheme).scheme, step.note) for step in loaded.scheme.path]


def _decider(scheme: Scheme) -> Words | str:
    """The body that decides, under its full name; who runs the scheme where no committee does."""
    if scheme.instrument == "path":
        return str(gettext("Chaque étape a sa propre décision."))
    deciding = [committee.title for committee in scheme.committees if committee.role == "decides"]
    return deciding[-1] if deciding else scheme.running_body.name


def _accounts(loaded: LoadedScheme) -> list[Words]:
    costs = loaded.scheme.costs
    return [account_name(account) for account in costs.accounts] if costs else []


def _start_url(loaded: LoadedScheme) -> str | None:
    """Where an application starts; ``None`` for a path, or where the applicants' room is not there."""
    if not loaded.has_workflow or START not in current_app.view_functions:
        return None
    region, _, name = loaded.id.partition("/")
    return url_for(START, region=region, name=name)
