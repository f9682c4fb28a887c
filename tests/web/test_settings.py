"""Settings come from the environment, checked; the secret key is made once and kept."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from config.settings import kept_secret, read_settings
from workflow.kernel.errors import InvalidInput


def test_an_empty_environment_gives_a_working_local_service(tmp_path: Path) -> None:
    settings = read_settings({"OCTROI_DATA_DIR": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'octroi.db'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert (settings.secure_cookies, settings.smtp_url, settings.body) == (False, None, "octroi")
    assert settings.upload_limit == 20_000_000 // 1_000_000 * 1024 * 1024


def test_an_https_address_makes_cookies_secure(tmp_path: Path) -> None:
    settings = read_settings({"OCTROI_DATA_DIR": str(tmp_path), "OCTROI_BASE_URL": "https://aides.example/"})
    assert settings.secure_cookies
    assert settings.base_url == "https://aides.example"


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    environ = {
        "OCTROI_DATA_DIR": str(tmp_path),
        "OCTROI_BASE_URL": "aides.example",
        "SMTP_URL": "ftp://mail.example",
        "OCTROI_SECURE_COOKIES": "perhaps",
        "OCTROI_UPLOAD_MEGABYTES": "-3",
        "OCTROI_PROXIES": "many",
        "SECRET_KEY": "short",
    }
    with pytest.raises(InvalidInput) as refused:
        read_settings(environ)
    assert {problem.field for problem in refused.value.problems} == set(environ) - {"OCTROI_DATA_DIR"}
    assert not (tmp_path / "secret_key").exists()


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = read_settings({"OCTROI_DATA_DIR": str(folder)}).secret_key
    assert len(first) >= 60
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert read_settings({"OCTROI_DATA_DIR": str(folder)}).secret_key == first
    assert [entry.name for entry in folder.iterdir()] == ["secret_key"]


def test_processes_that_start_together_end_with_one_key(tmp_path: Path) -> None:
    barrier = threading.Barrier(8)
    keys: list[str] = []

    def start() -> None:
        barrier.wait()
        keys.append(kept_secret(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_spoiled_key_file_is_refused_rather_than_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("x")
    with pytest.raises(InvalidInput) as refused:
        kept_secret(tmp_path)
    assert refused.value.problems[0].code == "setting_secret_file"


def test_settings_never_show_their_secrets(tmp_path: Path) -> None:
    settings = read_settings({"OCTROI_DATA_DIR": str(tmp_path), "SMTP_URL": "smtp://user:hidden@mail.example"})
    assert settings.secret_key not in repr(settings)
    assert "hidden" not in repr(settings)
