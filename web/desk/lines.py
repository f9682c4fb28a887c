"""Lines of the desk's tables, as filters of its templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint
from flask_babel import gettext

from web.formats import day
from web.wording import FOLLOW_UPS, OPINION_KINDS, OPINIONS, PAYMENTS, source_title
from workflow.services.views import InstalmentView, PaymentView, ShareView


def install_lines(blueprint: Blueprint) -> None:
    """Give the templates of the desk their filters."""
    for name, line in (
        ("share_lines", share_lines),
        ("payment_lines", payment_lines),
        ("instalment_lines", instalment_lines),
        ("opinion_kind", lambda kind: OPINION_KINDS.get(kind, kind)),
        ("opinion_value", lambda value: OPINIONS.get(value, value)),
        ("follow_up_kind", lambda kind: FOLLOW_UPS.get(kind, kind)),
    ):
        blueprint.add_app_template_filter(line, name)


def share_lines(shares: Iterable[ShareView]) -> list[dict[str, Any]]:
    """One line a share."""
    return [
        {
            "payer": one.payer_name,
            "source": source_title(one.source),
            "number": one.decision_number,
            "amount": one.amount,
            "paid": one.paid - one.recovered,
            "left": one.amount - one.paid + one.recovered,
            "agreement": _agreement(one),
        }
        for one in shares
    ]


def payment_lines(payments: Iterable[PaymentView]) -> list[dict[str, Any]]:
    """One line a payment; a recovery counts below zero."""
    return [
        {
            "day": day(one.paid_on),
            "payer": one.payer_name,
            "kind": PAYMENTS.get(one.kind, one.kind),
            "amount": -one.amount if one.kind == "recovery" else one.amount,
        }
        for one in payments
    ]


def instalment_lines(instalments: Iterable[InstalmentView]) -> list[dict[str, Any]]:
    """One line an instalment, with where it stands."""
    return [
        {
            "number": str(one.number),
            "due": day(one.due_on),
            "amount": one.amount,
            "repaid": one.repaid,
            "status": _standing(one),
        }
        for one in instalments
    ]


def _agreement(share: ShareView) -> str:
    if share.agreement_signed_on is not None:
        return str(gettext("signée le %(day)s", day=day(share.agreement_signed_on)))
    return str(gettext("obligatoire, à signer") if share.agreement_required else gettext("non obligatoire"))


def _standing(one: InstalmentView) -> tuple[str, str]:
    if one.repaid >= one.amount:
        return str(gettext("Remboursée")), "success"
    if one.late:
        return str(gettext("En retard")), "danger"
    return (str(gettext("En partie")), "active") if one.repaid else (str(gettext("À venir")), "todo")
