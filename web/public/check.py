"""Trying a budget against the rules of a scheme: no account, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import render_template, request

from web.access import public_page
from web.formats import words
from web.forms.reading import read_amount, read_whole
from web.work import record
from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, NotFound, Problem
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.words import Words
from workflow.rules.base import MONEY_INSTRUMENTS, scheme_source
from workflow.rules.finding import Verdict
from workflow.rules.plan import Applicant, CostLine, FundingPlan, ResourceLine
from workflow.rules.verdict import assess
from workflow.schemes.accounts import COST_ACCOUNTS, account_name
from workflow.schemes.model import Scheme
from workflow.schemes.names import BENEFICIARY_NAMES, SOURCE_NAMES
from workflow.schemes.vocabulary import BeneficiaryKind, Nuts2, Source

LONGEST: Final = 40
MOST_PARTNERS: Final = 500
PLACES: Final[Mapping[Nuts2, Words]] = {
    "FRH0": Words(fr="Bretagne", en="Bretagne"),
    "FRI1": Words(fr="Aquitaine", en="Aquitaine"),
    "FRI2": Words(fr="Limousin", en="Limousin"),
    "FRI3": Words(fr="Poitou-Charentes", en="Poitou-Charentes"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What a plan gives: the verdict, and the two totals that must agree."""

    verdict: Verdict
    costs: Money
    resources: Money

    @property
    def failures(self) -> int:
        """How many rules are broken."""
        return sum(finding.status == "fail" for finding in self.verdict.findings)


@public_page
def show(region: str, name: str) -> str | tuple[str, int]:
    """The form, and, once it is sent, what the rules say of it.

    Raises:
        NotFound: no such scheme, or it gives no money.
    """
    here = record()
    scheme = here.catalogue.get(f"{region}/{name}").scheme
    if not can_be_tried(scheme):
        raise NotFound
    typed = {field: value.strip()[:LONGEST] for field, value in request.form.items()}
    if request.method == "GET":
        return _page(scheme, typed, {}, None)
    problems: list[Problem] = []
    plan = _plan(scheme, typed, problems)
    if problems:
        return _page(scheme, typed, {one.field: words(one.message) for one in problems}, None), 422
    verdict = assess(scheme, here.catalogue.regulations, plan, day_in_paris(here.clock.now()))
    costs = total(line.amount for line in plan.costs)
    return _page(scheme, typed, {}, Trial(verdict, costs, total(line.amount for line in plan.resources)))


def can_be_tried(scheme: Scheme) -> bool:
    """Whether a budget makes sense here: the scheme gives money."""
    return scheme.instrument in MONEY_INSTRUMENTS


def _plan(scheme: Scheme, typed: Mapping[str, str], problems: list[Problem]) -> FundingPlan:
    amounts = {field: _amount(field, typed.get(field, ""), problems) for field in _amount_fields(scheme)}
    own, asked = scheme_source(scheme), amounts["request"]
    resources = [
        ResourceLine(source, amounts[f"from_{source}"]) for source in _others(scheme) if amounts[f"from_{source}"]
    ]
    return FundingPlan(
        applicant=Applicant(_kind(scheme, typed.get("kind", ""), problems), _place(scheme, typed.get("place", ""))),
        request=asked,
        costs=tuple(
            CostLine(words(account_name(account)), amounts[f"cost_{account}"], account)
            for account in _accounts(scheme)
            if amounts[f"cost_{account}"]
        ),
        resources=(*([ResourceLine(own, asked)] if own and asked else []), *resources),
        in_kind_costs=amounts["in_kind_costs"],
        in_kind_resources=amounts["in_kind_resources"],
        partners=_partners(typed.get("partners", ""), problems) if scheme.partners else None,
        phase=scheme.phases[0] if len(scheme.phases) == 1 else None,
    )


def _amount_fields(scheme: Scheme) -> Iterable[str]:
    costs = (f"cost_{account}" for account in _accounts(scheme))
    sources = (f"from_{source}" for source in _others(scheme))
    return (*costs, "request", *sources, "in_kind_costs", "in_kind_resources")


def _accounts(scheme: Scheme) -> tuple[str, ...]:
    stated = scheme.costs.accounts if scheme.costs else ()
    return tuple(account for account in stated or tuple(COST_ACCOUNTS) if not account.startswith("86"))


def _others(scheme: Scheme) -> tuple[Source, ...]:
    own = scheme_source(scheme)
    admitted: tuple[Source, ...] = scheme.co_financing.admits if scheme.co_financing else ("private", "own")
    return tuple(source for source in admitted if source != own)


def _amount(field: str, typed: str, problems: list[Problem]) -> Money:
    if not typed:
        return ZERO
    try:
        amount = Money.parse(read_amount(typed))
    except InvalidInput:
        problems.append(Problem(field, "amount_format", _AMOUNT))
        return ZERO
    if amount.cents < 0:
        problems.append(Problem(field, "amount_negative", _AMOUNT))
    return amount


def _partners(typed: str, problems: list[Problem]) -> int | None:
    if not typed:
        return None
    count = read_whole(typed)
    if not isinstance(count, int) or not 0 <= count <= MOST_PARTNERS:
        problems.append(Problem("partners", "partners_number", _COUNT))
        return None
    return count


def _kind(scheme: Scheme, typed: str, problems: list[Problem]) -> BeneficiaryKind:
    if typed not in BENEFICIARY_NAMES:
        problems.append(Problem("kind", "kind_unknown", _CHOOSE))
        return scheme.beneficiaries.kinds[0]
    return typed


def _place(scheme: Scheme, typed: str) -> str | None:
    places = scheme.territory.nuts2
    return places[0] if len(places) == 1 else typed if typed in places else None


def _page(scheme: Scheme, typed: Mapping[str, str], problems: dict[str, str], trial: Trial | None) -> str:
    return render_template(
        "public/check.html",
        scheme=scheme,
        typed=typed,
        problems=problems,
        trial=trial,
        kinds=[(kind, BENEFICIARY_NAMES[kind]) for kind in scheme.beneficiaries.kinds],
        places=[(place, PLACES[place]) for place in scheme.territory.nuts2],
        accounts=[(f"cost_{account}", account_name(account)) for account in _accounts(scheme)],
        sources=[(f"from_{source}", SOURCE_NAMES[source]) for source in _others(scheme)],
    )


_AMOUNT: Final = Words(
    fr="Écrivez un montant en euros, avec deux décimales au plus, par exemple 12 500,00.",
    en="Write an amount in euros, with two decimals at most, for example 12,500.00.",
)
_COUNT: Final = Words(fr="Écrivez un nombre entier, sans compter votre organisation.", en="Write a whole number.")
_CHOOSE: Final = Words(fr="Dites qui demande l’aide.", en="Say who is applying.")
