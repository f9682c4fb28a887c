"""The forms of Nouvelle-Aquitaine can be filled in to the end, and ask each applicant only what concerns them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from workflow.schemes.answers import check_answers
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field
from workflow.schemes.loading import CONFIG, load_scheme

FOLDER = CONFIG / "schemes" / "nouvelle-aquitaine"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
SAMPLES: Mapping[str, object] = {
    "text": "Atelier partagé",
    "long_text": "Nous réunissons les habitants autour d’un atelier de réparation.",
    "amount": "1234.56",
    "date": "2026-12-01",
    "period": {"from": "2026-12-01", "to": "2027-11-30"},
    "declaration": True,
    "siret": "00000001800010",
    "email": "atelier@association.example",
    "telephone": "0549000000",
    "commune": "86194",
    "epci": "200069854",
}


@pytest.fixture(scope="module")
def schemes() -> dict[str, LoadedScheme]:
    return {name: load_scheme(FOLDER / f"{name}.yaml") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("says_yes", [True, False])
@pytest.mark.parametrize("rank", [0, -1])
def test_somebody_who_answers_everything_asked_has_a_complete_form(
    schemes: dict[str, LoadedScheme], name: str, says_yes: bool, rank: int
) -> None:
    loaded = schemes[name]
    answers = _filled(loaded, says_yes, rank)
    assert check_answers(loaded, answers, complete=True) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_blank_form_is_a_draft_and_not_an_application(schemes: dict[str, LoadedScheme], name: str) -> None:
    assert check_answers(schemes[name], {}, complete=False) == ()
    missing = {problem.field for problem in check_answers(schemes[name], {}, complete=True)}
    assert len(missing) >= 6


def test_every_condition_shows_something_and_hides_it_again(schemes: dict[str, LoadedScheme]) -> None:
    for loaded in schemes.values():
        blank = {one.id for one in loaded.visible_fields({})}
        answers = [_filled(loaded, says_yes, rank) for says_yes in (True, False) for rank in (None, *range(10))]
        shown = {one.id for given in answers for one in loaded.visible_fields(given)}
        conditional = {
            one.id for section in loaded.scheme.form.sections for one in section.fields if section.when or one.when
        }
        assert conditional
        assert not conditional & blank
        assert conditional <= shown


@pytest.mark.parametrize("name", NAMES)
def test_a_commitment_is_made_anew_each_time(schemes: dict[str, LoadedScheme], name: str) -> None:
    declarations = [one for one in _fields(schemes[name]) if one.type == "declaration"]
    assert declarations
    assert not any(one.carry_over for one in declarations)


def test_a_question_carried_from_one_form_to_another_is_the_same_question(schemes: dict[str, LoadedScheme]) -> None:
    kinds: dict[str, set[tuple[object, ...]]] = {}
    for loaded in schemes.values():
        for one in _fields(loaded):
            if one.carry_over:
                kinds.setdefault(one.id, set()).add((one.type, *(option.value for option in one.options)))
    assert [name for name, found in kinds.items() if len(found) > 1] == []


# --------------------------------------------------------------------------- AMI


def test_the_ami_asks_for_the_three_types_and_details_only_those_chosen(schemes: dict[str, LoadedScheme]) -> None:
    loaded = schemes["ami-innovation-sociale"]
    types = next(one for one in loaded.visible_fields({}) if one.id == "innovation_types")
    assert [option.value for option in types.options] == ["service_or_product", "organisational", "territorial"]
    asked = _asked(loaded, {"innovation_types": ["organisational"]})
    assert "organisational_innovation" in asked
    assert not {"service_innovation", "territorial_innovation"} & asked


def test_the_ami_asks_for_participation_cooperation_research_calendar_and_indicators(
    schemes: dict[str, LoadedScheme],
) -> None:
    loaded = schemes["ami-innovation-sociale"]
    asked = {one.id: one for one in loaded.visible_fields({"research_link": "laboratory"})}
    assert {"social_need", "participation", "cooperation", "action", "steps", "indicators", "not_sold_yet"} <= set(
        asked
    )
    assert {"laboratory_name", "research_question"} <= set(asked)
    assert "research_question" not in _asked(loaded, {"research_link": "none"})
    rows = {one.id: one for one in asked["partners"].fields}
    assert asked["partners"].minimum == 1
    assert (rows["partner_siret"].type, rows["partner_siret"].optional) == ("siret", True)
    assert {"partner_role", "partner_contribution"} <= set(rows)


def test_an_association_attaches_its_statutes_and_an_authority_its_deliberation(
    schemes: dict[str, LoadedScheme],
) -> None:
    loaded = schemes["ami-innovation-sociale"]
    of_association = {one.id: one for one in loaded.required_documents({}, "association")}
    of_authority = {one.id for one in loaded.required_documents({}, "local_authority")}
    assert {"statutes", "accounts", "bank_details", "partner_letters", "detailed_budget"} <= set(of_association)
    assert all(of_association[kept].kept_with_organisation for kept in ("statutes", "accounts", "bank_details"))
    assert "authority_deliberation" not in of_association
    assert "authority_deliberation" in of_authority
    assert "statutes" not in of_authority


def test_a_delegation_is_asked_of_those_who_do_not_sign_themselves(schemes: dict[str, LoadedScheme]) -> None:
    loaded = schemes["ami-innovation-sociale"]
    for signs, asked in ((True, False), (False, True)):
        documents = loaded.required_documents({"signed_by_representative": signs}, "association")
        assert ("delegation" in {one.id for one in documents}) == asked


# ------------------------------------------------------------------ the other forms


def test_a_study_and_a_seed_are_asked_about_apart(schemes: dict[str, LoadedScheme]) -> None:
    loaded = schemes["ri-projets-innovants"]
    study = _asked(loaded, {"request_for": ["feasibility_study"]})
    seed = _asked(loaded, {"request_for": ["seed"]})
    assert "study_question" in study - seed
    assert "jobs_expected" in seed - study
    assert "business_plan" in {one.id for one in loaded.required_documents({"request_for": ["seed"]}, "association")}


def test_recruitment_asks_for_the_post_its_wages_and_over_how_long(schemes: dict[str, LoadedScheme]) -> None:
    loaded = schemes["ri-aide-recrutement"]
    asked = _asked(loaded, {"contract_kind": "fixed_term"})
    assert {"post_title", "yearly_gross_wage", "yearly_employer_contributions", "months_aided"} <= asked
    assert "contract_months" in asked
    assert "contract_months" not in _asked(loaded, {"contract_kind": "permanent"})


def test_advice_asks_for_the_consultant_and_the_assignment(schemes: dict[str, LoadedScheme]) -> None:
    asked = _asked(schemes["ri-aide-conseil"], {})
    assert {"consultant_name", "consultant_siret", "mission_content", "mission_price", "deliverables"} <= asked


def test_skills_ask_for_a_training_plan_and_for_the_opco(schemes: dict[str, LoadedScheme]) -> None:
    loaded = schemes["ri-renforcement-competences"]
    assert {"groups", "trainings", "opco_asked"} <= _asked(loaded, {})
    assert "opco_amount" in _asked(loaded, {"opco_asked": "granted"})
    assert "opco_answer" in {one.id for one in loaded.required_documents({"opco_asked": "refused"}, "association")}


@pytest.mark.parametrize("name", ["ri-aide-conseil", "ri-aide-recrutement", "ri-renforcement-competences"])
def test_only_those_who_sell_declare_their_de_minimis_aid(schemes: dict[str, LoadedScheme], name: str) -> None:
    loaded = schemes[name]
    assert loaded.scheme.state_aid == "de_minimis"
    selling = _asked(loaded, {"sells": True, "received_de_minimis": True})
    assert {"de_minimis_aid", "de_minimis_complete"} <= selling
    assert not {"de_minimis_aid", "de_minimis_complete"} & _asked(loaded, {"sells": False, "received_de_minimis": True})


def test_the_one_stop_desk_asks_for_no_document(schemes: dict[str, LoadedScheme]) -> None:
    loaded = schemes["guichet-unique-orientation"]
    assert all(document.optional for document in loaded.required_documents({}, "individual"))
    assert len(loaded.visible_fields({})) < 20


def test_each_programme_of_atis_and_each_service_of_adi_na_asks_its_own_questions(
    schemes: dict[str, LoadedScheme],
) -> None:
    atis, adi = schemes["atis-accompagnement"], schemes["adi-na-accompagnement"]
    assert "need_signs" in _asked(atis, {"programme": "fabrique_a_initiatives"}) - _asked(atis, {"programme": "dla"})
    assert "available_for_jury" in _asked(atis, {"programme": "incubator"})
    assert not {"need_signs", "available_for_jury", "dla_subjects"} & _asked(atis, {"programme": "unsure"})
    assert "money_asked" in _asked(adi, {"services": ["seeking_finance"]})
    assert "money_asked" not in _asked(adi, {"services": ["strategic_support"]})


def _asked(loaded: LoadedScheme, answers: Mapping[str, object]) -> set[str]:
    return {one.id for one in loaded.visible_fields(answers)}


def _fields(loaded: LoadedScheme) -> list[Field]:
    top = [one for section in loaded.scheme.form.sections for one in section.fields]
    return [one for field in top for one in (field, *field.fields)]


def _filled(loaded: LoadedScheme, says_yes: bool, rank: int | None) -> dict[str, Any]:
    """Answers to every question asked, as somebody who takes option ``rank`` of each choice (``None``: all)."""
    answers: dict[str, Any] = {}
    while unanswered := [one for one in loaded.visible_fields(answers) if one.id not in answers]:
        answers[unanswered[0].id] = _answer(unanswered[0], says_yes, rank)
    return answers


def _answer(one: Field, says_yes: bool, rank: int | None) -> object:
    values = [option.value for option in one.options]
    if one.type == "choice":
        return values[(rank or 0) % len(values)]
    if one.type == "choices":
        return values if rank is None else [values[rank % len(values)]]
    if one.type == "yes_no":
        return says_yes
    if one.type == "integer":
        return one.minimum or 0
    if one.type == "block":
        return [{child.id: _answer(child, says_yes, rank) for child in one.fields}]
    return SAMPLES[one.type]
