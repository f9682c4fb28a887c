"""The verdict on a plan, and the plans that cannot be used."""

from __future__ import annotations

import json

import pytest

SCHEME = "bretagne/cap-creation-ess"
PLAN = """\
applicant: {kind: association, nuts2: FRH0}
phase: emergence
costs:
  - {label: "Étude", account: "62", amount: "30000.00"}
resources:
  - {source: scheme, amount: "20000.01"}
  - {source: own, amount: "9999.99"}
request: "20000.01"
"""
AT_THE_CAP = PLAN.replace("20000.01", "20000.00").replace("9999.99", "10000.00")


def test_a_plan_at_the_cap_passes(answer, written) -> None:
    verdict = answer("check", SCHEME, "--plan", written("plan.yaml", AT_THE_CAP), "--on", "2017-06-01")
    assert verdict["verdict"] == "pass"
    assert verdict["max_award"] == "20000.00"


def test_one_cent_more_fails_with_status_one_and_the_whole_document(answer, written) -> None:
    verdict = answer("check", SCHEME, "--plan", written("plan.yaml", PLAN), "--on", "2017-06-01", status=1)
    assert list(verdict) == ["scheme", "version", "on", "verdict", "eligible_base", "max_award", "findings"]
    assert [verdict[key] for key in list(verdict)[:6]] == [
        SCHEME,
        "2017-1",
        "2017-06-01",
        "fail",
        "30000.00",
        "20000.00",
    ]
    cap = next(finding for finding in verdict["findings"] if finding["rule"] == "amount_cap")
    assert list(cap) == ["rule", "status", "actual", "limit", "headroom", "explanation", "basis"]
    assert (cap["status"], cap["actual"], cap["limit"], cap["headroom"]) == ("fail", "20000.01", "20000.00", "-0.01")
    assert "1 centime" in cap["explanation"]
    assert [finding["rule"] for finding in verdict["findings"] if finding["status"] == "fail"] == ["amount_cap"]


def test_json_and_yaml_say_the_same(answer, written) -> None:
    document = {
        "applicant": {"kind": "association", "nuts2": "FRH0"},
        "phase": "emergence",
        "costs": [{"label": "Étude 😀", "account": "62", "amount": "30000.00"}],
        "resources": [{"source": "scheme", "amount": "20000.01"}, {"source": "own", "amount": "9999.99"}],
        "request": "20000.01",
    }
    paths = [
        written("plan.yaml", PLAN),
        written("plan.json", json.dumps(document, indent="\t")),
        written("one-line.json", json.dumps(document, separators=(",", ":"), ensure_ascii=False)),
    ]
    verdicts = [answer("check", SCHEME, "--plan", path, "--on", "2017-06-01", status=1) for path in paths]
    assert verdicts[0] == verdicts[1] == verdicts[2]


def test_a_plan_may_come_from_standard_input(call) -> None:
    result = call("check", SCHEME, "--plan", "-", "--on", "2017-06-01", given=AT_THE_CAP)
    assert result.exit_code == 0
    assert "Le plan convient." in result.stdout


def test_a_short_name_is_enough_where_only_one_region_has_it(answer, written) -> None:
    assert answer("check", "cap-creation-ess", "--plan", written("p.yaml", AT_THE_CAP))["scheme"] == SCHEME


def test_an_overlaid_rule_changes_the_verdict(answer, written) -> None:
    path = written("plan.yaml", PLAN)
    given = ("check", SCHEME, "--plan", path, "--on", "2017-06-01", "--with", "amount_cap=40000.00")
    raised = answer(*given)
    assert (raised["verdict"], raised["max_award"]) == ("pass", "30000.00")
    lowered = answer(*given, "--with", "aid_rate=1/2", status=1)
    assert (lowered["verdict"], lowered["max_award"]) == ("fail", "15000.00")


@pytest.mark.parametrize(
    "change", ["aid_rate", "aid_rate=", "=0.5", "aid_rate=1.5", "aid_rate=50%", "amount_cap=x", "phase=emergence"]
)
def test_it_refuses_an_unusable_overlay(call, written, change: str) -> None:
    result = call("check", SCHEME, "--plan", written("plan.yaml", AT_THE_CAP), "--with", change)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--with")


def test_it_refuses_the_same_rule_twice(call, written) -> None:
    given = ("--with", "amount_cap=1.00", "--with", "amount_cap=2.00")
    result = call("check", SCHEME, "--plan", written("plan.yaml", AT_THE_CAP), *given)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("scheme", ["bretagne/nothing", "../../config/settings", "*", "", "bretagne/*"])
