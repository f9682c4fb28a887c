"""What happened to an application, newest first, each step with what it decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext

from web.formats import day, money
from workflow.kernel.errors import InvalidInput
from workflow.services.views import EventView

SAID_IN_THE_FIRST_PERSON: Final = frozenset({"submit", "submit_pre_application", "withdraw"})
"""« Déposer mon dossier » is said to the applicant: here the state that it led to tells it."""


def told(timeline: Sequence[EventView]) -> list[dict[str, Any]]:
    """The events as ``timeline`` shows them."""
    return [
        {"title": _title(one), "when": one.at, "by": one.by or None, "automatic": one.automatic, "text": _text(one)}
        for one in reversed(timeline)
    ]


def _title(event: EventView) -> Any:
    return event.to_state if event.name in SAID_IN_THE_FIRST_PERSON and event.to_state else event.title


def _text(event: EventView) -> str | None:
    parts = [say(event.details[key]) for key, say in _SAYINGS.items() if event.details.get(key) not in (None, "")]
    return " · ".join(part for part in parts if part) or None


def _money(value: object) -> str:
    try:
        return money(str(value))
    except InvalidInput:
        return str(value)


def _base(value: object) -> str:
    return str(gettext("base retenue de %(amount)s", amount=_money(value)))


def _act(value: object) -> str:
    return str(gettext("acte n° %(number)s", number=value))


def _deadline(value: object) -> str:
    try:
        return str(gettext("avant le %(day)s", day=day(date.fromisoformat(str(value)))))
    except ValueError:
        return ""


_SAYINGS: Final[dict[str, Callable[[object], str]]] = {
    "amount": _money,
    "retained_base": _base,
    "deliberation": _act,
    "decision": _act,
    "deadline": _deadline,
}
"""What the details of an event add to its title, in this order."""
