"""What people do with an application, several verbs at a time: deposit, review, notification, payment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from workflow.cli.demonstration.answering import filled
from workflow.cli.demonstration.invention import MARK, invented_address, invented_siret
from workflow.cli.demonstration.papers import paper
from workflow.cli.demonstration.project import Project
from workflow.cli.demonstration.stage import Act
from workflow.kernel.money import ZERO, Money, floor_cent, total
from workflow.rules.payment import settle
from workflow.schemes.catalogue import LoadedScheme
from workflow.services.agreement import sign_agreement
from workflow.services.assign import assign
from workflow.services.attach import attach
from workflow.services.close import close, lapse, withdraw
from workflow.services.eligibility import declare_ineligible, record_eligibility
from workflow.services.instruct import (
    OpinionValue,
    RetainedCost,
    give_expert_opinion,
    give_opinion,
    propose_amount,
    retain_costs,
)
from workflow.services.items import provide_items, request_items
from workflow.services.notify import notify, notify_refusal
from workflow.services.organisations import create_organisation
from workflow.services.pay import PaidKind, pay, recover
from workflow.services.people import create_person
from workflow.services.save import save_answers, save_plan
from workflow.services.start import start
from workflow.services.submit import submit, submit_pre_application

ORGANISATION_NAMES: Final[Mapping[str, str]] = {
    "association": "Association",
    "cooperative": "Coopérative",
    "company": "Entreprise solidaire",
    "local_authority": "Communauté de communes",
    "public_body": "Établissement public",
}


@dataclass
class Journey:
    """A project on its way: who applies, the reference once there is one, the base once costs are retained."""

    project: Project
    person: int | None = None
    organisation: int | None = None
    reference: str = ""
    base: Money = ZERO


@dataclass(frozen=True, slots=True)
class Review:
    """What an officer finds: the amount to propose, the cut of the last cost line in euros, the opinion."""

    proposed: Money
    value: OpinionValue = "favourable"
    cut: int = 0
    expert: str | None = None
    mark: int = 4


def settle_in(act: Act, who: str, journeys: Sequence[Journey]) -> None:
    """Somebody of the cast makes their organisation known; all of ``journeys`` are theirs."""
    for journey in journeys:
        journey.person = act.stage.people[who]
    owners = [journey for journey in journeys if journey.project.kind != "individual"]
    for journey in owners[:1]:
        _arrive(act, journey)
    for journey in owners[1:]:
        journey.organisation = owners[0].organisation


def begin(act: Act, journey: Journey, previous: Journey | None = None) -> None:
    """Somebody makes themself known, with their organisation, and opens a draft with all its answers."""
    project, loaded = journey.project, act.stage.catalogue.get(journey.project.scheme)
    _arrive(act, journey)
    context = act.by(_person(journey))
    journey.reference = start(
        context,
        loaded.id,
        organisation_id=journey.organisation,
        call_slug=project.call,
        title=project.title,
        previous=previous.reference if previous is not None else None,
    )
    save_answers(context, act.request(journey.reference), filled(loaded, project))


def complete(act: Act, journey: Journey) -> None:
    """The funding plan and the documents."""
    project, loaded = journey.project, act.stage.catalogue.get(journey.project.scheme)
    context = act.by(_person(journey))
    if project.plan is not None:
        save_plan(context, act.request(journey.reference), project.plan)
    for document, title in papers_of(loaded, project):
        attach(context, act.request(journey.reference), document, f"{document}.pdf", paper(title))


def deposit(act: Act, journey: Journey, previous: Journey | None = None) -> None:
    """From nothing to the receipt, in one go."""
    begin(act, journey, previous)
    complete(act, journey)
    submit(act.by(_person(journey)), act.request(journey.reference))


def continue_from(act: Act, journey: Journey, previous: Journey) -> None:
    """The same people file the next application of their path."""
    journey.person, journey.organisation = previous.person, previous.organisation
    deposit(act, journey, previous)


def deposit_pre_application(act: Act, journey: Journey) -> None:
    """The pre-application of a collaborative call."""
    begin(act, journey)
    submit_pre_application(act.by(_person(journey)), act.request(journey.reference))


def complete_and_submit(act: Act, journey: Journey) -> None:
    """A draft, or a labelled project, becomes a full application."""
    complete(act, journey)
    submit(act.by(_person(journey)), act.request(journey.reference))


def admit_to_review(act: Act, journey: Journey, officer: str) -> None:
    """The officer takes the application and finds it eligible."""
    context = act.by(officer)
    assign(context, act.request(journey.reference), act.stage.people[officer])
    record_eligibility(context, act.request(journey.reference), "Toutes les conditions du dispositif sont remplies.")


def review(act: Act, journey: Journey, officer: str, found: Review) -> None:
    """Costs retained, the expert's analysis where there is one, the amount and the opinion."""
    context, reference = act.by(officer), journey.reference
    if journey.project.plan is not None:
        journey.base = total(line.amount for line in journey.project.plan.costs) - Money(found.cut * 100)
    retain_costs(context, act.request(reference), _cut(journey.project, found.cut))
    if found.expert is not None:
        words = f"{_ANALYSES[found.value]} Le besoin est réel et la participation des personnes concernées est décrite."
        marks = _marks(act, journey, found.mark)
        give_expert_opinion(act.by(found.expert), act.request(reference), found.value, words, marks)
    propose_amount(context, act.request(reference), found.proposed)
    marks = _marks(act, journey, found.mark)
    give_opinion(context, act.request(reference), found.value, _ANALYSES[found.value], marks)


