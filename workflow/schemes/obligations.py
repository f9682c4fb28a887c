"""What the law and good accounts ask of every workflow that grants something.

Three kinds of obligation: guards on the step that awards, guards that every road to the award must meet
somewhere, and effects that must be undone or carried through before an end. Sources: CRPA L112-3 and
L231-4, loi 2000-321 art. 10, ``rules.md`` R1 to R17 and section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from workflow.kernel.words import Words
from workflow.schemes.faults import Fault
from workflow.schemes.graph import Edge, Graph
from workflow.schemes.process import Workflow
from workflow.schemes.vocabulary import Effect, Guard

AWARD_GUARDS: Final[tuple[Guard, ...]] = ("separation_of_duties",)
"""Carried by every event that enters an awarded state."""

MONEY_AWARD_GUARDS: Final[tuple[Guard, ...]] = (
    "caps_hold",
    "co_financing_balances",
    "envelope_holds",
    "shares_make_award",
)
"""Carried, besides, by every event that awards money."""

MONEY_AWARD_EFFECTS: Final[tuple[Effect, ...]] = ("pin_decision", "file_voted_plan", "reserve_award")
"""Caused by every event that awards money."""

ROAD_GUARDS: Final[tuple[Guard, ...]] = ("application_complete", "beneficiary_kind", "territory", "opinion_given")
"""Met at least once on every road from the beginning to an awarded state."""

MONEY_ROAD_GUARDS: Final[tuple[Guard, ...]] = (
    "documents_complete",
    "plan_balances",
    "deposit_window",
    "eligibility_recorded",
    "costs_retained",
    "amount_proposed",
)

COMMITTEE_ROAD_GUARDS: Final[tuple[Guard, ...]] = (
    "session_open",
    "quorum_met",
    "recusals_respected",
    "vote_in_favour",
)
"""Met on every road to the award where the workflow has a committee."""

REFUSAL_GUARDS: Final[tuple[Guard, ...]] = (
    "session_open",
    "quorum_met",
    "recusals_respected",
    "vote_against",
    "reason_given",
)
"""Carried by every event by which a committee refuses."""

EFFECT_GUARDS: Final[dict[Effect, tuple[Guard, ...]]] = {
    "record_payment": (
        "agreement_signed_where_required",
        "payment_within_award",
        "payment_within_appropriations",
    ),
    "record_recovery": ("recovery_owed", "reason_given"),
    "record_repayment": ("schedule_set",),
}
"""What an effect may never happen without."""

_Account = tuple[Effect, tuple[Effect, ...], Words]
ACCOUNTS: Final[tuple[_Account, ...]] = (
    (
        "reserve_award",
        ("commit_award", "release_reservation"),
        Words(
            fr="la somme réservée n’est ni engagée ni rendue à l’enveloppe",
            en="the money reserved is neither committed nor given back to the budget",
        ),
    ),
    (
        "commit_award",
        ("release_commitment",),
        Words(
            fr="le reste de l’engagement n’est pas rendu à l’enveloppe",
            en="what is left of the commitment is not given back to the budget",
        ),
    ),
    (
        "start_silence_clock",
        ("stop_silence_clock",),
        Words(fr="le délai de silence n’est jamais arrêté", en="the silence clock is never stopped"),
    ),
    (
        "suspend_silence_clock",
        ("resume_silence_clock", "stop_silence_clock"),
        Words(fr="le délai de silence reste suspendu", en="the silence clock stays suspended"),
    ),
)
"""An effect that opens something, the effects that close it, and what is wrong where none does."""


def guard_faults(workflow: Workflow, graph: Graph, *, money: bool) -> list[Fault]:
    """Guards that an award or a refusal lacks."""
    on_award = AWARD_GUARDS + (MONEY_AWARD_GUARDS if money else ())
    on_road = ROAD_GUARDS + (MONEY_ROAD_GUARDS if money else ())
    if graph.of_stage("committee"):
        on_road += COMMITTEE_ROAD_GUARDS
    faults = [
        _missing(edge, guard) for edge in _entering(graph) for guard in on_award if guard not in edge.event.guards
    ]
    for guard in on_road:
        walk = graph.walk_to([workflow.initial], graph.awarded, _without_guard(guard))
        if walk is not None:
            faults.append(Fault(("states", walk[-1]), "workflow_guard_avoided", _avoided(guard, walk)))
    for edge in _refusing(graph):
        faults += [_missing(edge, guard) for guard in REFUSAL_GUARDS if guard not in edge.event.guards]
    return _once(faults)


def money_faults(workflow: Workflow, graph: Graph) -> list[Fault]:
    """Money that could be paid unlawfully, or set aside and forgotten."""
    faults = []
    for edge in graph.edges:
        for effect in edge.event.effects:
            wanted = EFFECT_GUARDS.get(effect, ())
            faults += [_missing(edge, guard) for guard in wanted if guard not in edge.event.guards]
    for edge in _entering(graph):
        faults += [_no_effect(edge, one) for one in MONEY_AWARD_EFFECTS if one not in edge.event.effects]
    return _once([*faults, *_paid_too_early(workflow, graph), *_left_open(graph)])


def _paid_too_early(workflow: Workflow, graph: Graph) -> Iterable[Fault]:
    paying = {edge.source for edge in graph.edges if "record_payment" in edge.event.effects}
    walk = graph.walk_to([workflow.initial], paying, _without_effect(("commit_award",)))
    if walk is not None:
        yield Fault(("states", walk[-1]), "workflow_paid_too_early", _too_early(walk))


def _left_open(graph: Graph) -> Iterable[Fault]:
    for opening, closing, wrong in ACCOUNTS:
        opened = [edge.target for edge in graph.edges if opening in edge.event.effects]
        walk = graph.walk_to(opened, graph.ends, _without_effect(closing))
        if walk is not None:
            yield Fault(("states", walk[-1]), "workflow_left_open", _open(wrong, walk))


def _entering(graph: Graph) -> list[Edge]:
    return [edge for edge in graph.edges if edge.target in graph.awarded and edge.source not in graph.awarded]


def _refusing(graph: Graph) -> list[Edge]:
    committee = graph.of_stage("committee")
    refused = graph.of_stage("award") - graph.awarded
    return [edge for edge in graph.edges if edge.source in committee and edge.target in refused]


def _without_guard(guard: Guard) -> Callable[[Edge], bool]:
    return lambda edge: guard not in edge.event.guards


def _without_effect(effects: Sequence[Effect]) -> Callable[[Edge], bool]:
    return lambda edge: not set(effects) & set(edge.event.effects)


def _once(faults: Iterable[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))


def _missing(edge: Edge, guard: Guard) -> Fault:
    return Fault(
        ("events", edge.event.id, "guards"),
        "workflow_missing_guard",
        Words(
            fr=f"L’événement « {edge.event.id} » doit porter la garde « {guard} ».",
            en=f"The event “{edge.event.id}” must carry the guard “{guard}”.",
        ),
    )


def _no_effect(edge: Edge, effect: Effect) -> Fault:
    return Fault(
        ("events", edge.event.id, "effects"),
        "workflow_missing_effect",
        Words(
            fr=f"L’événement « {edge.event.id} » doit produire l’effet « {effect} ».",
            en=f"The event “{edge.event.id}” must have the effect “{effect}”.",
        ),
    )


def _avoided(guard: Guard, walk: Sequence[str]) -> Words:
    road = " → ".join(walk)
    return Words(
        fr=f"Ce chemin mène à l’accord sans que la garde « {guard} » soit jamais demandée : {road}.",
        en=f"This path leads to the award without the guard “{guard}” ever being asked: {road}.",
    )


def _too_early(walk: Sequence[str]) -> Words:
    road = " → ".join(walk)
    return Words(
        fr=f"Un versement est possible avant l’engagement de la somme : {road}.",
        en=f"A payment is possible before the money is committed: {road}.",
    )


def _open(wrong: Words, walk: Sequence[str]) -> Words:
    road = " → ".join(walk)
    return Words(fr=f"Sur ce chemin, {wrong.fr} : {road}.", en=f"On this path, {wrong.en}: {road}.")
