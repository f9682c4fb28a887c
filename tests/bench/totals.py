"""Award totals over many awards, against one SQL ``SUM … GROUP BY`` over their shares.

The awards are written by SQL alone, shares of ten years and three funders; the kept totals too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import Template

from sqlalchemy import Connection, Engine, inspect, text

from tests.bench.measuring import Line, best_seconds
from tests.bench.records import WORLDS, analyse
from tests.bench.world import BODY, World, catalogue, submitted
from workflow.services.context import Actor
from workflow.services.totals import award_totals
from workflow.store import totals
from workflow.store.database import Database

MANY, FEW = 1_000_000, 20_000
AIM = 100
FLOOR = "SELECT source, decided_on, sum(amount_cents) FROM award_shares GROUP BY source, decided_on"
SOURCES = ("region", "feder", "commune")
STAGES = ("agreement", "payment", "closing")
COPIED = (
    *("scheme_version_id", "body_id", "region", "applicant_person_id", "title", "version", "created_at"),
    *("updated_at", "submitted_at", "silence_stopped", "paid_cents", "event_count", "last_hash", "state"),
)
"""Columns that the many applications share with the one that the verbs made."""


def measure(*, quick: bool) -> Iterator[Line]:
    """On each database: by funder and year, and by everything at once."""
    count = FEW if quick else MANY
    for name, opened in WORLDS.items():
        with opened() as world:
            reference = submitted(world)
            _lay(world, reference, count)
            floor, coarse, fine = best_seconds(
                lambda: _run(world.database.reader, FLOOR),
                _asked(world, ("funder", "year")),
                _asked(world, totals.DIMENSIONS),
                rounds=3 if quick else 7,
            )
            for what, seconds, has_aim in (
                ("by funder and year", coarse, not quick),
                ("by five dimensions, every line", fine, False),
            ):
                yield Line(
                    what=f"{count:,} awards, {what}, {name}",
                    ours=f"{seconds * 1e3:.2f} ms",
                    floor=f"{floor * 1e3:.0f} ms",
                    ratio=f"1/{floor / seconds:.0f}",
                    aim=f"1/{AIM} of one SUM" if has_aim else "",
                    reached=floor / seconds >= AIM if has_aim else None,
                )


def _asked(world: World, by: Sequence[str]) -> Callable[[], object]:
    def ask() -> object:
        with world.reading(Actor(None, automatic=True)) as context:
            return award_totals(context, by)

    return ask


def _lay(world: World, reference: str, count: int) -> None:
    """Write ``count`` awards, each with its application and its share, and the totals that go with them."""
    database = world.database
    with database.writer.begin() as connection:
        # No look-up of foreign keys: what is written holds together.
        connection.execute(text(_UNCHECKED[database.is_sqlite]))
        for index in _indexes_of_applications(connection):
            connection.execute(text(f"DROP INDEX {index}"))
        for statement in _laying(database):
            connection.execute(text(statement), {"count": count, "reference": reference, "body": BODY})
    analyse(database)
    with database.reading() as session:
        counted = sum(row.applications for row in totals.totals(session, ()))
    if counted != count:
        raise RuntimeError(f"{counted} awards are counted, and {count} were written")


_UNCHECKED = {True: "PRAGMA defer_foreign_keys=ON", False: "SET LOCAL session_replication_role = replica"}


def _indexes_of_applications(connection: Connection) -> list[str]:
    """Those that only pages need: nothing here reads them, and they take long to fill."""
    found = [one["name"] for one in inspect(connection).get_indexes("applications") if not one["unique"]]
    return [name for name in found if name is not None]


def _laying(database: Database) -> list[str]:
    places = [
        (loaded.id, nuts2) for loaded in catalogue().all() for nuts2 in loaded.scheme.territory.nuts2 or ("FRI1",)
    ]
    words = {
        **_SPELLINGS[database.is_sqlite],
        "shared": ", ".join(COPIED),
        "scheme": _picked("i / 11", [scheme for scheme, _ in places]),
        "nuts2": _picked("i / 11", [nuts2 for _, nuts2 in places]),
        "stage": _picked("i / 3", STAGES),
        "source": _picked("i / 7", SOURCES),
    }
    return [Template(statement).substitute(words) for statement in _STATEMENTS]


def _picked(number: str, choices: Sequence[str]) -> str:
    """SQL that gives one of ``choices`` in turn."""
    cases = " ".join(f"WHEN {index} THEN '{choice}'" for index, choice in enumerate(choices))
    return f"CASE ({number}) % {len(choices)} {cases} END"


_SPELLINGS = {
    True: {
        "numbers": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)",
        "day": "date('2017-01-15', '+' || (i % 10) || ' years')",
        "year": "CAST(strftime('%Y', awards.decided_on) AS INTEGER)",
        "yes": "1",
        "no": "0",
    },
    False: {
        "numbers": "WITH n(i) AS (SELECT generate_series(1, :count))",
        "day": "date '2017-01-15' + make_interval(years => (i % 10)::integer)",
        "year": "CAST(extract(year FROM awards.decided_on) AS integer)",
        "yes": "true",
        "no": "false",
    },
}
"""What SQLite (True) and PostgreSQL write differently."""

_STATEMENTS = (
    """
    INSERT INTO applications (id, reference, scheme_id, nuts2, stage, awarded, $shared) $numbers
    SELECT 100 + i, 'LAID-' || i, $scheme, $nuts2, $stage, $yes, $shared
    FROM n, applications WHERE reference = :reference""",
    """
    INSERT INTO awards (id, application_id, amount_cents, decided_on, body_id, deliberation) $numbers
    SELECT i, 100 + i, 1200000 + i, $day, :body, 'LAID' FROM n""",
    """
    INSERT INTO award_shares (id, award_id, payer, source, amount_cents, decision_number, decided_on,
        agreement_required, paid_cents, recovered_cents) $numbers
    SELECT i, i, :body, $source, 1200000 + i, 'LAID-' || i, $day, $no, 0, 0 FROM n""",
    # The totals that the verbs would have kept: by funder, then for all funders together, under an empty one.
    """
    INSERT INTO award_totals (scheme_id, funder, year, territory, stage, applications, awarded_cents, paid_cents)
    SELECT scheme_id, source, $year, nuts2, stage, count(*), sum(award_shares.amount_cents), 0
    FROM award_shares JOIN awards ON awards.id = award_id JOIN applications ON applications.id = application_id
    GROUP BY scheme_id, source, $year, nuts2, stage""",
    """
    INSERT INTO award_totals (scheme_id, funder, year, territory, stage, applications, awarded_cents, paid_cents)
    SELECT scheme_id, '', year, territory, stage, sum(applications), sum(awarded_cents), 0
    FROM award_totals GROUP BY scheme_id, year, territory, stage""",
)


def _run(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(statement).all()
