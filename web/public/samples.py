"""Invented examples for the page of components."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from workflow.kernel.money import ZERO, Money
from workflow.kernel.words import Words

DEADLINE: Final = date(2026, 8, 25)
FILED: Final = datetime(2026, 5, 5, 12, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SampleFinding:
    """A rule's answer."""

    rule: str
    status: Literal["pass", "fail", "info", "not_applicable"]
    explanation: Words
    basis: Words
    actual: str | None = None
    limit: str | None = None
    headroom: str | None = None


@dataclass(frozen=True, slots=True)
class SampleStep:
    """A step that a state offers."""

    event: str
    title: Words
    allowed: bool
    findings: tuple[SampleFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleNextStep:
    """What happens next."""

    who: Words
    what: Words
    by: date | None


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """A line of a timeline."""

    title: Words
    when: datetime | date | None = None
    by: str = ""
    text: Words | None = None
    state: Literal["done", "now", "coming"] = "done"
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class SampleMoneyRow:
    """A line of a money table."""

    label: Words
    amounts: tuple[Money | None, ...] = ()
    kind: str = "line"
    before: tuple[Money | None, ...] | None = None
    note: Words | None = None


TOO_MUCH: Final = SampleFinding(
    "amount_cap",
    "fail",
    Words(
        fr="20 000,01 € demandés, 20 000,00 € au plus : 1 centime de trop.",
        en="€20,000.01 requested, €20,000.00 at most: 1 cent too much.",
    ),
    Words(fr="Règlement du dispositif, article 4.", en="Rules of the scheme, article 4."),
    "20000.01",
    "20000.00",
    "-0.01",
)
FINDINGS: Final = (
    TOO_MUCH,
    SampleFinding(
        "public_aid_rate",
        "pass",
        Words(
            fr="24 000,00 € d’aides publiques sur 30 000,00 € de dépenses : 80 %, pour 80 % au plus.",
            en="€24,000.00 of public aid on €30,000.00 of costs: 80%, for 80% at most.",
        ),
        Words(fr="Règlement du dispositif, article 5.", en="Rules of the scheme, article 5."),
        "24000.00",
        "24000.00",
        "0.00",
    ),
    SampleFinding(
        "agreement_required",
        "info",
        Words(
            fr="Au-dessus de 23 000,00 €, une convention sera signée avant le premier paiement.",
            en="Above €23,000.00, an agreement is signed before the first payment.",
        ),
        Words(
            fr="Décret n° 2001-495 du 6 juin 2001, article 1.",
            en="Decree no. 2001-495 of 6 June 2001, article 1.",
        ),
    ),
    SampleFinding(
        "leader_rate",
        "not_applicable",
        Words(fr="Le plan ne compte pas de LEADER.", en="The plan has no LEADER money."),
        Words(fr="", en=""),
    ),
)
TITLES: Final = {
    "amount_cap": Words(fr="Montant maximal de l’aide", en="Largest amount of the aid"),
    "public_aid_rate": Words(fr="Part des aides publiques", en="Share of public aid"),
    "agreement_required": Words(fr="Convention obligatoire", en="Agreement required"),
    "leader_rate": Words(fr="Taux du fonds LEADER", en="Rate of the LEADER fund"),
}
STEPS: Final = (
    SampleStep("propose", Words(fr="Proposer un montant", en="Propose an amount"), True),
    SampleStep("ask_items", Words(fr="Demander une pièce", en="Ask for a document"), True),
    SampleStep("put_on_agenda", Words(fr="Inscrire à l’ordre du jour", en="Put on the agenda"), False, (TOO_MUCH,)),
)


def next_step(today: date) -> SampleNextStep:
    """Something to do within twelve days of ``today``."""
    return SampleNextStep(
        Words(fr="Vous", en="You"),
        Words(fr="Envoyez le budget signé que l’instructrice vous demande.", en="Send the signed budget."),
        today + timedelta(days=12),
    )


EVENTS: Final = (
    SampleEvent(Words(fr="Dossier déposé", en="Application submitted"), FILED, "Camille Exemple"),
    SampleEvent(
        Words(fr="Pièce demandée", en="Document requested"),
        datetime(2026, 6, 12, 8, 30, tzinfo=UTC),
        "Dominique Modèle",
        Words(fr="Il manque la signature sur le budget.", en="The budget is not signed."),
        "now",
    ),
    SampleEvent(Words(fr="Passage en comité", en="Committee"), date(2026, 9, 18), state="coming"),
    SampleEvent(Words(fr="Décision notifiée", en="Decision notified"), state="coming"),
)
COSTS: Final = (
    SampleMoneyRow(Words(fr="Achats et services", en="Purchases and services"), kind="group"),
    SampleMoneyRow(
        Words(fr="60 Achats", en="60 Purchases"),
        (Money(350_000), Money(120_050)),
        before=(Money(350_000), Money(180_000)),
    ),
    SampleMoneyRow(Words(fr="62 Étude de faisabilité", en="62 Feasibility study"), (Money(1_250_000), None)),
    SampleMoneyRow(Words(fr="Personnel", en="Staff"), kind="group"),
    SampleMoneyRow(
        Words(fr="64 Salaires et charges", en="64 Wages"),
        (Money(1_227_160), Money(2_400_000)),
        note=Words(fr="0,5 équivalent temps plein", en="0.5 full-time equivalent"),
    ),
    SampleMoneyRow(Words(fr="Total des dépenses", en="Total costs"), (Money(2_827_160), Money(2_520_050)), "total"),
)
CHART: Final = (
    (Words(fr="Innovation sociale", en="Social innovation"), (Money(169_157_700), Money(120_000_000))),
    (Words(fr="Projets collaboratifs", en="Collaborative projects"), (Money(328_000_000), Money(150_000_000))),
    (Words(fr="Étude de faisabilité", en="Feasibility study"), (Money(16_250_000), Money(16_250_000))),
    (Words(fr="Accompagnement", en="Accompaniment"), (ZERO, ZERO)),
)
