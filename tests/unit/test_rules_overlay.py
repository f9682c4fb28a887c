"""A what-if replaces the amounts and rates that it names, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.fixtures.cases import a_scheme, euros
from workflow.kernel.errors import InvalidInput
from workflow.rules.overlay import overlay


def test_an_overlay_replaces_only_what_it_names() -> None:
    scheme = a_scheme(amount_cap="20000.00", amount_floor="2000.00")
    changed = overlay(scheme, {"amount_cap": "40000.00", "aid_rate": "0.50"})
    assert (changed.caps.amount_cap, changed.caps.amount_floor) == (euros("40000.00"), euros("2000.00"))
    assert changed.caps.aid_rate == Fraction(1, 2)
    assert scheme.caps.amount_cap == euros("20000.00")


def test_an_overlay_takes_exact_values_too() -> None:
    changed = overlay(a_scheme(), {"public_aid_rate": Fraction(4, 5), "base_cap": euros("5.00")})
    assert (changed.caps.public_aid_rate, changed.caps.base_cap) == (Fraction(4, 5), euros("5.00"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount_cap", "20000.001"),
        ("amount_cap", "-1.00"),
        ("aid_rate", "1.5"),
        ("aid_rate", 0.5),
        ("public_aid_rate", "80%"),
        ("period_cap", "45000.00"),
        ("vat", "0.20"),
    ],
)
def test_an_unknown_rule_or_an_unreadable_value_is_refused(name: str, value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        overlay(a_scheme(), {name: value})
    assert [problem.field for problem in refused.value.problems] == [name]


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        overlay(a_scheme(), {"vat": "1", "amount_cap": "x", "aid_rate": "2"})
    assert {problem.field for problem in refused.value.problems} == {"vat", "amount_cap", "aid_rate"}
