"""The questions of a budget: fields like those of a form, made from what a scheme admits.

Where the scheme spans several years, each amount has one question a year (``amount_1``, ``request_2``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

from workflow.kernel.words import Words
from workflow.rules.base import scheme_source
from workflow.rules.plan import LineStatus
from workflow.schemes.accounts import COST_ACCOUNTS, account_name, is_admitted
from workflow.schemes.form import Field, FieldType, Option
from workflow.schemes.model import Scheme
from workflow.schemes.names import PHASE_NAMES, SOURCE_NAMES
from workflow.schemes.vocabulary import Source, StateAidRegime

MOST_LINES: Final = 60
STATUSES: Final[dict[LineStatus, Words]] = {
    "requested": Words(fr="Demandé", en="Requested"),
    "confirmed": Words(fr="Accordé", en="Confirmed"),
    "refused": Words(fr="Refusé", en="Refused"),
}
REGIMES: Final[dict[StateAidRegime, Words]] = {
    "de_minimis": Words(fr="De minimis général", en="General de minimis"),
    "sgei_de_minimis": Words(fr="De minimis SIEG", en="SGEI de minimis"),
}


@dataclass(frozen=True, slots=True)
class BudgetForm:
    """The questions of the budget of one scheme, for the years from ``first_year`` on."""

    scheme: Scheme
    first_year: int
    fields: tuple[Field, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the amounts are given by; empty where the scheme asks for one amount."""
        cap = self.scheme.caps.period_cap
        span = cap.years if cap is not None else 1
        return tuple(range(self.first_year, self.first_year + span)) if span > 1 else ()

    @property
    def own_source(self) -> Source | None:
        """The source under which the plan shows the aid asked for."""
        return scheme_source(self.scheme)


def budget_form(scheme: Scheme, first_year: int, *, local_authority: bool = False) -> BudgetForm:
    """The budget questions of ``scheme``; ``local_authority`` adds whether it is an investment (CGCT L1111-10)."""
    form = BudgetForm(scheme, first_year, ())
    return replace(form, fields=tuple(_questions(form, local_authority)))


def _questions(form: BudgetForm, local_authority: bool) -> Iterator[Field]:
    scheme, years = form.scheme, form.years
    if len(scheme.phases) > 1:
        label = Words(fr="Où en est le projet ?", en="What stage is the project at?")
        yield _field("phase", "choice", label, options=[(phase, PHASE_NAMES[phase]) for phase in scheme.phases])
    if local_authority:
        label = Words(fr="Le projet est-il un investissement ?", en="Is the project an investment?")
        yield _field("investment", "yes_no", label)
    yield _block("costs", Words(fr="Dépenses", en="Costs"), _cost_questions(form))
    asked = Words(fr="Aide demandée", en="Aid asked for")
    if years:
        for rank, year in enumerate(years, 1):
            yield _field(f"request_{rank}", "amount", Words(fr=f"{asked.fr} pour {year}", en=f"{asked.en} for {year}"))
    else:
        yield _field("request", "amount", asked)
    yield _block("resources", Words(fr="Autres ressources", en="Other resources"), _resource_questions(form))
    in_kind = Words(fr="Emplois en nature (compte 86)", en="In-kind uses (account 86)")
    yield _field("in_kind_costs", "amount", in_kind)
    in_kind = Words(fr="Contributions en nature (compte 87)", en="In-kind contributions (account 87)")
    yield _field("in_kind_resources", "amount", in_kind)
    if scheme.state_aid in REGIMES:
        earlier = Words(fr="Aides de minimis déjà reçues", en="De minimis aid already received")
        yield _block("prior_aid", earlier, _prior_questions())


def _cost_questions(form: BudgetForm) -> list[Field]:
    admitted = form.scheme.costs.accounts if form.scheme.costs is not None else ()
    known = dict.fromkeys([*COST_ACCOUNTS, *(one for one in admitted if not one.startswith("86"))])
    outside = Words(fr=" (hors de l’aide)", en=" (outside the aid)")
    options = []
    for account in sorted(known, key=lambda one: (not is_admitted(one, admitted), one)):
        name, end = account_name(account), Words("", "") if is_admitted(account, admitted) else outside
        options.append((f"account_{account}", Words(fr=name.fr + end.fr, en=name.en + end.en)))
    kind = Words(fr="Nature de la dépense", en="Kind of cost")
    detail = Words(fr="Précision", en="Details")
    return [
        _field("account", "choice", kind, options=options),
        _field("label", "text", detail, maximum=200),
        *_amounts(form.years),
    ]


def _amounts(years: Sequence[int]) -> list[Field]:
    if not years:
        return [_field("amount", "amount", Words(fr="Montant", en="Amount"))]
    return [_field(f"amount_{rank}", "amount", Words(fr=str(year), en=str(year))) for rank, year in enumerate(years, 1)]


def _resource_questions(form: BudgetForm) -> list[Field]:
    co_financing = form.scheme.co_financing
    admitted = co_financing.admits if co_financing is not None else get_args(Source)
    others = [source for source in admitted if source != form.own_source]
    return [
        _field(
            "source",
            "choice",
            Words(fr="Financeur", en="Funder"),
            options=[(source, SOURCE_NAMES[source]) for source in others],
        ),
        _field("label", "text", Words(fr="Nom", en="Name"), maximum=200),
        _field("amount", "amount", Words(fr="Montant", en="Amount")),
        _field("status", "choice", Words(fr="Réponse", en="Answer"), options=list(STATUSES.items())),
    ]


def _prior_questions() -> list[Field]:
    return [
        _field("granted_on", "date", Words(fr="Date de la décision", en="Date of the decision")),
        _field("amount", "amount", Words(fr="Montant", en="Amount")),
        _field("regime", "choice", Words(fr="Régime", en="Regime"), options=list(REGIMES.items())),
    ]


def _field(
    name: str, kind: FieldType, label: Words, maximum: int | None = None, options: Sequence[tuple[str, Words]] = ()
) -> Field:
    listed = tuple(Option(value=value, label=words) for value, words in options)
    return Field(id=name, type=kind, label=label, optional=True, maximum=maximum, options=listed)


def _block(name: str, label: Words, fields: Sequence[Field]) -> Field:
    return Field(id=name, type="block", label=label, optional=True, maximum=MOST_LINES, fields=tuple(fields))
