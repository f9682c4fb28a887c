"""The rules of a scheme in plain sentences, each with the text that it comes from.

What a scheme does not state is not said. What the law adds is said where it can apply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext

from web.formats import money, rate, words
from workflow.kernel.errors import NotFound
from workflow.kernel.words import Words
from workflow.rules.caps import NO_PROFIT
from workflow.rules.wording import law_basis, scheme_basis, scheme_rules
from workflow.schemes.model import Scheme
from workflow.schemes.parts import Reference
from workflow.schemes.regulations import DeMinimis, Regulations

NO_MONEY = frozenset({"accompaniment", "orientation", "path"})
PRIVATE = frozenset({"association", "cooperative", "company", "individual"})


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule: its name, what it says, where it comes from, and the address of that text where one is known."""

    title: str
    sentence: str
    basis: str
    link: str | None = None


def stated_rules(scheme: Scheme, regulations: Regulations, today: date) -> tuple[StatedRule, ...]:
    """Every rule on money that bounds an aid under ``scheme``; none where no money is given."""
    if scheme.instrument in NO_MONEY:
        return ()
    return (*_amounts(scheme), *_rates(scheme), *_conditions(scheme), *_laws(scheme, regulations, today))


def _amounts(scheme: Scheme) -> Iterator[StatedRule]:
    caps, basis = scheme.caps, scheme_basis(scheme)
    if caps.amount_floor:
        sentence = gettext("L’aide est d’au moins %(amount)s.", amount=money(caps.amount_floor))
        yield _scheme_rule(gettext("Montant minimal"), sentence, basis, scheme)
    if caps.amount_cap:
        sentence = gettext("L’aide est de %(amount)s au plus.", amount=money(caps.amount_cap))
        yield _scheme_rule(gettext("Montant maximal"), sentence, basis, scheme)
    if caps.period_cap:
        sentence = ngettext(
            "%(amount)s au plus pour une année.",
            "%(amount)s au plus pour %(num)s années réunies.",
            caps.period_cap.years,
            amount=money(caps.period_cap.amount),
        )
        yield _scheme_rule(gettext("Montant maximal de la période"), sentence, basis, scheme)
    if caps.base_cap:
        sentence = gettext("Les dépenses comptent jusqu’à %(amount)s.", amount=money(caps.base_cap))
        yield _scheme_rule(gettext("Dépenses prises en compte"), sentence, basis, scheme)


def _rates(scheme: Scheme) -> Iterator[StatedRule]:
    caps, basis = scheme.caps, scheme_basis(scheme)
    if caps.aid_rate and caps.aid_rate_from:
        sentence = gettext(
            "L’aide couvre de %(least)s à %(most)s des dépenses retenues.",
            least=rate(caps.aid_rate_from),
            most=rate(caps.aid_rate),
        )
        yield _scheme_rule(gettext("Part des dépenses"), sentence, basis, scheme)
    elif caps.aid_rate:
        sentence = gettext("L’aide couvre %(most)s des dépenses retenues, au plus.", most=rate(caps.aid_rate))
        yield _scheme_rule(gettext("Part des dépenses"), sentence, basis, scheme)
    if caps.public_aid_rate:
        sentence = gettext(
            "Toutes les aides publiques réunies couvrent %(most)s des dépenses retenues, au plus.",
            most=rate(caps.public_aid_rate),
        )
        yield _scheme_rule(gettext("Cumul des aides publiques"), sentence, basis, scheme)
    else:
        sentence = gettext("Toutes les aides publiques réunies ne dépassent pas les dépenses : il n’y a pas de profit.")
        yield StatedRule(gettext("Cumul des aides publiques"), sentence, words(NO_PROFIT))
    if caps.feder_rate:
        sentence = gettext("Le FEDER couvre %(most)s des dépenses retenues, au plus.", most=rate(caps.feder_rate))
        yield _scheme_rule(gettext("Part du FEDER"), sentence, basis, scheme)


def _conditions(scheme: Scheme) -> Iterator[StatedRule]:
    basis = scheme_rules(scheme)
    if scheme.partners:
        sentence = ngettext(
            "Le projet réunit au moins un partenaire, en plus de vous.",
            "Le projet réunit au moins %(num)s partenaires, en plus de vous.",
            scheme.partners.minimum,
        )
        yield _scheme_rule(gettext("Partenaires"), sentence, basis, scheme)
    if scheme.advance:
        terms = gettext(
            "Le remboursement commence après %(deferral)s mois au plus et se termine en %(total)s mois.",
            deferral=scheme.advance.deferral_months,
            total=scheme.advance.total_months,
        )
        free = gettext("L’avance est sans intérêt.") if scheme.advance.interest_free else ""
        yield _scheme_rule(gettext("Remboursement"), f"{terms} {free}".strip(), basis, scheme)


def _laws(scheme: Scheme, regulations: Regulations, today: date) -> Iterator[StatedRule]:
    admits = frozenset(scheme.co_financing.admits) if scheme.co_financing else frozenset()
    if scheme.state_aid in ("de_minimis", "sgei_de_minimis"):
        limit = _de_minimis(regulations, scheme.state_aid, today)
        if limit:
            sentence = gettext(
                "Vos aides de minimis, celle-ci comprise, ne dépassent pas %(amount)s sur %(years)s ans. "
                "On compte celles de tout votre groupe.",
                amount=money(limit.ceiling),
                years=limit.years,
            )
            yield _law(gettext("Aides d’État (de minimis)"), sentence, limit.reference)
    if "leader" in admits:
        leader = regulations.leader()
        sentence = gettext(
            "Avec LEADER, les aides publiques couvrent %(most)s des dépenses retenues, au plus.",
            most=rate(leader.public_rate),
        )
        yield _law(gettext("Part de LEADER"), sentence, leader.reference)
    if "local_authority" in scheme.beneficiaries.kinds:
        own = regulations.own_share()
        sentence = gettext(
            "Une collectivité qui investit paie elle-même au moins %(least)s de l’argent public du projet.",
            least=rate(own.rate),
        )
        yield _law(gettext("Part de la collectivité"), sentence, own.reference)
    if PRIVATE & frozenset(scheme.beneficiaries.kinds):
        threshold = regulations.agreement_threshold(today)
        sentence = gettext(
            "Au-dessus de %(amount)s dans l’année, une convention est signée avant le premier versement.",
            amount=money(threshold.amount),
        )
        yield _law(gettext("Convention"), sentence, threshold.reference)


def _de_minimis(regulations: Regulations, regime: Any, today: date) -> DeMinimis | None:
    try:
        return regulations.de_minimis(regime, today)
    except NotFound:
        return None


def _scheme_rule(title: str, sentence: str, basis: Words, scheme: Scheme) -> StatedRule:
    return StatedRule(title, sentence, words(basis), scheme.caps.basis.link if scheme.caps.basis else None)


def _law(title: str, sentence: str, reference: Reference) -> StatedRule:
    return StatedRule(title, sentence, words(law_basis(reference)), reference.link)
