"""The installed command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

OCTROI = Path(sys.executable).with_name("octroi")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [OCTROI, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )


def test_a_script_reads_json_and_status_zero() -> None:
    done = run("split", "100000.00", "--weights", "a=5,b=5,c=1", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["shares"] == {"a": "45454.55", "b": "45454.54", "c": "9090.91"}


def test_a_failed_verdict_is_status_one(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"applicant": {"kind": "association"}, "request": "20000.01"}')
    done = run("check", "bretagne/cap-creation-ess", "--plan", str(plan), "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["verdict"] == "fail"


def test_unusable_input_is_status_two_and_nothing_on_standard_output(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("request: 12.5\n")
    done = run("check", "bretagne/cap-creation-ess", "--plan", str(plan), "--json", OCTROI_LANGUAGE="en")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{plan}:1: request: Unreadable amount" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_accents_survive_a_terminal_that_says_it_knows_none() -> None:
    done = run("scheme", "show", "bretagne/cap-creation-ess", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "CAP’Création ESS" in done.stdout
