"""The committee room: a session from its planning to its minutes, for those who run it and those who sit."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.agents import ENVELOPE, Agents
from tests.web.filling import fill, send_form
from tests.web.support import check_page, words_of

PLAN = "/comites/prevoir?instance=region-nouvelle-aquitaine.commission-permanente-nouvelle-aquitaine"


def text(agents: Agents, part: str, url: str) -> str:
    answer = agents.browser(part).get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return words_of(check_page(answer.get_data(as_text=True)))


def done(answer: TestResponse) -> str:
    assert answer.status_code == 303, words_of(check_page(answer.get_data(as_text=True)))
    return answer.headers["Location"]


def test_a_secretary_plans_a_session_and_calls_its_members(agents: Agents) -> None:
    secretary = agents.browser("secretary-na")
    assert "Commission permanente" in text(agents, "secretary-na", "/comites/prevoir")
    url = done(fill(secretary, PLAN, {"held_on": "2017-06-20", "title": "Commission de juin"}))
    shown = text(agents, "secretary-na", url)
    for expected in ("Commission de juin", "Prévue", "20 juin 2017", "L’ordre du jour est vide", "non atteint"):
        assert expected in shown
    assert "Commission de juin" in text(agents, "secretary-na", "/comites")


def test_a_session_without_a_day_or_members_is_refused_beside_its_controls(agents: Agents) -> None:
    answer = fill(agents.browser("secretary-na"), PLAN, {"held_on": "jamais", "members": []})
    assert answer.status_code == 422
    shown = words_of(check_page(answer.get_data(as_text=True)))
    assert "Écrivez une date" in shown
    assert "Convoquez au moins un membre" in shown


def test_a_session_goes_from_opening_to_minutes(agents: Agents) -> None:
    sitting, (journey,) = agents.before_committee()
    secretary, url = agents.browser("secretary-na"), f"/comites/{sitting.id}"
    done(fill(secretary, url, action=f"{url}/ouvrir"))
    here = [str(agents.stage.people[f"standing-na-{seat}"]) for seat in range(1, 6)]
    done(fill(secretary, url, {"present": here}, action=f"{url}/presences"))
    assert "5 sur 7, quorum de 4 atteint." in text(agents, "secretary-na", url)
    item = f"{url}/{journey.reference}"
    done(fill(secretary, item, {"all": "for"}, action=f"{item}/votes"))
    assert "5 pour, 0 contre, 0 abst." in text(agents, "secretary-na", item)
    award = f"/instruction/{journey.reference}/etape/award"
    typed = {"deliberation": "2017.1", "shares-0-decision_number": "2017.1", "shares-0-envelope": ENVELOPE}
    assert done(fill(secretary, award, typed)) == url
    done(fill(secretary, url, action=f"{url}/clore"))
    shown = text(agents, "secretary-na", url)
    for expected in ("Close", "Accordé", "12 000,00 €", "tous ont leur résultat"):
        assert expected in shown
    minutes = secretary.get(f"{url}/proces-verbal.pdf")
    assert minutes.data.startswith(b"%PDF")


def test_the_running_total_stands_beside_the_envelope(agents: Agents) -> None:
    sitting, _ = agents.before_committee(2)
    shown = text(agents, "secretary-na", f"/comites/{sitting.id}")
    for expected in ("Cumul proposé", "12 000,00 €", "24 000,00 €", "700 000,00 €"):
        assert expected in shown


def test_a_session_with_an_item_still_waiting_does_not_close(agents: Agents) -> None:
    sitting, _ = agents.sitting()
    secretary, url = agents.browser("secretary-na"), f"/comites/{sitting.id}"
    answer = fill(secretary, url, action=f"{url}/clore")
    assert answer.status_code == 409
    assert "attendent encore une décision" in words_of(check_page(answer.get_data(as_text=True)))


def test_votes_wait_for_the_session_to_open(agents: Agents) -> None:
    sitting, (journey,) = agents.before_committee()
    item = f"/comites/{sitting.id}/{journey.reference}"
    assert "quand la séance est ouverte" in text(agents, "secretary-na", item)


def test_a_member_votes_for_themself_only(agents: Agents) -> None:
    sitting, (journey,) = agents.sitting()
    item = f"/comites/{sitting.id}/{journey.reference}"
    member, mine = agents.browser("standing-na-1"), agents.stage.people["standing-na-1"]
    other = agents.stage.people["standing-na-2"]
    page = member.get(item).get_data(as_text=True)
    assert f'name="choice-{mine}"' in page
    assert f'name="choice-{other}"' not in page
    done(send_form(member, page, f"{item}/votes", {f"choice-{mine}": "against", f"choice-{other}": "against"}))
    assert "0 pour, 1 contre, 0 abst." in text(agents, "standing-na-1", item)


def test_a_member_who_withdraws_reads_and_votes_no_more(agents: Agents) -> None:
    sitting, (journey,) = agents.sitting()
    item = f"/comites/{sitting.id}/{journey.reference}"
    member = agents.browser("standing-na-1")
    done(fill(member, item, {"reason": "Je siège à son conseil."}, action=f"{item}/deport"))
    shown = text(agents, "standing-na-1", item)
    assert "Vous vous êtes déporté" in shown
    assert "Avis rendus" not in shown
    assert "quorum" not in shown
    secretary = text(agents, "secretary-na", item)
    assert agents.browser("secretary-na").get(item).get_data(as_text=True).count('name="choice-') == 6 * 3
    assert "Noter un déport" in secretary


def test_a_vote_that_makes_no_sense_is_refused(agents: Agents) -> None:
    sitting, (journey,) = agents.sitting()
    item = f"/comites/{sitting.id}/{journey.reference}"
    mine = agents.stage.people["standing-na-1"]
    answer = fill(agents.browser("standing-na-1"), item, {f"choice-{mine}": "maybe"}, action=f"{item}/votes")
    assert answer.status_code == 422
    assert "Choisissez pour, contre ou abstention." in words_of(check_page(answer.get_data(as_text=True)))


@pytest.mark.parametrize("part", ["secretary-bzh", "standing-bzh-1", "officer-bzh"])
def test_another_region_sees_no_session(agents: Agents, part: str) -> None:
    sitting, (journey,) = agents.before_committee()
    assert agents.browser(part).get(f"/comites/{sitting.id}").status_code == 404
    assert agents.browser(part).get(f"/comites/{sitting.id}/{journey.reference}").status_code == 404
    assert "Commission permanente de juin" not in text(agents, part, "/comites")


def test_a_member_who_is_not_called_does_not_see_the_session(agents: Agents) -> None:
    sitting, _ = agents.before_committee()
    assert agents.browser("selection-na-1").get(f"/comites/{sitting.id}").status_code == 404
    assert "Commission permanente de juin" not in text(agents, "selection-na-1", "/comites")
    assert "Commission permanente de juin" in text(agents, "standing-na-1", "/comites")


def test_an_expert_or_an_applicant_has_no_committee_room(agents: Agents) -> None:
    assert agents.browser("applicant-na").get("/comites").status_code == 403
    assert agents.browser("standing-na-1").get("/comites/prevoir").status_code == 403


def test_a_member_may_not_open_close_or_note_who_is_there(agents: Agents) -> None:
    sitting, (journey,) = agents.sitting()
    url = f"/comites/{sitting.id}"
    page = agents.browser("standing-na-1").get(f"{url}/{journey.reference}").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    for action in ("ouvrir", "clore", "presences"):
        answer = agents.browser("standing-na-1").post(f"{url}/{action}", data={"csrf_token": token, "version": "1"})
        assert answer.status_code == 403


def test_a_stale_session_page_is_a_conflict(agents: Agents) -> None:
    sitting, _ = agents.before_committee()
    secretary, url = agents.browser("secretary-na"), f"/comites/{sitting.id}"
    page = secretary.get(url).get_data(as_text=True)
    done(send_form(secretary, page, f"{url}/ouvrir"))
    assert send_form(secretary, page, f"{url}/ouvrir").status_code == 409


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_committee_s_pages_are_sound(agents: Agents, language: str) -> None:
    sitting, (journey,) = agents.sitting()
    for part, urls in {
        "secretary-na": ["/comites", "/comites/prevoir", PLAN],
        "standing-na-1": ["/comites"],
        "manager-na": ["/comites"],
    }.items():
        for url in [*urls, f"/comites/{sitting.id}", f"/comites/{sitting.id}/{journey.reference}"]:
            joint = "&" if "?" in url else "?"
            answer = agents.browser(part).get(f"{url}{joint}lang={language}")
            assert answer.status_code == 200
            check_page(answer.get_data(as_text=True), language)
