"""The decision itself: its number, its shares, the envelopes they draw on, and what each payer decided."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.engine.facts import DecisionFacts, EnvelopeFacts, PayerDecisionFacts, ShareFacts, StepFacts
from workflow.engine.guards.wording import BODY_RULES, BUDGET, fails, not_applicable, passes, scheme_basis
from workflow.engine.payers import Payers, payers_of
from workflow.kernel.formats import euros
from workflow.kernel.money import ZERO, Money, total
from workflow.rules.base import money_from
from workflow.rules.envelope import envelope
from workflow.rules.finding import Finding


def deliberation_numbered(facts: StepFacts) -> tuple[Finding, ...]:
    """The decision has the number of its deliberation."""
    return (_numbered(facts.decision.deliberation if facts.decision is not None else ""),)


def payer_decision_numbered(facts: StepFacts) -> tuple[Finding, ...]:
    """The decision of one payer has its number, comes from a payer of the scheme, and gives something or refuses."""
    act = facts.payer_decision
    if act is None:
        return (_numbered(""),)
    basis, found = scheme_basis(facts), [_numbered(act.number)]
    if act.payer not in payers_of(facts.loaded):
        found.append(fails("deliberation_numbered", *_not_a_payer(act.payer), basis, act.payer))
    if act.approved and act.amount <= ZERO:
        fr, en = "Donnez le montant approuvé, supérieur à zéro.", "Give the amount approved, more than zero."
        found.append(fails("deliberation_numbered", fr, en, basis, act.amount))
    return tuple(found)


def shares_make_award(facts: StepFacts) -> tuple[Finding, ...]:
    """The shares make the amount to the cent, each numbered, positive and from a payer of the scheme's tree."""
    decision, basis = facts.decision, scheme_basis(facts)
    if decision is None or decision.amount is None or not decision.shares:
        fr = "Donnez le montant accordé et la part de chaque financeur."
        en = "Give the amount awarded and the share of each payer."
        return (fails("shares_make_award", fr, en, basis),)
    wrong = [fails("shares_make_award", fr, en, basis) for fr, en in _wrong_shares(facts, decision)]
    amount, sum_of_shares = decision.amount, total(share.amount for share in decision.shares)
    shown, summed = euros(amount), euros(sum_of_shares)
    if sum_of_shares != amount:
        fr = f"Les parts font {summed.fr} ; le montant accordé est {shown.fr}."
        en = f"The shares make {summed.en}; the amount awarded is {shown.en}."
        wrong.append(fails("shares_make_award", fr, en, basis, sum_of_shares, amount))
    if wrong:
        return tuple(wrong)
    fr = f"Les parts font exactement le montant accordé, {shown.fr}."
    en = f"The shares make exactly the amount awarded, {shown.en}."
    return (passes("shares_make_award", fr, en, basis, sum_of_shares, amount),)


def envelope_holds(facts: StepFacts) -> tuple[Finding, ...]:
    """Each envelope can still authorise what this award asks of it (R17). The record holds it again at commit."""
    decision = facts.decision
    if decision is None or not decision.shares:
        fr, en = "Aucune part n’est encore donnée.", "No share is given yet."
        return (fails("envelope_holds", fr, en, BUDGET),)
    asked: dict[EnvelopeFacts, Money] = {}
    findings = []
    for share in decision.shares:
        if share.envelope is None:
            findings.append(_without_envelope(facts, share))
        else:
            asked[share.envelope] = asked.get(share.envelope, ZERO) + share.amount
    held = (envelope(sum_, one.authority, one.reserved, one.committed) for one, sum_ in asked.items())
    return (*findings, *held)


def every_payer_decided(facts: StepFacts) -> tuple[Finding, ...]:
    """Every payer of the plan has decided, no share exceeds what its payer approved, and the plan voted counts on
    no more of its money: where one refuses or reduces, the plan is made anew."""
    basis = scheme_basis(facts)
    plan = facts.plans.instructed
    if plan is None:
        fr, en = "Le plan de financement programmé est inconnu.", "The plan that was programmed is unknown."
        return (fails("every_payer_decided", fr, en, basis),)
    sources = {line.source for line in plan.resources if line.amount > ZERO and line.status != "refused"}
    expected = [payer for payer, gives in payers_of(facts.loaded).items() if gives & sources]
    shares = facts.decision.shares if facts.decision is not None else ()
    payers = list(dict.fromkeys([*expected, *(share.payer for share in shares)]))
    if not payers:
        fr, en = "Aucun financeur ne figure au plan.", "No payer appears in the plan."
        return (fails("every_payer_decided", fr, en, basis),)
    decided = {one.payer: one for one in facts.payer_decisions}
    return tuple(_payer(facts, payer, decided.get(payer), shares) for payer in payers)