def turn_away(act: Act, journey: Journey, officer: str) -> None:
    """The officer finds that the application may not be considered."""
    context = act.by(officer)
    assign(context, act.request(journey.reference), act.stage.people[officer])
    declare_ineligible(context, act.request(journey.reference), "Le service est déjà vendu : l’émergence est passée.")


def ask_for_items(act: Act, journey: Journey, officer: str, deadline: date) -> None:
    """One letter and one detail are missing."""
    asked = [("La lettre signée du second partenaire", None), ("Le détail des déplacements prévus", None)]
    message = "Votre dossier est presque complet. Merci d’envoyer ces deux éléments."
    request_items(act.by(officer), act.request(journey.reference), message, deadline, asked)


def provide(act: Act, journey: Journey) -> None:
    """The applicant sends what was asked for: a file for the first item, words for the second."""
    context = act.by(_person(journey))
    attach(context, act.request(journey.reference), "item:0", "lettre.pdf", paper("Lettre du second partenaire"))
    answers = {1: "Deux allers-retours par mois, en train, pour deux personnes."}
    provide_items(context, act.request(journey.reference), answers)


def withdraw_it(act: Act, journey: Journey) -> None:
    """The applicant gives up."""
    reason = "Notre principal partenaire s’est retiré."
    withdraw(act.by(_person(journey)), act.request(journey.reference), reason)


def give_up(act: Act, journey: Journey, manager: str) -> None:
    """The beneficiary does not go on: what was awarded lapses."""
    reason = "Le projet n’a pas commencé dans le délai : son porteur y renonce."
    lapse(act.by(manager), act.request(journey.reference), reason)


def tell(act: Act, journeys: Sequence[Journey], manager: str, *, refusal: bool = False) -> None:
    """The decisions are notified."""
    for journey in journeys:
        (notify_refusal if refusal else notify)(act.by(manager), act.request(journey.reference))


def sign(act: Act, journeys: Sequence[Journey], manager: str, *, payer: str | None = None) -> None:
    """The agreements are signed."""
    for journey in journeys:
        sign_agreement(act.by(manager), act.request(journey.reference), act.today, payer)


def pay_part(act: Act, journey: Journey, manager: str, payer: str, amount: Money, kind: PaidKind = "advance") -> None:
    """Pay ``amount`` to the beneficiary."""
    pay(act.by(manager), act.request(journey.reference), payer, amount, kind, paid_on=act.today)


def settle_and_close(
    act: Act,
    journey: Journey,
    manager: str,
    payer: str,
    amount: Money,
    paid: Money,
    realised: Fraction,
    *,
    close_it: bool = True,
) -> None:
    """Pay the balance that is due where ``realised`` of the base was spent, or take back what is too much; close."""
    spent = floor_cent(realised, journey.base)
    settlement = settle(amount, journey.base, spent, paid)
    context = act.by(manager)
    if settlement.recovery:
        recover(context, act.request(journey.reference), payer, settlement.recovery, _OVERPAID, spent)
    else:
        pay(context, act.request(journey.reference), payer, settlement.balance, "balance", spent, act.today)
    if close_it:
        close(context, act.request(journey.reference))


def papers_of(loaded: LoadedScheme, project: Project) -> list[tuple[str, str]]:
    """The documents that must be attached: their ids, and their titles."""
    asked = loaded.required_documents(filled(loaded, project), project.kind)
    return [(document.id, document.title.fr) for document in asked if not document.optional]


def spread(first: date, last: date, count: int) -> list[date]:
    """``count`` working days from ``first`` to ``last``, both included where possible, evenly apart."""
    span = (last - first).days
    days = [first + timedelta(days=span * rank // max(count - 1, 1)) for rank in range(count)]
    return [max(first, day - timedelta(days=max(0, day.weekday() - 4))) for day in days]


def _arrive(act: Act, journey: Journey) -> None:
    project = journey.project
    if journey.person is None:
        address = invented_address(project.rank)
        journey.person = create_person(act.by_itself(), project.holder, address)
    if journey.organisation is None and project.kind != "individual":
        journey.organisation = create_organisation(
            act.by(journey.person),
            f"{ORGANISATION_NAMES[project.kind]} {project.word} {MARK}",
            project.kind,
            siret=invented_siret(project.rank),
            commune=project.place.commune,
            address=f"1 place de l’Exemple, {project.place.name}",
            invented=True,
        )


def _person(journey: Journey) -> int:
    if journey.person is None:
        raise ValueError("nobody has begun this journey")
    return journey.person


def _cut(project: Project, cut: int) -> list[RetainedCost]:
    if not cut or project.plan is None:
        return []
    position = len(project.plan.costs) - 1
    kept = project.plan.costs[position].amount - Money(cut * 100)
    return [RetainedCost(position, kept, True, "Devis plus élevé que les prix constatés pour des achats comparables.")]


def _marks(act: Act, journey: Journey, mark: int) -> dict[str, int]:
    """Marks around ``mark`` on the scheme's grid."""
    grid = act.stage.catalogue.get(journey.project.scheme).scheme.scoring
    return {
        one.id: min(max(mark + (rank + journey.project.rank) % 3 - 1, 0), one.maximum) for rank, one in enumerate(grid)
    }


_OVERPAID: Final = "La dépense réalisée est inférieure à la base retenue : l’avance dépasse l’aide due."
_ANALYSES: Final[Mapping[OpinionValue, str]] = {
    "favourable": "Projet solide, ancré dans son territoire et porté à plusieurs. Le budget est cohérent avec les "
    "étapes.",
    "unfavourable": "L’intention est bonne, mais la coopération reste à construire et le budget n’est pas justifié.",
    "deferred": "Le projet est intéressant ; il manque l’accord écrit du principal partenaire pour se prononcer.",
}
