"""The server that ``octroi serve`` starts, in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from workflow.cli.sign_ins import SignIn, keep_sign_ins, kept_sign_ins
from workflow.kernel.words import Words
from workflow.store.migrating import current_revision, head_revision

OCTROI = Path(sys.executable).with_name("octroi")
SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answered(port: int, server: subprocess.Popen[str]) -> int:
    """The status of the first answer that the server gives."""
    for _ in range(SECONDS * 5):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
            connection.request("GET", "/nowhere")
            status = connection.getresponse().status
        except ConnectionError:
            time.sleep(0.2)
        else:
            connection.close()
            return status
    raise AssertionError("the server never answered")


def test_it_migrates_says_where_it_is_answers_and_stops(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [OCTROI, "serve", "--port", str(port), "--json"],
        env={"PATH": os.environ["PATH"], "OCTROI_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        status = answered(port, server)
    finally:
        server.send_signal(signal.SIGTERM)
        said, complaints = server.communicate(timeout=SECONDS)
    assert status == 404
    assert json.loads(said) == {"address": f"http://127.0.0.1:{port}/", "sign_ins": []}
    assert complaints == ""
    assert server.returncode == 0
    assert current_revision(f"sqlite:///{tmp_path}/octroi.db") == head_revision()


def test_a_port_that_is_taken_is_unusable_input_and_nothing_is_migrated(call, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("OCTROI_DATA_DIR", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = call("serve", "--port", taken.getsockname()[1])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--port: ")
    assert not (tmp_path / "octroi.db").exists()


def test_it_refuses_a_port_that_is_none(call) -> None:
    for port in ("0", "65536", "-1", "http"):
        result = call("serve", "--port", port)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("--port: ")


def test_the_sign_ins_of_a_demonstration_are_kept_for_its_owner_only(tmp_path: Path) -> None:
    sign_ins = (SignIn("ada@exemple.test", 1, "mot de passe d’essai", Words("Porteuse", "Applicant")),)
    keep_sign_ins(tmp_path, sign_ins)
    assert kept_sign_ins(tmp_path) == sign_ins
    assert (tmp_path / "demonstration.json").stat().st_mode & 0o777 == 0o600
    assert kept_sign_ins(tmp_path / "elsewhere") == ()


def test_a_spoilt_list_of_sign_ins_stops_the_server_before_it_starts(call, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("OCTROI_DATA_DIR", str(tmp_path))
    (tmp_path / "demonstration.json").write_text('[{"email": "ada@exemple.test"}]')
    result = call("serve", "--port", free_port())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "octroi demo --reset" in result.stderr
