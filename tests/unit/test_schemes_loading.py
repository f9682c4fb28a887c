"""A scheme that is wrong does not load, and every fault is named at once with its line."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.scheme_files import EXAMPLE, changed, codes, loaded, problems, written
from workflow.kernel.errors import NotFound
from workflow.kernel.money import Money
from workflow.schemes.loading import (
    CONFIG,
    Catalogue,
    LoadedScheme,
    SchemeFault,
    check_path,
    load_catalogue,
    load_scheme,
    load_workflows,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_example_of_the_guide_loads(tmp_path: Path) -> None:
    scheme = loaded(tmp_path).scheme
    assert scheme.id == "bretagne/etudes-exemple"
    assert scheme.caps.amount_cap == Money(2_000_000)
    assert scheme.caps.aid_rate == Fraction(1, 2)


def test_what_a_scheme_narrows_is_in_its_workflow_and_not_in_the_base(tmp_path: Path) -> None:
    workflow = loaded(tmp_path).workflow
    guards = {event.id: event.guards for event in workflow.events}
    base = {event.id: event.guards for event in load_workflows()["grant"].events}
    assert guards["put_on_agenda"] == (*base["put_on_agenda"], "expert_opinion_given")
    assert guards["award"] == base["award"]


def test_every_fault_is_named_at_once_with_its_line_and_in_both_languages(tmp_path: Path) -> None:
    text = changed(
        ('amount_cap: "20000.00"', "amount_cap: 20000.00"),
        ("kinds: [association,", "kinds: [asociation,"),
        ("aid_rate:", "aide_rate:"),
        ('when: study_by == "consultant"', 'when: study_by == "consultants"'),
        ("closes: 2026-12-31", "closes: 2025-12-31"),
        ("version:", "region: bretagne\nversion:"),
        ("add_guards: [expert_opinion_given]", "add_guards: [expert_opinion]"),
        ('service: {fr: "Service d’exemple",', "service: {"),
    )
    found = problems(tmp_path, text)
    lines = text.splitlines()
    for field, code, word in (
        ("caps.amount_cap", "amount_format", "amount_cap"),
        ("beneficiaries.kinds[0]", "unknown_word", "asociation"),
        ("caps.aide_rate", "unknown_key", "aide_rate"),
        ("form.sections[0].fields[2].when", "expression", "consultants"),
        ("workflow.change_events.put_on_agenda.add_guards[0]", "unknown_word", "add_guards"),
        ("contact.service", "text_languages", "service:"),
        ("region (2)", "duplicate_key", "region: bretagne"),
    ):
        [problem] = [problem for problem in found if problem.field == field]
        line = int(problem.place.rpartition(":")[2])
        assert (problem.code, word in lines[line - 1]) == (code, True), problem
        assert problem.message.fr != problem.message.en
    assert found == sorted(found, key=lambda problem: int(problem.place.rpartition(":")[2]))


def test_a_word_that_is_nearly_right_gets_a_suggestion(tmp_path: Path) -> None:
    found = problems(tmp_path, changed(("amount_floor:", "amount_flor:"), ("emergence]", "emergense]")))
    messages = {problem.field: problem.message for problem in found}
    assert "Vouliez-vous dire «\u202famount_floor\u202f»" in messages["caps.amount_flor"].fr
    assert "Did you mean “emergence”?" in messages["phases[0]"].en


@pytest.mark.parametrize(
    ("before", "after", "field", "code"),
    [
        ('siren: "233500016"', "siren: 233500016", "running_body.siren", "wrong_type"),
        ('siren: "233500016"', 'siren: "2335"', "running_body.siren", "wrong_format"),
        ('version: "2026-1"', "version: one", "version", "wrong_format"),
        ("opens: 2026-01-01", "opens: 1 January", "calls[0].opens", "wrong_type"),
        ("opens: 2026-01-01", "opens: 2026-13-01", "calls[0].opens", "wrong_type"),
        ("minimum: 1}", "minimum: 0}", "partners.minimum", "out_of_range"),
        ("minimum: 1}", "minimum: 99}", "partners.minimum", "out_of_range"),
        ("minimum: 1}", 'minimum: "1"}', "partners.minimum", "wrong_type"),
        ("demonstration: true", "demonstration: yes", "calls[0].demonstration", "wrong_type"),
        ("nuts2: [FRH0]", "nuts2: []", "territory.nuts2", "wrong_length"),
        ("nuts2: [FRH0]", "nuts2: FRH0", "territory.nuts2", "wrong_type"),
        ("nuts2: [FRH0]", "nuts2: [FRI1]", "territory.nuts2[0]", "scheme_identity"),
        ('aid_rate: "0.50"', 'aid_rate: "50 %"', "caps.aid_rate", "rate_format"),
        ('aid_rate: "0.50"', 'aid_rate: "1.5"', "caps.aid_rate", "rate_range"),
        ('aid_rate: "0.50"', 'aid_rate: "1/0"', "caps.aid_rate", "rate_format"),
        ('amount_floor: "2000.00"', 'amount_floor: "-1.00"', "caps.amount_floor", "amount_negative"),
        ('amount_floor: "2000.00"', 'amount_floor: "2000.001"', "caps.amount_floor", "amount_format"),
        ('amount_floor: "2000.00"', 'amount_floor: "1e9"', "caps.amount_floor", "amount_format"),
        ('amount_floor: "2000.00"', 'amount_floor: "999999999999.00"', "caps.amount_floor", "amount_too_large"),
        ('amount_floor: "2000.00"', 'amount_floor: "20000.01"', "caps.amount_floor", "caps_order"),
        ('aid_rate: "0.50"', 'aid_rate: "0.50"\n  aid_rate_from: "0.60"', "caps.aid_rate_from", "caps_order"),
        ('title: {fr: "Études d’exemple"', 'title: {fr: " "', "title", "text_empty"),
        ("region: bretagne", "region: nouvelle-aquitaine", "region", "scheme_identity"),
        (
            "cut_offs: [2026-05-05, 2026-10-05]",
            "cut_offs: [2026-10-05, 2026-05-05]",
            "calls[0].cut_offs",
            "call_window",
        ),
        ("cut_offs: [2026-05-05,", "cut_offs: [2025-05-05,", "calls[0].cut_offs[0]", "call_window"),
        ("closes: 2026-12-31", "closes: 2025-12-31", "calls[0].closes", "call_window"),
        ("id: consultant_name", "id: project_title", "form.sections[0].fields[2].id", "duplicate_id"),
        ("id: person_role", "id: project_title", "form.sections[0].fields[3].fields[0].id", "duplicate_id"),
        ("type: declaration", "type: choice", "form.sections[0].fields[4].options", "form_options"),
        ("type: block ", "type: text ", "form.sections[0].fields[3].fields", "form_block"),
        (
            "type: declaration",
            "minimum: 3\n          type: declaration",
            "form.sections[0].fields[4].maximum",
            "form_bounds",
        ),
        ("maximum: 120 ", "minimum: 121\n          maximum: 120 ", "form.sections[0].fields[0].minimum", "form_bounds"),
        ('when: applicant_kind != "individual"', 'when: applicant_kind != "person"', "documents[0].when", "expression"),
        ('when: applicant_kind != "individual"', "when: people.size > 1", "documents[0].when", "expression"),
        ("admits: [region, feder,", "admits: [feder,", "co_financing.admits", "own_source"),
        (
            "admits: [region, feder, epci,",
            "admits: [region, feder,",
            "co_financing.tree.children[1].sources",
            "funding_tree",
        ),
        ("sources: [region],", "", "co_financing.tree.children[0]", "funding_tree"),
        (
            "sources: [feder, epci]",
            "sources: [region, feder, epci]",
            "co_financing.tree.children[1].sources",
            "duplicate_id",
        ),
        ("role: decides", "role: advises", "committees", "committee_missing"),
        ("id: comite-technique", "id: commission-permanente", "committees[1].id", "duplicate_id"),
        ("extends: grant", "extends: grants", "workflow.extends", "unknown_reference"),
        ("extends: grant", "extends: accompaniment", "workflow.instruments", "workflow_instrument"),
        ("put_on_agenda:", "put_in_agenda:", "workflow.change_events.put_in_agenda", "unknown_reference"),
        (
            "extends: grant",
            "extends: grant\n  without_events: [nothing]",
            "workflow.without_events[0]",
            "unknown_reference",
        ),
        (
            "extends: grant",
            "extends: grant\n  without_states: [nothing]",
            "workflow.without_states[0]",
            "unknown_reference",
        ),
        ("instrument: grant", "instrument: repayable_advance", "advance", "missing_key"),
        ("instrument: grant", "instrument: path", "path", "missing_key"),
        (
            "workflow:\n  extends: grant\n  change_events:\n    put_on_agenda: {add_guards: [expert_opinion_given]}\n",
            "",
            "workflow",
            "missing_key",
        ),
    ],
)
def test_a_fault_is_named_where_it_is(tmp_path: Path, before: str, after: str, field: str, code: str) -> None:
    assert codes(problems(tmp_path, changed((before, after)))).get(field) == code


def test_a_missing_key_is_named_where_it_is_expected(tmp_path: Path) -> None:
    found = problems(tmp_path, changed(("running_body:\n  id: region-bretagne\n", "running_body:\n")))
    assert codes(found) == {"running_body.id": "missing_key"}


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "12\n"])
def test_a_file_that_is_no_scheme_at_all_is_refused(tmp_path: Path, text: str) -> None:
    assert [problem.code for problem in problems(tmp_path, text)] == ["wrong_type"]


def test_a_grant_needs_its_costs_and_its_sources(tmp_path: Path) -> None:
    start, end = EXAMPLE.index("costs:"), EXAMPLE.index("caps:")
    without_costs = EXAMPLE[:start] + EXAMPLE[end:]
    start, end = EXAMPLE.index("co_financing:"), EXAMPLE.index("scoring:")
    without_sources = EXAMPLE[:start] + EXAMPLE[end:]
    assert codes(problems(tmp_path, without_costs)) == {"costs": "missing_key"}
    assert codes(problems(tmp_path, without_sources)) == {"co_financing": "missing_key"}


def test_in_the_catalogue_a_scheme_bears_the_name_of_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "schemes" / "bretagne"
    folder.mkdir(parents=True)
    path = folder / "autre-nom.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    with pytest.raises(SchemeFault) as refusal:
        load_scheme(path)
    assert codes(list(refusal.value.problems)) == {"id": "scheme_identity"}
    assert "bretagne/autre-nom" in refusal.value.problems[0].message.fr


def test_the_schemes_of_a_path_exist(tmp_path: Path) -> None:
    root = tmp_path / "config"
    shutil.copytree(CONFIG, root)
    path = root / "schemes" / "bretagne" / "trajectoire-ess.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("bretagne/fonds-de-confiance", "bretagne/fonds-perdu"))
    [problem] = [problem for problem in check_path(root) if problem.code == "unknown_reference"]
    assert problem.place.startswith(str(path))
    assert "bretagne/fonds-perdu" in problem.message.en


def test_a_catalogue_names_the_faults_of_all_its_files(tmp_path: Path) -> None:
    root = tmp_path / "config"
    shutil.copytree(CONFIG, root)
    scheme = root / "schemes" / "bretagne" / "cap-creation-ess.yaml"
    workflow = root / "workflows" / "grant.yaml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("instrument: grant", "instrument: grand"))
    workflow.write_text(workflow.read_text(encoding="utf-8").replace("end: true, ", "", 1))
    with pytest.raises(SchemeFault) as refusal:
        load_catalogue(root)
    files = {Path(problem.place.rpartition(":")[0]).name for problem in refusal.value.problems}
    assert files == {"cap-creation-ess.yaml", "grant.yaml"}


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        ("grant", "id: grant", "id: grants", "scheme_identity"),
        ("grant", "instruments: [grant]\n", "", "missing_key"),
        ("grant", "initial: draft", "initial: start", "workflow_unknown_state"),
        ("delegated_grant", "extends: grant", "extends: grants", "unknown_reference"),
        ("delegated_grant", "extends: grant", "extends: delegated_grant", "workflow_circle"),
        ("delegated_grant", "  award:", "  awards:", "unknown_reference"),
        ("repayable_advance", "without_events: [pay, ", "without_events: [", "duplicate_id"),
        ("orientation", "roles: [case_officer, manager]", "roles: []", "workflow_no_role"),
    ],
)
def test_a_base_workflow_that_is_wrong_is_named(tmp_path: Path, name: str, before: str, after: str, code: str) -> None:
    folder = tmp_path / "workflows"
    shutil.copytree(CONFIG / "workflows", folder)
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = [problem for problem in check_path(path) if Path(problem.place.rpartition(":")[0]).stem == name]
    assert code in [problem.code for problem in found]


def test_what_ships_is_sound() -> None:
    assert check_path(CONFIG) == ()
    assert check_path(CONFIG / "workflows") == ()
    assert check_path(CONFIG / "workflows" / "grant.yaml") == ()
    assert check_path(CONFIG / "schemes" / "bretagne") == ()


def test_a_folder_without_a_scheme_says_so(tmp_path: Path) -> None:
    assert [problem.code for problem in check_path(tmp_path)] == ["no_scheme_file"]


def test_a_scheme_written_to_json_comes_back_the_same(catalogue: Catalogue) -> None:
    for scheme in catalogue.all():
        again = LoadedScheme.from_json(scheme.to_json())
        assert again == scheme
        assert again.digest == scheme.digest


def test_the_digest_changes_with_the_scheme_and_with_its_workflow(tmp_path: Path) -> None:
    digests = {
        loaded(tmp_path).digest,
        loaded(tmp_path, ('amount_cap: "20000.00"', 'amount_cap: "20000.01"')).digest,
        loaded(tmp_path, ("{add_guards: [expert_opinion_given]}", "{}")).digest,
    }
    assert len(digests) == 3
    assert loaded(tmp_path).digest in digests


def test_the_catalogue_finds_a_scheme_by_its_full_or_short_name(catalogue: Catalogue) -> None:
    full = catalogue.get("bretagne/cap-creation-ess")
    assert catalogue.get("cap-creation-ess") is full
    assert catalogue.at("cap-creation-ess", full.version) is full
    for missing in ("nowhere", "nouvelle-aquitaine/cap-creation-ess", ""):
        with pytest.raises(NotFound):
            catalogue.get(missing)
    with pytest.raises(NotFound):
        catalogue.at("cap-creation-ess", "1999-1")


def test_a_path_has_no_workflow_of_its_own(catalogue: Catalogue) -> None:
    path = catalogue.get("trajectoire-ess")
    assert not path.has_workflow
    with pytest.raises(NotFound):
        assert path.workflow


def test_documents_depend_on_the_kind_of_applicant(tmp_path: Path) -> None:
    scheme = load_scheme(written(tmp_path, EXAMPLE))
    assert [document.id for document in scheme.required_documents({}, "association")] == ["statutes"]
    assert scheme.required_documents({}, "individual") == ()
