"""A what-if: the same scheme with some of its amounts or rates replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.schemes.model import Caps, Scheme

OVERLAYS: Final = ("aid_rate", "public_aid_rate", "amount_cap", "amount_floor", "base_cap")
"""The rules that an overlay can replace."""


def overlay(scheme: Scheme, changes: Mapping[str, object]) -> Scheme:
    """``scheme`` with the rules named in ``changes`` replaced, the others as they are.

    Values are as a scheme file has them: rates ``"0.50"`` or ``"1/3"``, amounts ``"40000.00"``, or the
    :class:`Fraction` and :class:`Money` that these stand for.

    Raises:
        InvalidInput: an unknown name or an unreadable value; every fault is named.
    """
    problems = [_unknown(name) for name in changes if name not in OVERLAYS]
    known = {name: value for name, value in changes.items() if name in OVERLAYS}
    try:
        caps = Caps.model_validate(known)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            context = details.get("ctx", {})
            words = Words(fr=str(context.get("fr", _VALUE.fr)), en=str(context.get("en", _VALUE.en)))
            problems.append(Problem(str(details["loc"][0]), "overlay_value", words))
        raise InvalidInput(problems) from error
    if problems:
        raise InvalidInput(problems)
    replaced = scheme.caps.model_copy(update={name: getattr(caps, name) for name in known})
    return scheme.model_copy(update={"caps": replaced})


def _unknown(name: str) -> Problem:
    listed = ", ".join(OVERLAYS)
    words = Words(
        fr=f"La règle « {name[:60]} » ne peut pas être remplacée. Règles admises : {listed}.",
        en=f"The rule “{name[:60]}” cannot be replaced. Admitted rules: {listed}.",
    )
    return Problem(name[:60], "overlay_unknown", words)


_VALUE: Final = Words(fr="Cette valeur n’est pas lisible.", en="This value cannot be read.")
