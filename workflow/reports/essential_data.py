"""Essential data of grant agreements, row by row as the national schema of grants (SCDL) asks.

Source: décret 2017-779 of 5 May 2017, arrêté of 17 November 2017; SCDL « subventions » 2.1.1. One row a
payer and a beneficiary: each payer's share has a decision and an agreement of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflow.kernel.money import ZERO
from workflow.kernel.words import Words
from workflow.store.essential_data import AwardFact

FIELDS: Final = (
    "idSubvention",
    "nomAttribuant",
    "idAttribuant",
    "nomServiceInstructeur",
    "idServiceInstructeur",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "exerciceBudgetaire",
    "pluriannualite",
    "anneesPluriannualite",
    "dateDecision",
    "dateConvention",
    "referenceDecision",
    "dateCreation",
    "dateDebut",
    "dateFin",
    "dispositif",
    "sousDispositif",
    "statutLabel",
    "objet",
    "nature",
    "montantDemande",
    "montant",
    "nomOutilInstruction",
    "nomOutilVersement",
    "ej",
    "cléVersement",
    "conditionsVersement",
    "descriptionConditionsVersement",
    "datesPeriodeVersement",
    "cofinancement",
    "attribuantsCofinanceurs",
    "idCofinancement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "evaluationCout",
    "evaluation",
    "dateMiseAJour",
)
"""The columns of the schema, in its order."""

MAXIMUM_OBJECT: Final = 256
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_PUBLISHED_STATUS: Final = "attribuée"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A share that cannot be published, or not yet, and why."""

    reference: str
    payer: str
    reason: Words


@dataclass(frozen=True, slots=True)
class EssentialData:
    """The rows to publish, by column, and what is left out."""

    rows: tuple[Mapping[str, str], ...]
    left_out: tuple[LeftOut, ...]


def essential_data(facts: Iterable[AwardFact], updated_on: date) -> EssentialData:
    """The rows that satisfy the schema; ``updated_on`` is the day of the extraction, in Paris.

    Left out: natural persons, whom the décret does not concern; shares whose compulsory agreement is not
    signed; shares worth nothing; and those that lack an identifier that the schema asks for. An award that
    needs no agreement is dated by the decision that grants it.
    """
    rows, left_out = [], []
    for fact in facts:
        reason = _obstacle(fact)
        if reason is None:
            rows.append(_row(fact, updated_on))
        else:
            left_out.append(LeftOut(fact.reference, fact.payer, reason))
    return EssentialData(tuple(rows), tuple(left_out))


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as CSV in UTF-8, separated by commas, columns in the order of the schema."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: defused(value) for name, value in row.items()})
    return text.getvalue().encode()


def defused(cell: str) -> str:
    """``cell`` as a spreadsheet shows it without running it: what begins like a formula is quoted."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _obstacle(fact: AwardFact) -> Words | None:
    if fact.beneficiary_name is None or fact.beneficiary_kind == "individual":
        return _NATURAL_PERSON
    if fact.agreement_required and fact.agreement_signed_on is None:
        return _NOT_SIGNED
    if fact.amount <= ZERO:
        return _NOTHING
    if fact.payer_siret is None:
        return _without_siret(fact.payer_name)
    if fact.beneficiary_siret is None and fact.beneficiary_rna is None:
        return _NO_IDENTIFIER
    return None


def _row(fact: AwardFact, updated_on: date) -> Mapping[str, str]:
    signed_on = fact.agreement_signed_on or fact.decided_on
    years = fact.years or (fact.decided_on.year,)
    several = len(years) > 1
    known = {
        "idSubvention": f"{fact.reference}/{fact.payer}",
        "nomAttribuant": fact.payer_name,
        "idAttribuant": fact.payer_siret or "",
        "nomServiceInstructeur": fact.running_body_name if fact.running_body_siret else fact.payer_name,
        "idServiceInstructeur": fact.running_body_siret or fact.payer_siret or "",
        "nomBeneficiaire": fact.beneficiary_name or "",
        "idBeneficiaire": fact.beneficiary_siret or "",
        "rnaBeneficiaire": fact.beneficiary_rna or "",
        "exerciceBudgetaire": str(fact.decided_on.year),
        "pluriannualite": "oui" if several else "non",
        "anneesPluriannualite": " - ".join(map(str, years)) if several else "",
        "dateDecision": fact.decided_on.isoformat(),
        "dateConvention": signed_on.isoformat(),
        "referenceDecision": fact.decision_number,
        "dateCreation": fact.deposited_on.isoformat() if fact.deposited_on else "",
        "dispositif": fact.scheme_title,
        "statutLabel": _PUBLISHED_STATUS,
        "objet": _object(fact),
        "nature": "aide en numéraire",
        "montantDemande": str(fact.requested) if fact.requested is not None else "",
        "montant": str(fact.amount),
        "nomOutilInstruction": "Octroi",
        "cofinancement": "oui" if fact.other_payers else "",
        "attribuantsCofinanceurs": ",".join(fact.other_payers),
        "idCofinancement": fact.reference if fact.other_payers else "",
        "notificationUE": "oui" if fact.regime in ("de_minimis", "sgei_de_minimis") else "non",
        "pourcentageSubvention": "1.00",
        "dateMiseAJour": updated_on.isoformat(),
        **_payment_terms(fact, signed_on, years),
    }
    return {name: known.get(name, "") for name in FIELDS}


def _payment_terms(fact: AwardFact, signed_on: date, years: Sequence[int]) -> Mapping[str, str]:
    """One payment where the award is closed after one; else a period, to the last payment or the last year planned."""
    if fact.closed_on is not None and len(fact.payments) == 1:
        return {
            "conditionsVersement": "unique",
            "descriptionConditionsVersement": "Versement en une fois.",
            "datesPeriodeVersement": fact.payments[0].isoformat(),
        }
    last = max((date(max(years), 12, 31), signed_on, *fact.payments))
    if fact.closed_on is not None and fact.payments:
        last = max(fact.payments)
    first = min((signed_on, *fact.payments))
    return {
        "conditionsVersement": "échelonné",
        "descriptionConditionsVersement": "Avance ou acomptes, puis solde sur justificatifs.",
        "datesPeriodeVersement": f"{first.isoformat()}/{last.isoformat()}",
    }


def _object(fact: AwardFact) -> str:
    text = " ".join(fact.title.split()) or fact.scheme_title
    return text if len(text) <= MAXIMUM_OBJECT else f"{text[: MAXIMUM_OBJECT - 1].rstrip()}…"


def _without_siret(name: str) -> Words:
    return Words(
        fr=f"Le numéro SIRET du financeur « {name} » n’est pas connu.",
        en=f"The SIRET of the payer “{name}” is unknown.",
    )


_NATURAL_PERSON: Final = Words(
    fr="Une personne physique ne figure pas parmi les données essentielles.",
    en="A natural person does not appear among the essential data.",
)
_NOT_SIGNED: Final = Words(fr="La convention n’est pas encore signée.", en="The agreement is not signed yet.")
_NOTHING: Final = Words(fr="Il ne reste rien de cette aide.", en="Nothing is left of this award.")
_NO_IDENTIFIER: Final = Words(
    fr="Le bénéficiaire n’a ni SIRET ni numéro RNA.", en="The beneficiary has neither a SIRET nor an RNA number."
)
