"""Money is neither created nor lost: each share on its payer's envelope, each euro back where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.fixtures.engine import ADVANCE, FUND
from tests.fixtures.road import Road, catalogue, open_road
from workflow.kernel.errors import InvalidInput, NotAllowed, NotFound
from workflow.kernel.money import ZERO, Money
from workflow.services.advance import record_repayment, set_schedule
from workflow.services.close import lapse
from workflow.services.decide import award
from workflow.services.envelopes import attach_to_call, envelopes_for, open_envelope
from workflow.services.pay import pay, recover
from workflow.services.views import EnvelopeView

NA = "region-nouvelle-aquitaine"
PAYER = "bretagne-active"


@pytest.fixture
def road(sqlite_url: str, tmp_path: Path) -> Iterator[Road]:
    opened = open_road(sqlite_url, tmp_path / "files")
    yield opened
    opened.database.close()


def test_an_award_never_draws_on_the_envelope_of_another_body(road: Road) -> None:
    road.person("stranger", "manager", body=NA)
    with road.by("stranger") as context:
        open_envelope(context, "na-2017", NA, "Enveloppe d’essai", euro("50000.00"))
    reference = road.voted()
    order = road.order(FUND, "12000.00", envelope="na-2017")
    with pytest.raises(InvalidInput) as refusal:
        road.take("secretary", reference, lambda c, r: award(c, r, order.amount, "CE-1", [order]))
    assert [one.code for one in refusal.value.problems] == ["envelope_of_another_body"]
    assert road.found(reference).state == "on_agenda"


def test_a_manager_opens_no_envelope_out_of_the_authority_of_another_body(road: Road) -> None:
    parent = road.envelope(PAYER)
    road.person("stranger", "manager", body=NA)
    with pytest.raises(NotAllowed), road.by("stranger") as context:
        open_envelope(context, "na-child", NA, "Enveloppe d’essai", euro("1.00"), parent=parent)
    assert envelope(road).available == euro("500000.00")


def test_a_manager_attaches_an_envelope_to_the_calls_of_their_own_body_only(road: Road) -> None:
    road.person("stranger", "manager", body=NA)
    with road.by("stranger") as context:
        open_envelope(context, "na-2017", NA, "Enveloppe d’essai", euro("50000.00"))
    slug = road_call(FUND)
    with pytest.raises(NotAllowed), road.by("stranger") as context:
        attach_to_call(context, "na-2017", FUND, slug)
    mine = road.envelope(PAYER)
    with pytest.raises(NotFound), road.by("manager") as context:
        attach_to_call(context, mine, FUND, "no-such-call")


def test_money_recovered_after_a_lapse_frees_its_commitment(road: Road) -> None:
    reference = road.signed()
    road.take("manager", reference, lambda c, r: pay(c, r, PAYER, euro("8000.00"), "advance"))
    road.take("manager", reference, lambda c, r: lapse(c, r, "Le projet est abandonné."))
    assert (envelope(road).committed, envelope(road).paid) == (euro("8000.00"), euro("8000.00"))
    road.take(
        "manager",
        reference,
        lambda c, r: recover(c, r, PAYER, euro("8000.00"), "Rien n’a été fait.", realised_base=ZERO),
    )
    assert (envelope(road).committed, envelope(road).paid) == (ZERO, ZERO)
    assert envelope(road).available == euro("500000.00")


def test_an_advance_is_not_repaid_beyond_what_was_paid(road: Road) -> None:
    reference = road.signed(ADVANCE, "15000.00")
    road.take("manager", reference, lambda c, r: set_schedule(c, r, date(2017, 9, 1), 3, "month"))
    road.take("manager", reference, lambda c, r: pay(c, r, "region-bretagne", euro("6000.00"), "advance"))
    with pytest.raises(InvalidInput) as refusal:
        road.take("manager", reference, lambda c, r: record_repayment(c, r, euro("6000.01")))
    assert [one.code for one in refusal.value.problems] == ["repayment_beyond_paid"]
    road.take("manager", reference, lambda c, r: record_repayment(c, r, euro("6000.00")))


def test_what_was_recovered_of_an_advance_is_not_repaid_again(road: Road) -> None:
    reference = road.signed(ADVANCE, "15000.00")
    road.take("manager", reference, lambda c, r: set_schedule(c, r, date(2017, 9, 1), 3, "month"))
    road.take("manager", reference, lambda c, r: pay(c, r, "region-bretagne", euro("15000.00"), "advance"))
    road.take("manager", reference, lambda c, r: recover(c, r, "region-bretagne", euro("9000.00"), "Défaut."))
    with pytest.raises(InvalidInput):
        road.take("manager", reference, lambda c, r: record_repayment(c, r, euro("6000.01")))
    road.take("manager", reference, lambda c, r: record_repayment(c, r, euro("6000.00")))


def euro(text: str) -> Money:
    return Money.parse(text)


def envelope(road: Road) -> EnvelopeView:
    """The envelope of Bretagne Active, as its manager sees it."""
    with road.reading("manager") as context:
        return next(one for one in envelopes_for(context) if one.slug == f"essai-{PAYER}")


def road_call(scheme: str) -> str:
    """The slug of a call of ``scheme``."""
    return catalogue().get(scheme).scheme.calls[0].id
