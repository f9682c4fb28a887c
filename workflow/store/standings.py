"""What stands behind an application at every step: the version that it follows, and who applies; one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workflow.kernel.errors import NotFound
from workflow.schemes.vocabulary import BeneficiaryKind
from workflow.store.memory import remembered
from workflow.store.prepared import Prepared
from workflow.store.tables import Organisation, SchemeVersion


@dataclass(frozen=True, slots=True)
class Identity:
    """What rules ask of an organisation: its kind, and what tells its group."""

    kind: BeneficiaryKind
    group_name: str | None
    siret: str | None
    rna: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The digest of a scheme's version, and the organisation; ``None`` for an individual's application."""

    digest: str
    organisation: Identity | None


_READ: Final = Prepared(
    select(SchemeVersion.digest, Organisation.kind, Organisation.group_name, Organisation.siret, Organisation.rna)
    .outerjoin(Organisation, Organisation.id == bindparam("organisation_id"))
    .where(SchemeVersion.id == bindparam("version_id"))
)


@remembered
def standing_of(session: Session, version_id: int, organisation_id: int | None) -> Standing:
    """What stands behind an application of this version and organisation. Raises NotFound."""
    row = _READ.one(session, {"version_id": version_id, "organisation_id": organisation_id})
    if row is None:
        raise NotFound
    digest, kind, *others = row
    return Standing(digest, None if kind is None else Identity(kind, *others))
