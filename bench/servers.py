"""The production server under test: gunicorn, two workers, DEBUG off."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
WORKERS = "2"


def environment(home: Path, urls: dict[str, str]) -> dict[str, str]:
    """Return the environment the portal runs in here."""
    return os.environ | urls | {"CIVICFORUM_HOME": str(home), "SECRET_KEY": "bench", "DEBUG": "0"}


def manage(env: dict[str, str], *arguments: str) -> None:
    """Run a management command and stop the benchmark when it fails."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT, env=env, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(application: str, env: dict[str, str]) -> Iterator[int]:
    """Serve a WSGI application for the length of a `with` block and yield its port."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application, "-w", WORKERS, "-k", "gthread",
         "--threads", "4", "-b", f"127.0.0.1:{port}", "--keep-alive", "30", "--log-level", "error"],
        cwd=PROJECT, env=env,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("The server under test did not start: see the lines above.")
