"""The cast: the invented people who review, decide, manage and apply, and which of them anyone may sign in as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workflow.cli.demonstration.invention import invented_address, invented_name
from workflow.cli.demonstration.stage import Act
from workflow.cli.sign_ins import SignIn
from workflow.kernel.words import Words
from workflow.schemes.vocabulary import Role
from workflow.services.people import create_person, grant_role

SHARED_WORDS: Final = "sept ponts en démonstration"
"""The same for every sign-in: it is shown to everyone, on the page where one signs in."""

NA: Final = "region-nouvelle-aquitaine"
BZH: Final = "region-bretagne"
FUND: Final = "bretagne-active"
FEDER: Final = "feder-bretagne"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cast. ``bodies`` are those for which the person holds ``role``; none means all of them.

    ``label`` is given to those whom anyone may sign in as.
    """

    id: str
    role: Role
    bodies: tuple[str, ...] = ()
    label: Words | None = None


def _committee(name: str, body: str, seats: int) -> tuple[Part, ...]:
    return tuple(Part(f"{name}-{seat}", "committee_member", (body,)) for seat in range(1, seats + 1))


def _team(place: str, body: str, fr: str, en: str, *, also: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """Officer, secretary and manager of one body, each with a sign-in."""
    bodies = (body, *also)
    return (
        Part(
            f"officer-{place}", "case_officer", (body,), Words(f"Instruction des dossiers, {fr}", f"Case officer, {en}")
        ),
        Part(
            f"secretary-{place}",
            "committee_secretary",
            bodies,
            Words(f"Secrétariat des comités, {fr}", f"Committee secretary, {en}"),
        ),
        Part(f"manager-{place}", "manager", bodies, Words(f"Gestion des aides, {fr}", f"Manager, {en}")),
    )


ADMINISTRATOR: Final = Part("administrator", "administrator", (), Words("Administration d’Octroi", "Administrator"))
CAST: Final = (
    ADMINISTRATOR,
    *_team("na", NA, "Région Nouvelle-Aquitaine", "Région Nouvelle-Aquitaine"),
    *_team("bzh", BZH, "Région Bretagne", "Région Bretagne", also=(FEDER,)),
    *_team("fund", FUND, "Bretagne Active", "Bretagne Active"),
    *_team("tag", "tag-bzh", "TAg BZH", "TAg BZH"),
    *_team("atis", "atis", "ATIS", "ATIS"),
    *_team("adi", "adi-na", "ADI-NA", "ADI-NA"),
    Part(
        "expert-na", "expert", (NA,), Words("Expertise, Région Nouvelle-Aquitaine", "Expert, Région Nouvelle-Aquitaine")
    ),
    Part("expert-fund", "expert", (FUND,), Words("Expertise, Bretagne Active", "Expert, Bretagne Active")),
    Part("second-officer-na", "case_officer", (NA,)),
    Part("second-expert-na", "expert", (NA,)),
    *_committee("standing-na", NA, 7),
    *_committee("selection-na", NA, 5),
    *_committee("standing-bzh", BZH, 7),
    *_committee("programming", FEDER, 5),
    *_committee("engagement", FUND, 5),
    *_committee("jury-tag", "tag-bzh", 3),
    *_committee("jury-atis", "atis", 3),
)
MEMBER_LABELS: Final = {
    "standing-na-1": Words(
        "Membre de comité, Région Nouvelle-Aquitaine", "Committee member, Région Nouvelle-Aquitaine"
    ),
    "engagement-1": Words("Membre de comité, Bretagne Active", "Committee member, Bretagne Active"),
}
APPLICANTS: Final = {
    "applicant-na": Words("Dépôt de dossiers, Nouvelle-Aquitaine", "Applicant, Nouvelle-Aquitaine"),
    "applicant-bzh": Words("Dépôt de dossiers, Bretagne", "Applicant, Bretagne"),
}
_FIRST_RANK: Final = 1500


def seats(name: str) -> tuple[str, ...]:
    """The parts that make up a committee, such as ``standing-na``."""
    return tuple(part.id for part in CAST if part.id.rpartition("-")[0] == name and part.role == "committee_member")


def enter(act: Act) -> None:
    """Write the cast to the record, with their roles."""
    context = act.by_itself()
    for rank, part in enumerate(CAST):
        person = create_person(context, invented_name(_FIRST_RANK + rank), _address(part.id, rank))
        act.stage.people[part.id] = person
        for body in part.bodies or (None,):
            grant_role(context, person, part.role, body)
    for rank, name in enumerate(APPLICANTS, len(CAST)):
        act.stage.people[name] = create_person(context, invented_name(_FIRST_RANK + rank), _address(name, rank))


def sign_ins(people: Mapping[str, int]) -> tuple[SignIn, ...]:
    """Those of ``people`` whom anyone may sign in as, applicants first."""
    addresses = signed()
    return tuple(
        SignIn(addresses[name], people[name], SHARED_WORDS, label)
        for name, label in _labels().items()
        if name in people
    )


def signed() -> dict[str, str]:
    """The addresses of those whom anyone may sign in as, by their part."""
    return {name: f"{_FRENCH[name]}@demonstration.example" for name in _labels()}


def _labels() -> dict[str, Words]:
    return {**APPLICANTS, **{part.id: part.label for part in CAST if part.label is not None}, **MEMBER_LABELS}


def _address(name: str, rank: int) -> str:
    return signed().get(name) or invented_address(_FIRST_RANK + rank, "equipes")


_FRENCH: Final = {
    "applicant-na": "porteur.na",
    "applicant-bzh": "porteur.bzh",
    "administrator": "administration",
    "officer-na": "instruction.na",
    "secretary-na": "secretariat.na",
    "manager-na": "gestion.na",
    "officer-bzh": "instruction.bzh",
    "secretary-bzh": "secretariat.bzh",
    "manager-bzh": "gestion.bzh",
    "officer-fund": "instruction.bretagne-active",
    "secretary-fund": "secretariat.bretagne-active",
    "manager-fund": "gestion.bretagne-active",
    "officer-tag": "instruction.tag",
    "secretary-tag": "secretariat.tag",
    "manager-tag": "gestion.tag",
    "officer-atis": "instruction.atis",
    "secretary-atis": "secretariat.atis",
    "manager-atis": "gestion.atis",
    "officer-adi": "instruction.adi",
    "secretary-adi": "secretariat.adi",
    "manager-adi": "gestion.adi",
    "expert-na": "expertise.na",
    "expert-fund": "expertise.bretagne-active",
    "standing-na-1": "membre.na",
    "engagement-1": "membre.bretagne-active",
}
