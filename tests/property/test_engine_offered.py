"""For any facts, what is offered as allowed is what is accepted, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.engine import (
    ADVANCE,
    ALICE,
    BRUNO,
    CHLOE,
    COLLABORATIVE,
    FUND,
    HOSTED,
    JURY,
    MEMBERS,
    REGION,
    TODAY,
    facts,
    instalments,
    loaded,
    plan,
)
from workflow.engine.facts import (
    AccompanimentFacts,
    ActorFacts,
    AgendaFacts,
    AwardedShareFacts,
    AwardFacts,
    CallFacts,
    DecisionFacts,
    EnvelopeFacts,
    FilingFacts,
    ItemFacts,
    PayerDecisionFacts,
    PaymentFacts,
    PlanFacts,
    ReviewFacts,
    ShareFacts,
    StepFacts,
)
from workflow.engine.payers import payers_of
from workflow.engine.step import AcceptedStep, Refused, StepNotOffered, offered, step
from workflow.kernel.errors import NotAllowed
from workflow.kernel.money import Money
from workflow.rules.finding import Finding
from workflow.rules.plan import Applicant, CostLine, FundingPlan, ResourceLine
from workflow.schemes.vocabulary import ROLES, SOURCES, BeneficiaryKind, Phase

SCHEMES = (FUND, REGION, ADVANCE, COLLABORATIVE, HOSTED, JURY)
PEOPLE = (ALICE, BRUNO, CHLOE)
KINDS: tuple[BeneficiaryKind, ...] = ("association", "company", "individual", "local_authority")
PHASES: tuple[Phase, ...] = ("emergence", "start_up", "development")
ROUND = [Money(cents) for cents in (-1, 0, 1, 200_000, 1_200_000, 1_200_001, 2_000_001, 3_000_000)]

money = st.sampled_from(ROUND) | st.builds(Money, st.integers(-(10**6), 10**10))
texts = st.sampled_from(["", " ", "CE-2017-01", "Motif."])
days = st.dates(date(2016, 1, 1), date(2019, 12, 31))
people = st.frozensets(st.sampled_from(PEOPLE))
seats = st.frozensets(st.sampled_from([*sorted(MEMBERS), 99]))
sources = st.sampled_from(SOURCES)
payers = st.sampled_from(["bretagne-active", "region-bretagne", "feder-bretagne", "etat", ""])

plans = st.builds(
    FundingPlan,
    applicant=st.builds(Applicant, st.sampled_from(KINDS), nuts2=st.sampled_from([None, "FRH0", "FRI1"])),
    request=money,
    costs=st.lists(
        st.builds(CostLine, label=st.just("Étude"), amount=money, account=st.sampled_from(["", "62", "86"])), max_size=3
    ).map(tuple),
    resources=st.lists(
        st.builds(
            ResourceLine, source=sources, amount=money, status=st.sampled_from(["requested", "confirmed", "refused"])
        ),
        max_size=4,
    ).map(tuple),
    in_kind_costs=money,
    in_kind_resources=money,
    period=st.sampled_from([None, "2014-2020", "2021-2027"]),
    investment=st.booleans(),
    regime=st.sampled_from([None, "none", "de_minimis", "sgei_de_minimis"]),
)
some_plan = st.none() | st.just(plan()) | plans
envelopes = st.none() | st.builds(EnvelopeFacts, st.sampled_from(["a", "b"]), money, money, money)
shares = st.lists(st.builds(ShareFacts, payers, sources, money, texts, envelopes), max_size=3).map(tuple)
acts = st.builds(PayerDecisionFacts, payers, st.booleans(), money, texts)
spread = st.dictionaries(st.sampled_from([2017, 2018]), money, max_size=2)
awarded_shares = st.builds(
    AwardedShareFacts, payers, sources, money, money, money, st.booleans(), spread, st.none() | spread
)
schedules = st.sampled_from([(), instalments("6000.00", "6000.00"), instalments("0.01", "-1.00", repaid="0.01")])

parts: dict[str, st.SearchStrategy[Any]] = {
    "on": days,
    "actor": st.builds(ActorFacts, st.none() | st.sampled_from(PEOPLE), st.frozensets(st.sampled_from(ROLES)))
    | st.just(ActorFacts(None, frozenset(), automatic=True)),
    "filing": st.builds(
        FilingFacts,
        answers=st.sampled_from([{}, {"project_title": 3}, {"unknown": "x"}]),
        applicant_kind=st.none() | st.sampled_from(KINDS),
        nuts2=st.sampled_from([None, "FRH0", "FRI1"]),
        phase=st.none() | st.sampled_from(PHASES),
        partners=st.none() | st.integers(0, 3),
        holder_is_host=st.none() | st.booleans(),
    ),
    "call": st.none()
    | st.builds(
        CallFacts,
        st.just("appel"),
        days,
        st.none() | days,
        st.none() | st.integers(0, 3),
        st.none() | st.integers(1, 2),
    ),
    "plans": st.builds(PlanFacts, some_plan, some_plan, some_plan),
    "items": st.none() | st.builds(ItemFacts, st.integers(0, 2), st.integers(0, 2), st.none() | days),
    "reason": texts,
    "review": st.builds(
        ReviewFacts,
        st.none() | st.booleans(),
        st.booleans(),
        st.none() | money,
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    "submitted_by": people,
    "instructed_by": people,
    "agenda": st.none()
    | st.builds(
        AgendaFacts,
        committee=st.sampled_from(["comite-engagement-bretagne-active", "ailleurs"]),
        session_state=st.sampled_from(["planned", "open", "closed"]),
        member_count=st.integers(0, 7),
        quorum=st.fractions(0, 1, max_denominator=6),
        members=seats,
        present=seats,
        recused=seats,
        votes=st.dictionaries(st.sampled_from(sorted(MEMBERS)), st.sampled_from(["for", "against", "abstention"])),
    ),
    "decision": st.none() | st.builds(DecisionFacts, st.none() | money, st.none() | money, texts, shares),
    "payer_decision": st.none() | acts,
    "payer_decisions": st.lists(acts, max_size=3).map(tuple),
    "award": st.none()
    | st.builds(
        AwardFacts,
        money,
        days,
        st.none() | money,
        st.none() | money,
        st.lists(awarded_shares, max_size=2).map(tuple),
        schedules,
    ),
    "payment": st.none()
    | st.builds(
        PaymentFacts,
        payers,
        sources,
        money,
        st.sampled_from(["advance", "instalment", "balance", "recovery"]),
        st.none() | money,
        st.none() | st.just("fonds-2017"),
        st.none() | money,
        st.none() | money,
    ),
    "accompaniment": st.builds(AccompanimentFacts, st.integers(0, 1), st.integers(0, 1)),
}


@st.composite
def any_facts(draw: st.DrawFn) -> StepFacts:
    """Sound facts in some state of some scheme, any number of them replaced by others."""
    scheme = loaded(draw(st.sampled_from(SCHEMES)))
    state = draw(st.sampled_from([state.id for state in scheme.workflow.states]))
    changed = draw(st.sets(st.sampled_from(sorted(parts)), max_size=6))
    return replace(facts(state, scheme), **{name: draw(parts[name]) for name in sorted(changed)})


@given(any_facts())
@settings(max_examples=300)
def test_a_step_is_offered_as_allowed_exactly_when_it_is_accepted(known: StepFacts) -> None:
    shown = {one.event: one for one in offered(known)}
    for event in known.loaded.workflow.events:
        outcome = _outcome(known, event.id)
        if outcome is None:
            assert event.id not in shown
        elif isinstance(outcome, AcceptedStep):
            assert shown[event.id].allowed
            assert shown[event.id].ready
            assert shown[event.id].findings == ()
            assert known.state in event.sources
            assert outcome.to_state == (event.to or known.state)
            assert outcome.effects == event.effects
        else:
            assert not shown[event.id].allowed
            assert shown[event.id].findings == outcome != ()
            assert set(shown[event.id].obstacles) <= set(outcome)
            assert shown[event.id].obstacles or shown[event.id].missing


def _outcome(known: StepFacts, event: str) -> AcceptedStep | tuple[Finding, ...] | None:
    """The step accepted, the failures of a refused one, or ``None`` where it is not for this actor or state."""
    try:
        return step(known, event)
    except Refused as refused:
        return refused.findings
    except (NotAllowed, StepNotOffered):
        return None


@given(any_facts())
def test_an_accepted_award_keeps_every_promise(known: StepFacts) -> None:
    for event in known.loaded.workflow.events:
        if "reserve_award" not in event.effects:
            continue
        if not isinstance(_outcome(known, event.id), AcceptedStep):
            continue
        decision, voted = known.decision, known.plans.voted or known.plans.instructed
        assert decision is not None
        assert decision.amount is not None
        assert voted is not None
        assert sum(share.amount.cents for share in decision.shares) == decision.amount.cents > 0
        assert {share.payer for share in decision.shares} <= set(payers_of(known.loaded))
        assert known.actor.person_id not in known.submitted_by | known.instructed_by
        cap = known.loaded.scheme.caps.amount_cap
        assert cap is None or voted.request <= cap
        for share in decision.shares:
            if share.envelope is not None:
                used = share.envelope.reserved + share.envelope.committed + share.amount
                assert used <= share.envelope.authority


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.fractions(0, 1, max_denominator=9))
def test_a_vote_is_in_favour_or_against_and_never_both(
    in_favour: int, against: int, abstentions: int, quorum: Fraction
) -> None:
    people = frozenset(range(1_000, 1_000 + in_favour + against + abstentions))
    choices: list[Any] = ["for"] * in_favour + ["against"] * against + ["abstention"] * abstentions
    sitting = AgendaFacts(
        "comite-engagement-bretagne-active",
        "open",
        len(people),
        quorum,
        people,
        people,
        votes=dict(zip(sorted(people), choices, strict=True)),
    )
    known = facts(agenda=sitting, on=TODAY)
    allowed = {one.event for one in offered(known) if one.allowed}
    assert ("award" in allowed) is (in_favour > against)
    assert ("refuse" in allowed) is (bool(people) and in_favour <= against)
