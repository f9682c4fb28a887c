"""What a repayable advance asks of a manager: its schedule, what comes back, default."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import NumberRange

from web.desk.verbs.base import Setting, StepForm, Verb, choosing, fresh, reasoned
from web.desk.verbs.instruction import CHOOSE
from web.forms.controls import AmountField, DayField, WholeField, required
from workflow.services import advance
from workflow.services.context import Context, StepDone, StepRequest

MOST_INSTALMENTS: Final = 240
PERIODS: Final = (("month", _l("par mois")), ("quarter", _l("par trimestre")))


class ScheduleForm(StepForm):
    """Equal instalments, from a first day."""

    first = DayField(_l("Première échéance le"), validators=[required()])
    instalments = WholeField(
        _l("Nombre d’échéances"),
        validators=[required(), NumberRange(1, MOST_INSTALMENTS, _l("Entre %(min)d et %(max)d échéances."))],
    )
    every = RadioField(_l("Une échéance"), validators=[required(CHOOSE)])


class RepaymentForm(StepForm):
    """Money that came back."""

    amount = AmountField(
        _l("Montant remboursé"),
        description=_l("Il solde d’abord les échéances les plus anciennes ; le surplus avance sur les suivantes."),
        validators=[required()],
    )


def _schedule(context: Context, request: StepRequest, form: Any) -> StepDone:
    return advance.set_schedule(context, request, form.first.data, form.instalments.data, form.every.data)


def _terms(setting: Setting) -> dict[str, Any]:
    return {"terms": setting.loaded.scheme.advance}


ADVANCE: Final[dict[str, Verb]] = {
    "set_schedule": Verb(
        lambda setting: choosing(setting, ScheduleForm, {"every": PERIODS}, every="month"),
        _schedule,
        "desk/schedule.html",
        _terms,
    ),
    "record_repayment": Verb(
        lambda setting: fresh(setting, RepaymentForm),
        lambda context, request, form: advance.record_repayment(context, request, form.amount.data),
        "desk/schedule.html",
        _terms,
    ),
    "declare_default": reasoned(advance.declare_default),
}
