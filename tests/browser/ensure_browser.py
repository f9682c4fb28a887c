"""Find a Chromium for the browser tests, or install one; print where it is.

Looks at ``OCTROI_CHROMIUM``, then on the PATH, then at what Playwright keeps. Where there is
none, installs Debian's (as root) or Playwright's. Fails in one clear sentence, because browser
tests are never skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """The Chromium that this machine already has.

    Raises:
        FileNotFoundError: ``OCTROI_CHROMIUM`` names a file that does not exist.
    """
    named = os.environ.get("OCTROI_CHROMIUM")
    if named:
        return _named(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return Path(found)
    kept = _kept_by_playwright()
    return kept if kept.exists() else None


def install_chromium() -> None:
    """Install Debian's Chromium as root where there is apt, Playwright's own otherwise."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    else:
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Print the path of a Chromium; 1 where there is none and none can be had."""
    try:
        chromium = find_chromium() or _installed()
    except FileNotFoundError as missing:
        print(missing, file=sys.stderr)
        return 1
    print(chromium)
    return 0


def _named(path: str) -> Path:
    if not Path(path).is_file():
        raise FileNotFoundError(f"OCTROI_CHROMIUM names {path}, which does not exist.")
    return Path(path)


def _kept_by_playwright() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _installed() -> Path:
    try:
        install_chromium()
    except (OSError, subprocess.CalledProcessError) as failure:
        raise FileNotFoundError(_advice(str(failure))) from failure
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError(_advice("the installation left none behind"))
    return chromium


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def _advice(reason: str) -> str:
    return (
        f"The browser tests need Chromium and none could be installed ({reason}). "
        "Install it, or give its path in OCTROI_CHROMIUM."
    )


if __name__ == "__main__":
    sys.exit(main())
