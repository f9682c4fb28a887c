"""The limits that the law sets, each with its dates and its source: the files of ``config/regulations/``.

A regulation is looked up at a date, never taken to be the latest. Nothing here computes: see ``rules``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic import Field as Setting

from workflow.kernel.errors import NotFound, Problem
from workflow.schemes.faults import SchemeFault
from workflow.schemes.parts import Amount, Part, Rate, Reference
from workflow.schemes.source import read_source
from workflow.schemes.translation import faults_of
from workflow.schemes.vocabulary import Nuts2

DeMinimisRegime = Literal["de_minimis", "sgei_de_minimis"]
ProgrammePeriodName = Literal["2014-2020", "2021-2027"]

FOLDER: Final = Path(__file__).resolve().parents[2] / "config" / "regulations"
"""The folder of regulations that ships with Octroi."""

Model = TypeVar("Model", bound=BaseModel)


class LoanTerms(Part):
    """The loan that uses up the whole ceiling: ``amount`` over ``years``, with collateral for half of it."""

    amount: Amount
    years: Annotated[int, Setting(ge=1, le=30)]


class DeMinimis(Part):
    """A de minimis regulation. ``window`` says what its ``years`` are: the days before the grant
    (``rolling``), or the current and the previous fiscal years (``fiscal_years``)."""

    regime: DeMinimisRegime
    since: date
    until: date
    ceiling: Amount
    window: Literal["rolling", "fiscal_years"]
    years: Annotated[int, Setting(ge=1, le=10)]
    loan: LoanTerms | None = None
    reference: Reference


class FederRate(Part):
    """The highest part of the eligible base that FEDER may pay in some NUTS 2 regions over one period."""

    period: ProgrammePeriodName
    category: Literal["more_developed", "transition", "less_developed"]
    rate: Rate
    nuts2: Annotated[tuple[Nuts2, ...], Setting(min_length=1)]
    reference: Reference


class Leader(Part):
    """``public_rate``: public aid, FEADER included, over the base; ``feader_share``: FEADER over that aid."""

    public_rate: Rate
    feader_share: Rate
    reference: Reference


class OwnShare(Part):
    """What a local authority pays itself of the public money of an investment that it owns."""

    rate: Rate
    reference: Reference


class AgreementThreshold(Part):
    """The yearly aid of one authority to a private body above which an agreement is compulsory."""

    since: date
    until: date | None = None
    amount: Amount
    reference: Reference


class Silence(Part):
    """After how many months silence refuses a financial request, and what suspends that time."""

    months: Annotated[int, Setting(ge=1, le=12)]
    reference: Reference
    suspension: Reference


class Regulations(Part):
    """Every limit of the law that Octroi applies."""

    de_minimis_limits: tuple[DeMinimis, ...]
    feder_rates: tuple[FederRate, ...]
    leader_rule: Leader
    own_share_rule: OwnShare
    agreement_thresholds: tuple[AgreementThreshold, ...]
    silence_rule: Silence

    def de_minimis(self, regime: DeMinimisRegime, on: date) -> DeMinimis:
        """The regulation of ``regime`` for an aid granted ``on`` that day.

        Raises:
            NotFound: none is known for that day.
        """
        return _in_force([one for one in self.de_minimis_limits if one.regime == regime], on)

    def feder_rate(self, period: str, nuts2: str) -> FederRate:
        """The FEDER rate of the programme ``period`` ("2021-2027") in the NUTS 2 region.

        Raises:
            NotFound: the period or the region is not in the file.
        """
        for rate in self.feder_rates:
            if rate.period == period and nuts2 in rate.nuts2:
                return rate
        raise NotFound

    def leader(self) -> Leader:
        """The rates of LEADER."""
        return self.leader_rule

    def own_share(self) -> OwnShare:
        """The smallest own share of a local authority (CGCT L1111-10 III)."""
        return self.own_share_rule

    def agreement_threshold(self, on: date) -> AgreementThreshold:
        """The threshold for an aid decided ``on`` that day.

        Raises:
            NotFound: none is known for that day.
        """
        return _in_force(self.agreement_thresholds, on)

    def silence(self) -> Silence:
        """The time after which silence refuses (CRPA L231-4)."""
        return self.silence_rule


def load_regulations(folder: Path = FOLDER) -> Regulations:
    """Read every regulation of ``folder``.

    Raises:
        SchemeFault: with the faults of every file, each with its line.
    """
    problems: list[Problem] = []
    feder = _read(folder / "feder.yaml", _FederFile, problems)
    de_minimis = _read(folder / "de_minimis.yaml", _DeMinimisFile, problems)
    leader = _read(folder / "leader.yaml", _LeaderFile, problems)
    own_share = _read(folder / "own_share.yaml", _OwnShareFile, problems)
    agreement = _read(folder / "agreement.yaml", _AgreementFile, problems)
    silence = _read(folder / "silence.yaml", _SilenceFile, problems)
    if not (feder and de_minimis and leader and own_share and agreement and silence):
        raise SchemeFault(problems)
    return Regulations(
        de_minimis_limits=de_minimis.de_minimis,
        feder_rates=feder.feder,
        leader_rule=leader.leader,
        own_share_rule=own_share.own_share,
        agreement_thresholds=agreement.agreement,
        silence_rule=silence.silence,
    )


class _DeMinimisFile(Part):
    de_minimis: Annotated[tuple[DeMinimis, ...], Setting(min_length=1)]


class _FederFile(Part):
    feder: Annotated[tuple[FederRate, ...], Setting(min_length=1)]


class _LeaderFile(Part):
    leader: Leader


class _OwnShareFile(Part):
    own_share: OwnShare


class _AgreementFile(Part):
    agreement: Annotated[tuple[AgreementThreshold, ...], Setting(min_length=1)]


class _SilenceFile(Part):
    silence: Silence


def _read(path: Path, model: type[Model], problems: list[Problem]) -> Model | None:
    try:
        source = read_source(path, f"{path.parent.name}/{path.name}")
    except SchemeFault as fault:
        problems.extend(fault.problems)
        return None
    faults, read = list(source.faults), None
    try:
        read = model.model_validate(source.data)
    except ValidationError as error:
        faults += faults_of(error, model, source)
    problems.extend(source.problem(fault) for fault in faults)
    return None if faults else read


class _Dated(Protocol):
    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


Dated = TypeVar("Dated", bound=_Dated)


def _in_force(versions: Sequence[Dated], on: date) -> Dated:
    for version in versions:
        if version.since <= on and (version.until is None or on <= version.until):
            return version
    raise NotFound
