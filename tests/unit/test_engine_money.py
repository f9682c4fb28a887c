"""Caps, balance, shares and envelopes of the decision, to the cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.fixtures.engine import (
    COLLABORATIVE,
    FUND,
    actor,
    collaborative,
    decision,
    euros,
    facts,
    failing,
    loaded,
    plan,
    regulations,
)
from workflow.engine.facts import DecisionFacts, PayerDecisionFacts, PlanFacts, ShareFacts, StepFacts
from workflow.engine.guards import award, caps, co_financing
from workflow.engine.payers import payers_of
from workflow.engine.step import Refused, step
from workflow.rules.plan import Applicant, CostLine, FundingPlan, PriorAid, ResourceLine
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.model import Caps


def asking(plan_asked: FundingPlan, scheme: LoadedScheme | None = None) -> StepFacts:
    return facts("draft", scheme, plans=PlanFacts(requested=plan_asked))


def voting(voted: FundingPlan, **changes: Any) -> StepFacts:
    return facts(plans=PlanFacts(plan(), plan(), voted), **changes)


def capped(**stated: Any) -> LoadedScheme:
    scheme = loaded(FUND).scheme
    return LoadedScheme.of(scheme.model_copy(update={"caps": Caps(**stated)}), loaded(FUND).workflow)


# ------------------------------------------------------------------------------------------------- caps


@pytest.mark.parametrize(
    ("request_", "failed"),
    [("20000.00", []), ("20000.01", ["amount_cap"]), ("2000.00", []), ("1999.99", ["amount_floor"])],
)
def test_the_request_is_capped_at_the_deposit_to_the_cent(request_: str, failed: list[str]) -> None:
    asked = asking(plan(request_, "40000.00"))
    assert failing(caps.caps_hold(asked)) == failed


def test_at_the_deposit_only_the_requested_plan_matters() -> None:
    too_much = plan("25000.00", "40000.00")
    assert failing(caps.caps_hold(facts("draft", plans=PlanFacts(plan(), too_much, too_much)))) == []
    assert failing(caps.caps_hold(facts("draft", plans=PlanFacts(too_much, plan(), plan())))) == ["amount_cap"]


def test_from_the_committee_on_only_the_decided_plan_matters() -> None:
    too_much = plan("25000.00", "40000.00")
    assert failing(caps.caps_hold(facts(plans=PlanFacts(too_much, plan(), plan())))) == []
    assert "amount_cap" in failing(caps.caps_hold(voting(too_much)))


def test_the_instructed_plan_is_judged_until_there_is_a_voted_one() -> None:
    too_much = plan("25000.00", "40000.00")
    assert "amount_cap" in failing(caps.caps_hold(facts(plans=PlanFacts(plan(), too_much), decision=None)))


def test_a_rate_is_taken_of_the_retained_base_to_the_cent() -> None:
    scheme = capped(aid_rate="0.40")
    at_limit, above = plan("12000.00"), plan("12000.01")
    assert failing(caps.caps_hold(facts(scheme=scheme, plans=PlanFacts(None, plan(), at_limit)))) == []
    assert failing(caps.caps_hold(facts(scheme=scheme, plans=PlanFacts(None, plan(), above)))) == ["aid_rate"]


def test_a_base_larger_than_the_retained_one_is_refused() -> None:
    findings = caps.caps_hold(voting(plan(costs="30000.01"), decision=replace(decision(), base=None)))
    assert failing(findings) == ["caps_hold"]
    assert findings[-1].limit == "30000.00"


def test_the_base_of_the_decision_is_that_of_its_plan() -> None:
    stated = replace(decision(), base=euros("29999.99"))
    assert failing(caps.caps_hold(facts(decision=stated))) == ["caps_hold"]


def test_an_award_without_an_instructed_plan_is_refused() -> None:
    assert failing(caps.caps_hold(facts(plans=PlanFacts(voted=plan())))) == ["caps_hold"]


def test_a_scheme_without_caps_says_so() -> None:
    (finding,) = caps.caps_hold(asking(plan(), capped()))
    assert (finding.rule, finding.status) == ("caps_hold", "not_applicable")


def test_the_law_of_feder_needs_its_facts() -> None:
    resources = (ResourceLine("scheme", euros("12000.00")), ResourceLine("feder", euros("18000.00")))
    asked = replace(plan(), resources=resources)
    assert failing(caps.caps_hold(asking(asked))) == ["feder_rate"]


def test_de_minimis_refuses_the_whole_aid_one_cent_above() -> None:
    source = loaded(FUND)
    scheme = LoadedScheme.of(source.scheme.model_copy(update={"state_aid": "de_minimis"}), source.workflow)
    on = facts().on
    ceiling = regulations().de_minimis("de_minimis", on).ceiling
    for prior, failed in ((ceiling - euros("12000.00"), []), (ceiling - euros("11999.99"), ["de_minimis"])):
        aided = replace(plan(), prior_aid=(PriorAid(on, prior, "de_minimis"),))
        assert failing(caps.caps_hold(asking(aided, scheme))) == failed


# ------------------------------------------------------------------------------------- co-financing


def test_a_plan_one_cent_apart_does_not_balance() -> None:
    resources = (ResourceLine("scheme", euros("12000.00")), ResourceLine("own", euros("18000.01")))
    asked = replace(plan(), resources=resources)
    assert failing(co_financing.plan_balances(asking(asked))) == ["plan_balance"]
    assert failing(co_financing.co_financing_balances(asking(asked))) == ["plan_balance"]


def test_cash_and_in_kind_balance_apart() -> None:
    mixed = replace(
        plan(),
        costs=(CostLine("Étude", euros("29000.00"), "62"),),
        in_kind_costs=euros("1000.00"),
    )
    assert failing(co_financing.plan_balances(asking(mixed))) == ["plan_balance", "in_kind_balance"]


def test_the_request_is_the_line_of_the_plan() -> None:
    other = replace(plan(), request=euros("12000.01"))
    assert failing(co_financing.co_financing_balances(asking(other))) == ["request_matches_plan"]


def test_a_plan_without_the_aid_asked_for_is_refused() -> None:
    own = replace(plan(), resources=(ResourceLine("own", euros("30000.00")),))
    assert failing(co_financing.co_financing_balances(asking(own))) == ["co_financing_balances"]


def test_a_source_that_the_scheme_does_not_admit_is_refused() -> None:
    scheme = loaded(COLLABORATIVE)
    resources = (ResourceLine("region", euros("12000.00")), ResourceLine("state", euros("18000.00")))
    asked = replace(plan(), resources=resources)
    findings = co_financing.co_financing_balances(asking(asked, scheme))
    assert "state" in {finding.actual for finding in findings if finding.status == "fail"}


def test_public_money_beyond_the_costs_is_refused() -> None:
    resources = (ResourceLine("scheme", euros("12000.00")), ResourceLine("commune", euros("18000.01")))
    asked = replace(plan(), resources=resources)
    assert failing(co_financing.co_financing_balances(asking(asked))) == ["plan_balance", "public_aid_rate"]


def test_a_refused_line_counts_for_nothing() -> None:
    lines = plan().resources
    refused = replace(plan(), resources=(lines[0], replace(lines[1], status="refused"), lines[2]))
    assert failing(co_financing.co_financing_balances(asking(refused))) == ["plan_balance"]


def test_the_share_awarded_is_the_one_of_the_plan_voted() -> None:
    findings = co_financing.co_financing_balances(voting(plan("11999.99")))
    assert failing(findings) == ["co_financing_balances"]
    assert (findings[-1].actual, findings[-1].limit) == ("12000.00", "11999.99")


def test_an_empty_plan_balances_nothing() -> None:
    empty = FundingPlan(Applicant("association"), euros("0.00"))
    assert failing(co_financing.plan_balances(asking(empty))) == ["plan_balances"]
    assert failing(co_financing.co_financing_balances(asking(empty))) == ["co_financing_balances"]


# --------------------------------------------------------------------------------------------- shares


def share(**changes: Any) -> ShareFacts:
    return replace(decision().shares[0], **changes)


def decided(amount: str | None, *shares: ShareFacts) -> StepFacts:
    return facts(decision=DecisionFacts(None if amount is None else euros(amount), None, "CE-2017-01", shares))


@pytest.mark.parametrize(
    ("known", "failures"),
    [
        (decided("12000.00", share()), 0),
        (decided("12000.01", share()), 1),
        (decided("11999.99", share()), 1),
        (decided("12000.00"), 1),
        (decided(None, share()), 1),
        (decided("0.00", share(amount=euros("0.00"))), 2),
        (decided("12000.00", share(), share(amount=euros("0.00"))), 3),
        (decided("12000.00", share(amount=euros("-1.00")), share(source="feder", amount=euros("12001.00"))), 3),
        (decided("12000.00", share(payer="etat")), 1),
        (decided("12000.00", share(source="region")), 1),
        (decided("12000.00", share(decision_number=" ")), 1),
        (decided("24000.00", share(), share(source="region")), 2),
    ],
)
def test_shares_make_the_award_to_the_cent(known: StepFacts, failures: int) -> None:
    assert failing(award.shares_make_award(known)) == ["shares_make_award"] * failures


@pytest.mark.parametrize(
    ("amount", "authority", "fits"),
    [("12000.00", "42000.00", True), ("12000.01", "42000.00", False), ("12000.00", "41999.99", False)],
)
def test_an_envelope_bears_its_authority_and_not_a_cent_more(amount: str, authority: str, fits: bool) -> None:
    envelope = decision().shares[0].envelope
    assert envelope is not None
    one = share(amount=euros(amount), envelope=replace(envelope, authority=euros(authority)))
    assert (failing(award.envelope_holds(decided(amount, one))) == []) is fits


def test_two_shares_on_one_envelope_are_counted_together() -> None:
    half = share(amount=euros("10000.01"))
    known = decided("20000.02", half, replace(half, source="region"))
    assert failing(award.envelope_holds(known)) == ["envelope"]
    assert failing(award.envelope_holds(decided("10000.01", half))) == []


def test_the_running_body_commits_on_an_envelope() -> None:
    assert failing(award.envelope_holds(decided("12000.00", share(envelope=None)))) == ["envelope_holds"]


def test_another_payer_may_keep_its_budget_elsewhere() -> None:
    (finding,) = award.envelope_holds(decided("12000.00", share(payer="etat", envelope=None)))
    assert finding.status == "not_applicable"


def test_payers_are_the_leaves_that_name_one() -> None:
    assert dict(payers_of(loaded(FUND))) == {"bretagne-active": frozenset({"scheme"})}
    assert dict(payers_of(loaded(COLLABORATIVE))) == {
        "feder-bretagne": frozenset({"feder"}),
        "region-bretagne": frozenset({"region"}),
        "autres-collectivites-bretonnes": frozenset({"department", "epci", "commune"}),
    }


def test_without_a_tree_the_running_body_pays() -> None:
    scheme = LoadedScheme.of(loaded(FUND).scheme.model_copy(update={"co_financing": None}), loaded(FUND).workflow)
    assert list(payers_of(scheme)) == ["bretagne-active"]


# ------------------------------------------------------------------------ several payers (Bretagne, 2017)


def test_three_payers_award_together() -> None:
    accepted = step(collaborative(), "award")
    assert accepted.to_state == "awarded"
    assert failing(accepted.findings) == []


def test_nothing_is_awarded_before_the_last_payer_has_decided() -> None:
    known = collaborative(payer_decisions=collaborative().payer_decisions[:2])
    with pytest.raises(Refused) as refused:
        step(known, "award")
    assert failing(refused.value.findings) == ["every_payer_decided"]
    assert "autres-collectivites-bretonnes" in refused.value.words.fr


def change_act(position: int, **changes: Any) -> StepFacts:
    acts = list(collaborative().payer_decisions)
    acts[position] = replace(acts[position], **changes)
    return collaborative(payer_decisions=tuple(acts))


@pytest.mark.parametrize(
    "known",
    [
        lambda: change_act(0, amount=euros("214285.70")),
        lambda: change_act(2, approved=False),
    ],
)
def test_no_payer_is_committed_beyond_what_it_approved(known: Callable[[], StepFacts]) -> None:
    assert failing(award.every_payer_decided(known())) == ["every_payer_decided"]


def test_a_payer_that_refused_leaves_the_plan_and_the_split() -> None:
    known = change_act(2, approved=False)
    assert known.decision is not None
    assert known.plans.voted is not None
    lines = known.plans.voted.resources
    without = replace(
        known.plans.voted,
        resources=(*lines[:2], replace(lines[2], status="refused"), ResourceLine("own", euros("175714.29"))),
    )
    smaller = replace(known.decision, amount=euros("424285.71"), shares=known.decision.shares[:2])
    again = replace(known, plans=replace(known.plans, voted=without), decision=smaller)
    assert step(again, "award").to_state == "awarded"


def test_a_plan_that_still_counts_on_a_payer_that_refused_is_made_anew() -> None:
    known = change_act(2, approved=False)
    assert known.decision is not None
    smaller = replace(known.decision, amount=euros("424285.71"), shares=known.decision.shares[:2])
    findings = award.every_payer_decided(replace(known, decision=smaller))
    assert failing(findings) == ["every_payer_decided"]
    assert (findings[-1].actual, findings[-1].limit) == ("0.00", "42857.14")


def test_a_share_of_a_payer_that_the_plan_does_not_show_is_refused() -> None:
    known = collaborative()
    assert known.decision is not None
    shares = list(known.decision.shares)
    shares[2] = replace(shares[2], source="epci")
    wrong = replace(known, decision=replace(known.decision, shares=tuple(shares)))
    assert failing(co_financing.co_financing_balances(wrong)) == ["co_financing_balances"]


def test_the_tree_of_the_call_totals_its_public_money() -> None:
    findings = co_financing.co_financing_balances(collaborative())
    assert any("467\u202f142,85" in finding.explanation.fr for finding in findings)


def test_money_outside_the_tree_breaks_its_total() -> None:
    known = collaborative()
    assert known.plans.voted is not None
    leader = replace(known.plans.voted, resources=(*known.plans.voted.resources, ResourceLine("leader", euros("0.01"))))
    wrong = replace(known, plans=replace(known.plans, voted=leader))
    assert "co_financing_balances" in failing(co_financing.co_financing_balances(wrong))


@pytest.mark.parametrize(
    ("act", "accepted"),
    [
        (PayerDecisionFacts("feder-bretagne", True, euros("1.00"), "CRP-1"), True),
        (PayerDecisionFacts("feder-bretagne", False, euros("0.00"), "CRP-1"), True),
        (PayerDecisionFacts("feder-bretagne", True, euros("0.00"), "CRP-1"), False),
        (PayerDecisionFacts("feder-bretagne", True, euros("1.00"), " "), False),
        (PayerDecisionFacts("bretagne-active", True, euros("1.00"), "CE-1"), False),
        (None, False),
    ],
)
def test_the_act_of_one_payer_is_numbered_and_its_own(act: PayerDecisionFacts | None, accepted: bool) -> None:
    known = collaborative(payer_decision=act, actor=actor())
    if accepted:
        assert step(known, "record_payer_decision").to_state == "programmed"
    else:
        with pytest.raises(Refused):
            step(known, "record_payer_decision")


def test_programming_asks_for_the_instructed_plan_before_any_decision() -> None:
    known = collaborative(decision=None)
    plans = replace(known.plans, voted=None)
    assert step(replace(known, state="on_agenda", plans=plans), "programme").to_state == "programmed"
    collaborative_plan = known.plans.instructed
    assert collaborative_plan is not None
    unbalanced = replace(plans, instructed=replace(collaborative_plan, request=euros("1.00")))
    with pytest.raises(Refused) as refused:
        step(replace(known, state="on_agenda", plans=unbalanced), "programme")
    assert "request_matches_plan" in failing(refused.value.findings)
