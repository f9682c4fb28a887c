"""The version of a scheme that an application follows, as it was pinned."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from workflow.schemes.catalogue import LoadedScheme
from workflow.services.context import Context
from workflow.store import schemes
from workflow.store.applications import ApplicationRecord

KEPT: Final = 64
"""How many older versions stay compiled."""

_older: OrderedDict[str, LoadedScheme] = OrderedDict()
_lock: Final = Lock()


def followed(context: Context, application: ApplicationRecord, digest: str | None = None) -> LoadedScheme:
    """The version that an application follows: the one in force until the deposit pins it.

    ``digest`` is that of the version which the application names, where it was read already.
    """
    in_force = context.catalogue.schemes.get(application.scheme_id)
    if application.submitted_at is None and in_force is not None:
        return in_force
    return pinned(context, application.scheme_id, application.scheme_version_id, digest)


def pinned(context: Context, scheme_id: str, scheme_version_id: int, digest: str | None = None) -> LoadedScheme:
    """The version ``scheme_version_id`` of a scheme: the catalogue's where it is still in force, else the record's."""
    digest = digest or schemes.version_digest(context.session, scheme_version_id)
    in_force = context.catalogue.schemes.get(scheme_id)
    if in_force is not None and in_force.digest == digest:
        return in_force
    with _lock:
        if digest in _older:
            return _older[digest]
    loaded = LoadedScheme.from_json(schemes.version_content(context.session, scheme_version_id)[1])
    with _lock:
        _older[digest] = loaded
        while len(_older) > KEPT:
            _older.popitem(last=False)
    return loaded


def current_version_id(context: Context, loaded: LoadedScheme) -> int:
    """The id of the version now in force, written to the record if it is not there yet."""
    return schemes.register_version(
        context.session, loaded.id, loaded.version, loaded.digest, loaded.to_json(), context.clock.now()
    )
