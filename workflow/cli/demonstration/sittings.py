"""Committee sessions: planned, with their agenda, then held: attendance, votes, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from workflow.cli.demonstration.cast import seats
from workflow.cli.demonstration.journeys import Journey
from workflow.cli.demonstration.stage import Act
from workflow.kernel.money import Money
from workflow.services.advise import give_committee_opinion
from workflow.services.agenda import defer, put_on_agenda
from workflow.services.decide import award, programme, propose_shares, refuse, select
from workflow.services.sessions import (
    cast_vote,
    close_session,
    open_session,
    plan_session,
    record_attendance,
    record_recusal,
)
from workflow.store import sessions
from workflow.store.tables.committee import Choice

Outcome = Literal["award", "select", "programme", "advise", "advise_against", "refuse", "defer"]
AGAINST: Final[frozenset[Outcome]] = frozenset({"advise_against", "refuse", "defer"})
REFUSAL: Final = "Le projet ne répond pas assez aux critères : la coopération et la participation restent à construire."
ADVICE: Final = "Le comité est favorable : le projet est collectif, ancré dans son territoire, et son essai est "
"réaliste."
DEFERRAL: Final = "Le comité attend l’accord écrit du principal partenaire."


@dataclass(frozen=True, slots=True)
class Item:
    """One application before the committee, and what becomes of it."""

    journey: Journey
    outcome: Outcome
    amount: Money = field(default=Money(0))


@dataclass
class Sitting:
    """A session: ``seats`` is the committee of the cast that sits, ``number`` begins its decisions' numbers."""

    committee: str
    body: str
    seats: str
    secretary: str
    held_on: date
    number: str
    title: str = ""
    id: int = 0


def prepare(act: Act, sitting: Sitting, journeys: Sequence[Journey]) -> None:
    """Plan the session, call its members and write its agenda."""
    if not sitting.id:
        members = [act.stage.people[name] for name in seats(sitting.seats)]
        context = act.by(sitting.secretary)
        sitting.id = plan_session(context, sitting.committee, sitting.body, sitting.held_on, sitting.title, members)
    for journey in journeys:
        put_on_agenda(act.by(sitting.secretary), act.request(journey.reference), sitting.id)


def open_with_everyone(act: Act, sitting: Sitting, *, absent: int = 0) -> list[int]:
    """Open the session; the last ``absent`` members do not come. Those who are there."""
    context = act.by(sitting.secretary)
    open_session(context, sitting.id, _version(act, sitting))
    members = [act.stage.people[name] for name in seats(sitting.seats)]
    present = members[: len(members) - absent]
    record_attendance(context, sitting.id, present)
    return present


def hold(act: Act, sitting: Sitting, items: Sequence[Item], *, absent: int = 0) -> None:
    """Open the session, vote on every item, record each decision, close. Every ninth item has a withdrawal."""
    present = open_with_everyone(act, sitting, absent=absent)
    for rank, item in enumerate(items, 1):
        voters = present
        if rank % 9 == 0:
            reason = "Membre du conseil d’administration de l’organisation."
            record_recusal(act.by(sitting.secretary), sitting.id, item.journey.reference, present[-1], reason)
            voters = present[:-1]
        vote(act, sitting, item.journey, voters, favourable=item.outcome not in AGAINST, rank=rank)
        decide(act, sitting, item, rank)
    close_session(act.by(sitting.secretary), sitting.id, _version(act, sitting))


def vote(act: Act, sitting: Sitting, journey: Journey, voters: Sequence[int], *, favourable: bool, rank: int) -> None:
    """The votes given in the room, noted by the secretary: a clear majority, and now and then an abstention."""
    context = act.by(sitting.secretary)
    choice: Choice = "for" if favourable else "against"
    for seat, person in enumerate(voters):
        given: Choice = "abstention" if seat == 1 and rank % 4 == 0 else choice
        cast_vote(context, sitting.id, journey.reference, person, given)


def decide(act: Act, sitting: Sitting, item: Item, rank: int) -> None:
    """Record what the committee decided on one item."""
    context, request = act.by(sitting.secretary), act.request(item.journey.reference)
    if item.outcome == "select":
        select(context, request)
    elif item.outcome == "programme":
        programme(context, request)
    elif item.outcome == "advise":
        give_committee_opinion(context, request, "favourable", ADVICE)
    elif item.outcome == "advise_against":
        give_committee_opinion(context, request, "unfavourable", REFUSAL)
    elif item.outcome == "refuse":
        refuse(context, request, REFUSAL, sitting.number)
    elif item.outcome == "defer":
        defer(context, request, DEFERRAL)
    else:
        proposed = propose_shares(context, item.journey.reference, item.amount)
        number = f"{sitting.number}-{rank:03d}"
        award(context, request, item.amount, sitting.number, [replace(one, decision_number=number) for one in proposed])


def _version(act: Act, sitting: Sitting) -> int:
    found = sessions.find_session(act.session, sitting.id)
    if found is None:
        raise LookupError(f"no session {sitting.id}")
    return found.version
