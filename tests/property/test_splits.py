"""A split always sums, is within one cent of proportion, and never breaks a cap."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.property.strategies import amounts, plans, proportion, trees, weights
from workflow.kernel.allocation import allocate
from workflow.kernel.money import Money, total
from workflow.rules.cofinancing import FundedNode, capped_split, funded_tree, split_tree, tree_balance
from workflow.rules.plan import FundingPlan
from workflow.schemes.model import FundingNode


@given(amounts, weights)
def test_a_split_sums_and_is_within_one_cent_of_proportion(amount: Money, parts: dict[str, Fraction]) -> None:
    shares = allocate(amount, parts)
    whole = sum(parts.values(), Fraction(0))
    assert total(shares.values()) == amount
    assert all(abs(shares[name].cents - proportion(amount, parts[name], whole)) < 1 for name in parts)


@given(amounts, weights, st.data())
def test_a_capped_split_sums_and_never_exceeds_a_cap(
    amount: Money, parts: dict[str, Fraction], data: st.DataObject
) -> None:
    capped = data.draw(st.lists(st.sampled_from(sorted(parts)), unique=True))
    caps = {name: data.draw(amounts) for name in capped}
    parts = {**parts, "own": data.draw(st.fractions(0, 10, max_denominator=50))}
    whole = sum(parts.values(), Fraction(0))
    shares = capped_split(amount, parts, caps, own="own")
    assert total(shares.values()) == amount
    assert all(shares[name] <= cap for name, cap in caps.items())
    assert all(share.cents >= 0 for share in shares.values())
    for name, share in shares.items():
        exact = proportion(amount, parts[name], whole)
        cap = caps.get(name)
        if name != "own":
            assert share.cents - exact < 1
            assert abs(share.cents - exact) < 1 or share == cap


@given(amounts, weights, st.fractions(0, 1, max_denominator=100))
def test_a_share_capped_at_its_own_proportion_loses_no_more_than_a_cent(
    amount: Money, parts: dict[str, Fraction], rate: Fraction
) -> None:
    parts = {"own": rate, **{name: weight for name, weight in parts.items() if name != "own"}}
    whole = sum(parts.values(), Fraction(0))
    caps = {name: Money(int(proportion(amount, weight, whole))) for name, weight in parts.items() if name != "own"}
    shares = capped_split(amount, parts, caps, own="own")
    assert total(shares.values()) == amount
    assert all(shares[name] <= cap for name, cap in caps.items())


@given(trees(), plans())
def test_a_tree_of_any_depth_balances_at_every_level(tree: FundingNode, plan: FundingPlan) -> None:
    funded = funded_tree(tree, plan)
    by_id = {node.id: node.amount for node in _nodes(funded)}
    assert [finding.status for finding in tree_balance(tree, by_id)] == ["pass"]


@given(trees(), plans(), amounts)
def test_an_award_split_down_a_tree_balances_and_keeps_proportion_at_every_level(
    tree: FundingNode, plan: FundingPlan, amount: Money
) -> None:
    funded = funded_tree(tree, plan)
    assume(funded.amount)
    split = split_tree(funded, amount)
    assert split.amount == amount
    for before, after in zip(_nodes(funded), _nodes(split), strict=True):
        parts = [child.amount for child in after.children] + [part for _, part in after.sources]
        assert total(parts) == after.amount
        for planned, given_now in zip(before.children, after.children, strict=True):
            if before.amount:
                exact = Fraction(after.amount.cents * planned.amount.cents, before.amount.cents)
                assert abs(given_now.amount.cents - exact) < 1


def _nodes(node: FundedNode) -> Iterator[FundedNode]:
    yield node
    for child in node.children:
        yield from _nodes(child)
