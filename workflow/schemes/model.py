"""A scheme (*dispositif*): everything that Octroi knows of it, frozen, as its file says it.

A rule that a scheme does not state is absent (``None``), never guessed.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field as Setting

from workflow.schemes.form import Form
from workflow.schemes.parts import Amount, Expression, Identifier, Part, Rate, Reference, Slug, Text
from workflow.schemes.process import WorkflowChoice
from workflow.schemes.vocabulary import (
    BeneficiaryKind,
    Instrument,
    Nuts2,
    Phase,
    Region,
    Source,
    StateAidRegime,
)

SchemeId = Annotated[str, Setting(pattern=r"^(nouvelle-aquitaine|bretagne)/[a-z0-9]+(-[a-z0-9]+)*$")]


class Contact(Part):
    """Where an applicant finds help."""

    service: Text
    email: str
    telephone: str | None = None


class RunningBody(Part):
    """Who runs the scheme: the Région itself, or a delegated manager that decides in its own name.

    ``id`` names a body of ``config/branding/`` and of the record; ``for_region`` is the Région on
    whose behalf a delegate works.
    """

    id: Slug
    name: str
    kind: Literal["region", "delegated_manager", "agency", "partner"]
    siret: Annotated[str, Setting(pattern=r"^[0-9]{14}$")] | None = None
    siren: Annotated[str, Setting(pattern=r"^[0-9]{9}$")] | None = None


class Beneficiaries(Part):
    """Who may apply. ``host_and_holder``: the grant goes to a host enterprise that employs another
    person, the project holder; the two are never the same."""

    kinds: Annotated[tuple[BeneficiaryKind, ...], Setting(min_length=1)]
    note: Text | None = None
    host_and_holder: bool = False


class Territory(Part):
    """The NUTS 2 regions (2016 names and codes) in which the project must take place."""

    nuts2: Annotated[tuple[Nuts2, ...], Setting(min_length=1)]
    note: Text | None = None


class Partners(Part):
    """How many partners, besides the applicant, a project needs."""

    minimum: Annotated[int, Setting(ge=1, le=50)]
    note: Text | None = None


class Call(Part):
    """A window of deposit. No ``closes``: open all year. ``cut_offs`` are the days, both inclusive in
    Paris time, on which the applications filed so far go to a committee. ``demonstration`` marks an
    invented call, there so that the demonstration has something open."""

    id: Slug
    title: Text
    opens: date
    closes: date | None = None
    cut_offs: tuple[date, ...] = ()
    envelope: Amount | None = None
    applications_per_applicant: Annotated[int, Setting(ge=1)] | None = None
    demonstration: bool = False


class Costs(Part):
    """Which costs count. ``accounts`` are two- or three-digit prefixes of the Cerfa 12156 accounts."""

    accounts: tuple[Annotated[str, Setting(pattern=r"^(6[0-9]|86)[0-9]?$")], ...] = ()
    excluded: tuple[Text, ...] = ()
    in_kind_in_base: bool = False
    vat: Literal["excluded", "included", "either"] = "either"
    minimum_unit_price: Amount | None = None
    note: Text | None = None


class PeriodCap(Part):
    """A cap on the whole of several years (R20)."""

    amount: Amount
    years: Annotated[int, Setting(ge=1, le=7)]


class Caps(Part):
    """The amounts and rates of ``rules.md`` R1 to R4, R9 and R20; each absent unless published.

    ``aid_rate_from`` is the lower end of a published range of rates: it is shown, and refuses nothing.
    """

    amount_floor: Amount | None = None
    amount_cap: Amount | None = None
    aid_rate: Rate | None = None
    aid_rate_from: Rate | None = None
    base_cap: Amount | None = None
    public_aid_rate: Rate | None = None
    period_cap: PeriodCap | None = None
    feder_rate: Rate | None = None
    basis: Reference | None = None


class FundingNode(Part):
    """A level of the co-financing tree: the sum of its children, or a leaf with its sources.

    ``payer`` is the body that decides and pays a leaf's share.
    """

    id: Identifier
    title: Text
    sources: tuple[Source, ...] = ()
    payer: Slug | None = None
    children: tuple[FundingNode, ...] = ()


class CoFinancing(Part):
    """Where the money may come from, and as what tree the public part is shown."""

    admits: Annotated[tuple[Source, ...], Setting(min_length=1)]
    tree: FundingNode | None = None


class Criterion(Part):
    """A line of the scoring grid: marks from 0 to ``maximum``, counted ``weight`` times."""

    id: Identifier
    title: Text
    hint: Text | None = None
    maximum: Annotated[int, Setting(ge=1, le=100)] = 5
    weight: Annotated[int, Setting(ge=1, le=20)] = 1


class CommitteeBody(Part):
    """A body that advises or decides; the two are different kinds. ``quorum`` is the part of the members
    who must be present; ``body`` is the institution that it belongs to."""

    id: Slug
    title: Text
    role: Literal["advises", "decides"]
    body: Slug
    quorum: Rate
    note: Text | None = None


class Document(Part):
    """A piece to attach. ``when`` is an expression over the answers, and ``applicant_kind``."""

    id: Identifier
    title: Text
    hint: Text | None = None
    optional: bool = False
    when: Expression | None = None
    kept_with_organisation: bool = False


class Advance(Part):
    """The terms of a repayable advance."""

    interest_free: bool = True
    deferral_months: Annotated[int, Setting(ge=0)]
    total_months: Annotated[int, Setting(ge=1)]
    secured: bool = False


class PathStep(Part):
    """A scheme on a path, and what a project carries over from the steps before."""

    scheme: SchemeId
    carries: tuple[Identifier, ...] = ()
    note: Text | None = None


class Scheme(Part):
    """One version of one scheme."""

    id: SchemeId
    version: Annotated[str, Setting(pattern=r"^[0-9]{4}-[0-9]+$")]
    title: Text
    summary: Text
    pays_for: Text
    how_much: Text
    how_long: Text | None = None
    needs: tuple[Identifier, ...] = ()
    region: Region
    running_body: RunningBody
    instrument: Instrument
    legal: tuple[Reference, ...] = ()
    policies: tuple[Reference, ...] = ()
    beneficiaries: Beneficiaries
    territory: Territory
    phases: tuple[Phase, ...] = ()
    partners: Partners | None = None
    calls: tuple[Call, ...] = ()
    form: Form = Form()
    costs: Costs | None = None
    caps: Caps = Caps()
    advance: Advance | None = None
    state_aid: StateAidRegime = "none"
    co_financing: CoFinancing | None = None
    scoring: tuple[Criterion, ...] = ()
    committees: tuple[CommitteeBody, ...] = ()
    documents: tuple[Document, ...] = ()
    path: tuple[PathStep, ...] = ()
    workflow: WorkflowChoice | None = None
    contact: Contact
    silence_months: Annotated[int, Setting(ge=1, le=12)] = 2
