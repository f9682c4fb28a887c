"""When one can apply: the windows and cut-offs of a scheme, seen on one day (Paris time, limits included)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflow.kernel.words import Words
from workflow.schemes.model import Call, Scheme

WindowState = Literal["open", "coming", "closed"]


@dataclass(frozen=True, slots=True)
class Window:
    """A call on a given day. ``deadline`` is the next day that counts: the next cut-off, else the closing."""

    title: Words
    state: WindowState
    opens: date
    closes: date | None
    cut_offs: tuple[date, ...]
    deadline: date | None
    demonstration: bool

    @property
    def all_year(self) -> bool:
        """Whether it is open without an end."""
        return self.state == "open" and self.closes is None


def windows(scheme: Scheme, today: date) -> tuple[Window, ...]:
    """The calls of ``scheme``: the open ones first, then those to come, then the past from the latest."""
    seen = [_window(call, today) for call in scheme.calls]
    now = [one for one in seen if one.state == "open"]
    coming = sorted((one for one in seen if one.state == "coming"), key=lambda one: one.opens)
    past = sorted((one for one in seen if one.state == "closed"), key=lambda one: one.opens, reverse=True)
    return (*now, *coming, *past)


def current_window(scheme: Scheme, today: date) -> Window | None:
    """The call that matters most today: the open one, else the next one, else the last one."""
    return next(iter(windows(scheme, today)), None)


def _window(call: Call, today: date) -> Window:
    coming = [day for day in call.cut_offs if day >= today]
    state = _state(call, today)
    deadline = coming[0] if coming else call.closes
    return Window(
        title=call.title,
        state=state,
        opens=call.opens,
        closes=call.closes,
        cut_offs=call.cut_offs,
        deadline=deadline if state == "open" else None,
        demonstration=call.demonstration,
    )


def _state(call: Call, today: date) -> WindowState:
    if today < call.opens:
        return "coming"
    return "closed" if call.closes is not None and call.closes < today else "open"
