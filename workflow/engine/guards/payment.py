"""Payments on the shares of an award: agreement, pro rata, appropriations, recovery, final account.

The floor of the scheme is never asked here: a pro rata may fall below it (``rules.md``, trap 10).
"""

from __future__ import annotations

from workflow.engine.facts import AwardedShareFacts, AwardFacts, PaymentFacts, StepFacts
from workflow.engine.guards.wording import BUDGET, fails, not_applicable, passes, scheme_basis
from workflow.kernel.errors import NotFound
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money, total
from workflow.kernel.words import Words
from workflow.rules import envelope
from workflow.rules.agreement import highest_year, needs_agreement
from workflow.rules.finding import Finding
from workflow.rules.payment import settle
from workflow.rules.wording import law_basis
from workflow.schemes.regulations import AgreementThreshold
from workflow.schemes.vocabulary import Guard

_AGREEMENT = Words(
    fr="Loi n° 2000-321 du 12 avril 2000, art. 10 ; décret n° 2001-495",
    en="Law 2000-321 of 12 April 2000, art. 10; decree 2001-495",
)


def agreement_signed_where_required(facts: StepFacts) -> tuple[Finding, ...]:
    """The share being paid has its agreement signed, where the law makes one compulsory.

    Before a payment is chosen, it is enough that one share can be paid.
    """
    if facts.award is None or not facts.award.shares:
        return (_no_award(facts, "agreement_signed_where_required"),)
    if facts.payment is not None:
        share = _share(facts.award, facts.payment)
        if share is None:
            return (_no_share(facts, "agreement_signed_where_required", facts.payment),)
        return (_agreement(facts, facts.award, share),)
    found = tuple(_agreement(facts, facts.award, share) for share in facts.award.shares)
    payable = tuple(finding for finding in found if finding.status != "fail")
    return payable or found


def payment_within_award(facts: StepFacts) -> tuple[Finding, ...]:
    """What is paid on a share stays within it, and within its pro rata once the realised base is known (R16)."""
    guard: Guard = "payment_within_award"
    award, payment, basis = facts.award, facts.payment, scheme_basis(facts)
    if award is None:
        return (_no_award(facts, guard),)
    if payment is None or payment.kind == "recovery" or payment.amount <= ZERO:
        fr, en = "Donnez le montant à verser, supérieur à zéro.", "Give the amount to pay, more than zero."
        return (fails(guard, fr, en, basis, payment.amount if payment else None),)
    share = _share(award, payment)
    if share is None:
        return (_no_share(facts, guard, payment),)
    if payment.kind == "balance" and _realised(award, payment) is None:
        fr = "Un solde se verse sur la dépense réalisée : donnez la base réalisée."
        return (fails(guard, fr, "A balance is paid on what was spent: give the realised base.", basis),)
    due = _due(award, payment, share)
    if due is None:
        return (_no_base(facts, guard),)
    left, asked = due - _net(share), payment.amount
    fr = f"{euros(asked).fr} à verser ; dû {euros(due).fr}, déjà versé {euros(_net(share)).fr}."
    en = f"{euros(asked).en} to pay; due {euros(due).en}, already paid {euros(_net(share)).en}."
    return ((passes if asked <= left else fails)(guard, fr, en, basis, asked, max(left, ZERO)),)


def payment_within_appropriations(facts: StepFacts) -> tuple[Finding, ...]:
    """The payment stays within the year's payment appropriations of its envelope (R17)."""
    guard: Guard = "payment_within_appropriations"
    payment = facts.payment
    if payment is None:
        return (fails(guard, "Donnez le montant à verser.", "Give the amount to pay.", BUDGET),)
    if payment.envelope is None:
        if payment.payer == facts.loaded.scheme.running_body.id:
            fr = "L’enveloppe sur laquelle la somme est engagée est inconnue."
            return (fails(guard, fr, "The envelope that the money is committed on is unknown.", BUDGET),)
        fr = f"« {payment.payer} » tient son budget hors d’Octroi."
        return (not_applicable(guard, fr, f"“{payment.payer}” keeps its budget outside Octroi.", BUDGET),)
    if payment.appropriations is None or payment.paid_in_year is None:
        fr = "Les crédits de paiement de l’année sont inconnus."
        return (fails(guard, fr, "The payment appropriations of the year are unknown.", BUDGET, payment.amount),)
    return (envelope.payment_within_appropriations(payment.amount, payment.appropriations, payment.paid_in_year),)


def recovery_owed(facts: StepFacts) -> tuple[Finding, ...]:
    """What is asked back is owed: paid beyond the pro rata of a grant, or not yet repaid of an advance."""
    guard: Guard = "recovery_owed"
    award, payment, basis = facts.award, facts.payment, scheme_basis(facts)
    if award is None:
        return (_no_award(facts, guard),)
    if payment is None or payment.kind != "recovery" or payment.amount <= ZERO:
        fr, en = "Donnez le montant à reverser, supérieur à zéro.", "Give the amount to recover, more than zero."
        return (fails(guard, fr, en, basis, payment.amount if payment else None),)
    share = _share(award, payment)
    if share is None:
        return (_no_share(facts, guard, payment),)
    owed = _owed(facts, award, payment, share)
    if owed is None:
        fr = "La base réalisée est inconnue : on ne sait pas encore ce qui est dû."
        return (fails(guard, fr, "The realised base is unknown: what is owed is not known yet.", basis),)
    asked, most = euros(payment.amount), euros(owed)
    fr = f"{asked.fr} à reverser ; trop-perçu : {most.fr}."
    en = f"{asked.en} to recover; overpaid: {most.en}."
    answer = passes if payment.amount <= owed else fails
    return (answer(guard, fr, en, basis, payment.amount, owed),)


