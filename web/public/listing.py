"""The catalogue of schemes, with its search; what is asked stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from web.access import public_page
from web.formats import words
from web.languages import current_language
from web.public.needs import MOMENTS, NEEDS, PEOPLE
from web.public.search import Search, found
from web.public.windows import current_window
from web.work import record
from workflow.kernel.clock import day_in_paris
from workflow.schemes.names import INSTRUMENT_NAMES, REGION_NAMES


@public_page
def show() -> str:
    """The schemes that the address asks for."""
    here = record()
    today = day_in_paris(here.clock.now())
    search = Search.read(request.args)
    schemes = [
        (loaded.scheme, current_window(loaded.scheme, today))
        for loaded in found(here.catalogue, search, today, current_language())
    ]
    return render_template(
        "public/schemes.html",
        search=search,
        schemes=schemes,
        regions=list(REGION_NAMES.items()),
        needs=list(NEEDS.items()),
        people=list(PEOPLE.items()),
        moments=list(MOMENTS.items()),
        instruments=INSTRUMENT_NAMES,
        region_names=REGION_NAMES,
        without=_without(search),
    )


def _without(search: Search) -> list[tuple[str, str]]:
    """For each thing asked: what it is, and the address without it."""
    asked = {name: value for name, value in asdict(search).items() if value}
    return [
        (_said(name, value), url_for("public.schemes", **{key: kept for key, kept in asked.items() if key != name}))
        for name, value in asked.items()
    ]


def _said(name: str, value: str) -> str:
    names: dict[str, Mapping[Any, Any]] = {"region": REGION_NAMES, "who": PEOPLE, "need": NEEDS, "phase": MOMENTS}
    if name == "open":
        return str(gettext("Ouvert maintenant"))
    return words(names[name].get(value, value)) if name in names else value
