"""After the award: agreement, payments, credits of the year, recovery, closing, lapse; an advance and its "
"repayments."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.fixtures.engine import ADVANCE, FUND
from tests.fixtures.road import Road
from tests.services.support import assert_refused_by, assert_unusable
from workflow.engine.step import StepNotOffered
from workflow.kernel.errors import NotAllowed
from workflow.kernel.money import Money
from workflow.services.advance import declare_default, record_repayment, set_schedule
from workflow.services.agreement import sign_agreement
from workflow.services.close import close, lapse
from workflow.services.envelopes import appropriate, attach_to_call, envelopes_for, open_envelope
from workflow.services.notify import notify
from workflow.services.pay import pay, recover
from workflow.services.read import application
from workflow.services.totals import award_totals
from workflow.store import balances, envelopes, totals
from workflow.store.refusals import AppropriationsExceeded, EnvelopeExceeded

BODY, REGION = "bretagne-active", "region-bretagne"
WHOLE = Money.parse("100000.00")


def test_nothing_is_paid_before_the_agreement(road: Road) -> None:
    reference = road.awarded()
    road.take("manager", reference, notify)
    with pytest.raises(StepNotOffered):
        road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money(100), "advance"))
    with assert_unusable("date_ahead"):
        road.take("manager", reference, lambda c, r: sign_agreement(c, r, date(2017, 5, 5)))
    with assert_unusable("payer_unknown"):
        road.take("manager", reference, lambda c, r: sign_agreement(c, r, date(2017, 5, 4), "etat"))
    with pytest.raises(NotAllowed):
        road.take("officer", reference, lambda c, r: sign_agreement(c, r, date(2017, 5, 4)))
    road.take("manager", reference, lambda c, r: sign_agreement(c, r, date(2017, 5, 4)))
    road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money.parse("6000.00"), "advance"))
    assert road.found(reference).paid_amount == Money.parse("6000.00")


def test_a_payment_stays_within_the_share_and_has_its_base_at_the_balance(road: Road) -> None:
    reference = road.signed()
    for amount, kind, base in (
        ("12000.01", "advance", None),
        ("0.00", "advance", None),
        ("1.00", "balance", None),
        ("6000.01", "balance", Money.parse("50000.00")),
    ):
        with assert_refused_by("payment_within_award"), road.by("manager") as context:
            pay(context, road.request(context, reference), BODY, Money.parse(amount), kind, base)
    with assert_unusable("payer_unknown"):
        road.take("manager", reference, lambda c, r: pay(c, r, "etat", Money(100), "advance"))
    assert road.found(reference).paid_amount == Money(0)


def test_a_year_pays_no_more_than_its_credits(road: Road) -> None:
    reference = road.signed()
    with road.by("manager") as context:
        appropriate(context, road_slug := f"essai-{BODY}", 2017, -Money.parse("494000.00"))
    with assert_refused_by("payment_within_appropriations"):
        road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money.parse("6000.01"), "advance"))
    road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money.parse("6000.00"), "advance"))
    with pytest.raises(AppropriationsExceeded), road.by("manager") as context:
        appropriate(context, road_slug, 2017, -Money(1))


def test_an_award_is_settled_on_what_was_spent_then_closed(road: Road) -> None:
    reference = road.signed()
    road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money.parse("6000.00"), "advance"))
    with assert_refused_by("account_settled"):
        road.take("manager", reference, close)
    spent = Money.parse("90000.00")
    road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money.parse("4800.00"), "balance", spent))
    road.take("manager", reference, close)
    with road.database.reading() as session:
        kept = envelopes.find(session, f"essai-{BODY}")
        assert balances.discrepancies(session) == ()
        assert totals.differences(session) == ()
    assert kept is not None
    assert (str(kept.committed), str(kept.paid)) == ("10800.00", "10800.00")


def test_what_was_overpaid_is_recovered_and_no_more(road: Road) -> None:
    reference = road.signed()
    road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money.parse("12000.00"), "advance"))
    spent = Money.parse("75000.00")
    for amount, reason, rule in (("3000.01", "Trop-perçu.", "recovery_owed"), ("3000.00", " ", "reason_given")):
        with assert_refused_by(rule), road.by("manager") as context:
            recover(context, road.request(context, reference), BODY, Money.parse(amount), reason, spent)
    road.take("manager", reference, lambda c, r: recover(c, r, BODY, Money.parse("3000.00"), "Trop-perçu.", spent))
    road.take("manager", reference, close)
    with road.by_itself() as context:
        found = award_totals(context, ["scheme"])
    assert [(row.applications, str(row.awarded), str(row.paid)) for row in found.rows] == [(1, "12000.00", "9000.00")]


def test_an_award_that_lapses_frees_its_commitment_and_leaves_the_totals(road: Road) -> None:
    reference = road.signed()
    with assert_refused_by("reason_given"):
        road.take("manager", reference, lambda c, r: lapse(c, r, ""))
    road.take("manager", reference, lambda c, r: lapse(c, r, "Le projet n’a pas commencé."))
    with road.by_itself() as context:
        assert award_totals(context).applications == 0
    with road.database.reading() as session:
        kept = envelopes.find(session, f"essai-{BODY}")
    assert kept is not None
    assert kept.committed == Money(0)
    with pytest.raises(StepNotOffered):
        road.take("manager", reference, lambda c, r: pay(c, r, BODY, Money(1), "advance"))


def test_an_agreement_is_compulsory_above_23_000_euros_a_year(road: Road) -> None:
    with road.reading("manager") as context:
        limit = context.catalogue.regulations.agreement_threshold(date(2017, 5, 4)).amount
    assert str(limit) == "23000.00"
    first, second = road.awarded(request="12000.00"), road.awarded(request="12000.00")
    with road.reading("manager") as context:
        needed = [application(context, one).award for one in (first, second)]
    assert [[share.agreement_required for share in one.shares] for one in needed if one] == [[False], [True]]


def test_an_advance_is_paid_on_a_schedule_within_its_terms(road: Road) -> None:
    reference = road.signed(ADVANCE, "12000.00")
    with assert_refused_by("schedule_set"):
        road.take("manager", reference, lambda c, r: pay(c, r, REGION, Money.parse("12000.00"), "advance"))
    for first, count in ((date(2018, 8, 5), 12), (date(2018, 5, 4), 18)):
        with assert_unusable("schedule_beyond_terms"):
            road.take("manager", reference, lambda c, r, g=(first, count): set_schedule(c, r, *g, "quarter"))
    road.take("manager", reference, lambda c, r: set_schedule(c, r, date(2018, 5, 4), 16, "quarter"))
    road.take("manager", reference, lambda c, r: pay(c, r, REGION, Money.parse("12000.00"), "advance"))
    with road.reading("manager") as context:
        kept = application(context, reference).award
    assert kept is not None
    assert [str(one.amount) for one in kept.instalments] == ["750.00"] * 16


def test_repayments_go_to_the_oldest_instalment_and_close_the_advance_at_the_last_cent(road: Road) -> None:
    reference = _lent(road)
    road.clock.advance(timedelta(days=600))
    road.take("manager", reference, lambda c, r: record_repayment(c, r, Money.parse("1000.00")))
    with road.reading("manager") as context:
        kept = application(context, reference).award
    assert kept is not None
    assert [(str(one.repaid), one.late) for one in kept.instalments[:4]] == [
        ("750.00", False),
        ("250.00", True),
        ("0.00", True),
        ("0.00", False),
    ]
    with assert_refused_by("advance_repaid"):
        road.take("manager", reference, close)
    with assert_unusable("amount_range"):
        road.take("manager", reference, lambda c, r: record_repayment(c, r, Money.parse("11000.01")))
    with assert_unusable("schedule_begun"):
        road.take("manager", reference, lambda c, r: set_schedule(c, r, date(2019, 1, 4), 12, "month"))
    road.take("manager", reference, lambda c, r: record_repayment(c, r, Money.parse("11000.00")))
    road.take("manager", reference, close)
    assert road.found(reference).state == "closed"


def test_a_default_has_its_reason(road: Road) -> None:
    reference = _lent(road)
    with assert_refused_by("reason_given"):
        road.take("manager", reference, lambda c, r: declare_default(c, r, ""))
    road.take("manager", reference, lambda c, r: declare_default(c, r, "Trois échéances sont impayées."))
    assert road.found(reference).state == "in_default"


def test_envelopes_are_opened_by_managers_within_their_parent(road: Road) -> None:
    with pytest.raises(NotAllowed), road.by("officer") as context:
        open_envelope(context, "essai", BODY, "Essai", WHOLE)
    with road.by("manager") as context:
        open_envelope(context, "parent", BODY, "Parent", WHOLE)
        open_envelope(context, "enfant", BODY, "Enfant", Money.parse("60000.00"), parent="parent")
    with pytest.raises(EnvelopeExceeded), road.by("manager") as context:
        open_envelope(context, "autre", BODY, "Autre", Money.parse("40000.01"), parent="parent")
    with assert_unusable("envelope_exists"), road.by("manager") as context:
        open_envelope(context, "enfant", BODY, "Encore", WHOLE)
    with assert_unusable("envelope_unknown"), road.by("manager") as context:
        open_envelope(context, "orphelin", BODY, "Orphelin", WHOLE, parent="nulle-part")
    with road.by("manager") as context:
        attach_to_call(context, "enfant", FUND, "en-continu")
        shown = {one.slug: (str(one.authority), str(one.available)) for one in envelopes_for(context)}
    assert shown == {"parent": ("100000.00", "40000.00"), "enfant": ("60000.00", "60000.00")}


def test_totals_are_for_managers_of_their_schemes(road: Road) -> None:
    road.awarded()
    road.person("elsewhere", "manager", body="region-nouvelle-aquitaine")
    with road.reading("manager") as context:
        mine = award_totals(context, ["scheme", "funder", "year", "territory", "stage"])
        assert [(row.scheme, row.funder, row.year, row.territory, row.stage) for row in mine.rows] == [
            (FUND, "scheme", 2017, "FRH0", "award")
        ]
        assert award_totals(context, [], date(2017, 5, 3)).applications == 0
    with road.reading("elsewhere") as context:
        assert award_totals(context).applications == 0
    with pytest.raises(NotAllowed), road.reading("officer") as context:
        award_totals(context)
    with assert_unusable("dimension_unknown"), road.reading("manager") as context:
        award_totals(context, ["weather"])


def _lent(road: Road) -> str:
    """An advance of 12 000.00 that was paid, in sixteen instalments from the fourth of May 2018 on."""
    reference = road.signed(ADVANCE, "12000.00")
    road.take("manager", reference, lambda c, r: set_schedule(c, r, date(2018, 5, 4), 16, "quarter"))
    road.take("manager", reference, lambda c, r: pay(c, r, REGION, Money.parse("12000.00"), "advance"))
    return reference
