"""From the start of an application to its receipt, its items and its withdrawal."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from tests.fixtures.applicants import AMI, CAP, PDF, Someone, applicant
from tests.fixtures.desk import Desk
from tests.web.support import check_page, words_of
from workflow.services.assign import assign
from workflow.services.context import Context
from workflow.services.items import request_items
from workflow.services.people import actor_for
from workflow.store.database import counting


@pytest.fixture
def alice(desk: Desk) -> Someone:
    return applicant(desk)


def ask_for_items(alice: Someone, reference: str, *labels: str) -> None:
    """An officer of Bretagne Active asks for items by the first of June."""
    officer = alice.desk.person("ivo@exemple.test", "case_officer", body="bretagne-active")
    record = alice.desk.app.extensions["octroi_record"]
    with record.database.writing() as session:
        actor = actor_for(session, record.clock, officer)
        context = Context(session, actor, record.clock, record.catalogue, record.files)
        assign(context, alice.step(context, reference), officer)
        asked = [(label, None) for label in labels]
        request_items(context, alice.step(context, reference), "Merci de préciser.", date(2017, 6, 1), asked)


def test_an_application_is_started_for_one_of_my_organisations(alice: Someone) -> None:
    url = f"/dispositifs/{CAP}/deposer"
    told = words_of(check_page(alice.get(url)))
    assert "Association du canal" in told
    assert "En mon nom" in told
    answer = alice.post(url, {"applicant": str(alice.organisation), "call": "en-continu"})
    assert answer.status_code == 302
    assert answer.location.startswith("/dossiers/BZH-2017-")
    check_page(alice.get(answer.location))


def test_an_application_is_started_in_one_s_own_name_where_the_scheme_admits_it(alice: Someone) -> None:
    answer = alice.post(f"/dispositifs/{CAP}/deposer", {"applicant": "myself"})
    assert answer.status_code == 302
    refused = alice.post(f"/dispositifs/{AMI}/deposer", {"applicant": "myself"})
    assert refused.status_code == 422
    assert "Choisissez pour qui" in refused.get_data(as_text=True)


def test_nobody_applies_for_an_organisation_that_is_not_theirs(alice: Someone) -> None:
    bruno = applicant(alice.desk, "bruno@exemple.test", "Coopérative du port")
    answer = bruno.post(f"/dispositifs/{CAP}/deposer", {"applicant": str(alice.organisation)})
    assert answer.status_code == 422


def test_an_unknown_scheme_and_a_path_open_nothing(alice: Someone) -> None:
    assert alice.browser.get("/dispositifs/bretagne/rien/deposer").status_code == 404
    assert "Aucun appel n’est ouvert" in alice.get("/dispositifs/bretagne/trajectoire-ess/deposer")


def test_the_list_is_empty_then_shows_each_application_with_what_is_next(alice: Someone) -> None:
    assert "Vous n’avez pas encore de dossier" in alice.get("/dossiers")
    reference = alice.start(AMI)
    with counting(alice.desk.database) as count:
        page = alice.get("/dossiers")
    assert len(count) <= 6, count.statements
    told = words_of(check_page(page))
    assert reference in told
    assert "Complétez et déposez le dossier" in told
    assert "il reste" in told


def test_a_draft_shows_its_parts_and_where_to_go_on(alice: Someone) -> None:
    reference = alice.start()
    told = words_of(check_page(alice.get(f"/dossiers/{reference}")))
    assert "À remplir" in told
    assert "Continuer Vous" in told
    complete = words_of(check_page(alice.get(f"/dossiers/{alice.complete()}")))
    assert "7 sur 7" in complete


def test_what_is_missing_is_listed_with_the_place_to_put_it_right(alice: Someone) -> None:
    reference = alice.start()
    page = alice.get(f"/dossiers/{reference}/verifier")
    check_page(page)
    assert f"/dossiers/{reference}/formulaire/idea?verifier=1#f-project_title" in page
    assert f'<a href="/dossiers/{reference}/pieces">' in page
    assert 'name="key"' not in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_complete_draft_is_submitted_once_and_gives_its_receipt(alice: Someone, language: str) -> None:
    reference = alice.complete()
    url = f"/dossiers/{reference}/verifier"
    check_page(alice.get(f"{url}?lang={language}"), language)
    hidden = alice.hidden(url)
    first = alice.browser.post(url, data=hidden)
    assert first.location == f"/dossiers/{reference}/accuse-de-reception"
    second = alice.browser.post(url, data=hidden)
    assert second.status_code == 302
    check_page(alice.get(f"/dossiers/{reference}"), language)
    page = alice.get(first.location)
    told = words_of(check_page(page, language))
    assert reference in told
    assert "SHA-256" in told
    pdf = alice.browser.get(f"/dossiers/{reference}/accuse-de-reception.pdf")
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert pdf.data.startswith(b"%PDF-")


def test_a_submission_from_a_stale_page_changes_nothing(alice: Someone) -> None:
    reference = alice.complete()
    url = f"/dossiers/{reference}/verifier"
    stale = alice.hidden(url)
    section = f"/dossiers/{reference}/formulaire/idea"
    alice.post(section, {"action": "save", "project_title": "Autre nom"})
    answer = alice.browser.post(url, data=stale)
    assert answer.status_code == 409
    check_page(answer.get_data(as_text=True))
    assert alice.browser.get(f"/dossiers/{reference}/accuse-de-reception").status_code == 404


def test_an_incomplete_draft_cannot_be_submitted_by_a_forged_form(alice: Someone) -> None:
    reference = alice.start()
    section = f"/dossiers/{reference}/formulaire/idea"
    answer = alice.post(f"/dossiers/{reference}/verifier", {"key": "forged"}, section)
    assert answer.status_code == 409
    check_page(answer.get_data(as_text=True))


def test_a_filed_application_is_read_and_no_longer_written(alice: Someone) -> None:
    reference = alice.complete()
    section = f"/dossiers/{reference}/formulaire/idea"
    hidden = alice.hidden(section)
    alice.post(f"/dossiers/{reference}/verifier", {})
    assert alice.browser.get(section).location.startswith(f"/dossiers/{reference}/reponses")
    answer = alice.browser.post(section, data={**hidden, "action": "save", "project_title": "Trop tard"})
    assert answer.status_code == 409
    assert "Trop tard" in answer.get_data(as_text=True)
    assert "Épicerie du canal" in words_of(check_page(alice.get(f"/dossiers/{reference}/reponses")))


def test_a_file_is_attached_replaced_downloaded_and_taken_out(alice: Someone) -> None:
    reference = alice.start()
    url = f"/dossiers/{reference}/pieces"
    check_page(alice.get(url))
    sent = {"file": (BytesIO(PDF), "../../CV d’Alice.pdf")}
    answer = alice.post(f"{url}/curriculum_vitae", sent, url)
    assert answer.status_code == 302
    page = alice.get(url)
    check_page(page)
    assert "CV d’Alice.pdf" in page
    link = page.split('href="/dossiers/' + reference + "/fichiers/")[1].split('"')[0]
    got = alice.browser.get(f"/dossiers/{reference}/fichiers/{link}", buffered=True)
    assert got.data == PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    bruno = applicant(alice.desk, "bruno@exemple.test", "Coopérative du port")
    assert bruno.browser.get(f"/dossiers/{reference}/fichiers/{link}").status_code == 404
    assert alice.post(f"{url}/{link}/retirer", {}, url).status_code == 302
    assert "CV d’Alice.pdf" not in alice.get(url).split("<main")[1]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "vide.pdf", "vide"),
        (b"MZ\x90\x00 not a document", "facture.pdf", "Formats"),
        (b"<html><script>1</script></html>", "page.pdf", "Formats"),
        (PDF + b"0" * 20_000_001, "gros.pdf", "Mo"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_its_field(
    alice: Someone, content: bytes, name: str, said: str
) -> None:
    url = f"/dossiers/{alice.start()}/pieces"
    answer = alice.post(f"{url}/curriculum_vitae", {"file": (BytesIO(content), name)}, url)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    tree = check_page(page)
    control = next(one for one in tree.iter("input") if one.get("id") == "file-curriculum_vitae")
    assert control.get("aria-invalid") == "true"
    assert said.casefold() in words_of(tree).casefold()


def test_a_form_without_a_file_and_an_unknown_document_are_refused(alice: Someone) -> None:
    url = f"/dossiers/{alice.start()}/pieces"
    assert alice.post(f"{url}/curriculum_vitae", {}, url).status_code == 422
    assert alice.post(f"{url}/nothing", {"file": (BytesIO(PDF), "a.pdf")}, url).status_code == 422


def test_items_asked_for_are_answered_with_a_text_and_a_file(alice: Someone) -> None:
    reference = alice.complete()
    alice.post(f"/dossiers/{reference}/verifier", {})
    ask_for_items(alice, reference, "Un devis daté", "Le nom du prestataire")
    told = words_of(check_page(alice.get(f"/dossiers/{reference}")))
    assert "Un devis daté" in told
    assert "il reste 28 jours" in told
    assert "Envoyez ce qui vous est demandé" in words_of(check_page(alice.get("/dossiers")))
    url = f"/dossiers/{reference}/demande"
    check_page(alice.get(url))
    half = alice.post(url, {"answer-1": "Camille Exemple"})
    assert half.status_code == 422
    page = half.get_data(as_text=True)
    check_page(page)
    assert "Camille Exemple" in page
    assert "Répondez par un texte ou par un fichier." in page
    whole = alice.post(url, {"answer-1": "Camille Exemple", "file-0": (BytesIO(PDF), "devis.pdf")})
    assert whole.status_code == 302
    after = words_of(check_page(alice.get(f"/dossiers/{reference}")))
    assert "Un devis daté" not in after
    assert alice.browser.get(url).status_code == 404


def test_a_withdrawal_is_asked_first_and_then_done(alice: Someone) -> None:
    reference = alice.start()
    url = f"/dossiers/{reference}/retirer"
    check_page(alice.get(url))
    assert alice.post(url, {"reason": "Projet abandonné."}).status_code == 302
    assert "Retiré par le porteur" in words_of(check_page(alice.get(f"/dossiers/{reference}")))
    assert alice.browser.get(url).status_code == 409


def test_a_pre_application_asks_only_for_its_sections_and_leaves_the_rest_for_later(alice: Someone) -> None:
    reference = alice.start("bretagne/appel-projets-collaboratifs")
    told = words_of(check_page(alice.get(f"/dossiers/{reference}")))
    assert "Plus tard, pour le dossier complet" in told
    page = alice.get(f"/dossiers/{reference}/verifier")
    check_page(page)
    assert f"/dossiers/{reference}/pieces?verifier" not in page


@pytest.mark.parametrize("tail", ["", "/formulaire/idea", "/budget", "/pieces", "/verifier", "/retirer", "/reponses"])
def test_every_page_of_a_draft_exists_in_english(alice: Someone, tail: str) -> None:
    check_page(alice.get(f"/dossiers/{alice.complete()}{tail}?lang=en"), "en")


def test_the_pages_of_an_application_cost_a_bounded_number_of_statements(alice: Someone) -> None:
    reference = alice.complete()
    budgets = {"": 24, "/verifier": 24, "/pieces": 11, "/budget": 14}
    for tail, most in budgets.items():
        with counting(alice.desk.database) as count:
            alice.get(f"/dossiers/{reference}{tail}")
        assert len(count) <= most, (tail, count.statements)
