"""Schemes, plans and facts that nobody would think of, for the properties of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, get_args

from hypothesis import strategies as st

from tests.fixtures.cases import SAME, a_scheme
from workflow.kernel.money import Money
from workflow.rules.plan import Applicant, CostLine, FundingPlan, PriorAid, ResourceLine
from workflow.schemes.model import Advance, Caps, FundingNode, PeriodCap, RunningBody, Scheme
from workflow.schemes.vocabulary import SOURCES, BeneficiaryKind, StateAidRegime

ON = date(2026, 6, 1)

cents = st.integers(0, 60_000_000)
small = st.integers(0, 400)
amounts = st.one_of(cents, small).map(Money)
rates = st.fractions(0, 1, max_denominator=1000)
weights = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.fractions(0, 10, max_denominator=50), min_size=1, max_size=8
).filter(lambda one: any(one.values()))
days = st.integers(0, 3650).map(lambda number: date(2020, 1, 1) + timedelta(days=number))


@st.composite
def caps(draw: st.DrawFn) -> Caps:
    """Any set of caps, most of them absent."""
    period = draw(st.none() | amounts)
    stated: dict[str, Any] = {
        "amount_floor": draw(st.none() | small.map(Money)),
        "amount_cap": draw(st.none() | amounts),
        "aid_rate": draw(st.none() | rates),
        "base_cap": draw(st.none() | amounts),
        "public_aid_rate": draw(st.none() | rates),
        "period_cap": None if period is None else PeriodCap(amount=period, years=2),
    }
    return Caps(**stated)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme of any money instrument, run by the Région or by a fund."""
    kind = draw(st.sampled_from(["region", "delegated_manager"]))
    instrument = draw(st.sampled_from(["grant", "operating_support", "repayable_advance"]))
    advance = None
    if instrument == "repayable_advance":
        advance = Advance(deferral_months=12, total_months=draw(st.integers(12, 72)), secured=draw(st.booleans()))
    scheme = a_scheme(
        instrument=instrument,
        advance=advance,
        running_body=RunningBody(id="payeur", name="Payeur", kind=kind),
        state_aid=draw(st.sampled_from(get_args(StateAidRegime))),
    )
    return scheme.model_copy(update={"caps": draw(caps())})


@st.composite
def plans(draw: st.DrawFn) -> FundingPlan:
    """A plan that may be absurd, but never unreadable."""
    return FundingPlan(
        applicant=Applicant(
            draw(st.sampled_from(get_args(BeneficiaryKind))), "FRI1", draw(st.sampled_from([None, "G"]))
        ),
        request=draw(amounts),
        costs=tuple(draw(st.lists(cost_lines, max_size=4))),
        resources=tuple(draw(st.lists(resource_lines, max_size=6))),
        in_kind_costs=draw(small.map(Money)),
        in_kind_resources=draw(small.map(Money)),
        period=draw(st.sampled_from([None, "2014-2020", "2021-2027"])),
        investment=draw(st.booleans()),
        regime=draw(st.sampled_from([None, *get_args(StateAidRegime)])),
        yearly=draw(st.dictionaries(st.integers(2024, 2028), amounts, max_size=3)),
        prior_aid=tuple(draw(st.lists(prior_aids, max_size=3))),
    )


cost_lines = st.builds(
    CostLine,
    label=st.just("Dépense"),
    amount=amounts,
    account=st.sampled_from(["", "60", "64", "864"]),
    eligible=st.booleans(),
)
resource_lines = st.builds(
    ResourceLine,
    source=st.sampled_from(SOURCES),
    amount=amounts,
    status=st.sampled_from(["requested", "confirmed", "refused"]),
)
prior_aids = st.builds(
    PriorAid,
    granted_on=days,
    amount=amounts,
    regime=st.sampled_from(get_args(StateAidRegime)),
    group=st.sampled_from([None, "G", "H"]),
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3, name: str = "n") -> FundingNode:
    """A co-financing tree of any shape, whose leaves are public sources."""
    if depth == 0 or draw(st.booleans()):
        source = draw(st.sampled_from(["feder", "region", "epci", "state"]))
        return FundingNode(id=name, title=SAME, sources=(source,), payer=draw(st.sampled_from([None, f"payer-{name}"])))
    count = draw(st.integers(1, 4))
    children = tuple(draw(trees(depth - 1, f"{name}{'abcd'[number]}")) for number in range(count))
    return FundingNode(id=name, title=SAME, children=children)


def shuffled(plan: FundingPlan, draw: st.DataObject) -> FundingPlan:
    """The same plan with its lines in another order."""
    return replace(
        plan,
        costs=tuple(draw.draw(st.permutations(plan.costs))),
        resources=tuple(draw.draw(st.permutations(plan.resources))),
        prior_aid=tuple(draw.draw(st.permutations(plan.prior_aid))),
        yearly=dict(draw.draw(st.permutations(list(plan.yearly.items())))),
    )


def proportion(amount: Money, weight: Fraction, whole: Fraction) -> Fraction:
    """The exact share, in cents."""
    return amount.cents * weight / whole
