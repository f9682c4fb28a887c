"""Organisations that apply: creating one, and those of a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, get_args

from workflow.kernel.errors import InvalidInput, NotAllowed, Problem
from workflow.kernel.identifiers import read_commune, read_rna, read_siret
from workflow.kernel.territory import nuts2_of_commune
from workflow.kernel.words import Words
from workflow.schemes.names import BENEFICIARY_NAMES
from workflow.schemes.vocabulary import BeneficiaryKind, Nuts2
from workflow.services.context import Context
from workflow.store import organisations, people
from workflow.store.tables import Organisation
from workflow.store.tables.people import MembershipRole

LONGEST_NAME: Final = 200
LONGEST_ADDRESS: Final = 500
KINDS: Final[tuple[BeneficiaryKind, ...]] = tuple(kind for kind in get_args(BeneficiaryKind) if kind != "individual")
"""What an organisation can be: an individual applies in their own name."""

MEMBERSHIP_NAMES: Final[dict[MembershipRole, Words]] = {
    "owner": Words(fr="Responsable", en="Owner"),
    "editor": Words(fr="Peut modifier", en="Editor"),
    "reader": Words(fr="Peut lire", en="Reader"),
}


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation of the person, and what they may do there. ``nuts2`` is ``None`` outside our two Régions."""

    id: int
    name: str
    kind: BeneficiaryKind
    kind_words: Words
    siret: str | None
    rna: str | None
    commune: str | None
    nuts2: Nuts2 | None
    address: str
    group_name: str | None
    role: MembershipRole
    role_words: Words
    invented: bool


def create_organisation(
    context: Context,
    name: str,
    kind: BeneficiaryKind,
    *,
    siret: str | None = None,
    rna: str | None = None,
    commune: str | None = None,
    address: str = "",
    group_name: str | None = None,
    invented: bool = False,
) -> int:
    """Write an organisation, of which the person who acts becomes the owner; its id.

    The NUTS 2 region comes from ``commune`` (INSEE code). ``group_name`` names the single undertaking
    for de minimis. Numbers are brought to their normal form; empty ones count as not given.

    Raises:
        InvalidInput: one problem a faulty field.
        NotAllowed: nobody acts.
    """
    if context.actor.person_id is None:
        raise NotAllowed
    problems = [*_text_problems(name, address, group_name), *_kind_problems(kind)]
    numbers = {
        "siret": _read(read_siret, siret, "siret", problems),
        "rna": _read(read_rna, rna, "rna", problems),
        "commune": _read(read_commune, commune, "commune", problems),
    }
    if numbers["rna"] and kind != "association":
        problems.append(_RNA_FOR_ASSOCIATIONS)
    if problems:
        raise InvalidInput(problems)
    organisation = organisations.create(
        context.session,
        name.strip(),
        kind,
        at=context.clock.now(),
        **numbers,
        nuts2=_nuts2(numbers["commune"]),
        address=address.strip() or None,
        group_name=(group_name or "").strip() or None,
        invented=invented,
    )
    people.join_organisation(context.session, context.actor.person_id, organisation.id, "owner")
    return organisation.id


def organisations_of(context: Context) -> tuple[OrganisationView, ...]:
    """The organisations of the person who acts, by name; in one statement."""
    if context.actor.person_id is None:
        return ()
    found = people.organisations_of(context.session, context.actor.person_id)
    return tuple(_view(organisation, role) for organisation, role in found)


def _view(organisation: Organisation, role: MembershipRole) -> OrganisationView:
    return OrganisationView(
        id=organisation.id,
        name=organisation.name,
        kind=organisation.kind,
        kind_words=BENEFICIARY_NAMES[organisation.kind],
        siret=organisation.siret,
        rna=organisation.rna,
        commune=organisation.commune,
        nuts2=organisation.nuts2,
        address=organisation.address or "",
        group_name=organisation.group_name,
        role=role,
        role_words=MEMBERSHIP_NAMES[role],
        invented=organisation.invented,
    )


def _nuts2(commune: str | None) -> Nuts2 | None:
    return nuts2_of_commune(commune) if commune else None


def _read(read: Callable[[object, str], str], value: str | None, field: str, problems: list[Problem]) -> str | None:
    if not (value or "").strip():
        return None
    try:
        return read(value, field)
    except InvalidInput as refusal:
        problems.extend(refusal.problems)
        return None


def _text_problems(name: str, address: str, group_name: str | None) -> list[Problem]:
    problems = []
    if not name.strip():
        missing = Words(fr="Saisissez le nom de l’organisation.", en="Enter the organisation’s name.")
        problems.append(Problem("name", "name_missing", missing))
    for field, text, longest in (
        ("name", name, LONGEST_NAME),
        ("group_name", group_name or "", LONGEST_NAME),
        ("address", address, LONGEST_ADDRESS),
    ):
        if len(text.strip()) > longest:
            problems.append(Problem(field, f"{field}_length", _at_most(longest)))
    return problems


def _kind_problems(kind: str) -> list[Problem]:
    if kind in KINDS:
        return []
    choose = Words(fr="Choisissez la forme de l’organisation.", en="Choose what kind of organisation it is.")
    return [Problem("kind", "kind_unknown", choose)]


def _at_most(longest: int) -> Words:
    return Words(fr=f"{longest} caractères au plus.", en=f"At most {longest} characters.")


_RNA_FOR_ASSOCIATIONS: Final = Problem(
    "rna",
    "rna_for_associations",
    Words(fr="Seule une association a un numéro RNA.", en="Only an association has an RNA number."),
)
