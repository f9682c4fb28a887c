"""What instruction asks of an officer: items, assignment, eligibility, costs, amount, opinions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, RadioField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from web.desk.verbs.base import Setting, StepForm, Verb, choosing, fresh, reasoned
from web.formats import words
from web.forms.controls import AmountField, DayField, WholeField, required, words_field
from workflow.kernel.clock import day_in_paris
from workflow.kernel.money import ZERO
from workflow.services import assign, eligibility, instruct, items
from workflow.services.context import Context, StepDone, StepRequest
from workflow.services.instruct import RetainedCost
from workflow.services.people import people_with_role

ITEM_LINES: Final = 6
"""How many items one request may name."""
USUAL_DELAY: Final = timedelta(days=30)
CHOOSE: Final = _l("Choisissez une réponse.")
OPINIONS: Final = (
    ("favourable", _l("Favorable")),
    ("unfavourable", _l("Défavorable")),
    ("deferred", _l("À revoir")),
)


class ItemLine(Form):
    """One item: a document of the scheme, or something else in words."""

    document = SelectField(_l("Pièce du dispositif"), validators=[Optional()])
    label = StringField(_l("Ou autre chose, en quelques mots"), validators=[Optional(), Length(max=300)])


class ItemsForm(StepForm):
    """What is missing, for when, and why."""

    message = words_field(_l("Votre message"), _l("Dites ce qui manque et pourquoi : il part tel quel au porteur."))
    deadline = DayField(_l("À recevoir avant le"), validators=[required()])
    items = FieldList(FormField(ItemLine), min_entries=ITEM_LINES, max_entries=ITEM_LINES)


def _items_form(setting: Setting) -> ItemsForm:
    form: ItemsForm = fresh(setting, ItemsForm, deadline=_today(setting) + USUAL_DELAY)
    for line in form.items:
        line.form.document.choices = [
            ("", gettext("Choisir une pièce")),
            *((one.id, words(one.title)) for one in setting.loaded.scheme.documents),
        ]
    return form


def _request_items(context: Context, request: StepRequest, form: Any) -> StepDone:
    asked: list[tuple[str, str | None]] = []
    titles: dict[Any, Any] = dict(form.items[0].form.document.choices)
    for line in form.items:
        chosen = titles.get(line.form.document.data or "", "")
        document = line.form.document.data or None
        label = str(line.form.label.data or "").strip()
        if document or label:
            asked.append((" : ".join(part for part in (chosen if document else "", label) if part), document))
    return items.request_items(context, request, str(form.message.data), form.deadline.data, asked)


class AssignForm(StepForm):
    """Who reviews."""

    person = RadioField(_l("Qui instruit ce dossier ?"), coerce=int, validators=[required(CHOOSE)])


def _assign_form(setting: Setting) -> AssignForm:
    scheme = setting.loaded.scheme
    officers = people_with_role(setting.context, "case_officer", scheme.running_body.id, scheme.id)
    mine = next((key for key, _ in officers if key == setting.context.actor.person_id), None)
    form: AssignForm = fresh(setting, AssignForm, person=mine)
    form.person.choices = list(officers)
    return form


class EligibilityForm(StepForm):
    """A note, where one is useful."""

    reason = words_field(_l("Note sur la recevabilité"), _l("Facultative : elle reste dans le dossier."))


def _eligibility_form(setting: Setting) -> EligibilityForm:
    form: EligibilityForm = fresh(setting, EligibilityForm)
    form.reason.validators = [Optional(), *form.reason.validators[1:]]
    form.reason.flags.optional, form.reason.flags.required = True, False
    return form


class CostLine(Form):
    """What is kept of one cost."""

    amount = AmountField(_l("Retenu"), validators=[required(_l("Écrivez un montant, 0 pour écarter la dépense."))])
    eligible = BooleanField(_l("Éligible"))
    reason = StringField(_l("Motif si vous réduisez ou écartez"), validators=[Optional(), Length(max=500)])


class CostsForm(StepForm):
    """Every cost of the plan, as asked and as retained."""

    costs = FieldList(FormField(CostLine))


def _costs_form(setting: Setting) -> CostsForm:
    plan = setting.plan("instructed", "requested")
    reasons = plan.reasons if plan is not None else ()
    lines = [
        {
            "amount": line.amount,
            "eligible": line.eligible,
            "reason": (reasons[index] if index < len(reasons) else "") or "",
        }
        for index, line in enumerate(plan.plan.costs if plan is not None else ())
    ]
    form: CostsForm = fresh(setting, CostsForm, costs=lines)
    return form


def _costs_beside(setting: Setting) -> dict[str, Any]:
    asked = setting.plan("requested")
    return {"asked": asked.plan.costs if asked is not None else ()}


def _retain_costs(context: Context, request: StepRequest, form: CostsForm) -> StepDone:
    kept = [
        RetainedCost(index, line.form.amount.data or ZERO, bool(line.form.eligible.data), line.form.reason.data or "")
        for index, line in enumerate(form.costs)
    ]
    return instruct.retain_costs(context, request, kept)


class AmountForm(StepForm):
    """What is proposed to the committee."""

    amount = AmountField(
        _l("Montant proposé au comité"), description=_l("Zéro propose de refuser."), validators=[required()]
    )


def _amount_form(setting: Setting) -> AmountForm:
    verdict = setting.page.verdict
    best = setting.page.proposed
    if best is None and setting.page.row.requested is not None:
        most = verdict.max_award if verdict is not None else None
        best = setting.page.row.requested if most is None else min(most, setting.page.row.requested)
    form: AmountForm = fresh(setting, AmountForm, amount=best)
    return form


def _propose_amount(context: Context, request: StepRequest, form: AmountForm) -> StepDone:
    return instruct.propose_amount(context, request, form.amount.data or ZERO)


class OpinionForm(StepForm):
    """An opinion, its grounds, and the marks of the grid."""

    value = RadioField(_l("Sens de l’avis"), validators=[required(CHOOSE)])
    text = words_field(_l("Motivation"), _l("Ce qui fonde l’avis, en quelques phrases que le comité lira."))


def _opinion_form(setting: Setting) -> OpinionForm:
    marks = {criterion.id: _mark(criterion) for criterion in setting.loaded.scheme.scoring}
    grid = type("Grid", (Form,), marks)
    kind: Any = type("ScoredOpinion", (OpinionForm,), {"scores": FormField(grid)}) if marks else OpinionForm
    form: OpinionForm = choosing(setting, kind, {"value": OPINIONS})
    return form


def _mark(criterion: Any) -> WholeField:
    message = gettext("Une note de 0 à %(most)s.", most=criterion.maximum)
    return WholeField(
        words(criterion.title),
        description=words(criterion.hint),
        validators=[Optional(), NumberRange(0, criterion.maximum, message)],
        render_kw={"most": criterion.maximum, "weight": criterion.weight},
    )


def _marks(form: Any) -> dict[str, int]:
    grid = form.scores.form if "scores" in form else ()
    return {field.short_name: field.data for field in grid if field.data is not None}


def _opinion(context: Context, request: StepRequest, form: Any) -> StepDone:
    return instruct.give_opinion(context, request, form.value.data, str(form.text.data), _marks(form))


def _expert_opinion(context: Context, request: StepRequest, form: Any) -> StepDone:
    return instruct.give_expert_opinion(context, request, form.value.data, str(form.text.data), _marks(form))


def _today(setting: Setting) -> date:
    return day_in_paris(setting.context.clock.now())


INSTRUCTION: Final[dict[str, Verb]] = {
    "request_items": Verb(_items_form, _request_items, "desk/request_items.html"),
    "assign": Verb(_assign_form, lambda context, request, form: assign.assign(context, request, form.person.data)),
    "record_eligibility": Verb(
        _eligibility_form,
        lambda context, request, form: eligibility.record_eligibility(context, request, form.reason.data or ""),
    ),
    "declare_ineligible": reasoned(eligibility.declare_ineligible),
    "retain_costs": Verb(_costs_form, _retain_costs, "desk/retain_costs.html", _costs_beside),
    "propose_amount": Verb(_amount_form, _propose_amount, "desk/propose_amount.html"),
    "give_opinion": Verb(_opinion_form, _opinion, "desk/opinion.html"),
    "give_expert_opinion": Verb(_opinion_form, _expert_opinion, "desk/opinion.html"),
}
