"""The Chromium that the browser tests drive."""

import os
import shutil
import subprocess
from pathlib import Path

from setup.commands import Failure, run

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KOREAN_FONT = "fonts-noto-cjk"


def make_browser(log: Path) -> None:
    """Find a Chromium, or as root on Debian install it; else say how to get one.

    Raises `Failure` under `CI=true`, where tests without a browser would prove too little.
    """
    if _found():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install(log)
        return
    advice = "install Chromium, for example with `sudo apt-get install chromium`"
    if os.environ.get("CI") == "true":
        raise Failure(f"No Chromium was found, and CI needs the browser tests: {advice}.")
    print(f"No Chromium was found, so the browser tests are skipped: {advice}.", flush=True)


def _found() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _install(log: Path) -> None:
    print("Installing Chromium (apt-get) …", flush=True)
    packages = ["chromium", *([] if _has_korean_font() else [KOREAN_FONT])]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    run("Reading Debian's package lists", [*environment, "apt-get", "-q", "update"], log)
    options = ["-q", "-y", "--no-install-recommends"]
    run("Installing Chromium", [*environment, "apt-get", "install", *options, *packages], log)


def _has_korean_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=ko"], capture_output=True, check=False).stdout)
