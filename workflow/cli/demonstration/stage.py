"""Where the replay plays: the record, a clock that is moved from scene to scene, and who acts.

A script is a list of scenes. They are played in the order of their moments, each in one transaction, so that
references, events and movements come in the order in which they would have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Concatenate, ParamSpec

from workflow.kernel.clock import PARIS, SettableClock
from workflow.schemes.catalogue import Catalogue
from workflow.services.clocks import AUTOMATIC
from workflow.services.context import Context, StepRequest
from workflow.services.people import actor_for
from workflow.store import applications
from workflow.store.database import Database, Session
from workflow.store.files import AttachmentStore


@dataclass
class Stage:
    """The record to fill, and the people who act in it, by their part (see :mod:`cast`)."""

    database: Database
    files: AttachmentStore
    catalogue: Catalogue
    clock: SettableClock
    people: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def act(self) -> Iterator[Act]:
        """One transaction at the present moment of the clock."""
        with self.database.writing() as session:
            yield Act(self, session)


@dataclass(frozen=True)
class Act:
    """What happens in one transaction."""

    stage: Stage
    session: Session

    @property
    def today(self) -> date:
        return self.stage.clock.now().astimezone(PARIS).date()

    def by(self, who: str | int) -> Context:
        """The context of somebody: a part of the cast, or the id of a person."""
        stage = self.stage
        person_id = stage.people[who] if isinstance(who, str) else who
        actor = actor_for(self.session, stage.clock, person_id)
        return Context(self.session, actor, stage.clock, stage.catalogue, stage.files)

    def by_itself(self) -> Context:
        """The context of the installation."""
        stage = self.stage
        return Context(self.session, AUTOMATIC, stage.clock, stage.catalogue, stage.files)

    def request(self, reference: str) -> StepRequest:
        """A step on the application as it now stands."""
        return StepRequest(reference, applications.find(self.session, reference).version)


Play = Callable[[Act], None]
Arguments = ParamSpec("Arguments")


def scene(play: Callable[Concatenate[Act, Arguments], None], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Play:
    """``play`` with its arguments, ready for a script."""
    return lambda act: play(act, *args, **kwargs)


@dataclass
class Script:
    """Scenes, each with its moment in Paris time."""

    scenes: list[tuple[datetime, int, Play]] = field(default_factory=list)

    def on(self, day: date, play: Play, *, hour: int = 10, minute: int = 0) -> None:
        """Add a scene."""
        moment = datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)
        self.scenes.append((moment, len(self.scenes), play))

    def play(self, stage: Stage, until: datetime) -> None:
        """Play the scenes in order; those after ``until`` have not happened yet."""
        for moment, _, play in sorted(self.scenes, key=lambda scene: scene[:2]):
            if moment > until:
                return
            stage.clock.move_to(moment)
            with stage.act() as act:
                play(act)
