"""Who may apply, for what, where and when (R19): the rules of the scheme, asked of what was filed."""

from __future__ import annotations

from collections.abc import Callable

from workflow.engine.facts import CallFacts, StepFacts
from workflow.engine.guards.wording import fails, not_applicable, passes, scheme_basis
from workflow.kernel.money import ZERO
from workflow.kernel.words import Words
from workflow.rules import eligibility
from workflow.rules.case import Case
from workflow.rules.finding import Finding
from workflow.rules.plan import Applicant, FundingPlan
from workflow.schemes.model import Call
from workflow.schemes.vocabulary import Guard


def beneficiary_kind(facts: StepFacts) -> tuple[Finding, ...]:
    """The applicant is of a kind that the scheme helps."""
    if facts.filing.applicant_kind is None:
        fr, en = "Le statut du porteur est inconnu.", "The legal form of the applicant is unknown."
        return (fails("beneficiary_kind", fr, en, scheme_basis(facts)),)
    return _ask(facts, "beneficiary_kind", eligibility.beneficiary_kind)


def territory(facts: StepFacts) -> tuple[Finding, ...]:
    """The project takes place where the scheme helps."""
    return _ask(facts, "territory", eligibility.territory)


def phase(facts: StepFacts) -> tuple[Finding, ...]:
    """The project is in a phase that the scheme helps."""
    return _ask(facts, "phase", eligibility.phase)


def partners(facts: StepFacts) -> tuple[Finding, ...]:
    """The project has the partners that the scheme asks for."""
    return _ask(facts, "partners", eligibility.partners)


def deposit_window(facts: StepFacts) -> tuple[Finding, ...]:
    """The day of deposit lies in the window of the call, both ends included, in Paris."""
    return _ask_of_call(facts, "deposit_window", eligibility.deposit_window)


def applications_per_call(facts: StepFacts) -> tuple[Finding, ...]:
    """The applicant files no more applications in the call than it admits."""
    return _ask_of_call(facts, "applications_per_call", eligibility.applications_per_call)


def host_differs_from_holder(facts: StepFacts) -> tuple[Finding, ...]:
    """The host enterprise and the project holder are two (only where the scheme pays a host)."""
    basis = scheme_basis(facts)
    if not facts.loaded.scheme.beneficiaries.host_and_holder:
        fr, en = "Ce dispositif ne passe pas par une entreprise d’accueil.", "This scheme involves no host enterprise."
        return (not_applicable("host_differs_from_holder", fr, en, basis),)
    if facts.filing.holder_is_host is None:
        fr = "Indiquez le porteur de projet et l’entreprise qui l’accueille."
        en = "Name the project holder and the enterprise that hosts them."
        return (fails("host_differs_from_holder", fr, en, basis),)
    if facts.filing.holder_is_host:
        fr = "Le porteur de projet et l’entreprise d’accueil doivent être différents."
        en = "The project holder and the host enterprise must be different."
        return (fails("host_differs_from_holder", fr, en, basis),)
    fr = "Le porteur de projet et l’entreprise d’accueil sont différents."
    en = "The project holder and the host enterprise are different."
    return (passes("host_differs_from_holder", fr, en, basis),)


def _ask_of_call(facts: StepFacts, guard: Guard, rule: Callable[[Case], Finding | None]) -> tuple[Finding, ...]:
    """The call is the one of the record: it may have been opened, or moved, since the scheme's file."""
    if facts.call is None:
        if not facts.loaded.scheme.calls:
            return _ask(facts, guard, rule)
        fr, en = "Choisissez l’appel auquel vous répondez.", "Choose the call that you answer."
        return (fails(guard, fr, en, scheme_basis(facts)),)
    return _ask(facts, guard, rule, facts.call)


def _ask(
    facts: StepFacts, guard: Guard, rule: Callable[[Case], Finding | None], call: CallFacts | None = None
) -> tuple[Finding, ...]:
    finding = rule(_case(facts, call))
    if finding is None:
        fr, en = "Ce dispositif ne pose pas cette condition.", "This scheme does not set this condition."
        return (not_applicable(guard, fr, en, scheme_basis(facts)),)
    return (finding,)


def _case(facts: StepFacts, call: CallFacts | None) -> Case:
    """What was filed, as the rules take it; only one of them reads the kind of the applicant."""
    filing, scheme, applications = facts.filing, facts.loaded.scheme, None
    if call is not None:
        scheme = scheme.model_copy(update={"calls": (_declared(call),)})
        applications = None if call.filed_by_applicant is None else call.filed_by_applicant + 1
    applicant = Applicant(filing.applicant_kind or scheme.beneficiaries.kinds[0], nuts2=filing.nuts2)
    plan = FundingPlan(applicant, ZERO, partners=filing.partners, phase=filing.phase)
    return Case(scheme, facts.regulations, plan, facts.on, filed=True, applications=applications)


def _declared(call: CallFacts) -> Call:
    return Call.model_construct(
        id=call.slug,
        title=Words(fr=call.slug, en=call.slug),
        opens=call.opens_on,
        closes=call.closes_on,
        applications_per_applicant=call.limit,
    )
