"""The main menu: an entry shows when its page exists and the person may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from web.access import Guard, Identity, current_identity, guard_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the main menu."""

    endpoint: str
    label: object


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as the layout shows it."""

    label: object
    url: str
    current: bool


MAIN: Final = (
    Entry("public.schemes", _l("Dispositifs")),
    Entry("applicant.applications", _l("Mes dossiers")),
    Entry("desk.queue", _l("Instruction")),
    Entry("committee.sessions", _l("Comités")),
    Entry("manager.totals", _l("Pilotage")),
    Entry("admin.home", _l("Administration")),
)
ACCOUNT: Final = (
    Entry("account.show", _l("Mon compte")),
    Entry("account.sign_out", _l("Se déconnecter")),
)
VISITOR: Final = (
    Entry("security.login", _l("Se connecter")),
    Entry("account.register", _l("Créer un compte")),
)
FOOTER: Final = (
    Entry("public.accessibility", _l("Accessibilité")),
    Entry("public.legal", _l("Mentions légales")),
    Entry("public.contact", _l("Contact")),
    Entry("public.style", _l("Composants")),
)


def main_menu() -> list[Link]:
    """What this person can open, in the order of the work."""
    return _links(MAIN)


def account_menu() -> list[Link]:
    """The account of who is signed in, or the ways to have one."""
    return _links(ACCOUNT if current_identity() else VISITOR)


def footer_menu() -> list[Link]:
    """What every page must lead to."""
    return _links(FOOTER)


def home_url() -> str:
    """The home page."""
    return url_for("public.home") if "public.home" in current_app.view_functions else "/"


def search_url() -> str:
    """Where the search of the header leads: the catalogue of schemes."""
    return url_for("public.schemes") if "public.schemes" in current_app.view_functions else "/dispositifs"


def _links(entries: tuple[Entry, ...]) -> list[Link]:
    identity = current_identity()
    return [_link(entry) for entry in entries if _open_to(entry, identity)]


def _link(entry: Entry) -> Link:
    url = url_for(entry.endpoint)
    inside = request.path == url or request.path.startswith(url.rstrip("/") + "/")
    return Link(entry.label, url, inside)


def _open_to(entry: Entry, identity: Identity | None) -> bool:
    view = current_app.view_functions.get(entry.endpoint)
    guard = guard_of(view) if view is not None else None
    if guard is None:
        return False
    return guard.public or (identity is not None and _holds(guard, identity))


def _holds(guard: Guard, identity: Identity) -> bool:
    return not guard.roles or identity.holds(*guard.roles)
