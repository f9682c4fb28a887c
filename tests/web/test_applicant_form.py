"""Filling in a draft: whatever is typed is kept, problems stand beside their field, nobody's text is overwritten."""

from __future__ import annotations

import pytest

from tests.fixtures.applicants import AMI, Someone, applicant
from tests.fixtures.desk import Desk
from tests.web.support import check_page, words_of
from workflow.store.database import counting


@pytest.fixture
def alice(desk: Desk) -> Someone:
    return applicant(desk)


@pytest.fixture
def reference(alice: Someone) -> str:
    return alice.start()


def section(reference: str, name: str = "idea") -> str:
    return f"/dossiers/{reference}/formulaire/{name}"


@pytest.mark.parametrize("name", ["holder", "idea", "study", "model", "commitments"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_section_is_a_sound_page_with_and_without_its_problems(
    alice: Someone, reference: str, name: str, language: str
) -> None:
    for query in (f"?lang={language}", f"?lang={language}&verifier=1"):
        check_page(alice.get(section(reference, name) + query), language)


def test_a_section_costs_few_statements(alice: Someone, reference: str) -> None:
    with counting(alice.desk.database) as count:
        alice.get(section(reference))
    assert len(count) <= 8, count.statements


def test_reading_a_section_changes_nothing(alice: Someone, reference: str) -> None:
    before = alice.hidden(section(reference))["version"]
    alice.get(section(reference) + "?verifier=1")
    assert alice.hidden(section(reference))["version"] == before


def test_a_save_keeps_what_was_typed_and_comes_back_with_what_is_missing(alice: Someone, reference: str) -> None:
    answer = alice.post(section(reference), {"action": "save", "project_title": "Épicerie du canal"})
    assert answer.status_code == 302
    page = alice.get(answer.location)
    assert 'value="Épicerie du canal"' in page
    assert "data-error-summary" in page
    assert alice.answers(reference)["project_title"] == "Épicerie du canal"


def test_continue_goes_on_only_from_a_complete_section(alice: Someone, reference: str) -> None:
    url = section(reference, "commitments")
    stays = alice.post(url, {"action": "continue", "commits_to_share": "1"})
    assert stays.location == f"{url}?verifier=1"
    boxes = [one for one in check_page(alice.get(url)).iter("input") if one.get("type") == "checkbox"]
    leaves = alice.post(url, {"action": "continue", **{str(box.get("name")): "1" for box in boxes}})
    assert leaves.location == f"/dossiers/{reference}/budget"


def test_an_answer_that_cannot_be_kept_stays_on_the_page_and_the_rest_is_saved(alice: Someone, reference: str) -> None:
    typed = {"action": "save", "own_days": "beaucoup", "study_by": "ourselves", "study_question": "Combien ?"}
    answer = alice.post(section(reference, "study"), typed)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    check_page(page)
    assert 'value="beaucoup"' in page
    assert "Un nombre entier est attendu." in page
    assert alice.answers(reference)["study_question"] == "Combien ?"
    assert "own_days" not in alice.answers(reference)


def test_hostile_text_is_shown_as_text(alice: Someone, reference: str) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    answer = alice.post(section(reference), {"action": "save", "project_title": hostile, "idea": hostile})
    page = alice.get(answer.location)
    check_page(page)
    assert "<script>alert" not in page
    assert alice.answers(reference)["idea"] == hostile


def test_invisible_characters_are_refused_beside_their_field(alice: Someone, reference: str) -> None:
    answer = alice.post(section(reference), {"action": "save", "project_title": "a\x00b", "idea": "Une idée."})
    assert answer.status_code == 422
    check_page(answer.get_data(as_text=True))
    assert "caractères invisibles" in answer.get_data(as_text=True)
    assert alice.answers(reference) == {"idea": "Une idée."}


def test_an_endless_text_is_refused_and_stays_on_the_page(alice: Someone, reference: str) -> None:
    answer = alice.post(section(reference), {"action": "save", "idea": "x" * 20_001})
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.get_data(as_text=True)


def test_a_forged_field_a_forged_option_and_forged_rows_do_no_harm(alice: Someone, reference: str) -> None:
    forged = {"action": "save", "holder_status": "emperor", "unknown": "1", "group_members-99999-member_name": "X"}
    answer = alice.post(section(reference, "holder"), forged)
    assert answer.status_code == 422
    assert "holder_status" not in alice.answers(reference)
    assert "unknown" not in alice.answers(reference)


def test_a_condition_shows_its_question_after_a_save(alice: Someone, reference: str) -> None:
    assert '<div class="question" data-question="organisation_link" hidden>' in alice.get(section(reference, "holder"))
    alice.post(section(reference, "holder"), {"action": "save", "holder_status": "organisation"})
    assert '<div class="question" data-question="organisation_link">' in alice.get(section(reference, "holder"))


def test_the_script_is_told_what_is_hidden_and_nothing_is_saved(alice: Someone, reference: str) -> None:
    before = alice.hidden(section(reference, "holder"))["version"]
    answer = alice.post(section(reference, "holder"), {"action": "show", "holder_status": "group"})
    assert answer.get_json() == {"hidden": ["organisation_link", "accompanied_by_whom"]}
    assert alice.hidden(section(reference, "holder"))["version"] == before


def test_an_answer_that_a_condition_hides_is_kept(alice: Someone, reference: str) -> None:
    typed = {"holder_status": "organisation", "organisation_link": "Rien de tel chez nous."}
    alice.post(section(reference, "holder"), {"action": "save", **typed})
    alice.post(section(reference, "holder"), {"action": "save", **typed, "holder_status": "in_own_name"})
    assert alice.answers(reference)["organisation_link"] == "Rien de tel chez nous."


def test_rows_are_added_and_taken_out_without_a_script(alice: Someone, reference: str) -> None:
    url = section(reference)
    first = {"local_partners-0-partner_name": "Mairie", "local_partners-1-partner_name": "École"}
    answer = alice.post(url, {"action": "add:local_partners", **first})
    assert answer.status_code == 302
    assert 'name="local_partners-2-partner_name"' in alice.get(answer.location)
    alice.post(url, {"action": "remove:local_partners:0", **first})
    assert alice.answers(reference)["local_partners"] == [{"partner_name": "École"}]


def test_a_stale_page_shows_both_versions_and_offers_to_send_again(alice: Someone, reference: str) -> None:
    url = section(reference)
    stale = alice.hidden(url)
    alice.post(url, {"action": "save", "project_title": "Premier onglet"})
    answer = alice.browser.post(url, data={**stale, "action": "save", "project_title": "Second onglet"})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    told = words_of(check_page(page))
    assert "Premier onglet" in told
    assert "Second onglet" in told
    assert alice.answers(reference)["project_title"] == "Premier onglet"
    version = page.split('name="version" value="')[1].split('"')[0]
    again = {"csrf_token": stale["csrf_token"], "version": version, "action": "save", "project_title": "Second onglet"}
    assert alice.browser.post(url, data=again).status_code == 302
    assert alice.answers(reference)["project_title"] == "Second onglet"


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999", "٣"])
def test_a_forged_version_is_a_conflict_and_never_a_lost_update(alice: Someone, reference: str, version: str) -> None:
    answer = alice.post(section(reference), {"action": "save", "project_title": "X", "version": version})
    assert answer.status_code == 409
    assert alice.answers(reference) == {}


def test_saving_by_itself_answers_with_the_hour_and_the_new_version(alice: Someone, reference: str) -> None:
    url = section(reference)
    hidden = alice.hidden(url)
    typed = {**hidden, "action": "autosave", "project_title": "Épicerie"}
    answer = alice.browser.post(url, data=typed, headers={"Accept": "application/json"})
    assert answer.get_json() == {
        "version": int(hidden["version"]) + 1,
        "message": "Enregistré à 11\u202fh\u202f30",
        "refused": 0,
    }
    stale = alice.browser.post(url, data=typed, headers={"Accept": "application/json"})
    assert stale.status_code == 409
    assert stale.get_json()["conflict"] is True


def test_saving_by_itself_keeps_what_it_can(alice: Someone, reference: str) -> None:
    answer = alice.post(
        section(reference, "study"),
        {"action": "autosave", "study_by": "ourselves", "own_days": "x", "study_question": "Q"},
    )
    assert answer.status_code == 200
    assert answer.get_json()["refused"] == 1
    assert alice.answers(reference)["study_question"] == "Q"


def test_a_form_without_its_token_is_refused_and_shows_what_was_typed(alice: Someone, reference: str) -> None:
    answer = alice.browser.post(section(reference), data={"project_title": "Épicerie du canal"})
    assert answer.status_code == 400
    assert "Épicerie du canal" in answer.get_data(as_text=True)
    assert alice.answers(reference) == {}


def test_another_organisation_s_application_does_not_exist(alice: Someone, reference: str) -> None:
    bruno = applicant(alice.desk, "bruno@exemple.test", "Coopérative du port")
    own = bruno.start()
    token = bruno.hidden(section(own))
    for tail in ("", "/formulaire/idea", "/budget", "/pieces", "/verifier", "/retirer", "/reponses", "/demande"):
        assert bruno.browser.get(f"/dossiers/{reference}{tail}").status_code == 404, tail
    for tail in ("/formulaire/idea", "/budget", "/budget/verdict", "/pieces/identity", "/verifier", "/retirer"):
        assert bruno.browser.post(f"/dossiers/{reference}{tail}", data=token).status_code in {404, 422}, tail
    assert alice.answers(reference) == {}


def test_an_officer_reads_no_draft(alice: Someone, reference: str) -> None:
    alice.desk.person("ivo@exemple.test", "case_officer", body="bretagne-active")
    assert alice.desk.signed_in("ivo@exemple.test").get(section(reference)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(alice: Someone, reference: str) -> None:
    answer = alice.desk.browser().get(section(reference))
    assert answer.status_code == 302
    assert answer.location.startswith("/connexion?next=")


def test_an_unknown_section_is_not_found(alice: Someone, reference: str) -> None:
    assert alice.browser.get(section(reference, "nothing")).status_code == 404


def test_periods_in_rows_are_kept(alice: Someone) -> None:
    reference = alice.start(AMI)
    typed = {
        "action": "save",
        "steps-0-step_name": "Enquête",
        "steps-0-step_period-from": "2017-09-01",
        "steps-0-step_period-to": "31/12/2017",
    }
    alice.post(section(reference, "schedule"), typed)
    kept = alice.answers(reference).get("steps")
    assert isinstance(kept, list)
    assert kept[0]["step_period"] == {"from": "2017-09-01", "to": "2017-12-31"}
