"""One scheme, as JSON for scripts and as a card for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final

from workflow.cli.answers import Answer
from workflow.kernel.formats import euros, long_date, percent
from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.main_road import main_road
from workflow.schemes.model import Call, Caps, PeriodCap, Scheme
from workflow.schemes.names import BENEFICIARY_NAMES, INSTRUMENT_NAMES, PHASE_NAMES, REGION_NAMES


def scheme_document(loaded: LoadedScheme, answer: Answer) -> dict[str, Any]:
    """A scheme as JSON: amounts and rates as strings; ``caps`` holds the rules that it states, no other."""
    scheme = loaded.scheme
    return {
        "id": scheme.id,
        "version": scheme.version,
        "digest": loaded.digest,
        "title": answer.say(scheme.title),
        "summary": answer.say(scheme.summary),
        "region": scheme.region,
        "running_body": {
            "id": scheme.running_body.id,
            "name": scheme.running_body.name,
            "kind": scheme.running_body.kind,
        },
        "instrument": scheme.instrument,
        "beneficiaries": list(scheme.beneficiaries.kinds),
        "territory": list(scheme.territory.nuts2),
        "phases": list(scheme.phases),
        "partners": scheme.partners.minimum if scheme.partners else None,
        "calls": [_call_document(call, answer) for call in scheme.calls],
        "caps": {name: _plain(value) for name, value in _stated(scheme.caps)},
        "state_aid": scheme.state_aid,
        "sources": list(scheme.co_financing.admits) if scheme.co_financing else [],
        "committees": [
            {"id": one.id, "title": answer.say(one.title), "role": one.role, "quorum": str(one.quorum)}
            for one in scheme.committees
        ],
        "documents": [
            {"id": one.id, "title": answer.say(one.title), "optional": one.optional} for one in scheme.documents
        ],
        "path": [step.scheme for step in scheme.path],
        "states": [state.id for state in loaded.workflow.states] if loaded.has_workflow else [],
        "events": [event.id for event in loaded.workflow.events] if loaded.has_workflow else [],
    }


def scheme_card(loaded: LoadedScheme, answer: Answer) -> str:
    """A scheme as people read it."""
    scheme = loaded.scheme
    rows = [(answer.say(heading), text) for heading, text in _rows(loaded, answer) if text]
    width = max(len(heading) for heading, _ in rows)
    lines = [f"{heading.ljust(width)}  {text}" for heading, text in rows]
    return "\n".join([answer.say(scheme.title), answer.say(scheme.summary), "", *lines])


def _rows(loaded: LoadedScheme, answer: Answer) -> Iterator[tuple[Words, str]]:
    scheme, say = loaded.scheme, answer.say
    yield Words(fr="identifiant", en="id"), f"{scheme.id} ({scheme.version})"
    yield Words(fr="région", en="region"), say(REGION_NAMES[scheme.region])
    yield Words(fr="géré par", en="run by"), scheme.running_body.name
    yield Words(fr="instrument", en="instrument"), say(INSTRUMENT_NAMES[scheme.instrument])
    yield Words(fr="bénéficiaires", en="beneficiaries"), _listed(scheme, answer)
    yield Words(fr="phases", en="phases"), ", ".join(say(PHASE_NAMES[phase]) for phase in scheme.phases)
    yield Words(fr="ce qui est payé", en="pays for"), say(scheme.pays_for)
    yield Words(fr="combien", en="how much"), say(scheme.how_much)
    for name, value in _stated(scheme.caps):
        yield _CAPS[name], say(_spoken(value))
    for call in scheme.calls:
        yield Words(fr="appel", en="call"), _window(call, answer)
    for document in scheme.documents:
        yield Words(fr="pièce", en="document"), say(document.title) + (say(_OPTIONAL) if document.optional else "")
    for step in scheme.path:
        yield Words(fr="étape", en="step"), step.scheme
    if loaded.has_workflow:
        titles = {state.id: say(state.title) for state in loaded.workflow.states}
        yield Words(fr="parcours", en="course"), " → ".join(titles[state] for state in main_road(loaded.workflow))
    yield Words(fr="contact", en="contact"), f"{say(scheme.contact.service)}, {scheme.contact.email}"


def _listed(scheme: Scheme, answer: Answer) -> str:
    return ", ".join(answer.say(BENEFICIARY_NAMES[kind]) for kind in scheme.beneficiaries.kinds)


def _stated(caps: Caps) -> Iterator[tuple[str, Money | Fraction | PeriodCap]]:
    """The caps that the scheme states, in the order of the model."""
    for name in _CAPS:
        value = getattr(caps, name)
        if value is not None:
            yield name, value


def _plain(value: Money | Fraction | PeriodCap) -> Any:
    if isinstance(value, PeriodCap):
        return {"amount": str(value.amount), "years": value.years}
    return str(value)


def _spoken(value: Money | Fraction | PeriodCap) -> Words:
    if isinstance(value, PeriodCap):
        amount = euros(value.amount)
        return Words(fr=f"{amount.fr} sur {value.years} ans", en=f"{amount.en} over {value.years} years")
    return euros(value) if isinstance(value, Money) else percent(value)


def _call_document(call: Call, answer: Answer) -> dict[str, Any]:
    return {
        "id": call.id,
        "title": answer.say(call.title),
        "opens": call.opens.isoformat(),
        "closes": call.closes.isoformat() if call.closes else None,
        "cut_offs": [day.isoformat() for day in call.cut_offs],
        "envelope": str(call.envelope) if call.envelope is not None else None,
        "applications_per_applicant": call.applications_per_applicant,
        "demonstration": call.demonstration,
    }


def _window(call: Call, answer: Answer) -> str:
    def say(day: date) -> str:
        return answer.say(long_date(day))

    english = answer.language == "en"
    end = ("no closing day" if english else "sans clôture") if call.closes is None else say(call.closes)
    return f"{answer.say(call.title)} ({say(call.opens)} → {end})"


_OPTIONAL: Final = Words(fr=" (facultatif)", en=" (optional)")
_CAPS: Final[dict[str, Words]] = {
    "amount_floor": Words(fr="aide minimale", en="smallest award"),
    "amount_cap": Words(fr="aide maximale", en="largest award"),
    "aid_rate": Words(fr="taux d’aide", en="aid rate"),
    "aid_rate_from": Words(fr="taux d’aide à partir de", en="aid rate from"),
    "base_cap": Words(fr="dépense plafonnée à", en="base capped at"),
    "public_aid_rate": Words(fr="aides publiques, au plus", en="public aid, at most"),
    "period_cap": Words(fr="aide maximale sur la période", en="largest award over the period"),
    "feder_rate": Words(fr="FEDER, au plus", en="ERDF, at most"),
}
