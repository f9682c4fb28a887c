"""Answers to a form: what a draft may hold, what a submission must, what is hidden, what is filed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.scheme_files import loaded
from workflow.schemes.answers import check_answers, filed_answers
from workflow.schemes.loading import LoadedScheme, load_catalogue

EXTRA = """
        - {id: jobs, type: integer, minimum: 1, maximum: 50, label: {fr: "Emplois", en: "Jobs"}}
        - {id: cost, type: amount, label: {fr: "Coût", en: "Cost"}}
        - {id: start, type: date, label: {fr: "Début", en: "Start"}}
        - {id: span, type: period, label: {fr: "Période", en: "Period"}}
        - id: funders
          type: choices
          label: {fr: "Financeurs", en: "Funders"}
          options: [{value: feder, label: {fr: "FEDER", en: "ERDF"}}, {value: state, label: {fr: "État", en: "State"}}]
        - {id: alone, type: yes_no, label: {fr: "Seul ?", en: "Alone?"}}
        - {id: story, type: long_text, minimum: 5, label: {fr: "Histoire", en: "Story"}}
        - {id: siret, type: siret, label: {fr: "SIRET", en: "SIRET"}}
        - {id: rna, type: rna, label: {fr: "RNA", en: "RNA"}}
        - {id: iban, type: iban, label: {fr: "IBAN", en: "IBAN"}}
        - {id: email, type: email, label: {fr: "Adresse", en: "Address"}}
        - {id: telephone, type: telephone, label: {fr: "Téléphone", en: "Telephone"}}
        - {id: commune, type: commune, label: {fr: "Commune", en: "Commune"}}
        - {id: epci, type: epci, label: {fr: "EPCI", en: "EPCI"}}
        - {id: note, type: text, optional: true, label: {fr: "Note", en: "Note"}}
        - id: partners
          type: block
          minimum: 1
          maximum: 2
          label: {fr: "Partenaires", en: "Partners"}
          fields:
            - {id: partner_pays, type: yes_no, label: {fr: "Paie ?", en: "Pays?"}}
            - {id: partner_amount, type: amount, when: partner_pays and not alone, label: {fr: "Montant", en: "Amount"}}
