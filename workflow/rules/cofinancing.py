"""Co-financing as a tree of any depth: sums at every level, shares of an award, a co-funder that gives way.

A parent equals the sum of its children to the cent, at every level, always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from workflow.kernel.allocation import allocate
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.formats import euros, small_change
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.words import Words
from workflow.rules.base import money_from, scheme_source
from workflow.rules.finding import Finding
from workflow.rules.plan import FundingPlan
from workflow.schemes.model import FundingNode, Scheme
from workflow.schemes.vocabulary import Source

_BASIS = Words(
    fr="Co-financement : un total est la somme de ses parts, à chaque niveau",
    en="Co-financing: a total is the sum of its parts, at every level",
)


@dataclass(frozen=True, slots=True)
class FundedNode:
    """A level of the tree with its amount: the sum of its children, or of its sources where it is a leaf."""

    id: str
    title: Words
    amount: Money
    payer: str | None = None
    sources: tuple[tuple[Source, Money], ...] = ()
    children: tuple[FundedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class PayerShare:
    """What one payer gives of an award, and from which source."""

    payer: str
    source: Source
    amount: Money


def funded_tree(node: FundingNode, plan: FundingPlan) -> FundedNode:
    """The tree of the scheme with the amounts of the plan's standing lines, summed from the leaves up."""
    children = tuple(funded_tree(child, plan) for child in node.children)
    sources = tuple((source, money_from(plan, source)) for source in node.sources)
    amount = total(child.amount for child in children) + total(part for _, part in sources)
    return FundedNode(node.id, node.title, amount, node.payer, sources, children)


def tree_balance(node: FundingNode, amounts: Mapping[str, Money]) -> tuple[Finding, ...]:
    """Whether ``amounts``, given by node id, make every parent the exact sum of its children.

    One failure per level that does not balance (an amount left out is zero); one pass where all do.
    """
    failures = tuple(_unbalanced(node, amounts))
    if failures:
        return failures
    top = euros(amounts.get(node.id, ZERO))
    words = Words(
        fr=f"Chaque niveau du plan de financement est la somme de ses parts ; total : {top.fr}.",
        en=f"Every level of the funding plan is the sum of its parts; total: {top.en}.",
    )
    return (Finding("co_financing_balances", "pass", words, _BASIS),)


def split_tree(node: FundedNode, amount: Money) -> FundedNode:
    """``node`` with ``amount`` in all, shared out level by level in proportion to its own amounts.

    Each level is split by largest remainder, ties in the declared order, so that each part is within one
    cent of its proportion of its parent. A level where nothing was planned gets nothing.

    Raises:
        InvalidInput: a negative amount, or an amount for a tree in which nothing was planned.
    """
    if not amount and not node.amount:
        return node
    if node.children:
        parts = allocate(amount, {child.id: Fraction(child.amount.cents) for child in node.children})
        children = tuple(split_tree(child, parts[child.id]) for child in node.children)
        return replace(node, amount=amount, children=children)
    shares = allocate(amount, {source: Fraction(part.cents) for source, part in node.sources})
    return replace(node, amount=amount, sources=tuple((source, shares[source]) for source, _ in node.sources))


def award_shares(scheme: Scheme, plan: FundingPlan, amount: Money) -> tuple[PayerShare, ...]:
    """How the payers of ``scheme`` share an award of ``amount``, in proportion to ``plan``.

    Leaves without a payer are aid asked elsewhere and take no part. A scheme without a tree, or whose tree
    names no payer, has one payer: its running body. Shares of zero are left out.

    Raises:
        InvalidInput: a negative amount, or a plan that expects nothing from any payer.
    """
    tree = scheme.co_financing.tree if scheme.co_financing else None
    decided = _with_payers(funded_tree(tree, plan)) if tree is not None else None
    if decided is None:
        source = scheme_source(scheme) or "region"
        return (PayerShare(scheme.running_body.id, source, amount),) if amount else ()
    return tuple(share for share in _payments(split_tree(decided, amount)) if share.amount)


