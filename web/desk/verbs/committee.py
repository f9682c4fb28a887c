"""What a committee's secretary asks for: the agenda, the decision, and the acts of several payers."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from web.desk.verbs.base import ReasonForm, Setting, StepForm, Verb, choosing, confirming, fresh, reasoned
from web.desk.verbs.instruction import CHOOSE, OPINIONS
from web.formats import day, money, words
from web.forms.controls import AmountField, DayField, required, words_field
from web.wording import source_title
from workflow.engine.payers import payers_of
from workflow.kernel.clock import day_in_paris
from workflow.kernel.money import ZERO, Money, total
from workflow.rules.base import MONEY_INSTRUMENTS
from workflow.schemes.model import FundingNode
from workflow.services import advise, agenda, decide
from workflow.services.administration import body_names
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.decide import ShareOrder
from workflow.services.envelopes import envelopes_for
from workflow.services.session_read import sessions_for

APPROVALS: Final = (("yes", _l("Approuvée")), ("no", _l("Refusée")))
NUMBER: Final = Length(max=60, message=_l("%(max)d signes au plus."))


class AgendaForm(StepForm):
    """Which session."""

    session = RadioField(_l("Séance"), coerce=int, validators=[required(_l("Choisissez une séance."))])


def _agenda_form(setting: Setting) -> AgendaForm:
    committees = {one.id for one in setting.loaded.scheme.committees}
    coming = [one for one in sessions_for(setting.context) if one.state != "closed" and one.committee in committees]
    form: AgendaForm = fresh(setting, AgendaForm, session=coming[-1].id if len(coming) == 1 else None)
    form.session.choices = [(one.id, f"{one.title} – {day(one.held_on)}") for one in coming]
    return form


class ShareLine(Form):
    """The share of one payer."""

    payer = HiddenField()
    source = HiddenField()
    amount = AmountField(_l("Part"), validators=[required()])
    decision_number = StringField(_l("Numéro de la décision"), validators=[required(), NUMBER])
    envelope = SelectField(_l("Enveloppe"), validators=[Optional()], validate_choice=False)


class AwardForm(StepForm):
    """The amount, the act, and the shares."""

    amount = AmountField(_l("Montant accordé"), validators=[required()])
    deliberation = StringField(_l("Numéro de la délibération"), validators=[required(), NUMBER])
    shares = FieldList(FormField(ShareLine))


def _award_form(setting: Setting) -> Any:
    if setting.loaded.scheme.instrument not in MONEY_INSTRUMENTS:
        return fresh(setting, StepForm)
    amount = _expected_amount(setting)
    form: AwardForm = fresh(setting, AwardForm, amount=amount, shares=_shares(setting, amount))
    return _with_envelopes(setting, form)


def _expected_amount(setting: Setting) -> Money:
    """What was proposed; where every payer decides for itself, what the plan expects of all of them together."""
    plan = setting.plan("instructed")
    if plan is None or all(event.id != "record_payer_decision" for event in setting.loaded.workflow.events):
        return setting.page.proposed or ZERO
    paid = frozenset().union(*payers_of(setting.loaded).values())
    return total(line.amount for line in plan.plan.resources if line.source in paid and line.status != "refused")


def _split_again(setting: Setting, form: Any) -> Any:
    """The same form, its shares computed anew from the amount typed; numbers already typed stay."""
    typed = {one.payer.data: one for one in (line.form for line in form.shares)}
    shares = _shares(setting, form.amount.data)
    while len(form.shares):
        form.shares.pop_entry()
    for share in shares:
        kept = typed.get(share["payer"])
        if kept is not None:
            share |= {"decision_number": kept.decision_number.data, "envelope": kept.envelope.data or share["envelope"]}
        form.shares.append_entry(share)
    for line in form.shares:
        line.form.amount.raw_data = None
    return _with_envelopes(setting, form)


def _shares(setting: Setting, amount: Money) -> list[dict[str, Any]]:
    return [
        {
            "payer": one.payer,
            "source": one.source,
            "amount": one.amount,
            "decision_number": one.decision_number,
            "envelope": one.envelope or "",
        }
        for one in decide.propose_shares(setting.context, setting.page.row.reference, amount)
    ]


def _with_envelopes(setting: Setting, form: AwardForm) -> AwardForm:
    names = body_names(setting.context)
    choices = [
        (one.slug, gettext("%(title)s, %(left)s disponibles", title=one.title, left=money(one.available)))
        for one in envelopes_for(setting.context)
    ]
    known = {slug for slug, _ in choices}
    for line in form.shares:
        fields = line.form
        chosen = fields.envelope.data
        extra = [(chosen, chosen)] if chosen and chosen not in known else []
        fields.envelope.choices = [("", gettext("Tenue hors d’Octroi")), *choices, *extra]
        payer = names.get(str(fields.payer.data), str(fields.payer.data))
        fields.payer.description = f"{payer} – {source_title(str(fields.source.data))}"
    return form


def _award(context: Context, request: StepRequest, form: Any) -> StepDone:
    if "shares" not in form:
        return decide.select(context, request)
    orders = [
        ShareOrder(
            payer=line.form.payer.data,
            source=line.form.source.data,
            amount=line.form.amount.data,
            decision_number=line.form.decision_number.data,
            envelope=line.form.envelope.data or None,
        )
        for line in form.shares
        if line.form.amount.data
    ]
    return decide.award(context, request, form.amount.data, str(form.deliberation.data), orders)


class RefusalForm(ReasonForm):
    """The reason, and the act where the scheme gives money."""

    deliberation = StringField(_l("Numéro de la délibération"), validators=[required(), NUMBER])


def _refusal_form(setting: Setting) -> Any:
    gives_money = setting.loaded.scheme.instrument in MONEY_INSTRUMENTS
    return fresh(setting, RefusalForm if gives_money else ReasonForm)


def _refuse(context: Context, request: StepRequest, form: Any) -> StepDone:
    deliberation = str(form.deliberation.data) if "deliberation" in form else ""
    return decide.refuse(context, request, str(form.reason.data), deliberation)


class AdviceForm(StepForm):
    """What a committee that does not decide thinks."""

    value = RadioField(_l("Sens de l’avis"), validators=[required(CHOOSE)])
    text = words_field(_l("Motivation"), _l("Ce qui fonde l’avis du comité, avec les votes tels qu’ils sont notés."))


def _advise(context: Context, request: StepRequest, form: Any) -> StepDone:
    return advise.give_committee_opinion(context, request, form.value.data, str(form.text.data))


class PayerForm(StepForm):
    """What one payer decided in its own assembly."""

    share = RadioField(_l("Financeur"), validators=[required(CHOOSE)])
    approved = RadioField(_l("Sa décision"), validators=[required(CHOOSE)])
    amount = AmountField(_l("Montant approuvé"), description=_l("Sans objet pour un refus."), validators=[Optional()])
    number = StringField(_l("Numéro de l’acte"), validators=[required(), NUMBER])
    decided_on = DayField(_l("Pris le"), validators=[required()])


def _payer_form(setting: Setting) -> PayerForm:
    tree = setting.loaded.scheme.co_financing.tree if setting.loaded.scheme.co_financing else None
    titles = _leaf_titles(tree)
    names = body_names(setting.context)
    today = day_in_paris(setting.context.clock.now())
    form: PayerForm = choosing(setting, PayerForm, {"approved": APPROVALS}, decided_on=today)
    form.share.choices = [
        (f"{payer}|{source}", titles.get(payer) or f"{names.get(payer, payer)} – {source_title(source)}")
        for payer, sources in payers_of(setting.loaded).items()
        for source in sorted(sources)
    ]
    return form


def _leaf_titles(node: FundingNode | None) -> dict[str, str]:
    if node is None:
        return {}
    own = {node.payer: words(node.title)} if node.payer and len(node.sources) == 1 else {}
    for child in node.children:
        own |= _leaf_titles(child)
    return own


def _record_payer(context: Context, request: StepRequest, form: Any) -> StepDone:
    payer, _, source = str(form.share.data).partition("|")
    return decide.record_payer_decision(
        context,
        request,
        payer,
        source,  # type: ignore[arg-type]  # one of the choices, which come from the scheme
        form.approved.data == "yes",
        form.amount.data or ZERO,
        str(form.number.data),
        form.decided_on.data,
    )


COMMITTEE: Final[dict[str, Verb]] = {
    "put_on_agenda": Verb(
        _agenda_form,
        lambda context, request, form: agenda.put_on_agenda(context, request, form.session.data),
        "desk/put_on_agenda.html",
    ),
    "remove_from_agenda": reasoned(agenda.remove_from_agenda),
    "give_committee_opinion": Verb(lambda setting: choosing(setting, AdviceForm, {"value": OPINIONS[:2]}), _advise),
    "defer": reasoned(agenda.defer, danger=False),
    "award": Verb(_award_form, _award, "desk/award.html", again=_split_again),
    "refuse": Verb(_refusal_form, _refuse, danger=True),
    "label": confirming(decide.label),
    "decline_label": reasoned(decide.decline_label),
    "programme": confirming(decide.programme),
    "record_payer_decision": Verb(_payer_form, _record_payer),
    "deprogramme": reasoned(decide.deprogramme),
}
