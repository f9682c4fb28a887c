"""What follows an award: notification, agreement, payments, recoveries, and the end."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional

from web.desk.verbs.base import Setting, StepForm, Verb, confirming, fresh, reasoned
from web.desk.verbs.instruction import CHOOSE
from web.forms.controls import AmountField, DayField, required, words_field
from workflow.kernel.clock import day_in_paris
from workflow.services import agreement, close, notify, pay
from workflow.services.context import Context, StepDone, StepRequest

ALL_PAYERS: Final = ""
PAYMENT_KINDS: Final = (
    ("advance", _l("Avance"), _l("Versée d’avance, avant les dépenses.")),
    ("instalment", _l("Acompte"), _l("Versé en cours de route, sur justificatifs.")),
    ("balance", _l("Solde"), _l("Versé à la fin, au vu de la base réalisée.")),
)


class AgreementForm(StepForm):
    """Which agreement, signed when."""

    payer = RadioField(_l("Convention avec"), default=ALL_PAYERS)
    signed_on = DayField(_l("Signée le"), validators=[required()])


def _agreement_form(setting: Setting) -> AgreementForm:
    form: AgreementForm = fresh(setting, AgreementForm, signed_on=_today(setting), payer=ALL_PAYERS)
    payers = _payers(setting)
    form.payer.choices = [(ALL_PAYERS, gettext("Tous les financeurs")), *payers] if len(payers) != 1 else payers
    if len(payers) == 1 and not form.payer.data:
        form.payer.data = payers[0][0]
    return form


def _sign(context: Context, request: StepRequest, form: Any) -> StepDone:
    return agreement.sign_agreement(context, request, form.signed_on.data, form.payer.data or None)


class PaymentForm(StepForm):
    """One payment on the share of one payer."""

    payer = RadioField(_l("Part de"), validators=[required(CHOOSE)])
    kind = RadioField(_l("Nature du versement"), validators=[required(CHOOSE)])
    amount = AmountField(_l("Montant versé"), validators=[required()])
    realised_base = AmountField(
        _l("Base réalisée"),
        description=_l("Les dépenses éligibles que le bilan justifie. Attendue pour un solde."),
        validators=[Optional()],
    )
    paid_on = DayField(_l("Versé le"), validators=[required()])


def _payment_form(setting: Setting) -> PaymentForm:
    payers = _payers(setting)
    only = payers[0][0] if len(payers) == 1 else None
    form: PaymentForm = fresh(setting, PaymentForm, paid_on=_today(setting), payer=only)
    form.payer.choices = payers
    form.kind.choices = [(key, label) for key, label, _ in PAYMENT_KINDS]
    return form


def _pay(context: Context, request: StepRequest, form: Any) -> StepDone:
    return pay.pay(
        context,
        request,
        form.payer.data,
        form.amount.data,
        form.kind.data,
        form.realised_base.data,
        form.paid_on.data,
    )


class RecoveryForm(StepForm):
    """Money asked back on the share of one payer."""

    payer = RadioField(_l("Part de"), validators=[required(CHOOSE)])
    amount = AmountField(_l("Montant à reverser"), validators=[required()])
    realised_base = AmountField(
        _l("Base réalisée"),
        description=_l("Si un bilan montre que la base est moindre que prévu."),
        validators=[Optional()],
    )
    reason = words_field(_l("Motif"), _l("Le bénéficiaire le lira."))


def _recovery_form(setting: Setting) -> RecoveryForm:
    payers = _payers(setting)
    form: RecoveryForm = fresh(setting, RecoveryForm, payer=payers[0][0] if len(payers) == 1 else None)
    form.payer.choices = payers
    return form


def _recover(context: Context, request: StepRequest, form: Any) -> StepDone:
    return pay.recover(
        context, request, form.payer.data, form.amount.data, str(form.reason.data), form.realised_base.data
    )


class ClosingForm(StepForm):
    """What the final report proves, where no balance has brought it."""

    realised_base = AmountField(
        _l("Base réalisée"),
        description=_l("Les dépenses que le bilan justifie. À donner si tout a été versé avant le bilan."),
        validators=[Optional()],
    )


def _close(context: Context, request: StepRequest, form: Any) -> StepDone:
    proved = form.realised_base.data if isinstance(form, ClosingForm) else None
    return close.close(context, request, proved)


def _closing_form(setting: Setting) -> Any:
    """An advance or an accompaniment has no report on the spending: its end only asks to be confirmed."""
    asks = setting.step is not None and "realised_base" in setting.step.missing
    return fresh(setting, ClosingForm if asks else StepForm)


def _payers(setting: Setting) -> list[tuple[str, str]]:
    shares = setting.page.award.shares if setting.page.award is not None else ()
    return list({one.payer: one.payer_name for one in shares}.items())


def _today(setting: Setting) -> Any:
    return day_in_paris(setting.context.clock.now())


AFTER_AWARD: Final[dict[str, Verb]] = {
    "notify": confirming(notify.notify),
    "notify_refusal": confirming(notify.notify_refusal, danger=True),
    "sign_agreement": Verb(_agreement_form, _sign, "desk/payment.html"),
    "pay": Verb(_payment_form, _pay, "desk/payment.html"),
    "recover": Verb(_recovery_form, _recover, "desk/payment.html", danger=True),
    "close": Verb(_closing_form, _close, "desk/payment.html", danger=True),
    "lapse": reasoned(close.lapse),
}