def _numbered(number: str) -> Finding:
    if not number.strip():
        fr, en = "Donnez le numéro de la décision.", "Give the number of the decision."
        return fails("deliberation_numbered", fr, en, BODY_RULES)
    fr, en = f"Décision n° {number.strip()}.", f"Decision no. {number.strip()}."
    return passes("deliberation_numbered", fr, en, BODY_RULES, number.strip())


def _wrong_shares(facts: StepFacts, decision: DecisionFacts) -> Iterator[tuple[str, str]]:
    if decision.amount is not None and decision.amount <= ZERO:
        yield "Le montant accordé doit être supérieur à zéro.", "The amount awarded must be more than zero."
    payers = payers_of(facts.loaded)
    seen: set[tuple[str, str]] = set()
    numbers: set[tuple[str, str]] = set()
    for share in decision.shares:
        if (share.payer, share.source) in seen:
            yield f"Deux parts pour « {share.payer} » : réunissez-les.", f"Two shares for “{share.payer}”: merge them."
        number = share.decision_number.strip()
        if number and (share.payer, number) in numbers:
            fr = f"Le numéro « {number} » sert à deux parts de « {share.payer} »."
            yield fr, f"The number “{number}” is used for two shares of “{share.payer}”."
        seen.add((share.payer, share.source))
        numbers.add((share.payer, number))
        yield from _wrong_share(share, payers)


def _wrong_share(share: ShareFacts, payers: Payers) -> Iterator[tuple[str, str]]:
    gives = payers.get(share.payer)
    if gives is None:
        yield _not_a_payer(share.payer)
    elif share.source not in gives:
        fr = f"« {share.payer} » ne paie pas depuis la source « {share.source} » dans ce dispositif."
        yield fr, f"“{share.payer}” does not pay from the source “{share.source}” in this scheme."
    if share.amount <= ZERO:
        yield f"La part de « {share.payer} » doit être positive.", f"The share of “{share.payer}” must be positive."
    if not share.decision_number.strip():
        fr = f"Donnez le numéro de la décision de « {share.payer} »."
        yield fr, f"Give the number of the decision of “{share.payer}”."


def _not_a_payer(payer: str) -> tuple[str, str]:
    return (
        f"« {payer} » n’est pas un financeur de ce dispositif.",
        f"“{payer}” is not a payer of this scheme.",
    )


def _without_envelope(facts: StepFacts, share: ShareFacts) -> Finding:
    """Only the body that runs the scheme must keep its envelope here; the others may keep theirs at home."""
    if share.payer == facts.loaded.scheme.running_body.id:
        fr = f"Choisissez l’enveloppe sur laquelle « {share.payer} » engage sa part."
        en = f"Choose the envelope on which “{share.payer}” commits its share."
        return fails("envelope_holds", fr, en, BUDGET)
    fr = f"« {share.payer} » tient son budget hors d’Octroi."
    return not_applicable("envelope_holds", fr, f"“{share.payer}” keeps its budget outside Octroi.", BUDGET)


def _payer(facts: StepFacts, payer: str, decided: PayerDecisionFacts | None, shares: tuple[ShareFacts, ...]) -> Finding:
    basis = scheme_basis(facts)
    if decided is None:
        fr, en = f"« {payer} » n’a pas encore décidé.", f"“{payer}” has not decided yet."
        return fails("every_payer_decided", fr, en, basis)
    given = total(share.amount for share in shares if share.payer == payer)
    approved = decided.amount if decided.approved else ZERO
    planned = _planned(facts, payer)
    if planned is not None and planned != given:
        asked, counted_on = euros(given), euros(planned)
        fr = f"« {payer} » : part de {asked.fr}, mais le plan voté compte sur {counted_on.fr}. Refaites le plan."
        en = f"“{payer}”: share of {asked.en}, but the plan voted counts on {counted_on.en}. Make the plan anew."
        return fails("every_payer_decided", fr, en, basis, given, planned)
    asked, allowed = euros(given), euros(approved)
    fr = f"« {payer} » : part de {asked.fr}, {allowed.fr} approuvés."
    en = f"“{payer}”: share of {asked.en}, {allowed.en} approved."
    answer = passes if given <= approved else fails
    return answer("every_payer_decided", fr, en, basis, given, approved)


def _planned(facts: StepFacts, payer: str) -> Money | None:
    """What the plan voted expects from ``payer``; ``None`` before a decision, or for a body that is no payer."""
    plan, gives = facts.plans.voted, payers_of(facts.loaded).get(payer)
    if plan is None or gives is None or facts.decision is None:
        return None
    return money_from(plan, *gives)
