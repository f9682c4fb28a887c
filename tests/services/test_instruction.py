"""Review: assigning, items, eligibility, retained costs, the amount proposed, opinions and their marks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.fixtures.engine import FUND
from tests.fixtures.road import Road, catalogue
from tests.services.support import assert_refused_by, assert_unusable
from workflow.engine.step import StepNotOffered
from workflow.kernel.errors import NotAllowed
from workflow.kernel.money import Money
from workflow.services.agenda import put_on_agenda
from workflow.services.assign import assign
from workflow.services.clocks import run_due_clocks
from workflow.services.eligibility import declare_ineligible, record_eligibility
from workflow.services.instruct import RetainedCost, give_expert_opinion, give_opinion, propose_amount, retain_costs
from workflow.services.items import provide_items, request_items
from workflow.services.lists import QueueFilters, queue
from workflow.services.notify import notify_refusal
from workflow.services.read import application

DEADLINE = date(2017, 6, 15)
ASKED = [("Le devis signé", None), ("Le calendrier", None)]


def test_an_application_is_given_to_an_officer_of_the_scheme_only(road: Road) -> None:
    reference = road.submitted()
    with assert_unusable("not_an_officer"):
        road.take("manager", reference, lambda c, r: assign(c, r, road.people["secretary"]))
    road.take("manager", reference, lambda c, r: assign(c, r, road.people["officer"]))
    with road.reading("officer") as context:
        mine = queue(context, QueueFilters(assigned="mine")).rows
    assert [(row.reference, row.assigned_to) for row in mine] == [(reference, "Officer (essai)")]


def test_items_suspend_the_clock_of_silence_until_they_come(road: Road) -> None:
    reference = road.submitted()
    road.clock.advance(timedelta(days=10))
    road.take("officer", reference, lambda c, r: request_items(c, r, "Il manque deux pièces.", DEADLINE, ASKED))
    assert (road.found(reference).state, road.found(reference).implicit_refusal_on) == ("incomplete", date(2017, 8, 5))
    road.clock.advance(timedelta(days=5))
    with assert_refused_by("items_answered"):
        road.take("applicant", reference, lambda c, r: provide_items(c, r, {1: "De mai à août."}))
    road.give(reference, "item:0")
    road.take("applicant", reference, lambda c, r: provide_items(c, r, {1: "De mai à août."}))
    assert (road.found(reference).state, road.found(reference).implicit_refusal_on) == ("submitted", date(2017, 7, 9))
    with road.reading("officer") as context:
        items = application(context, reference).item_requests[0].items
    assert [(one.attachment is not None, one.answer) for one in items] == [(True, None), (False, "De mai à août.")]


@pytest.mark.parametrize(("deadline", "items"), [(date(2017, 5, 4), ASKED), (DEADLINE, []), (DEADLINE, [("  ", None)])])
def test_a_request_names_an_item_and_a_day_that_lies_ahead(road: Road, deadline: date, items: list) -> None:
    reference = road.submitted()
    with assert_refused_by("items_asked"):
        road.take("officer", reference, lambda c, r: request_items(c, r, "", deadline, items))


def test_the_review_resumes_by_itself_the_day_after_the_deadline(road: Road) -> None:
    reference = road.submitted()
    road.take("officer", reference, lambda c, r: request_items(c, r, "", DEADLINE, ASKED))
    road.clock.moment = road.clock.moment.replace(month=6, day=15)
    assert run_due_clocks(road.database, road.clock, catalogue(), road.files) == 0
    road.clock.advance(timedelta(days=1))
    assert run_due_clocks(road.database, road.clock, catalogue(), road.files) == 1
    assert run_due_clocks(road.database, road.clock, catalogue(), road.files) == 0
    with road.reading("officer") as context:
        last = application(context, reference).timeline[-1]
    assert (last.name, last.automatic, last.by) == ("declare_items_overdue", True, "")


def test_an_ineligible_application_ends_with_its_reason(road: Road) -> None:
    reference = road.submitted()
    with assert_refused_by("reason_given"):
        road.take("officer", reference, lambda c, r: declare_ineligible(c, r, "  "))
    road.take("officer", reference, lambda c, r: declare_ineligible(c, r, "Le projet n’est pas en Bretagne."))
    assert road.found(reference).silence_stopped
    road.take("manager", reference, notify_refusal)
    with road.reading("applicant") as context:
        page = application(context, reference)
    assert (page.row.state, page.steps) == ("refusal_notified", ())


def test_costs_are_cut_with_a_reason_and_the_plan_still_balances(road: Road) -> None:
    reference = _eligible(road)
    for cut, codes in (
        (RetainedCost(0, Money.parse("100000.01"), True), ["amount_range"]),
        (RetainedCost(0, Money.parse("90000.00"), True), ["reason_missing"]),
        (RetainedCost(1, Money.parse("1.00"), True), ["unknown_line"]),
    ):
        with assert_unusable(*codes):
            road.take("officer", reference, lambda c, r, cut=cut: retain_costs(c, r, [cut]))
    kept = RetainedCost(0, Money.parse("90000.00"), True, "Devis trop élevé.")
    road.take("officer", reference, lambda c, r: retain_costs(c, r, [kept]))
    assert road.found(reference).retained_base == Money.parse("90000.00")
    with road.reading("officer") as context:
        plan = application(context, reference).plans[-1]
    assert (plan.kind, plan.reasons, plan.requested_costs) == (
        "instructed",
        ("Devis trop élevé.",),
        (Money.parse("100000.00"),),
    )
    assert sum(line.amount.cents for line in plan.plan.resources) == 9_000_000


def test_an_amount_is_proposed_on_retained_costs_and_never_below_zero(road: Road) -> None:
    reference = _eligible(road)
    with assert_unusable("costs_not_retained"):
        road.take("officer", reference, lambda c, r: propose_amount(c, r, Money(100)))
    road.take("officer", reference, lambda c, r: retain_costs(c, r, []))
    with assert_unusable("amount_negative"):
        road.take("officer", reference, lambda c, r: propose_amount(c, r, Money(-1)))
    road.take("officer", reference, lambda c, r: propose_amount(c, r, Money.parse("8000.00")))
    assert road.found(reference).proposed_amount == Money.parse("8000.00")


def test_an_opinion_has_grounds_and_marks_within_the_grid(road: Road) -> None:
    reference = _eligible(road)
    for value, text, marks, codes in (
        ("perhaps", "Motif", {}, ["choice_unknown"]),
        ("favourable", " ", {}, ["text_missing"]),
        ("favourable", "Motif", {"beauty": 3}, ["criterion_unknown"]),
        ("favourable", "Motif", {"social_need": 6, "innovation": -1}, ["mark_range", "mark_range"]),
    ):
        with assert_unusable(*codes):
            road.take("officer", reference, lambda c, r, g=(value, text, marks): give_opinion(c, r, *g))
    road.take("officer", reference, lambda c, r: give_opinion(c, r, "favourable", "Solide.", {"social_need": 5}))
    with road.reading("officer") as context:
        opinion = application(context, reference).opinions[0]
    assert (opinion.kind, opinion.value, dict(opinion.scores), opinion.by) == (
        "officer",
        "favourable",
        {"social_need": 5},
        "Officer (essai)",
    )


def test_nothing_goes_before_the_committee_without_its_review(road: Road) -> None:
    reference, session_id = _eligible(road), road.session()
    with assert_refused_by("costs_retained", "amount_proposed", "opinion_given"):
        road.take("secretary", reference, lambda c, r: put_on_agenda(c, r, session_id))


def test_only_an_expert_gives_an_expert_opinion(road: Road) -> None:
    reference = _eligible(road)
    with pytest.raises(NotAllowed):
        road.take("officer", reference, lambda c, r: give_expert_opinion(c, r, "favourable", "Solide.", {}))
    road.person("expert", "expert", body="bretagne-active")
    road.take("expert", reference, lambda c, r: give_expert_opinion(c, r, "deferred", "À revoir.", {}))
    with road.reading("officer") as context:
        opinions = application(context, reference).opinions
    assert [(one.kind, one.value) for one in opinions] == [("expert", "deferred")]


def test_the_steps_of_a_review_wait_for_eligibility(road: Road) -> None:
    reference = road.submitted()
    for step in (
        lambda c, r: retain_costs(c, r, []),
        lambda c, r: give_opinion(c, r, "favourable", "Solide.", {}),
    ):
        with pytest.raises(StepNotOffered):
            road.take("officer", reference, step)


def _eligible(road: Road) -> str:
    reference = road.submitted(FUND)
    road.take("officer", reference, record_eligibility)
    return reference
