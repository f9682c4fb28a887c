"""From a share of an award to a row of the national schema."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from workflow.kernel.money import ZERO, Money
from workflow.reports.essential_data import FIELDS, as_csv, defused, essential_data
from workflow.store.essential_data import AwardFact

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "scdl-subventions" / "schema.json"
TODAY = date(2026, 3, 1)
SHARE = AwardFact(
    reference="BZH-2017-00001",
    title="Conserverie partagée",
    scheme_title="Appel à projets collaboratifs",
    payer="region-bretagne",
    payer_name="Région Bretagne",
    payer_siret="23350001600040",
    running_body_name="Région Bretagne",
    running_body_siret="23350001600040",
    beneficiary_name="Association d’essai",
    beneficiary_kind="association",
    beneficiary_siret=None,
    beneficiary_rna="W751234567",
    deposited_on=date(2017, 4, 10),
    decided_on=date(2017, 7, 3),
    decision_number="17-CP-042",
    agreement_required=True,
    agreement_signed_on=date(2017, 9, 1),
    requested=Money.parse("30000.00"),
    amount=Money.parse("24000.00"),
    closed_on=None,
    regime="none",
)


def row(fact: AwardFact) -> dict[str, str]:
    data = essential_data([fact], TODAY)
    assert data.left_out == ()
    return dict(data.rows[0])


def reason(fact: AwardFact) -> str:
    data = essential_data([fact], TODAY)
    assert data.rows == ()
    return data.left_out[0].reason.en


def test_the_columns_are_those_of_the_schema_in_its_order() -> None:
    fields = json.loads(SCHEMA.read_text(encoding="utf-8"))["fields"]
    assert [one["name"] for one in fields] == list(FIELDS)
    assert list(row(SHARE)) == list(FIELDS)


def test_the_words_of_its_closed_lists_keep_the_published_spelling() -> None:
    fields = {one["name"]: one.get("constraints", {}) for one in json.loads(SCHEMA.read_text("utf-8"))["fields"]}
    closed = {name: value for name, value in row(SHARE).items() if "enum" in fields[name] and value}
    assert {"statutLabel", "nature", "notificationUE", "conditionsVersement", "pluriannualite"} <= set(closed)
    assert all(value in fields[name]["enum"] for name, value in closed.items())


def test_a_running_award_is_paid_over_the_years_of_its_plan() -> None:
    assert row(SHARE)["datesPeriodeVersement"] == "2017-09-01/2017-12-31"
    spread = row(replace(SHARE, years=(2017, 2018)))
    assert spread["datesPeriodeVersement"] == "2017-09-01/2018-12-31"
    assert (spread["pluriannualite"], spread["anneesPluriannualite"]) == ("oui", "2017 - 2018")


def test_an_award_closed_after_one_payment_was_paid_at_once() -> None:
    closed = row(replace(SHARE, closed_on=date(2018, 5, 1), payments=(date(2018, 4, 2),)))
    assert (closed["conditionsVersement"], closed["datesPeriodeVersement"]) == ("unique", "2018-04-02")


def test_an_award_closed_after_several_payments_ends_with_the_last() -> None:
    payments = (date(2017, 10, 2), date(2019, 4, 2))
    closed = row(replace(SHARE, closed_on=date(2019, 5, 1), payments=payments))
    assert (closed["conditionsVersement"], closed["datesPeriodeVersement"]) == ("échelonné", "2017-09-01/2019-04-02")


def test_what_needs_no_agreement_is_dated_by_its_decision() -> None:
    small = row(replace(SHARE, agreement_required=False, agreement_signed_on=None))
    assert small["dateConvention"] == "2017-07-03"


def test_the_other_payers_of_an_award_are_named() -> None:
    shared = row(replace(SHARE, other_payers=("FEDER Bretagne", "Autres collectivités bretonnes")))
    assert shared["cofinancement"] == "oui"
    assert shared["attribuantsCofinanceurs"] == "FEDER Bretagne,Autres collectivités bretonnes"
    assert shared["idCofinancement"] == "BZH-2017-00001"
    assert row(SHARE)["idCofinancement"] == ""


@pytest.mark.parametrize(
    ("regime", "notified"), [("none", "non"), ("gber", "non"), ("de_minimis", "oui"), ("sgei_de_minimis", "oui")]
)
def test_de_minimis_aid_is_said_to_be_so(regime, notified: str) -> None:
    assert row(replace(SHARE, regime=regime))["notificationUE"] == notified


def test_a_long_object_is_cut_to_what_the_schema_admits() -> None:
    cut = row(replace(SHARE, title="Une épicerie " * 40))["objet"]
    assert len(cut) <= 256
    assert cut.endswith("…")
    assert row(replace(SHARE, title=" \n "))["objet"] == "Appel à projets collaboratifs"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"beneficiary_name": None}, "natural person"),
        ({"beneficiary_kind": "individual"}, "natural person"),
        ({"agreement_signed_on": None}, "not signed"),
        ({"amount": ZERO}, "Nothing"),
        ({"payer_siret": None}, "SIRET"),
        ({"beneficiary_rna": None}, "neither"),
    ],
)
def test_what_cannot_be_published_is_left_out(change: dict[str, object], said: str) -> None:
    assert said in reason(replace(SHARE, **change))


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_looks_like_a_formula_is_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert defused(f"a{cell}") == f"a{cell}"


def test_the_file_reads_back_whatever_its_cells_hold() -> None:
    title = 'Le « bocal », dit "l’atelier"\navec, des virgules'
    written = as_csv([row(replace(SHARE, title=title))]).decode()
    (read,) = csv.DictReader(written.splitlines())
    assert read["objet"] == " ".join(title.split())