def capped_split(
    amount: Money, weights: Mapping[str, Fraction], caps: Mapping[str, Money], own: str
) -> dict[str, Money]:
    """Split ``amount`` by ``weights`` so that no share in ``caps`` exceeds its cap (R2, R4, R9).

    Largest remainder, unless that breaks a cap: then every capped share is its exact proportion rounded
    down, and at most its cap, and the residue falls to ``own``, the applicant's own funds.

    Raises:
        InvalidInput: a negative amount or weight, no weight at all, or ``own`` missing or capped.
    """
    if own not in weights or own in caps:
        words = Words(
            fr="La part propre doit figurer parmi les poids, sans plafond : elle reçoit le reste.",
            en="The own share must be among the weights, without a cap: it takes the residue.",
        )
        raise InvalidInput([Problem("own", "own_share_missing", words)])
    shares = allocate(amount, weights)
    if all(shares[name] <= cap for name, cap in caps.items() if name in shares):
        return shares
    whole = sum(weights.values(), Fraction(0))
    for name, cap in caps.items():
        if name in shares:
            exact = amount.cents * weights[name] / whole
            shares[name] = min(cap, Money(exact.numerator // exact.denominator))
    shares[own] = amount - total(share for name, share in shares.items() if name != own)
    return shares


def without_line(plan: FundingPlan, position: int) -> FundingPlan:
    """``plan`` once the co-funder of the resource line at ``position`` (from 0) has refused.

    The line stays readable and counts for nothing: assess the plan anew, its balance shows what is missing.

    Raises:
        InvalidInput: there is no such line.
    """
    _check_position(plan, position)
    return _replace_line(plan, position, None)


def with_reduced_line(plan: FundingPlan, position: int, amount: Money) -> FundingPlan:
    """``plan`` once the co-funder of the line at ``position`` gives only ``amount``.

    Raises:
        InvalidInput: there is no such line, or ``amount`` is negative or more than the line.
    """
    _check_position(plan, position)
    if not ZERO <= amount <= plan.resources[position].amount:
        most = euros(plan.resources[position].amount)
        words = Words(
            fr=f"Un montant entre 0 et {most.fr} est attendu.", en=f"An amount between 0 and {most.en} is expected."
        )
        raise InvalidInput([Problem(f"resources[{position}].amount", "amount_range", words)])
    return _replace_line(plan, position, amount)


def _unbalanced(node: FundingNode, amounts: Mapping[str, Money]) -> Iterator[Finding]:
    if node.children:
        stated = amounts.get(node.id, ZERO)
        parts = total(amounts.get(child.id, ZERO) for child in node.children)
        if stated != parts:
            gap = small_change(stated - parts)
            words = Words(
                fr=f"{node.title.fr} : {euros(stated).fr}, somme des parts : {euros(parts).fr} ; {gap.fr} d’écart.",
                en=f"{node.title.en}: {euros(stated).en}, sum of the parts: {euros(parts).en}; {gap.en} apart.",
            )
            figures = (str(stated), str(parts), str(parts - stated))
            yield Finding("co_financing_balances", "fail", words, _BASIS, *figures)
    for child in node.children:
        yield from _unbalanced(child, amounts)


def _with_payers(node: FundedNode) -> FundedNode | None:
    """``node`` without the leaves that have no payer, amounts summed anew; ``None`` where none has one."""
    if not node.children:
        return node if node.payer is not None else None
    children = tuple(kept for child in node.children if (kept := _with_payers(child)) is not None)
    if not children:
        return None
    return replace(node, children=children, amount=total(child.amount for child in children))


def _payments(node: FundedNode) -> Iterator[PayerShare]:
    for child in node.children:
        yield from _payments(child)
    if node.payer is not None:
        for source, amount in node.sources:
            yield PayerShare(node.payer, source, amount)


def _check_position(plan: FundingPlan, position: int) -> None:
    if not 0 <= position < len(plan.resources):
        words = Words(fr="Cette ligne n’est pas dans le plan.", en="This line is not in the plan.")
        raise InvalidInput([Problem(f"resources[{position}]", "unknown_line", words)])


def _replace_line(plan: FundingPlan, position: int, amount: Money | None) -> FundingPlan:
    line = plan.resources[position]
    changed = replace(line, status="refused") if amount is None else replace(line, amount=amount)
    return replace(plan, resources=(*plan.resources[:position], changed, *plan.resources[position + 1 :]))
