"""The computations that need no file and no record."""

from __future__ import annotations

import pytest


def test_it_splits_by_largest_remainder_with_ties_in_the_given_order(answer) -> None:
    assert answer("split", "100000.00", "--weights", "a=5,b=5,c=1") == {
        "amount": "100000.00",
        "shares": {"a": "45454.55", "b": "45454.54", "c": "9090.91"},
    }


def test_it_splits_by_decimal_and_fractional_weights_exactly(answer) -> None:
    shares = answer("split", "0.03", "--weights", "z=1/3,y=0.333333333,a=1/3")["shares"]
    assert list(shares.items()) == [("z", "0.01"), ("y", "0.01"), ("a", "0.01")]


def test_an_amount_of_nothing_splits_into_nothing(answer) -> None:
    assert answer("split", "0", "--weights", "a=1,b=2")["shares"] == {"a": "0.00", "b": "0.00"}


@pytest.mark.parametrize(
    "weights",
    ["", "a", "a=", "=5", "a=x", "a=nan", "a=inf", "a=-1", "a=0,b=0", "a=1,a=2", "a=1e3", "a=1/0", "a=1,,b=2", "a=١"],
)
def test_it_refuses_unusable_weights(call, weights: str) -> None:
    result = call("split", "100.00", "--weights", weights)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--weights: ")


@pytest.mark.parametrize(
    "amount", ["12.345", "1e3", "NaN", "Infinity", "1,50", "", "99999999999999.00", "10 000", "0x10"]
)
def test_it_refuses_an_unusable_amount(call, amount: str) -> None:
    result = call("split", amount, "--weights", "a=1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("AMOUNT: ")


def test_it_refuses_a_negative_amount(call) -> None:
    result = call("split", "--weights", "a=1", "--", "-5.00")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "AMOUNT: " in result.stderr


@pytest.mark.parametrize(
    ("realised", "paid", "expected"),
    [
        ("40000.00", "16000.00", {"due": "20000.00", "balance": "4000.00", "recovery": "0.00"}),
        ("50000.00", "20000.00", {"due": "20000.00", "balance": "0.00", "recovery": "0.00"}),
        ("30000.01", "16000.00", {"due": "15000.00", "balance": "0.00", "recovery": "1000.00"}),
        ("0.00", "1.00", {"due": "0.00", "balance": "0.00", "recovery": "1.00"}),
    ],
)
def test_what_is_due_follows_the_realised_base(answer, realised: str, paid: str, expected: dict[str, str]) -> None:
    given = ("--award", "20000.00", "--base", "40000.00", "--realised", realised, "--paid", paid)
    assert answer("due", *given) == expected


def test_every_bad_value_of_a_call_is_named_at_once(call) -> None:
    result = call("due", "--award", "12.345", "--base", "x", "--realised", "1")
    assert result.exit_code == 2
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["--award", "--base", "--paid"]


def test_a_base_of_zero_is_named_as_it_was_typed(call) -> None:
    result = call("due", "--award", "1", "--base", "0", "--realised", "1", "--paid", "1")
    assert result.exit_code == 2
    assert result.stderr.startswith("--base: ")


def test_a_schedule_sums_to_the_advance_on_the_last_days_of_months(answer) -> None:
    instalments = answer(
        "schedule", "--amount", "100.00", "--instalments", "3", "--first", "2026-01-31", "--every", "month"
    )["instalments"]
    assert instalments == [
        {"number": 1, "on": "2026-01-31", "amount": "33.34"},
        {"number": 2, "on": "2026-02-28", "amount": "33.33"},
        {"number": 3, "on": "2026-03-31", "amount": "33.33"},
    ]


def test_a_schedule_goes_by_quarters(answer) -> None:
    given = ("--amount", "15000", "--instalments", "2", "--first", "2026-11-15", "--every", "quarter")
    assert [one["on"] for one in answer("schedule", *given)["instalments"]] == ["2026-11-15", "2027-02-15"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--every", "week"),
        ("--instalments", "-3"),
        ("--instalments", "0"),
        ("--instalments", "2.5"),
        ("--instalments", "601"),
        ("--first", "2026-02-30"),
        ("--first", "15/01/2026"),
        ("--first", "20260115"),
        ("--first", "9999-12-31"),
        ("--amount", "0.00"),
        ("--amount", "-1.00"),
        ("--amount", "NaN"),
    ],
)
def test_it_refuses_an_unusable_schedule(call, option: str, value: str) -> None:
    given = {"--amount": "100.00", "--instalments": "3", "--first": "2026-01-31", "--every": "month", option: value}
    result = call("schedule", *[part for pair in given.items() for part in pair])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{option}: ")


def test_a_secured_advance_counts_for_its_gross_grant_equivalent(answer) -> None:
    given = ("gge", "--amount", "100000.00", "--years", "5", "--on", "2026-06-01")
    assert answer(*given, "--secured") == {"gge": "20000.00"}
    assert answer(*given) == {"gge": "100000.00"}


def test_a_term_may_be_a_part_of_a_year(answer) -> None:
    given = ("--amount", "100000.00", "--on", "2026-06-01", "--secured")
    assert answer("gge", *given, "--years", "2.5") == answer("gge", *given, "--years", "5/2") == {"gge": "10000.00"}


@pytest.mark.parametrize(
    ("option", "value"), [("--years", "0"), ("--years", "-1"), ("--years", "nan"), ("--on", "1990-01-01")]
)
def test_it_refuses_an_unusable_term_or_day(call, option: str, value: str) -> None:
    given = {"--amount": "100000.00", "--years": "5", option: value}
    result = call("gge", *[part for pair in given.items() for part in pair])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{option}: ")


def test_silence_refuses_two_months_after_deposit(answer) -> None:
    assert answer("clock", "--deposit", "2026-01-15") == {"implicit_refusal": "2026-03-15", "suspended_days": 0}


def test_items_asked_for_suspend_the_clock(answer) -> None:
    given = ("clock", "--deposit", "2026-01-15", "--request")
    received = answer(*given, "2026-01-25:2026-02-24:2026-02-10")
    assert received == {"implicit_refusal": "2026-03-31", "suspended_days": 16}
    assert answer(*given, "2026-01-25:2026-02-24")["suspended_days"] == 30


@pytest.mark.parametrize(
    "request_given",
    ["2026-01-25", "2026-01-25:", "2026-01-25:2026-02-31", "2026-01-10:2026-02-24", "2026-01-25:2026-01-20", "a:b:c:d"],
)
def test_it_refuses_an_unusable_request(call, request_given: str) -> None:
    result = call("clock", "--deposit", "2026-01-15", "--request", request_given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--request")
