"""The dated limits of the law, as the files of config/regulations/ give them."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from workflow.kernel.errors import NotFound
from workflow.kernel.money import Money
from workflow.schemes.faults import SchemeFault
from workflow.schemes.regulations import FOLDER, Regulations, load_regulations


@pytest.fixture(scope="module")
def regulations() -> Regulations:
    return load_regulations()


@pytest.mark.parametrize(
    ("period", "nuts2", "rate"),
    [
        ("2014-2020", "FRH0", Fraction(1, 2)),
        ("2014-2020", "FRI1", Fraction(1, 2)),
        ("2014-2020", "FRI2", Fraction(3, 5)),
        ("2014-2020", "FRI3", Fraction(3, 5)),
        ("2021-2027", "FRH0", Fraction(3, 5)),
        ("2021-2027", "FRI1", Fraction(3, 5)),
        ("2021-2027", "FRI2", Fraction(3, 5)),
        ("2021-2027", "FRI3", Fraction(3, 5)),
    ],
)
def test_the_feder_rate_follows_the_period_and_the_nuts_2_region(
    regulations: Regulations, period: str, nuts2: str, rate: Fraction
) -> None:
    assert regulations.feder_rate(period, nuts2).rate == rate


def test_an_unknown_region_or_period_has_no_feder_rate(regulations: Regulations) -> None:
    with pytest.raises(NotFound):
        regulations.feder_rate("2021-2027", "FR10")
    with pytest.raises(NotFound):
        regulations.feder_rate("2007-2013", "FRH0")


@pytest.mark.parametrize(
    ("day", "ceiling", "window"),
    [
        (date(2023, 12, 31), Money(20_000_000), "fiscal_years"),
        (date(2024, 1, 1), Money(30_000_000), "rolling"),
    ],
)
def test_the_de_minimis_regulation_changes_on_the_first_day_of_2024(
    regulations: Regulations, day: date, ceiling: Money, window: str
) -> None:
    limit = regulations.de_minimis("de_minimis", day)
    assert (limit.ceiling, limit.window) == (ceiling, window)


def test_services_of_general_interest_have_their_own_ceiling(regulations: Regulations) -> None:
    assert regulations.de_minimis("sgei_de_minimis", date(2026, 1, 1)).ceiling == Money(75_000_000)
    assert regulations.de_minimis("sgei_de_minimis", date(2023, 1, 1)).ceiling == Money(50_000_000)


def test_a_day_without_a_regulation_is_not_guessed(regulations: Regulations) -> None:
    with pytest.raises(NotFound):
        regulations.de_minimis("de_minimis", date(2013, 12, 31))
    with pytest.raises(NotFound):
        regulations.agreement_threshold(date(2000, 1, 1))


def test_the_other_limits_are_those_of_the_law(regulations: Regulations) -> None:
    assert regulations.leader().public_rate == Fraction(4, 5)
    assert regulations.leader().feader_share == Fraction(4, 5)
    assert regulations.own_share().rate == Fraction(1, 5)
    assert regulations.agreement_threshold(date(2017, 6, 1)).amount == Money(2_300_000)
    assert regulations.silence().months == 2


def test_every_limit_names_its_source_in_both_languages(regulations: Regulations) -> None:
    stated = [
        *regulations.de_minimis_limits,
        *regulations.feder_rates,
        *regulations.agreement_thresholds,
        regulations.leader(),
        regulations.own_share(),
        regulations.silence(),
    ]
    for limit in stated:
        assert limit.reference.title.fr
        assert limit.reference.title.en
        assert limit.reference.article


def test_every_fault_of_every_file_is_named_at_once_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "regulations"
    shutil.copytree(FOLDER, folder)
    leader, own = folder / "leader.yaml", folder / "own_share.yaml"
    leader.write_text(leader.read_text().replace('"0.80"', "0.80"))
    own.write_text(own.read_text().replace('  rate: "0.20"', '  rate: "0.20"\n  rate: "0.30"'))
    with pytest.raises(SchemeFault) as refused:
        load_regulations(folder)
    found = {(problem.place, problem.code) for problem in refused.value.problems}
    assert found == {
        ("regulations/leader.yaml:4", "rate_format"),
        ("regulations/leader.yaml:5", "rate_format"),
        ("regulations/own_share.yaml:4", "duplicate_key"),
    }


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemeFault):
        load_regulations(tmp_path)
