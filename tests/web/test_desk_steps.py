"""Every step of the desk: what its page asks for, what it does, and how a refusal is shown."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.agents import ENVELOPE, Agents
from tests.web.filling import Typed, fill, send_form
from tests.web.support import check_page, words_of
from workflow.services.read import application


def step(agents: Agents, part: str, reference: str, event: str, typed: Typed | None = None) -> TestResponse:
    """Open the page of a step and send its form."""
    return fill(agents.browser(part), _url(reference, event), typed)


def page_of(answer: TestResponse) -> Element:
    return check_page(answer.get_data(as_text=True))


def state(agents: Agents, reference: str) -> str:
    page = page_of(agents.browser("administrator").get(f"/instruction/{reference}"))
    return words_of(next(one for one in page.iter("span") if (one.get("class") or "").startswith("status ")))


def done(answer: TestResponse) -> None:
    assert answer.status_code == 303, words_of(page_of(answer))


def test_an_application_goes_from_deposit_to_agenda_through_the_pages(agents: Agents) -> None:
    reference = agents.deposited().reference
    officer = str(agents.stage.people["officer-na"])
    done(step(agents, "officer-na", reference, "assign", {"person": officer}))
    done(step(agents, "officer-na", reference, "record_eligibility"))
    assert state(agents, reference) == "En instruction"
    done(step(agents, "officer-na", reference, "retain_costs"))
    done(step(agents, "officer-na", reference, "propose_amount", {"amount": "12 000,00"}))
    opinion = {"value": "favourable", "text": "Projet solide et coopératif."}
    done(step(agents, "expert-na", reference, "give_expert_opinion", opinion))
    done(step(agents, "officer-na", reference, "give_opinion", opinion))
    plan = {"held_on": "2017-06-20"}
    url = "/comites/prevoir?instance=region-nouvelle-aquitaine.commission-permanente-nouvelle-aquitaine"
    done(fill(agents.browser("secretary-na"), url, plan))
    done(step(agents, "secretary-na", reference, "put_on_agenda"))
    assert state(agents, reference) == "À l’ordre du jour"


def test_items_are_asked_for_with_a_deadline(agents: Agents) -> None:
    reference = agents.deposited().reference
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    typed = {
        "message": hostile,
        "deadline": "30/05/2017",
        "items-0-label": "La lettre signée",
        "items-3-label": "Le RIB",
    }
    done(step(agents, "officer-na", reference, "request_items", typed))
    shown = words_of(page_of(agents.browser("officer-na").get(f"/instruction/{reference}")))
    for expected in (hostile, "La lettre signée", "Le RIB", "30 mai 2017", "Envoyer les pièces demandées."):
        assert expected in shown


def test_a_request_without_an_item_is_refused_with_its_reason_and_keeps_the_words(agents: Agents) -> None:
    reference = agents.deposited().reference
    answer = step(agents, "officer-na", reference, "request_items", {"message": "Il manque quelque chose."})
    assert answer.status_code == 409
    shown = page_of(answer)
    assert "Indiquez au moins une pièce" in words_of(shown)
    assert "Il manque quelque chose." in words_of(shown)
    assert state(agents, reference) == "Déposé"


def test_a_faulty_answer_is_named_beside_its_control_and_in_the_summary(agents: Agents) -> None:
    reference = agents.deposited().reference
    typed = {"message": "", "deadline": "demain", "items-0-label": "Le RIB"}
    answer = step(agents, "officer-na", reference, "request_items", typed)
    assert answer.status_code == 422
    page = page_of(answer)
    summary = next(one for one in page.iter("div") if one.get("class") == "error-summary")
    assert len(list(summary.iter("li"))) == 2
    assert "Écrivez une date" in words_of(summary)
    assert [one.get("value") for one in page.iter("input") if one.get("name") == "deadline"] == ["demain"]


def test_costs_are_cut_with_a_reason_only(agents: Agents) -> None:
    reference = agents.in_instruction().reference
    answer = step(agents, "officer-na", reference, "retain_costs", {"costs-0-amount": "100,00"})
    assert answer.status_code == 422
    page = page_of(answer)
    assert "Dites pourquoi cette dépense est réduite." in words_of(page)
    assert [one.get("value") for one in page.iter("input") if one.get("name") == "costs-0-amount"] == ["100,00"]
    typed = {"costs-0-amount": "100,00", "costs-0-reason": "Devis trop élevé."}
    done(step(agents, "officer-na", reference, "retain_costs", typed))
    shown = words_of(page_of(agents.browser("officer-na").get(f"/instruction/{reference}")))
    assert "Devis trop élevé." in shown
    assert "100,00 €" in shown


@pytest.mark.parametrize("typed", ["12,345", "-1", "mille", "1e3", "99999999999999999999"])
def test_an_amount_that_cannot_be_read_is_refused_and_stays(agents: Agents, typed: str) -> None:
    reference = agents.in_instruction().reference
    done(step(agents, "officer-na", reference, "retain_costs"))
    answer = step(agents, "officer-na", reference, "propose_amount", {"amount": typed})
    assert answer.status_code == 422
    assert [one.get("value") for one in page_of(answer).iter("input") if one.get("name") == "amount"] == [typed]


def test_a_mark_beyond_its_maximum_is_refused(agents: Agents) -> None:
    reference = agents.in_instruction().reference
    url = _url(reference, "give_expert_opinion")
    page = page_of(agents.browser("expert-na").get(url))
    mark = next(one.get("name") or "" for one in page.iter("input") if (one.get("name") or "").startswith("scores-"))
    typed = {"value": "favourable", "text": "Bien.", mark: "99"}
    answer = fill(agents.browser("expert-na"), url, typed)
    assert answer.status_code == 422
    assert "Une note de 0 à" in words_of(page_of(answer))


def test_two_clicks_make_one_step(agents: Agents) -> None:
    reference = agents.deposited().reference
    browser = agents.browser("officer-na")
    url = _url(reference, "record_eligibility")
    page = browser.get(url).get_data(as_text=True)
    done(send_form(browser, page, url))
    done(send_form(browser, page, url))
    story = page_of(browser.get(f"/instruction/{reference}"))
    steps = [words_of(one) for one in story.iter("p") if one.get("class") == "timeline-title"]
    assert steps.count("Déclarer le dossier recevable") == 1


def test_a_stale_page_is_a_conflict_that_keeps_what_was_typed(agents: Agents) -> None:
    reference = agents.deposited().reference
    browser = agents.browser("officer-na")
    url = _url(reference, "declare_ineligible")
    old = browser.get(url).get_data(as_text=True)
    done(step(agents, "officer-na", reference, "assign", {"person": str(agents.stage.people["officer-na"])}))
    answer = send_form(browser, old, url, {"reason": "Hors du territoire de l’appel."})
    assert answer.status_code == 409
    assert "Hors du territoire de l’appel." in words_of(page_of(answer))
    assert state(agents, reference) == "Déposé"


def test_a_step_that_the_state_does_not_offer_has_no_form(agents: Agents) -> None:
    reference = agents.deposited().reference
    assert agents.browser("officer-na").get(_url(reference, "propose_amount")).status_code == 409
    assert agents.browser("officer-na").get(_url(reference, "fly_away")).status_code == 404


def test_a_role_that_may_not_fire_a_step_cannot(agents: Agents) -> None:
    reference = agents.deposited().reference
    page = agents.browser("officer-na").get(_url(reference, "record_eligibility")).get_data(as_text=True)
    token = agents.browser("manager-na").get(f"/instruction/{reference}/etape/assign").get_data(as_text=True)
    fields = {"version": _hidden(page, "version"), "key": "k" * 20, "csrf_token": _hidden(token, "csrf_token")}
    answer = agents.browser("manager-na").post(_url(reference, "record_eligibility"), data=fields)
    assert answer.status_code == 403
    assert agents.browser("officer-bzh").post(_url(reference, "record_eligibility"), data=fields).status_code in {
        400,
        404,
    }
    assert state(agents, reference) == "Déposé"


def test_a_form_without_its_token_does_nothing(agents: Agents) -> None:
    reference = agents.deposited().reference
    answer = agents.browser("officer-na").post(_url(reference, "record_eligibility"), data={"version": "1", "key": "k"})
    assert answer.status_code == 400
    assert state(agents, reference) == "Déposé"


def test_the_award_is_shared_and_numbered(agents: Agents) -> None:
    sitting, journey = agents.voted()
    url = _url(journey.reference, "award")
    browser = agents.browser("secretary-na")
    page = browser.get(url).get_data(as_text=True)
    missing = send_form(browser, page, url, {"deliberation": "2017.1024"})
    assert missing.status_code == 422
    assert "2017.1024" in [
        one.get("value") for one in page_of(missing).iter("input") if one.get("name") == "deliberation"
    ]
    typed = {"deliberation": "2017.1024", "shares-0-decision_number": "2017.1024", "shares-0-envelope": ENVELOPE}
    answer = send_form(browser, page, url, typed)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/comites/{sitting.id}"
    shown = words_of(page_of(browser.get(f"/instruction/{journey.reference}")))
    for expected in ("Aide accordée", "12 000,00 €", "2017.1024", "Parts des financeurs"):
        assert expected in shown


def test_shares_are_computed_again_from_another_amount(agents: Agents) -> None:
    _, journey = agents.voted()
    typed = {"amount": "9 999,99", "deliberation": "2017.7", "shares-0-decision_number": "2017.8", "again": "1"}
    answer = step(agents, "secretary-na", journey.reference, "award", typed)
    assert answer.status_code == 200
    values = {one.get("name"): one.get("value") for one in page_of(answer).iter("input")}
    assert values["shares-0-amount"] == "9 999,99".replace(" ", "\u202f")
    assert (values["deliberation"], values["shares-0-decision_number"]) == ("2017.7", "2017.8")
    assert state(agents, journey.reference) == "À l’ordre du jour"


def test_an_award_beyond_the_envelope_or_the_cap_is_refused_with_its_figures(agents: Agents) -> None:
    _, journey = agents.voted()
    typed = {
        "amount": "40 000,01",
        "shares-0-amount": "40 000,01",
        "deliberation": "2017.7",
        "shares-0-decision_number": "2017.7",
        "shares-0-envelope": ENVELOPE,
    }
    answer = step(agents, "secretary-na", journey.reference, "award", typed)
    assert answer.status_code == 409
    shown = words_of(page_of(answer))
    assert "Cette étape n’a pas été enregistrée" in shown
    assert "40 000,00 €" in shown
    assert state(agents, journey.reference) == "À l’ordre du jour"


def test_an_award_is_notified_paid_and_followed_to_the_cent(agents: Agents) -> None:
    journey = agents.awarded()
    reference = journey.reference
    done(step(agents, "manager-na", reference, "notify"))
    done(step(agents, "manager-na", reference, "sign_agreement", {"signed_on": "2017-05-04"}))
    done(step(agents, "manager-na", reference, "pay", {"kind": "advance", "amount": "3 600,00"}))
    shown = words_of(page_of(agents.browser("manager-na").get(f"/instruction/{reference}")))
    for expected in ("Versements", "3 600,00 €", "8 400,00 €", "En cours de versement"):
        assert expected in shown
    too_much = step(agents, "manager-na", reference, "pay", {"kind": "instalment", "amount": "8 400,01"})
    assert too_much.status_code == 409
    assert "8 400,01" in [one.get("value") for one in page_of(too_much).iter("input") if one.get("name") == "amount"]


def test_an_aid_paid_in_full_before_its_report_is_closed_on_what_the_report_proves(agents: Agents) -> None:
    reference = agents.notified().reference
    done(step(agents, "manager-na", reference, "pay", {"kind": "advance", "amount": "12 000,00"}))
    page = agents.browser("manager-na").get(f"/instruction/{reference}/etape/close").get_data(as_text=True)
    assert "Base réalisée" in page
    less = step(agents, "manager-na", reference, "close", {"realised_base": "1 000,00"})
    assert less.status_code == 409
    assert 'value="1 000,00"' in less.get_data(as_text=True)
    with agents.acting() as act:
        base = application(act.by("manager-na"), reference).award
    assert base is not None
    done(step(agents, "manager-na", reference, "close", {"realised_base": str(base.base)}))


def test_a_refusal_says_why(agents: Agents) -> None:
    sitting, (journey,) = agents.sitting()
    browser = agents.browser("secretary-na")
    votes = {f"choice-{agents.stage.people[f'standing-na-{seat}']}": "against" for seat in range(1, 8)}
    item = f"/comites/{sitting.id}/{journey.reference}"
    done(fill(browser, item, votes, action=f"{item}/votes"))
    empty = step(agents, "secretary-na", journey.reference, "refuse", {"deliberation": "2017.9"})
    assert empty.status_code == 422
    typed = {"deliberation": "2017.9", "reason": "La coopération reste à construire."}
    done(step(agents, "secretary-na", journey.reference, "refuse", typed))
    assert state(agents, journey.reference) == "Aide refusée"
    done(step(agents, "manager-na", journey.reference, "notify_refusal"))
    assert state(agents, journey.reference) == "Refus notifié"


def _url(reference: str, event: str) -> str:
    return f"/instruction/{reference}/etape/{event}"


def _hidden(html: str, name: str) -> str:
    page = check_page(html)
    return next(one.get("value") or "" for one in page.iter("input") if one.get("name") == name)
