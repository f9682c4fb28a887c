"""Start: a person opens a draft under a scheme, for an organisation of theirs or in their own name."""

from __future__ import annotations

from dataclasses import replace

from workflow.kernel.clock import day_in_paris
from workflow.kernel.errors import InvalidInput, NotAllowed, NotFound, Problem
from workflow.kernel.territory import nuts2_of_commune
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.model import Call
from workflow.services.access import may_write_as_applicant, visible_application
from workflow.services.context import Context, StepRequest
from workflow.services.paths import carried_answers
from workflow.services.save import save_answers
from workflow.services.stepping import LONGEST_KEY
from workflow.services.texts import refuse_endless
from workflow.services.versions import current_version_id
from workflow.store import applications, idempotency, organisations, schemes
from workflow.store.applications import ApplicationRecord, NewApplication


def start(
    context: Context,
    scheme_id: str,
    *,
    organisation_id: int | None = None,
    call_slug: str | None = None,
    title: str = "",
    previous: str | None = None,
    key: str | None = None,
) -> str:
    """Open a draft; its reference, given once and for all.

    ``call_slug`` defaults to the call that is open today. ``previous`` is the reference of an application of
    theirs that this one continues: the answers that the path carries over are filled in. The same ``key``, sent
    twice, opens one draft.

    Raises:
        NotFound: no such scheme, or an organisation or an earlier application that is not the person's.
        NotAllowed: nobody is signed in.
        InvalidInput: the scheme is a path, or none of its calls is open (``call``).
    """
    loaded = context.catalogue.get(scheme_id)
    if context.actor.person_id is None:
        raise NotAllowed
    if organisation_id is not None and organisation_id not in context.actor.organisations:
        raise NotFound
    before = _earlier(context, previous)
    call = _call(context, loaded, call_slug)
    kept = [one.id for one in schemes.calls(context.session, loaded.id) if call is not None and one.slug == call.id]
    new = _new(context, loaded, context.actor.person_id, organisation_id)
    new = replace(
        new,
        title=title.strip()[:200],
        call_id=kept[0] if kept else None,
        previous_application_id=before.id if before is not None else None,
    )
    opening = context.session.begin_nested()
    record = applications.start(context.session, new, context.clock.now())
    repeat = _taken(context, key, record)
    if repeat is not None and repeat.application_id is not None:
        opening.rollback()
        return applications.find_by_id(context.session, repeat.application_id).reference
    opening.commit()
    if before is not None:
        _carry_over(context, before, record)
    return record.reference


def open_calls(context: Context, loaded: LoadedScheme) -> tuple[Call, ...]:
    """The calls of a scheme that are open today, in Paris, both days of the window included."""
    today = day_in_paris(context.clock.now())
    return tuple(
        call for call in loaded.scheme.calls if call.opens <= today and (call.closes is None or today <= call.closes)
    )


def _taken(context: Context, key: str | None, record: ApplicationRecord) -> idempotency.Repeat | None:
    """What an earlier command with this key opened, if there was one; its own draft is then undone."""
    if key is None or context.actor.person_id is None:
        return None
    refuse_endless([("key", key, LONGEST_KEY)])
    return idempotency.take(
        context.session, context.actor.person_id, key, context.clock.now(), application_id=record.id, event_number=0
    )


def _earlier(context: Context, reference: str | None) -> ApplicationRecord | None:
    """The application that is continued, where the person may write for its applicant."""
    if reference is None:
        return None
    before = visible_application(context, reference)
    if not may_write_as_applicant(context.actor, before):
        raise NotFound
    return before


def _new(context: Context, loaded: LoadedScheme, person_id: int, organisation_id: int | None) -> NewApplication:
    """What a draft under a scheme starts from: its territory is the organisation's until the project says its own."""
    organisation = organisations.find(context.session, organisation_id)
    commune = organisation.commune if organisation is not None else None
    initial = next(state for state in loaded.workflow.states if state.id == loaded.workflow.initial)
    return NewApplication(
        scheme_id=loaded.id,
        scheme_version_id=current_version_id(context, loaded),
        body_id=loaded.scheme.running_body.id,
        region=loaded.scheme.region,
        applicant_person_id=person_id,
        state=initial.id,
        stage=initial.stage,
        organisation_id=organisation_id,
        phase=loaded.scheme.phases[0] if len(loaded.scheme.phases) == 1 else None,
        nuts2=nuts2_of_commune(commune) if commune else None,
    )


def _carry_over(context: Context, before: ApplicationRecord, record: ApplicationRecord) -> None:
    carried = carried_answers(context, before, record.scheme_id)
    if carried:
        save_answers(context, StepRequest(record.reference, record.version), carried)


def _call(context: Context, loaded: LoadedScheme, slug: str | None) -> Call | None:
    if not loaded.has_workflow:
        words = Words(
            fr="Cette trajectoire relie plusieurs dispositifs : choisissez l’un d’eux.",
            en="This path links several schemes: choose one of them.",
        )
        raise InvalidInput([Problem("scheme", "scheme_is_path", words)])
    if not loaded.scheme.calls:
        return None
    candidates = open_calls(context, loaded)
    chosen = [call for call in candidates if slug is None or call.id == slug]
    if not chosen:
        words = Words(
            fr="Aucun appel de ce dispositif n’est ouvert aujourd’hui.",
            en="No call of this scheme is open today.",
        )
        raise InvalidInput([Problem("call", "no_open_call", words)])
    return chosen[-1]
