"""What the command reads from the record: totals, essential data, the chains of events."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from frictionless import Resource, Schema, system
from sqlalchemy import text

from tests.fixtures.record import NOW, SCHEME, World, grant_award, lay_world, start_application
from workflow.kernel.money import Money
from workflow.store import applications, totals
from workflow.store.applications import ApplicationRecord
from workflow.store.chain import Step
from workflow.store.database import Database
from workflow.store.tables import AwardShare, Body, Organisation, Payment

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "scdl-subventions" / "schema.json"


@dataclass
class Record:
    """A record in which awards can be given."""

    database: Database
    world: World

    def award(self, number: str, amount: str, *, signed: bool = False) -> ApplicationRecord:
        with self.database.writing() as session:
            record = start_application(session, self.world)
            with totals.kept(session, record.id):
                share = grant_award(session, record, number, Money.parse(amount))
                if signed:
                    share.agreement_required, share.agreement_signed_on = True, date(2017, 6, 1)
                step = Step("award", "draft", "awarded", "award", NOW)
                record, _ = applications.record_step(session, record, step, {"awarded": True})
        return record

    def change(self, statement: str) -> None:
        with self.database.writing() as session:
            session.execute(text(statement))


@pytest.fixture
def record(sqlite_database: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    world = lay_world(sqlite_database)
    with sqlite_database.writing() as session:
        session.get_one(Body, "region-nouvelle-aquitaine").siret = "20005375900011"
        session.get_one(Organisation, world.organisation).rna = "W751234567"
    return Record(sqlite_database, world)


def test_totals_without_a_place_are_those_of_everything(record: Record, answer) -> None:
    record.award("1", "40000.00")
    record.award("2", "12.34")
    assert answer("totals") == {
        "rows": [{"applications": 2, "awarded": "40012.34", "paid": "0.00"}],
        "awarded": "40012.34",
    }


def test_totals_hold_the_places_that_are_asked_for_in_that_order(record: Record, answer, call) -> None:
    record.award("1", "40000.00")
    found = answer("totals", "--by", "year,scheme,funder")
    assert found["awarded"] == "40000.00"
    assert [list(row.items()) for row in found["rows"]] == [
        [
            ("year", 2017),
            ("scheme", SCHEME),
            ("funder", "region"),
            ("applications", 1),
            ("awarded", "40000.00"),
            ("paid", "0.00"),
        ]
    ]
    assert "Accordé en tout\u202f: 40\u202f000,00\u202f€" in call("totals", "--by", "funder,stage").stdout


def test_an_award_with_two_payers_counts_once_in_all(record: Record, answer) -> None:
    application = record.award("1", "100.00")
    with record.database.writing() as session, totals.kept(session, application.id):
        award_id = session.execute(text("SELECT id FROM awards")).scalar_one()
        session.add(
            AwardShare(
                award_id=award_id,
                payer="region-bretagne",
                source="feder",
                amount=Money(5000),
                decision_number="9",
                decided_on=date(2017, 5, 4),
            )
        )
    assert answer("totals")["rows"] == [{"applications": 1, "awarded": "150.00", "paid": "0.00"}]
    by_funder = answer("totals", "--by", "funder")
    assert {row["funder"]: row["awarded"] for row in by_funder["rows"]} == {"feder": "50.00", "region": "100.00"}
    assert by_funder["awarded"] == "150.00"


def test_totals_can_be_those_of_a_day_that_is_past(record: Record, answer) -> None:
    record.award("1", "100.00")
    assert answer("totals", "--on", "2017-05-03") == {"rows": [], "awarded": "0.00"}
    assert answer("totals", "--on", "2017-05-04")["awarded"] == "100.00"


@pytest.mark.parametrize("by", ["colour", "", "scheme,scheme", "scheme,", "Scheme"])
def test_it_refuses_an_unknown_place(call, by: str) -> None:
    result = call("totals", "--by", by)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--by: ")


@pytest.mark.parametrize(
    "words", [("totals",), ("audit", "verify"), ("export", "scdl", "--out", "essential.csv")], ids=" ".join
)
def test_a_record_that_does_not_exist_is_a_refusal_and_is_not_made(call, tmp_path, monkeypatch, words) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = call(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "octroi serve" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unusable_address_is_unusable_input(call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/else")
    result = call("audit", "verify")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("DATABASE_URL: ")


def test_sound_chains_are_status_zero(record: Record, answer) -> None:
    record.award("1", "100.00")
    assert answer("audit", "verify") == {"verdict": "pass", "breaks": []}


def test_a_tampered_event_is_found_with_its_place(record: Record, answer, call) -> None:
    application = record.award("1", "100.00")
    record.change("DROP TRIGGER events_refuse_update")
    record.change("UPDATE events SET name = 'refuse'")
    found = answer("audit", "verify", status=1)
    assert found["verdict"] == "fail"
    assert [(one["reference"], one["number"]) for one in found["breaks"]] == [(application.reference, 1)]
    people = call("audit", "verify")
    assert f"{application.reference}, événement 1\u202f: son contenu" in people.stdout


def test_essential_data_satisfy_the_national_schema(record: Record, answer, tmp_path: Path) -> None:
    record.award("17.CP.001", "40000.00", signed=True)
    record.award("17.CP.002", "12000.50")
    with record.database.writing() as session:
        share = session.execute(text("SELECT min(id) FROM award_shares")).scalar_one()
        session.add(Payment(award_share_id=share, kind="advance", amount=Money(100), paid_on=date(2018, 2, 1)))
    out = tmp_path / "essential.csv"
    done = answer("export", "scdl", "--out", out)
    assert done == {"file": str(out), "rows": 2, "left_out": []}
    with system.use_context(trusted=True):
        report = Resource(path=str(out), schema=Schema.from_descriptor(str(SCHEMA))).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["montant"] for row in rows] == ["40000.00", "12000.50"]
    assert [row["dateConvention"] for row in rows] == ["2017-06-01", "2017-05-04"]
    assert rows[0]["datesPeriodeVersement"] == "2017-06-01/2018-02-01"
    assert {row["statutLabel"] for row in rows} == {"attribuée"}


def test_essential_data_of_one_year_hold_no_other(record: Record, answer, tmp_path: Path) -> None:
    record.award("1", "100.00")
    assert answer("export", "scdl", "--out", tmp_path / "a.csv", "--year", "2016")["rows"] == 0
    assert answer("export", "scdl", "--out", tmp_path / "b.csv", "--year", "2017")["rows"] == 1


def test_what_cannot_be_published_is_left_out_with_its_reason(record: Record, answer, tmp_path: Path) -> None:
    record.award("1", "30000.00")
    record.change("UPDATE award_shares SET agreement_required = 1")
    done = answer("export", "scdl", "--out", tmp_path / "a.csv")
    assert (done["rows"], done["left_out"][0]["reason"]) == (0, "La convention n’est pas encore signée.")
    record.change("UPDATE award_shares SET agreement_required = 0")
    record.change("UPDATE bodies SET siret = NULL")
    assert "SIRET" in answer("export", "scdl", "--out", tmp_path / "a.csv")["left_out"][0]["reason"]
    record.change("UPDATE applications SET organisation_id = NULL")
    assert "physique" in answer("export", "scdl", "--out", tmp_path / "a.csv")["left_out"][0]["reason"]


def test_a_title_that_looks_like_a_formula_is_defused(record: Record, call, tmp_path: Path) -> None:
    record.award("1", "100.00")
    record.change("UPDATE applications SET title = '=cmd|'' /C calc''!A0'")
    out = tmp_path / "essential.csv"
    assert call("export", "scdl", "--out", out).exit_code == 0
    row = next(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert row["objet"].startswith("'=cmd")


def test_a_file_that_cannot_be_written_is_refused_and_the_old_one_stays(record: Record, call, tmp_path: Path) -> None:
    for out in (tmp_path / "nowhere" / "a.csv", tmp_path):
        result = call("export", "scdl", "--out", out)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("--out: ")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