"""
GOOD: dict[str, object] = {
    "project_title": "  Ressourcerie\r\ndu port ",
    "study_by": "consultant",
    "consultant_name": "Cabinet inventé",
    "people": [{"person_role": "Porteuse"}],
    "not_started": True,
    "jobs": 3,
    "cost": "12000",
    "start": "2026-02-03",
    "span": {"from": "2026-02-03", "to": "2026-02-03"},
    "funders": ["state", "feder"],
    "alone": False,
    "story": "Il était une fois.",
    "siret": "356 000 000 00048",
    "rna": "w751234567",
    "iban": "FR14 2004 1010 0505 0001 3M02 606",
    "email": "Contact@Exemple.ORG",
    "telephone": "02 99 00 00 00",
    "commune": "35238",
    "epci": "243500139",
    "partners": [{"partner_pays": True, "partner_amount": "10.5"}, {"partner_pays": False}],
}


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> LoadedScheme:
    return loaded(tmp_path_factory.mktemp("scheme"), ("costs:\n", EXTRA.lstrip("\n") + "costs:\n"))


def codes(scheme: LoadedScheme, answers: dict[str, object], *, complete: bool = True) -> dict[str, str]:
    return {problem.field: problem.code for problem in check_answers(scheme, answers, complete=complete)}


def test_good_answers_have_no_problem(scheme: LoadedScheme) -> None:
    assert codes(scheme, GOOD) == {}


def test_an_empty_draft_is_fine_and_an_empty_application_is_not(scheme: LoadedScheme) -> None:
    assert codes(scheme, {}, complete=False) == {}
    missing = codes(scheme, {})
    asked = {field.id for field in scheme.visible_fields({}) if not field.optional}
    assert missing == dict.fromkeys(asked, "answer_missing")


@pytest.mark.parametrize("nothing", ["", "   ", None, [], {}, {"from": "", "to": None}])
def test_an_empty_answer_is_a_missing_one(scheme: LoadedScheme, nothing: object) -> None:
    assert codes(scheme, GOOD | {"span": nothing}) == {"span": "answer_missing"}
    assert codes(scheme, GOOD | {"note": nothing}) == {}


@pytest.mark.parametrize(
    ("field", "answer", "code"),
    [
        ("project_title", "x" * 121, "answer_too_long"),
        ("story", "Il", "answer_too_short"),
        ("story", "x" * 5001, "answer_too_long"),
        ("jobs", 0, "answer_range"),
        ("jobs", 51, "answer_range"),
        ("cost", "12,5", "amount_format"),
        ("cost", "1.234", "amount_format"),
        ("cost", "-1", "amount_negative"),
        ("cost", "9" * 15, "amount_too_large"),
        ("start", "03/02/2026", "answer_date"),
        ("start", "2026-02-30", "answer_date"),
        ("start", "0001-01-01", "answer_date"),
        ("siret", "35600000000049", "siret_checksum"),
        ("siret", "123", "siret_format"),
        ("rna", "W12", "rna_format"),
        ("iban", "FR1420041010050500013M02607", "iban_checksum"),
        ("email", "nobody@nowhere", "email_format"),
        ("telephone", "12", "telephone_format"),
        ("commune", "9999", "commune_format"),
        ("epci", "243500138", "epci_checksum"),
        ("not_started", False, "answer_declaration"),
    ],
)
def test_a_wrong_answer_waits_in_a_draft_and_stops_a_submission(
    scheme: LoadedScheme, field: str, answer: object, code: str
) -> None:
    assert codes(scheme, GOOD | {field: answer}) == {field: code}
    assert codes(scheme, GOOD | {field: answer}, complete=False) == {}


@pytest.mark.parametrize(
    ("field", "answer", "code"),
    [
        ("project_title", 12, "answer_type"),
        ("project_title", ["a"], "answer_type"),
        ("project_title", "a\x00b", "answer_characters"),
        ("project_title", "a\ud800b", "answer_characters"),
        ("project_title", "x" * 20_001, "answer_too_long"),
        ("jobs", "3", "answer_type"),
        ("jobs", True, "answer_type"),
        ("jobs", 3.0, "answer_type"),
        ("jobs", 10**40, "answer_type"),
        ("cost", 12.5, "answer_type"),
        ("cost", 12, "answer_type"),
        ("alone", "yes", "answer_type"),
        ("not_started", 1, "answer_type"),
        ("study_by", "somebody", "answer_option"),
        ("funders", "feder", "answer_type"),
        ("funders", ["leader"], "answer_option"),
        ("funders", [1], "answer_type"),
        ("span", "2026", "answer_type"),
        ("span", {"from": 2026}, "answer_type"),
        ("span", {"start": "2026-01-01"}, "answer_type"),
        ("partners", {"partner_pays": True}, "answer_type"),
        ("partners", ["a"], "answer_type"),
        ("partners", [{}] * 101, "answer_type"),
    ],
)
def test_a_hostile_answer_is_refused_even_in_a_draft(
    scheme: LoadedScheme, field: str, answer: object, code: str
) -> None:
    assert codes(scheme, {field: answer}, complete=False) == {field: code}
    assert codes(scheme, GOOD | {field: answer})[field] == code


def test_an_unknown_question_is_refused_even_in_a_draft_and_in_a_row(scheme: LoadedScheme) -> None:
    answers: dict[str, object] = {"admin": True, "partners": [{"partner_role": "x"}]}
    assert codes(scheme, answers, complete=False) == {
        "admin": "answer_unknown",
        "partners[0].partner_role": "answer_unknown",
    }


def test_a_period_names_the_end_that_is_wrong(scheme: LoadedScheme) -> None:
    backwards = {"from": "2026-02-03", "to": "2026-02-02"}
    assert codes(scheme, GOOD | {"span": backwards}) == {"span.to": "answer_period"}
    assert codes(scheme, GOOD | {"span": {"from": "2026-02-03"}}) == {"span.to": "answer_date"}


def test_rows_are_checked_one_by_one_and_counted(scheme: LoadedScheme) -> None:
    rows = [{"partner_pays": True}, {"partner_pays": True, "partner_amount": "x"}]
    assert codes(scheme, GOOD | {"partners": rows}) == {
        "partners[0].partner_amount": "answer_missing",
        "partners[1].partner_amount": "amount_format",
    }
    assert codes(scheme, GOOD | {"partners": [{"partner_pays": False}] * 3}) == {"partners": "answer_rows"}
    assert codes(scheme, {"partners": [{}] * 3}, complete=False) == {"partners": "answer_rows"}


def test_a_hidden_question_is_neither_asked_nor_filed_whatever_it_holds(scheme: LoadedScheme) -> None:
    answers = GOOD | {"study_by": "ourselves", "consultant_name": 12, "alone": True}
    assert codes(scheme, answers) == {}
    filed = filed_answers(scheme, answers)
    assert "consultant_name" not in filed
    assert filed["partners"] == [{"partner_pays": True}, {"partner_pays": False}]


def test_what_a_hidden_answer_would_show_stays_hidden(tmp_path: Path) -> None:
    chain = '        - {id: reason, type: text, when: consultant_name == "x", label: {fr: "Motif", en: "Reason"}}\n'
    scheme = loaded(tmp_path, ("        - id: people\n", chain + "        - id: people\n"))
    shown = {"study_by": "consultant", "consultant_name": "x"}
    assert "reason" in [field.id for field in scheme.visible_fields(shown)]
    assert "reason" not in [field.id for field in scheme.visible_fields(shown | {"study_by": "ourselves"})]


def test_a_hidden_section_hides_its_questions(tmp_path: Path) -> None:
    section = (
        '    - id: more\n      title: {fr: "Suite", en: "More"}\n      when: study_by == "ourselves"\n      fields:\n'
        '        - {id: why, type: text, label: {fr: "Pourquoi", en: "Why"}}\n'
    )
    scheme = loaded(tmp_path, ("costs:\n", section + "costs:\n"))
    assert "why" in [field.id for field in scheme.visible_fields({"study_by": "ourselves"})]
    assert "why" not in [field.id for field in scheme.visible_fields({"study_by": "consultant"})]


def test_what_is_filed_is_in_its_normal_form(scheme: LoadedScheme) -> None:
    filed = filed_answers(scheme, GOOD)
    assert filed["project_title"] == "Ressourcerie\ndu port"
    assert filed["cost"] == "12000.00"
    assert filed["funders"] == ["feder", "state"]
    assert filed["siret"] == "35600000000048"
    assert filed["rna"] == "W751234567"
    assert filed["email"] == "contact@exemple.org"
    assert filed["telephone"] == "+33299000000"
    assert filed["partners"] == [{"partner_pays": True, "partner_amount": "10.50"}, {"partner_pays": False}]
    assert list(filed) == [field.id for field in scheme.visible_fields(GOOD) if field.id in GOOD]


def test_filing_leaves_what_is_not_complete_as_it_was_typed(scheme: LoadedScheme) -> None:
    assert filed_answers(scheme, {"cost": "12,5", "siret": 12, "note": " "}) == {"cost": "12,5", "siret": 12}


def test_a_pre_application_asks_only_its_own_sections() -> None:
    call = load_catalogue().get("bretagne/appel-projets-collaboratifs")
    first = {problem.field for problem in check_answers(call, {}, complete=True, pre_application=True)}
    whole = {problem.field for problem in check_answers(call, {}, complete=True)}
    marked = {field.id for section in call.scheme.form.sections if section.pre_application for field in section.fields}
    assert first
    assert first < whole
    assert first <= marked
