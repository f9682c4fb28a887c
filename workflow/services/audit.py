"""Audit: every chain of events is recomputed, and every place that does not hold is named."""

from __future__ import annotations

from workflow.services.access import require
from workflow.services.context import Context
from workflow.store import chain
from workflow.store.chain import Break


def verify(context: Context) -> tuple[Break, ...]:
    """The places where a chain is broken: none, or the record was tampered with.

    Raises:
        NotAllowed: only an administrator, or the installation itself, verifies.
    """
    if not context.actor.automatic:
        require(context.actor, "administrator")
    return tuple(chain.verify(context.session))
