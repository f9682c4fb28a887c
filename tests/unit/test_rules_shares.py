"""Splits: exact to the cent, capped shares never broken, trees that balance at every level."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.fixtures.cases import SAME, TODAY, a_fund, a_plan, a_scheme, euros, law, said
from workflow.kernel.allocation import allocate
from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import Money
from workflow.rules.cofinancing import (
    PayerShare,
    award_shares,
    capped_split,
    funded_tree,
    split_tree,
    tree_balance,
    with_reduced_line,
    without_line,
)
from workflow.rules.verdict import assess
from workflow.schemes.model import CoFinancing, FundingNode


def leaf(name: str, *sources: str, payer: str | None = None) -> FundingNode:
    return FundingNode(id=name, title=SAME, sources=sources, payer=payer)


REGION = leaf("region", "region", payer="region-bretagne")
OTHERS = leaf("others", "department", "epci", "commune", payer="autres-collectivites")
DESK = FundingNode(id="desk", title=SAME, children=(REGION, OTHERS))
TREE = FundingNode(id="public", title=SAME, children=(leaf("feder", "feder", payer="feder-bretagne"), DESK))
SCHEME = a_scheme(co_financing=CoFinancing(admits=("feder", "region", "epci", "own"), tree=TREE))
PLAN = a_plan("200000.00", "50000.00", feder="50000.00", region="50000.00", epci="10000.00", own="90000.00")


def test_a_hundred_thousand_in_five_five_one() -> None:
    shares = allocate(euros("100000.00"), {"a": Fraction(5), "b": Fraction(5), "c": Fraction(1)})
    assert shares == {"a": euros("45454.55"), "b": euros("45454.54"), "c": euros("9090.91")}


def test_a_tree_is_summed_from_the_leaves_up() -> None:
    tree = funded_tree(TREE, PLAN)
    assert (tree.amount, tree.children[0].amount, tree.children[1].amount) == (
        euros("110000.00"),
        euros("50000.00"),
        euros("60000.00"),
    )


def test_a_tree_balances_at_every_level_or_names_the_one_that_does_not() -> None:
    amounts = {
        "public": euros("110000.00"),
        "feder": euros("50000.00"),
        "desk": euros("60000.00"),
        "region": euros("50000.00"),
        "others": euros("10000.00"),
    }
    assert [finding.status for finding in tree_balance(TREE, amounts)] == ["pass"]
    wrong = amounts | {"others": euros("9999.99")}
    (finding,) = tree_balance(TREE, wrong)
    assert (finding.status, finding.actual, finding.limit) == ("fail", "60000.00", "59999.99")
    both = wrong | {"public": euros("110000.01")}
    assert len(tree_balance(TREE, both)) == 2


def test_an_award_is_split_down_the_tree_and_every_level_sums() -> None:
    tree = split_tree(funded_tree(TREE, PLAN), euros("100000.00"))
    feder, desk = tree.children
    assert feder.amount + desk.amount == tree.amount == euros("100000.00")
    assert (feder.amount, desk.amount) == (euros("45454.55"), euros("54545.45"))
    assert [child.amount for child in desk.children] == [euros("45454.54"), euros("9090.91")]


def test_each_payer_gets_its_share_of_the_award() -> None:
    assert award_shares(SCHEME, PLAN, euros("100000.00")) == (
        PayerShare("feder-bretagne", "feder", euros("45454.55")),
        PayerShare("region-bretagne", "region", euros("45454.54")),
        PayerShare("autres-collectivites", "epci", euros("9090.91")),
    )


def test_a_leaf_without_a_payer_takes_no_part_in_the_award() -> None:
    tree = FundingNode(id="public", title=SAME, children=(leaf("state", "state"), REGION))
    scheme = a_scheme(co_financing=CoFinancing(admits=("state", "region"), tree=tree))
    plan = a_plan("90000.00", "30000.00", state="60000.00", region="30000.00")
    assert award_shares(scheme, plan, euros("30000.00")) == (
        PayerShare("region-bretagne", "region", euros("30000.00")),
    )


def test_a_scheme_without_a_tree_has_one_payer() -> None:
    assert award_shares(a_fund(), PLAN, euros("5.00")) == (PayerShare("fonds-essai", "scheme", euros("5.00")),)
    assert award_shares(a_fund(), PLAN, Money(0)) == ()


def test_nothing_can_be_split_where_no_payer_was_expected_to_pay() -> None:
    with pytest.raises(InvalidInput):
        award_shares(SCHEME, a_plan("10.00", "5.00", own="10.00"), euros("5.00"))


def test_a_capped_share_rounds_down_and_the_residue_falls_to_own_money() -> None:
    weights = {"feder": Fraction(3, 5), "own": Fraction(2, 5)}
    shares = capped_split(euros("0.04"), weights, {"feder": euros("0.02")}, own="own")
    assert shares == {"feder": euros("0.02"), "own": euros("0.02")}


def test_the_remainder_never_breaks_a_cap_by_a_cent() -> None:
    weights = {"feder": Fraction(1), "region": Fraction(1), "own": Fraction(1)}
    caps = {"feder": euros("33.33"), "region": euros("33.33")}
    shares = capped_split(euros("100.00"), weights, caps, own="own")
    assert shares == {"feder": euros("33.33"), "region": euros("33.33"), "own": euros("33.34")}


def test_caps_that_are_not_reached_change_nothing() -> None:
    weights = {"feder": Fraction(1), "region": Fraction(1), "own": Fraction(1)}
    assert capped_split(euros("100.00"), weights, {"feder": euros("40.00")}, own="own") == allocate(
        euros("100.00"), weights
    )


def test_the_residue_needs_own_money_to_fall_to() -> None:
    with pytest.raises(InvalidInput):
        capped_split(euros("1.00"), {"feder": Fraction(1)}, {}, own="own")


def test_a_co_funder_that_refuses_leaves_a_hole_that_the_verdict_shows() -> None:
    assert assess(SCHEME, law(), replace(PLAN, period="2021-2027"), TODAY).passed
    position = [line.source for line in PLAN.resources].index("epci")
    refused = without_line(PLAN, position)
    assert refused.resources[position].status == "refused"
    assert said("plan_balance", SCHEME, refused).headroom == "-10000.00"


def test_a_co_funder_that_gives_less_changes_the_caps_of_the_others() -> None:
    plan = a_plan("100000.00", "16000.00", leader="64000.00", region="16000.00", own="20000.00")
    reduced = with_reduced_line(plan, 1, euros("10000.00"))
    assert said("leader_share", a_scheme(), replace(reduced, request=euros("10000.00"))).status == "fail"
    assert said("plan_balance", a_scheme(), reduced).status == "fail"


def test_a_reduction_is_a_reduction_of_a_line_that_exists() -> None:
    with pytest.raises(InvalidInput):
        with_reduced_line(PLAN, 1, euros("50000.01"))
    with pytest.raises(InvalidInput):
        with_reduced_line(PLAN, 9, euros("1.00"))
    with pytest.raises(InvalidInput):
        without_line(PLAN, -1)
