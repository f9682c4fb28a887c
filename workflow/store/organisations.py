"""Organisations that apply; who belongs to them is in :mod:`workflow.store.people`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.schemes.vocabulary import BeneficiaryKind, Nuts2
from workflow.store.memory import remembered
from workflow.store.tables import Organisation


@remembered
def find(session: Session, organisation_id: int | None) -> Organisation | None:
    """The organisation with this id; ``None`` for an individual's application."""
    return None if organisation_id is None else session.get(Organisation, organisation_id)


def create(
    session: Session,
    name: str,
    kind: BeneficiaryKind,
    *,
    at: datetime,
    siret: str | None = None,
    rna: str | None = None,
    group_name: str | None = None,
    commune: str | None = None,
    nuts2: Nuts2 | None = None,
    address: str | None = None,
    invented: bool = False,
) -> Organisation:
    """Write an organisation."""
    organisation = Organisation(
        name=name,
        kind=kind,
        siret=siret,
        rna=rna,
        group_name=group_name,
        commune=commune,
        nuts2=nuts2,
        address=address,
        invented=invented,
        created_at=at,
    )
    session.add(organisation)
    session.flush()
    return organisation