def account_settled(facts: StepFacts) -> tuple[Finding, ...]:
    """Each share was paid exactly what its pro rata makes due, recoveries deducted."""
    guard: Guard = "account_settled"
    award, basis = facts.award, scheme_basis(facts)
    if award is None or not award.shares:
        return (_no_award(facts, guard),)
    found = []
    for share in award.shares:
        due = None if award.realised is None else _due(award, None, share)
        if due is None:
            return (_no_base(facts, guard),)
        paid = _net(share)
        fr = f"« {share.payer} » : dû {euros(due).fr}, versé {euros(paid).fr}."
        en = f"“{share.payer}”: due {euros(due).en}, paid {euros(paid).en}."
        found.append((passes if paid == due else fails)(guard, fr, en, basis, paid, due))
    return tuple(found)


def _agreement(facts: StepFacts, award: AwardFacts, share: AwardedShareFacts) -> Finding:
    guard: Guard = "agreement_signed_where_required"
    if share.agreement_signed:
        fr, en = "La convention est signée.", "The agreement is signed."
        return passes(guard, fr, en, _AGREEMENT)
    kind = facts.filing.applicant_kind
    threshold = _threshold(facts, award)
    if kind is None or share.already is None or threshold is None:
        fr = "On ne sait pas si une convention est obligatoire : statut ou autres aides inconnus."
        en = "It is not known whether an agreement is compulsory: legal form or other aid unknown."
        return fails(guard, fr, en, _AGREEMENT)
    yearly = share.yearly or {award.decided_on.year: share.amount}
    year, aid = highest_year(yearly, share.already)
    needed = needs_agreement(kind, yearly, threshold, share.already)
    basis = law_basis(threshold.reference)
    fr = f"Aides de « {share.payer} » en {year} : {euros(aid).fr} ; seuil : {euros(threshold.amount).fr}."
    en = f"Aid from “{share.payer}” in {year}: {euros(aid).en}; threshold: {euros(threshold.amount).en}."
    if needed:
        fr, en = (
            f"{fr} Une convention doit être signée avant tout versement.",
            f"{en} An agreement must be signed first.",
        )
        return fails(guard, fr, en, basis, aid, threshold.amount)
    return passes(guard, fr, en, basis, aid, threshold.amount)


def _threshold(facts: StepFacts, award: AwardFacts) -> AgreementThreshold | None:
    try:
        return facts.regulations.agreement_threshold(award.decided_on)
    except NotFound:
        return None


def _share(award: AwardFacts, payment: PaymentFacts) -> AwardedShareFacts | None:
    key = (payment.payer, payment.source)
    return next((share for share in award.shares if (share.payer, share.source) == key), None)


def _net(share: AwardedShareFacts) -> Money:
    return share.paid - share.recovered


def _realised(award: AwardFacts, payment: PaymentFacts | None) -> Money | None:
    return payment.realised if payment is not None and payment.realised is not None else award.realised


def _due(award: AwardFacts, payment: PaymentFacts | None, share: AwardedShareFacts) -> Money | None:
    """What the share makes due: all of it until the realised base is known; ``None`` without an awarded base."""
    realised = _realised(award, payment)
    if realised is None:
        return share.amount
    if award.base is None or award.base <= ZERO or realised < ZERO:
        return None
    return settle(share.amount, award.base, realised, ZERO).due


def _owed(facts: StepFacts, award: AwardFacts, payment: PaymentFacts, share: AwardedShareFacts) -> Money | None:
    if facts.loaded.scheme.instrument == "repayable_advance":
        repaid = total(instalment.repaid for instalment in award.schedule)
        unpaid = total(_net(one) for one in award.shares) - repaid
        return max(min(_net(share), unpaid), ZERO)
    if _realised(award, payment) is None:
        return None
    due = _due(award, payment, share)
    return None if due is None else max(_net(share) - due, ZERO)


def _no_award(facts: StepFacts, guard: Guard) -> Finding:
    return fails(guard, "Aucune aide accordée n’est enregistrée.", "No award is recorded.", scheme_basis(facts))


def _no_share(facts: StepFacts, guard: Guard, payment: PaymentFacts) -> Finding:
    fr = f"« {payment.payer} » n’a pas de part dans cette aide."
    return fails(guard, fr, f"“{payment.payer}” has no share in this award.", scheme_basis(facts), payment.payer)


def _no_base(facts: StepFacts, guard: Guard) -> Finding:
    fr = "La base accordée ou la base réalisée est inconnue."
    return fails(guard, fr, "The awarded base or the realised base is unknown.", scheme_basis(facts))
