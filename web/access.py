"""Who may use which route: every view says it, and what is not said is refused.

A guard stands at the door only. Whether a person may see or move *this* application is the
services' business: they answer ``NotFound`` or ``NotAllowed``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, ParamSpec, Protocol, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request

from workflow.kernel.errors import DomainError, NotAllowed
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import Role

P = ParamSpec("P")
R = TypeVar("R")

SIGN_IN: Final = "/connexion"
"""Where people sign in."""


class Identity(Protocol):
    """What a guard asks of the person who acts (``workflow.services.context.Actor`` has it)."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds one of ``roles`` anywhere."""
        ...


Identify = Callable[[], Identity | None]


class SignInNeeded(DomainError):
    """Nobody is signed in, and the route is not for everybody."""

    code = "sign_in_needed"
    words = Words(fr="Connectez-vous pour continuer.", en="Sign in to continue.")


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may pass: everybody (``public``), anyone signed in (no role), or the holders of a role."""

    public: bool = False
    roles: tuple[Role, ...] = ()

    def admit(self, identity: Identity | None) -> None:
        """Let ``identity`` pass, or raise.

        Raises:
            SignInNeeded: nobody is signed in.
            NotAllowed: none of the roles is held.
        """
        if self.public:
            return
        if identity is None:
            raise SignInNeeded
        if self.roles and not identity.holds(*self.roles):
            raise NotAllowed


EVERYBODY: Final = Guard(public=True)
SIGNED_IN: Final = Guard()


def public_page(view: Callable[P, R]) -> Callable[P, R]:
    """Everybody may use this route, signed in or not."""
    return _guarded(view, EVERYBODY)


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Anyone who is signed in may use this route."""
    return _guarded(view, SIGNED_IN)


def for_roles(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only people who hold one of ``roles``, for some body or scheme, may use this route."""
    if not roles:
        raise ValueError("for_roles needs at least one role")
    return lambda view: _guarded(view, Guard(roles=roles))


def install_access(app: Flask, identify: Identify) -> None:
    """Learn who acts from ``identify``, and refuse every endpoint that has no guard."""
    app.extensions["octroi_identify"] = identify

    @app.before_request
    def refuse_what_is_not_declared() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and guard_of(view) is None:
            raise NotAllowed

    declare(app, "static", EVERYBODY)


def declare(app: Flask, endpoint: str, guard: Guard) -> None:
    """Guard a view that a library brought.

    Raises:
        KeyError: no such endpoint.
    """
    view: Callable[..., Any] = app.view_functions[endpoint]
    app.view_functions[endpoint] = _guarded(view, guard)


def guard_of(view: Callable[..., object]) -> Guard | None:
    """The guard that a view carries, if any."""
    found = getattr(view, "guard", None)
    return found if isinstance(found, Guard) else None


def undeclared(app: Flask) -> list[str]:
    """The endpoints that carry no guard, in order: there must be none."""
    return sorted(endpoint for endpoint, view in app.view_functions.items() if guard_of(view) is None)


def current_identity() -> Identity | None:
    """Who acts in this request, asked once; ``None`` where nobody is signed in.

    Where the question itself fails, the error page that follows shows a visitor.
    """
    if "octroi_identity" not in g:
        g.octroi_identity = None
        identify: Identify = current_app.extensions["octroi_identify"]
        g.octroi_identity = identify()
    identity: Identity | None = g.octroi_identity
    return identity


def safe_target(target: str | None, default: str = "/") -> str:
    """An address on this site to go back to; ``default`` where ``target`` leads elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return default
    parts = urlsplit(target)
    odd = any(ord(character) < 32 for character in target)
    return default if parts.scheme or parts.netloc or odd else target


def _guarded(view: Callable[P, R], guard: Guard) -> Callable[P, R]:
    @wraps(view)
    def pass_the_guard(*args: P.args, **kwargs: P.kwargs) -> R:
        guard.admit(None if guard.public else current_identity())
        return view(*args, **kwargs)

    vars(pass_the_guard)["guard"] = guard
    return pass_the_guard
