"""The roads beside the grant: accompaniment, several payers, repayable advance, each through the desk's pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.agents import Agents, open_agents
from tests.web.filling import Typed, fill
from tests.web.support import check_page, words_of
from workflow.cli.demonstration import collaborative, path
from workflow.cli.demonstration.cast import FUND
from workflow.cli.demonstration.guidance import AGENCY, request
from workflow.cli.demonstration.journeys import Journey, deposit
from workflow.cli.demonstration.places import NOUVELLE_AQUITAINE
from workflow.cli.demonstration.stage import Script
from workflow.kernel.money import Money
from workflow.services.envelopes import appropriate, open_envelope
from workflow.store.queues import QueueFilter, Reach, queue_page

LONG_AGO = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def agents(sqlite_url: str, tmp_path: Path) -> Iterator[Agents]:
    """Agents in January 2016, before everything."""
    opened = open_agents(tmp_path / "var", sqlite_url, LONG_AGO)
    yield opened
    opened.desk.database.close()


def step(agents: Agents, part: str, reference: str, event: str, typed: Typed | None = None) -> TestResponse:
    return fill(agents.browser(part), f"/instruction/{reference}/etape/{event}", typed)


def done(answer: TestResponse) -> None:
    assert answer.status_code == 303, words_of(check_page(answer.get_data(as_text=True)))


def text(agents: Agents, part: str, reference: str) -> str:
    answer = agents.browser(part).get(f"/instruction/{reference}")
    assert answer.status_code == 200
    return words_of(check_page(answer.get_data(as_text=True)))


def play(agents: Agents, script: Script, until: datetime) -> None:
    """Play ``script`` until that moment, which becomes the present."""
    script.play(agents.stage, until)
    agents.desk.clock.move_to(until)


def in_state(agents: Agents, scheme: str, state: str) -> str:
    """The reference of the first application of ``scheme`` in ``state``."""
    with agents.desk.database.reading() as session:
        page = queue_page(session, QueueFilter((Reach(None, scheme),), (state,)))
    return page.rows[0].reference


def test_a_project_is_qualified_directed_admitted_followed_and_closed(agents: Agents) -> None:
    choices: dict[str, object] = {"services": ["seeking_finance"], "applicant_profile": "association"}
    journey = Journey(request(AGENCY, 190, NOUVELLE_AQUITAINE[5], date(2017, 10, 1), choices | {"ami_winner": True}))
    agents.desk.clock.move_to(datetime(2017, 9, 12, 9, 0, tzinfo=UTC))
    with agents.acting() as act:
        deposit(act, journey)
    reference = journey.reference
    done(step(agents, "officer-adi", reference, "qualify", {"text": "Un projet collectif, à financer."}))
    nowhere = step(agents, "officer-adi", reference, "direct", {"text": "Voyez ailleurs."})
    assert nowhere.status_code == 422
    assert "au moins un dispositif ou un partenaire" in words_of(check_page(nowhere.get_data(as_text=True)))
    where = {
        "schemes": ["nouvelle-aquitaine/ami-innovation-sociale"],
        "bodies": ["atis"],
        "text": "Commencez par l’appel.",
    }
    done(step(agents, "officer-adi", reference, "direct", where))
    done(step(agents, "officer-adi", reference, "give_opinion", {"value": "favourable", "text": "Équipe prête."}))
    done(step(agents, "director-adi", reference, "admit"))
    done(step(agents, "director-adi", reference, "notify"))
    done(step(agents, "officer-adi", reference, "follow_up", {"text": "Un financeur est trouvé."}))
    shown = text(agents, "officer-adi", reference)
    for expected in ("Un projet collectif, à financer.", "Commencez par l’appel.", "Un financeur est trouvé.", "ATIS"):
        assert expected in shown
    done(step(agents, "director-adi", reference, "close"))
    assert "Ce dossier est terminé." in text(agents, "officer-adi", reference)


def test_every_payer_of_a_collaborative_call_decides_before_the_award(agents: Agents) -> None:
    script = Script()
    collaborative.write(script)
    play(agents, script, datetime(2017, 9, 22, 12, 0, tzinfo=UTC))
    reference = in_state(agents, collaborative.SCHEME, "programmed")
    early = agents.browser("secretary-bzh").get(f"/instruction/{reference}/etape/award")
    assert "n’a pas encore décidé" in words_of(check_page(early.get_data(as_text=True)))
    given = collaborative.shares()[0]
    for source, payer in collaborative.PAYERS.items():
        typed = {
            "share": f"{payer}|{source}",
            "approved": "yes",
            "amount": str(given[source]),
            "number": f"ACTE-{source}",
            "decided_on": "2017-09-22",
        }
        done(step(agents, "secretary-bzh", reference, "record_payer_decision", typed))
    numbers = {f"shares-{rank}-decision_number": f"ESSAI-{rank}" for rank in range(3)}
    done(step(agents, "secretary-bzh", reference, "award", {"deliberation": "CRP-1", **numbers}))
    shown = text(agents, "manager-bzh", reference)
    for expected in ("Parts des financeurs", "ESSAI-0", "ESSAI-1", "ESSAI-2", "FEDER"):
        assert expected in shown


def test_an_advance_has_its_schedule_and_its_repayments(agents: Agents) -> None:
    script = Script()
    path.write(script)
    with agents.acting() as act:
        manager = act.by("manager-fund")
        open_envelope(manager, "fonds-essai", FUND, "Fonds (essai)", Money.parse("50000.00"))
        for year in (2017, 2018):
            appropriate(manager, "fonds-essai", year, Money.parse("20000.00"))
    play(agents, script, datetime(2018, 5, 30, 12, 0, tzinfo=UTC))
    reference = in_state(agents, path.ADVANCES, "agreement_signed")
    beyond = {"first": "2030-01-15", "instalments": "16", "every": "quarter"}
    late = step(agents, "manager-bzh", reference, "set_schedule", beyond)
    assert late.status_code == 422
    assert "2030-01-15" in [
        one.get("value") for one in check_page(late.get_data(as_text=True)).iter("input") if one.get("name") == "first"
    ]
    done(step(agents, "manager-bzh", reference, "set_schedule", beyond | {"first": "2019-05-15"}))
    done(step(agents, "manager-bzh", reference, "pay", {"kind": "advance", "amount": str(path.ADVANCE)}))
    done(step(agents, "manager-bzh", reference, "record_repayment", {"amount": "1 000,00"}))
    shown = text(agents, "manager-bzh", reference)
    for expected in ("Échéancier de remboursement", "15 mai 2019", "937,50 €", "Remboursée", "En partie"):
        assert expected in shown
    done(step(agents, "manager-bzh", reference, "declare_default", {"reason": "Deux échéances impayées."}))
    assert "En défaut de remboursement" in text(agents, "manager-bzh", reference)
