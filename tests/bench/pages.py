"""Pages: the officer's queue at 1 000 and at 100 000 applications, and the page of one application.

The queue is measured at the service on both databases, and as its Flask view on SQLite, beside a bare Flask
application that renders a table of 50 rows. The page is that of an application which has been awarded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any

from flask import Flask, render_template_string
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.bench.copies import copy_application
from tests.bench.measuring import Line, alternate_seconds, best_seconds
from tests.bench.records import WORLDS, analyse, sqlite_world
from tests.bench.world import MOMENT, World, awarded, instructed, submitted
from tests.fixtures.desk import PASSWORD, Desk, desk_settings, open_desk
from web.account.signing_in import create_account
from workflow.services.lists import QueueFilters, queue
from workflow.services.read import application
from workflow.services.views import QueuePage
from workflow.store.database import counting

SMALL, LARGE = 1_000, 100_000
STATES = (("submitted", "submission"), ("instruction", "instruction"), ("on_agenda", "committee"))
SLACK = 1.15
"""Two measures of the same thing differ by this much on a machine that is not quiet."""

QUEUE_STATEMENTS, PAGE_STATEMENTS, PAGES_A_SECOND = 8, 12, 150
BARE_TABLE = """<!doctype html><html lang="fr"><title>Table</title><table>{% for row in rows %}<tr>
{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>"""


def measure(*, quick: bool) -> Iterator[Line]:
    """Queue by service, queue by view, application by service, application by view."""
    for name, opened in WORLDS.items():
        with opened() as small, opened() as large:
            _fill(small, SMALL)
            _fill(large, SMALL * 10 if quick else LARGE)
            yield from _queue_by_service(name, small, large, 40 if quick else 150)
            if small.database.is_sqlite:
                yield from _queue_by_view(small, large, 10 if quick else 40)
        with opened() as world:
            yield from _application(name, world, 40 if quick else 150)
    yield from _application_by_view(10 if quick else 40)


def _queue_by_service(name: str, small: World, large: World, times: int) -> Iterator[Line]:
    for title, filters in (("queue", QueueFilters()), ("queue, mine", QueueFilters(assigned="mine"))):
        few, many = _listing(small, filters), _listing(large, filters)
        with counting(large.database) as statements:
            many()
        one, other = alternate_seconds(few, many, times)
        times_as_long = other.fastest_tenth / one.fastest_tenth
        yield Line(
            what=f"{title}, {len(statements)} statements, {name}",
            ours=f"{other.fastest_tenth * 1e3:.2f} ms",
            floor=f"{one.fastest_tenth * 1e3:.2f} ms at {SMALL:,}",
            ratio=f"{times_as_long:.2f}",
            aim=f"as fast, {QUEUE_STATEMENTS} statements",
            reached=times_as_long <= SLACK and len(statements) <= QUEUE_STATEMENTS,
        )


def _queue_by_view(small: World, large: World, times: int) -> Iterator[Line]:
    with closing(_Visit(small)) as few, closing(_Visit(large)) as many:
        bare = _bare_flask()
        for visit in (few, many):
            visit.get("/instruction")
        with counting(many.desk.database) as statements:
            many.get("/instruction")
        floor, one, other = best_seconds(
            bare, lambda: few.get("/instruction"), lambda: many.get("/instruction"), rounds=times
        )
        yield Line(
            what=f"queue page in Flask, {len(statements)} statements, SQLite",
            ours=f"{1 / other:,.0f}/s",
            floor=f"{1 / one:,.0f}/s at {SMALL:,}",
            ratio=f"{other / one:.2f}",
            aim=f"as fast, {QUEUE_STATEMENTS} statements",
            reached=other <= one * SLACK and len(statements) <= QUEUE_STATEMENTS,
        )
        yield Line(
            what="queue page in Flask against a bare table of 50 rows",
            ours=f"{1 / other:,.0f}/s",
            floor=f"{1 / floor:,.0f}/s",
            ratio=f"{floor / other:.2f}",
            aim="a third",
            reached=floor / other >= 1 / 3,
        )


def _application(name: str, world: World, times: int) -> Iterator[Line]:
    reference = submitted(world)
    instructed(world, reference)
    awarded(world, reference)
    actor = world.actor("officer")

    def page() -> None:
        with world.reading(actor) as context:
            application(context, reference)

    page()
    with counting(world.database) as statements:
        page()
    (seconds,) = best_seconds(page, rounds=times)
    yield _page_line(f"application, awarded, {name}", seconds, len(statements))


def _application_by_view(times: int) -> Iterator[Line]:
    with sqlite_world() as world:
        reference = submitted(world)
        instructed(world, reference)
        awarded(world, reference)
        with closing(_Visit(world)) as visit:
            visit.get(f"/instruction/{reference}")
            with counting(visit.desk.database) as statements:
                visit.get(f"/instruction/{reference}")
            (seconds,) = best_seconds(lambda: visit.get(f"/instruction/{reference}"), rounds=times)
            yield _page_line("application page in Flask, awarded, SQLite", seconds, len(statements))


def _page_line(what: str, seconds: float, statements: int) -> Line:
    return Line(
        what=f"{what}, {statements} statements",
        ours=f"{1 / seconds:,.0f}/s",
        aim=f"{PAGES_A_SECOND}/s, {PAGE_STATEMENTS} statements",
        reached=1 / seconds >= PAGES_A_SECOND and statements <= PAGE_STATEMENTS,
    )


def _listing(world: World, filters: QueueFilters) -> Callable[[], object]:
    actor = world.actor("officer")

    def page() -> QueuePage:
        with world.reading(actor) as context:
            return queue(context, filters)

    if len(page().rows) != 50:
        raise RuntimeError("a page of the queue holds 50 rows")
    return page


def _fill(world: World, count: int) -> None:
    reference = submitted(world)
    officers = [world.people["officer"], world.people["second"], None]

    def differs(number: int) -> Mapping[str, Any]:
        state, stage = STATES[number % 3]
        return {
            "submitted_at": MOMENT + timedelta(seconds=37 * number),
            "title": f"Projet d’essai {number}",
            "state": state,
            "stage": stage,
            "assigned_to": officers[number // 3 % 3],
        }

    copy_application(world.database, reference, count, differs, beside=())
    analyse(world.database)


def _bare_flask() -> Callable[[], object]:
    app = Flask(__name__)
    rows = [[f"cellule {line}-{column}" for column in range(6)] for line in range(50)]

    @app.get("/")
    def table() -> str:
        return render_template_string(BARE_TABLE, rows=rows)

    return lambda: _get(app, "/", {})


class _Visit:
    """An officer who has signed in to the pages of a world, and asks for them through WSGI."""

    def __init__(self, world: World) -> None:
        folder = world.files.root.parent
        url = world.database.url.set(drivername="sqlite").render_as_string(hide_password=False)
        self.desk: Desk = open_desk(desk_settings(url, folder), MOMENT)
        self.desk.people["officer@exemple.test"] = world.people["officer"]
        create_account(self.desk.app, world.people["officer"], "officer@exemple.test", PASSWORD)
        browser = self.desk.signed_in("officer@exemple.test")
        cookie = browser.get_cookie("octroi")
        if cookie is None:
            raise RuntimeError("nobody is signed in")
        self._headers = {"Cookie": f"octroi={cookie.value}"}

    def get(self, path: str) -> None:
        """Ask for a page."""
        _get(self.desk.app, path, self._headers)

    def close(self) -> None:
        """Give the connections back."""
        self.desk.database.close()


def _get(app: Flask, path: str, headers: Mapping[str, str]) -> None:
    body, status, _ = run_wsgi_app(
        app, EnvironBuilder(path=path, headers=list(headers.items())).get_environ(), buffered=True
    )
    if not status.startswith("200") or not b"".join(body).rstrip().endswith(b"</html>"):
        raise RuntimeError(f"{path}: {status}")
