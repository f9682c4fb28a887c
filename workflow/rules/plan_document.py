"""The plan document: a funding plan as JSON or YAML, read strictly into :class:`FundingPlan`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, get_args

from workflow.kernel.errors import InvalidInput
from workflow.kernel.money import ZERO, Money
from workflow.rules.plan import (
    Applicant,
    CostLine,
    FundingPlan,
    LineStatus,
    PriorAid,
    ProgrammePeriod,
    ResourceLine,
)
from workflow.rules.reading import LineOf, Reader
from workflow.schemes.faults import KeyPath
from workflow.schemes.vocabulary import SOURCES, BeneficiaryKind, Phase, StateAidRegime

_KINDS: Final[tuple[BeneficiaryKind, ...]] = get_args(BeneficiaryKind)
_PHASES: Final[tuple[Phase, ...]] = get_args(Phase)
_REGIMES: Final[tuple[StateAidRegime, ...]] = get_args(StateAidRegime)
_PERIODS: Final[tuple[ProgrammePeriod, ...]] = get_args(ProgrammePeriod)
_STATUSES: Final[tuple[LineStatus, ...]] = get_args(LineStatus)

_KEYS: Final = (
    "applicant",
    "partners",
    "phase",
    "period",
    "investment",
    "regime",
    "costs",
    "resources",
    "in_kind",
    "request",
    "yearly",
    "prior_aid",
)
_YEARS: Final = (2000, 2100)


def read_plan(document: object, source_file: str = "", line_of: LineOf | None = None) -> FundingPlan:
    """The funding plan that ``document`` (JSON or YAML, already parsed) describes.

    Amounts are quoted decimals; dates are ISO strings or dates; years are whole numbers, and as keys of
    ``yearly`` also strings; ``null`` is as good as absent. ``source_file`` and ``line_of`` (the line of a
    key path) make the places of the problems.

    Raises:
        InvalidInput: with one problem per fault, all at once: unknown keys and words, wrong types, missing
            ``applicant`` or ``request``, amounts that are floats, negative, too precise or too large.
    """
    reader = Reader(source_file, line_of)
    given = reader.mapping(document, (), _KEYS)
    values = {key: value for key, value in given.items() if value is not None}
    if not isinstance(document, Mapping):
        raise InvalidInput(reader.problems)
    plan = FundingPlan(
        applicant=_applicant(reader, values),
        request=_required_amount(reader, values, "request", ()),
        costs=tuple(_cost(reader, item, path) for path, item in reader.items(values.get("costs"), ("costs",))),
        resources=tuple(
            _resource(reader, item, path) for path, item in reader.items(values.get("resources"), ("resources",))
        ),
        in_kind_costs=_in_kind(reader, values, "costs"),
        in_kind_resources=_in_kind(reader, values, "resources"),
        partners=reader.count(values["partners"], ("partners",), 0, 1_000) if "partners" in values else None,
        phase=reader.choice(values["phase"], ("phase",), _PHASES) if "phase" in values else None,
        period=reader.choice(values["period"], ("period",), _PERIODS) if "period" in values else None,
        investment=reader.flag(values.get("investment", False), ("investment",)),
        regime=reader.choice(values["regime"], ("regime",), _REGIMES) if "regime" in values else None,
        yearly=_yearly(reader, values.get("yearly", {})),
        prior_aid=_prior_aid(reader, values.get("prior_aid")),
    )
    _in_kind_keys(reader, values)
    reader.finish()
    return plan


def _applicant(reader: Reader, values: Mapping[str, object]) -> Applicant:
    path: KeyPath = ("applicant",)
    if not reader.required(values, "applicant", ()):
        return Applicant("association")
    given = reader.mapping(values["applicant"], path, ("kind", "nuts2", "group"))
    kind = None
    if isinstance(values["applicant"], Mapping) and reader.required(given, "kind", path):
        kind = reader.choice(given["kind"], (*path, "kind"), _KINDS)
    nuts2 = group = None
    if given.get("nuts2") is not None:
        nuts2 = reader.pattern(given["nuts2"], (*path, "nuts2"), r"[A-Z]{2}[A-Z0-9]{2}", "FRH0")
    if given.get("group") is not None:
        group = reader.text(given["group"], (*path, "group"), 200) or None
    return Applicant(kind or "association", nuts2, group)


def _cost(reader: Reader, item: object, path: KeyPath) -> CostLine:
    given = reader.mapping(item, path, ("label", "account", "amount", "eligible", "year"))
    account = ""
    if given.get("account") is not None:
        account = reader.pattern(given["account"], (*path, "account"), r"[0-9]{2,6}", "62")
    year = None
    if given.get("year") is not None:
        year = reader.count(given["year"], (*path, "year"), *_YEARS)
    return CostLine(
        label=reader.text(given.get("label", ""), (*path, "label")),
        amount=_required_amount(reader, given, "amount", path) if isinstance(item, Mapping) else ZERO,
        account=account,
        eligible=reader.flag(given.get("eligible", True), (*path, "eligible")),
        year=year,
    )


def _resource(reader: Reader, item: object, path: KeyPath) -> ResourceLine:
    given = reader.mapping(item, path, ("source", "amount", "status", "label"))
    if not isinstance(item, Mapping):
        return ResourceLine("own", ZERO)
    source = None
    if reader.required(given, "source", path):
        source = reader.choice(given["source"], (*path, "source"), SOURCES)
    status = reader.choice(given.get("status", "requested"), (*path, "status"), _STATUSES)
    return ResourceLine(
        source=source or "own",
        amount=_required_amount(reader, given, "amount", path),
        status=status or "requested",
        label=reader.text(given.get("label", ""), (*path, "label")),
    )


def _in_kind(reader: Reader, values: Mapping[str, object], key: str) -> Money:
    given = values.get("in_kind")
    if not isinstance(given, Mapping) or key not in given:
        return ZERO
    return reader.amount(given[key], ("in_kind", key))


def _in_kind_keys(reader: Reader, values: Mapping[str, object]) -> None:
    if "in_kind" in values:
        reader.mapping(values["in_kind"], ("in_kind",), ("costs", "resources"))


def _yearly(reader: Reader, given: object) -> dict[int, Money]:
    years: dict[int, Money] = {}
    if not isinstance(given, Mapping):
        reader.mapping(given, ("yearly",), ())
        return years
    for key, value in given.items():
        path: KeyPath = ("yearly", str(key)[:60])
        typed = int(key) if isinstance(key, str) and re.fullmatch(r"[0-9]{4}", key, re.ASCII) else key
        year = reader.count(typed, path, *_YEARS)
        if year in years:
            reader.fault(
                path, "duplicate_year", f"L’année {year} est donnée deux fois.", f"The year {year} is given twice."
            )
        amount = reader.amount(value, path)
        if year is not None:
            years[year] = amount
    return years


def _prior_aid(reader: Reader, given: object) -> tuple[PriorAid, ...]:
    aids = (_one_aid(reader, item, path) for path, item in reader.items(given, ("prior_aid",)))
    return tuple(aid for aid in aids if aid is not None)


def _one_aid(reader: Reader, item: object, path: KeyPath) -> PriorAid | None:
    given = reader.mapping(item, path, ("granted_on", "amount", "regime", "group"))
    if not isinstance(item, Mapping):
        return None
    granted_on = regime = group = None
    if reader.required(given, "granted_on", path):
        granted_on = reader.day(given["granted_on"], (*path, "granted_on"))
    if reader.required(given, "regime", path):
        regime = reader.choice(given["regime"], (*path, "regime"), _REGIMES)
    if given.get("group") is not None:
        group = reader.text(given["group"], (*path, "group"), 200) or None
    amount = _required_amount(reader, given, "amount", path)
    if granted_on is None or regime is None:
        return None
    return PriorAid(granted_on, amount, regime, group)


def _required_amount(reader: Reader, given: Mapping[str, object], key: str, path: KeyPath) -> Money:
    if not reader.required(given, key, path):
        return ZERO
    return reader.amount(given[key], (*path, key))
