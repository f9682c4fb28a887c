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
"""What opens every account: it is shown to everyone, on the page where one signs in."""

NA: Final = "region-nouvelle-aquitaine"
BZH: Final = "region-bretagne"
FUND: Final = "bretagne-active"
FEDER: Final = "feder-bretagne"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cast, who holds each of ``roles`` for each of ``bodies`` (for all of them where none is named).

    ``mailbox`` and ``label`` are given to those whom anyone may sign in as.
    """

    id: str
    roles: tuple[Role, ...]
    bodies: tuple[str, ...] = ()
    mailbox: str = ""
    label: Words | None = None


def _region(place: str, name: str, bodies: tuple[str, ...]) -> tuple[Part, ...]:
    """Officer, secretary and manager of one body, each with a sign-in."""
    officer = Words(f"Instruction des dossiers, {name}", f"Case officer, {name}")
    secretary = Words(f"Secrétariat des comités, {name}", f"Committee secretary, {name}")
    manager = Words(f"Gestion des aides, {name}", f"Manager, {name}")
    return (
        Part(f"officer-{place}", ("case_officer",), bodies, f"instruction.{place}", officer),
        Part(f"secretary-{place}", ("committee_secretary",), bodies, f"secretariat.{place}", secretary),
        Part(f"manager-{place}", ("manager",), bodies, f"gestion.{place}", manager),
    )


def _partner(place: str, name: str, body: str) -> tuple[Part, ...]:
    """Two people run an accompaniment: one follows the projects, the other decides on them and reports."""
    officer = Words(f"Suivi des projets, {name}", f"Follow-up of projects, {name}")
    director = Words(f"Direction, {name}", f"Director, {name}")
    roles: tuple[Role, ...] = ("committee_secretary", "manager")
    return (
        Part(f"officer-{place}", ("case_officer",), (body,), f"suivi.{place}", officer),
        Part(f"director-{place}", roles, (body,), f"direction.{place}", director),
    )


def _committee(name: str, body: str, size: int, label: Words | None = None) -> tuple[Part, ...]:
    """The members; the first one has a sign-in where there is a label."""
    first = Part(f"{name}-1", ("committee_member",), (body,), f"membre.{name}" if label else "", label)
    return (first, *(Part(f"{name}-{seat}", ("committee_member",), (body,)) for seat in range(2, size + 1)))


CAST: Final = (
    Part("applicant-na", (), (), "porteur.na", Words("Dépôt de dossiers, Nouvelle-Aquitaine", "Applicant, NA")),
    *_region("na", "Région Nouvelle-Aquitaine", (NA,)),
    Part("expert-na", ("expert",), (NA,), "expertise.na", Words("Expertise, Nouvelle-Aquitaine", "Expert, NA")),
    *_committee(
        "standing-na", NA, 7, Words("Membre de la commission permanente, NA", "Member, standing committee, NA")
    ),
    *_committee("selection-na", NA, 5),
    Part("second-officer-na", ("case_officer",), (NA,)),
    Part("second-expert-na", ("expert",), (NA,)),
    Part("applicant-bzh", (), (), "porteur.bzh", Words("Dépôt de dossiers, Bretagne", "Applicant, Bretagne")),
    *_region("bzh", "Région Bretagne", (BZH, FEDER)),
    *_committee("standing-bzh", BZH, 7),
    *_committee("programming", FEDER, 5),
    *_region("fund", "Bretagne Active", (FUND,)),
    Part(
        "expert-fund",
        ("expert",),
        (FUND,),
        "expertise.fund",
        Words("Expertise, Bretagne Active", "Expert, Bretagne Active"),
    ),
    *_committee("engagement", FUND, 5, Words("Membre du comité d’engagement", "Member of the engagement committee")),
    *_partner("tag", "TAg BZH", "tag-bzh"),
    *_committee("jury-tag", "tag-bzh", 3),
    *_partner("atis", "ATIS", "atis"),
    *_committee("jury-atis", "atis", 3),
    *_partner("adi", "ADI-NA", "adi-na"),
    Part("administrator", ("administrator",), (), "administration", Words("Administration d’Octroi", "Administrator")),
)
_FIRST_RANK: Final = 1500


def seats(name: str) -> tuple[str, ...]:
    """The parts that make up a committee, such as ``standing-na``."""
    return tuple(part.id for part in CAST if part.id.rpartition("-")[0] == name and "committee_member" in part.roles)


def enter(act: Act) -> None:
    """Write the cast to the record, with their roles."""
    context, addresses = act.by_itself(), signed()
    for rank, part in enumerate(CAST, _FIRST_RANK):
        address = addresses.get(part.id) or invented_address(rank, "equipes")
        person = create_person(context, invented_name(rank), address)
        act.stage.people[part.id] = person
        for role in part.roles:
            for body in part.bodies or (None,):
                grant_role(context, person, role, body)


def sign_ins(people: Mapping[str, int]) -> tuple[SignIn, ...]:
    """Those of ``people`` whom anyone may sign in as."""
    addresses = signed()
    return tuple(
        SignIn(addresses[part.id], people[part.id], SHARED_WORDS, part.label)
        for part in CAST
        if part.label is not None and part.id in people
    )


def signed() -> dict[str, str]:
    """The addresses of those whom anyone may sign in as, by their part."""
    return {part.id: f"{part.mailbox}@demonstration.example" for part in CAST if part.label is not None}