def test_it_refuses_an_unknown_scheme_and_names_the_known_ones(call, written, scheme: str) -> None:
    result = call("check", scheme, "--plan", written("plan.yaml", AT_THE_CAP))
    assert (result.exit_code, result.stdout) == (2, "")
    assert SCHEME in result.stderr


FAULTS = {
    "an unquoted amount": ('amount: "30000.00"', "amount: 30000.00", 4, "costs[0].amount"),
    "a float": ('amount: "30000.00"', "amount: 12.5", 4, "costs[0].amount"),
    "three decimals": ('amount: "30000.00"', 'amount: "30000.001"', 4, "costs[0].amount"),
    "a negative amount": ('amount: "9999.99"', 'amount: "-9999.99"', 7, "resources[1].amount"),
    "a huge amount": ('amount: "9999.99"', 'amount: "999999999999.00"', 7, "resources[1].amount"),
    "not a number": ('amount: "9999.99"', "amount: .nan", 7, "resources[1].amount"),
    "infinity": ('amount: "9999.99"', "amount: .inf", 7, "resources[1].amount"),
    "an unknown source": ("source: own", "source: lottery", 7, "resources[1].source"),
    "an unknown key": ("phase: emergence", "phase: emergence\ncolour: blue", 3, "colour"),
    "an unknown phase": ("phase: emergence", "phase: dream", 2, "phase"),
    "an unknown kind": ("kind: association", "kind: wizard", 1, "applicant.kind"),
    "a missing request": ('request: "20000.01"\n', "", 1, "request"),
    "a duplicate key": ('request: "20000.01"', 'request: "1.00"\nrequest: "2.00"', 9, "request"),
    "a tag": ("phase: emergence", "phase: !python/object emergence", 2, "phase"),
    "an alias": ("phase: emergence", "phase: *other", 2, "phase"),
    "a bad date": (
        "phase: emergence",
        'prior_aid: [{granted_on: 2023-02-30, amount: "1.00", regime: none}]',
        2,
        "prior_aid[0].granted_on",
    ),
    "a negative year": ('request: "20000.01"', 'request: "1.00"\nyearly: {"2017": "-5.00"}', 9, "yearly.2017"),
    "broken YAML": ("phase: emergence", "phase: [emergence", 3, ""),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_with_a_fault_is_refused_with_its_line_and_field(call, written, fault: str, language: str) -> None:
    before, after, line, field = FAULTS[fault]
    assert before in PLAN
    path = written("plan.yaml", PLAN.replace(before, after, 1))
    result = call("check", SCHEME, "--plan", path, "--language", language)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{path}:{line}: {field}" in result.stderr


def test_every_fault_of_a_plan_is_named_at_once(call, written) -> None:
    plan = PLAN.replace('"30000.00"', "30000.00").replace("source: own", "source: lottery").replace("emergence", "x")
    result = call("check", SCHEME, "--plan", written("plan.yaml", plan))
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"request": "1.00",\n "request": "2.00"}', 2),
        ('{"applicant": {"kind": "association"},\n "request": 1.5}', 2),
        ('{"request":\n NaN}', 2),
        ('{"request":\n\n -Infinity}', 3),
        ('{"request": "1.00",}', 1),
        ('{"request": "1.00"} trailing', 1),
        ("[" * 100_000, None),
        ("", 1),
        ("null", 1),
        ('"text"', 1),
    ],
)
def test_unusable_json_is_refused_with_its_line(call, written, content: str, line: int | None) -> None:
    path = written("plan.json", content)
    result = call("check", SCHEME, "--plan", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (f"{path}:{line}: " if line else str(path)) in result.stderr


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00r", "request: é".encode("latin-1"), b"a: 1\n---\nb: 2\n", b"x" * 600_000, b"", b"\x00", b"- 1\n"],
    ids=["UTF-16", "Latin-1", "two documents", "too large", "empty", "a control character", "a list"],
)
def test_an_unusable_file_is_refused(call, written, content: bytes) -> None:
    path = written("plan.yaml", content)
    result = call("check", SCHEME, "--plan", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(path) in result.stderr


def test_a_missing_file_and_a_folder_are_refused(call, tmp_path) -> None:
    for path in (tmp_path / "nothing.yaml", tmp_path):
        result = call("check", SCHEME, "--plan", path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert str(path) in result.stderr


def test_people_read_it_in_their_language(call, written, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ("check", SCHEME, "--plan", written("plan.yaml", PLAN), "--on", "2017-06-01")
    assert "Le plan ne convient pas." in call(*given).stdout
    assert "The plan fails." in call(*given, "--language", "en").stdout
    monkeypatch.setenv("OCTROI_LANGUAGE", "en")
    assert "The plan fails." in call(*given).stdout
    assert "Le plan ne convient pas." in call(*given, "--language", "fr").stdout
