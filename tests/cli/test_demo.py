"""The demonstration as it is loaded: its figures are the published ones, its books hold, and all of it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Select, func, select

from tests.fixtures.server import PostgresServer
from workflow.cli.demonstration.loading import Demonstration, load
from workflow.cli.demonstration.stage import Stage
from workflow.kernel.clock import SettableClock
from workflow.kernel.money import Money, total
from workflow.rules.reconcile import PublishedFigure, reconcile
from workflow.schemes.loading import load_catalogue
from workflow.services.audit import verify
from workflow.services.lists import QueueFilters, applications_of, queue
from workflow.services.read import application
from workflow.services.session_read import session_page, sessions_for
from workflow.services.totals import award_totals
from workflow.store import balances, totals
from workflow.store.database import Database, open_database
from workflow.store.files import AttachmentStore
from workflow.store.migrating import current_revision, head_revision, migrate, unmigrate
from workflow.store.tables import (
    Application,
    Award,
    AwardShare,
    Base,
    Instalment,
    NoticeRow,
    Organisation,
    Person,
    PlanResource,
)

AMI = "nouvelle-aquitaine/ami-innovation-sociale"
COLLABORATIVE = "bretagne/appel-projets-collaboratifs"
PRESENT = SettableClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
MILLION = 1_000_000
WAITING = QueueFilters(states=("submitted", "instruction"))


@dataclass(frozen=True)
class Loaded:
    """The demonstration, loaded once for all the tests of this file."""

    url: str
    database: Database
    stage: Stage
    shown: Demonstration

    def person(self, mailbox: str) -> int:
        """The person who signs in with this mailbox."""
        return next(one.person_id for one in self.shown.sign_ins if one.email.startswith(f"{mailbox}@"))


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("demonstration")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'octroi.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.url(server.create())
    migrate(url)
    database, files, catalogue = open_database(url), AttachmentStore(folder / "files"), load_catalogue()
    shown = load(database, files, catalogue, PRESENT)
    yield Loaded(url, database, Stage(database, files, catalogue, PRESENT), shown)
    database.close()


def test_the_ami_of_2017_comes_to_the_published_total(loaded: Loaded) -> None:
    with loaded.stage.act() as act:
        found = award_totals(act.by_itself(), ["scheme"], date(2017, 12, 31))
    row = next(one for one in found.rows if one.scheme == AMI)
    assert (row.applications, str(row.awarded)) == (79, "1691577.00")


def test_no_award_of_the_ami_exceeds_its_cap(loaded: Loaded) -> None:
    with loaded.database.reading() as session:
        amounts = [one.amount for one in session.scalars(_awards(AMI))]
    assert len(amounts) == 79
    assert total(amounts) == Money.parse("1691577.00")
    assert max(amounts) <= Money.parse("40000.00")
    assert len(set(amounts)) > 5


def test_the_collaborative_call_reconciles_with_the_published_figures(loaded: Loaded) -> None:
    with loaded.database.reading() as session:
        winners = [one.id for one in session.scalars(_awards(COLLABORATIVE))]
        shares = session.scalars(select(AwardShare).where(AwardShare.award_id.in_(winners))).all()
    series: dict[str, list[Money]] = {}
    for share in shares:
        series.setdefault(share.source, []).append(share.amount)
    published = [
        PublishedFigure("total", ("feder", "region", "epci"), "3.28", MILLION),
        PublishedFigure("feder", ("feder",), "1.5", MILLION),
        PublishedFigure("guichet unique", ("region", "epci"), "1.77", MILLION),
        PublishedFigure("region", ("region",), "1.5", MILLION),
        PublishedFigure("others", ("epci",), "0.3", MILLION),
    ]
    assert len(winners) == 7
    assert [(one.name, one.status) for one in reconcile(series, published).figures if one.status != "pass"] == []


def test_the_chains_hold_and_the_books_balance(loaded: Loaded) -> None:
    with loaded.stage.act() as act:
        assert verify(act.by_itself()) == ()
        assert balances.discrepancies(act.session) == ()
        assert totals.differences(act.session) == ()


def test_loading_again_changes_nothing(loaded: Loaded) -> None:
    before = _counts(loaded.database)
    again = load(loaded.database, loaded.stage.files, loaded.stage.catalogue, PRESENT)
    assert (again.loaded_now, again.sign_ins) == (False, loaded.shown.sign_ins)
    assert _counts(loaded.database) == before


def test_everything_that_can_happen_to_an_application_has_happened(loaded: Loaded) -> None:
    with loaded.database.reading() as session:
        states = set(session.scalars(select(Application.state)))
        late = session.scalars(
            select(Instalment).where(Instalment.due_on < PRESENT.now().date(), Instalment.repaid < Instalment.amount)
        ).all()
        continued = session.scalar(select(func.count()).where(Application.previous_application_id.is_not(None)))
        refused = session.scalars(select(PlanResource.source).where(PlanResource.status == "refused")).all()
    assert {"draft", "submitted", "incomplete", "instruction", "on_agenda", "awarded", "notified", "closed"} <= states
    assert {"refusal_notified", "withdrawn", "lapsed", "in_repayment", "in_accompaniment"} <= states
    assert {"pre_submitted", "labelled"} <= states
    assert len({one.award_id for one in late}) == 1
    assert continued == 2
    assert set(refused) == {"epci"}


def test_everybody_and_every_organisation_is_invented_and_says_so(loaded: Loaded) -> None:
    with loaded.database.reading() as session:
        people = session.scalars(select(Person)).all()
        organisations = session.scalars(select(Organisation)).all()
    assert [one.name for one in people if "émonstration" not in one.name] == []
    assert [one.email for one in people if not str(one.email).endswith(".example")] == []
    assert [one.name for one in organisations if not (one.invented and "(démonstration)" in one.name)] == []
    assert len({one.siret for one in organisations}) == len(organisations)


def test_nobody_is_written_to_about_the_past(loaded: Loaded) -> None:
    with loaded.database.reading() as session:
        waiting = session.scalar(select(func.count()).where(NoticeRow.sent_at.is_(None)))
        posted = session.scalar(select(func.count()).select_from(NoticeRow))
    assert waiting == 0
    assert posted


def test_whoever_signs_in_has_something_to_do_at_once(loaded: Loaded) -> None:
    with loaded.stage.act() as act:
        applicant = act.by(loaded.person("porteur.na"))
        mine = {row.state for row in applications_of(applicant)}
        items = next(row for row in applications_of(applicant) if row.state == "incomplete")
        offered = {one.event for one in application(applicant, items.reference).steps}
        reviewed = {row.state for row in queue(act.by(loaded.person("instruction.na")), WAITING).rows}
        secretary = act.by(loaded.person("secretariat.na"))
        coming = [session_page(secretary, one.id) for one in sessions_for(secretary) if one.state == "planned"]
        manager = act.by(loaded.person("gestion.na"))
        to_tell = queue(manager, QueueFilters(states=("awarded",))).rows
        steps = application(manager, to_tell[0].reference).steps
    assert mine == {"draft", "incomplete", "submitted"}
    assert "provide_items" in offered
    assert reviewed == {"submitted", "instruction"}
    assert [len(page.items) for page in coming] == [2]
    assert "notify" in {one.event for one in steps if one.allowed}


def test_every_role_has_a_sign_in(loaded: Loaded) -> None:
    with loaded.stage.act() as act:
        roles = {grant.role for one in loaded.shown.sign_ins for grant in act.by(one.person_id).actor.grants}
    assert roles == {"case_officer", "expert", "committee_secretary", "committee_member", "manager", "administrator"}
    assert all(one.label.fr and one.label.en and one.password for one in loaded.shown.sign_ins)


def test_the_migrations_go_down_and_up_with_the_demonstration_in_them(loaded: Loaded) -> None:
    loaded.database.close()
    while current_revision(loaded.url) is not None:
        unmigrate(loaded.url, "-1")
    migrate(loaded.url)
    assert current_revision(loaded.url) == head_revision()
    assert not any(_counts(loaded.database).values())


def _awards(scheme: str) -> Select[tuple[Award]]:
    """The awards decided in 2017 under a scheme."""
    return (
        select(Award)
        .join(Application, Application.id == Award.application_id)
        .where(Application.scheme_id == scheme, Award.decided_on.between(date(2017, 1, 1), date(2017, 12, 31)))
    )


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
