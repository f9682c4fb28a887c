"""A workflow as data: states, events, who may fire them, what guards them, what they cause."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from workflow.schemes.parts import Identifier, Part, Text
from workflow.schemes.vocabulary import Effect, Guard, Instrument, Role, Stage


class State(Part):
    """Where an application can stand. ``end``: nothing more is expected. ``awarded``: money (or, for
    an accompaniment, support) has been granted on arrival here."""

    id: Identifier
    title: Text
    stage: Stage
    end: bool = False
    awarded: bool = False


class Event(Part):
    """A step. ``to`` is left out where the step leaves the application in its state.

    ``roles`` are those who may fire it; ``automatic`` ones are fired by a clock. Guards are asked in
    the order given and all answer; effects happen in the order given, in the step's transaction.
    """

    id: Identifier
    title: Text
    sources: Annotated[tuple[Identifier, ...], Setting(alias="from", min_length=1)]
    to: Identifier | None = None
    roles: tuple[Role, ...] = ()
    automatic: bool = False
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    confirm: Text | None = None


class Workflow(Part):
    """One base workflow of ``config/workflows/``, or the one that a scheme has made of it.

    ``instruments`` are those that it can serve.
    """

    id: Identifier
    title: Text
    instruments: tuple[Instrument, ...] = ()
    initial: Identifier
    states: Annotated[tuple[State, ...], Setting(min_length=1)]
    events: Annotated[tuple[Event, ...], Setting(min_length=1)]


class EventChange(Part):
    """How a scheme narrows an event of its base: fewer roles, more guards, its own words."""

    title: Text | None = None
    confirm: Text | None = None
    roles: tuple[Role, ...] | None = None
    add_guards: tuple[Guard, ...] = ()
    add_effects: tuple[Effect, ...] = ()


class WorkflowChoice(Part):
    """The workflow of a scheme: a base, less what it leaves out, plus what it adds or narrows.

    An added state or event that bears the id of one left out takes its place.
    """

    extends: Identifier
    without_events: tuple[Identifier, ...] = ()
    without_states: tuple[Identifier, ...] = ()
    change_events: dict[Identifier, EventChange] = {}
    add_states: tuple[State, ...] = ()
    add_events: tuple[Event, ...] = ()


class WorkflowVariant(WorkflowChoice):
    """A base workflow that is itself made from another one."""

    id: Identifier
    title: Text
    instruments: tuple[Instrument, ...] = ()
