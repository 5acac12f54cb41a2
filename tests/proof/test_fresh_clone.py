"""`make run` from a fresh clone, with an empty environment, as a stranger would do it."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from civicforum.local.home import PROJECT
from civicforum.local.postgres import Postgres
from civicforum.local.processes import free_port
from tests.setup.watching import processes_of

pytestmark = pytest.mark.proof

FIRST_START = 300
SECOND_START = 10


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A clone below a folder that only its owner can enter."""
    private = tmp_path_factory.mktemp("private")
    private.chmod(0o700)
    copy = private / "우리 clone"
    subprocess.run(["git", "clone", "-q", str(PROJECT), str(copy)], check=True)
    yield copy
    forget(copy)
    shutil.rmtree(private)


def forget(clone: Path) -> None:
    """Remove the clone's data, also what PostgreSQL keeps elsewhere as root."""
    shutil.rmtree(Postgres(clone / "data").place.base, ignore_errors=True)
    shutil.rmtree(clone / "data", ignore_errors=True)


@contextlib.contextmanager
def running(clone: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`make run` in a terminal session of its own, with PATH and HOME only."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME")}
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"], cwd=clone, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)


def seconds_until(process: subprocess.Popen[str], text: str) -> float:
    """How long it takes until a line holds the text."""
    started = time.monotonic()
    seen = []
    for line in process.stdout or ():
        seen.append(line)
        if text in line:
            return time.monotonic() - started
        if "is ready" in line:
            break  # nothing more would come
    raise AssertionError("".join(seen))


def test_first_and_second_start(clone: Path) -> None:
    port = free_port(None)
    with running(clone, port) as portal:
        assert seconds_until(portal, "is ready") < FIRST_START
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/daulmadang/", timeout=20) as page:
            assert "228" in page.read().decode()
        accounts = clone / "data" / "demo_accounts.txt"
        assert accounts.stat().st_mode & 0o077 == 0
        before = accounts.read_text()
    assert processes_of(clone / "data") == []
    with running(clone, port) as portal:
        assert seconds_until(portal, "is ready") < SECOND_START
        assert accounts.read_text() == before
    assert processes_of(clone / "data") == []
    assert clone.parent.stat().st_mode & 0o777 == 0o700
    status = ["git", "-C", str(clone), "status", "--porcelain"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b""


@pytest.mark.parametrize(
    "moment", ["Starting PostgreSQL", "Database schema", "Static files", "worker and beat"]
)
def test_ctrl_c_at_any_moment_leaves_nothing(clone: Path, moment: str) -> None:
    forget(clone)
    with running(clone, free_port(None)) as portal:
        seconds_until(portal, moment)
    assert processes_of(clone / "data") == []


def test_commands_work_beside_a_portal_that_does_not_run(clone: Path) -> None:
    environment = {name: os.environ[name] for name in ("PATH", "HOME")}
    with running(clone, free_port(None)) as portal:
        seconds_until(portal, "is ready")
    checked = subprocess.run(
        [str(clone / ".venv/bin/python"), "manage.py", "check_record"],
        cwd=clone, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    assert "0 UNEXPLAINED" in checked.stdout
    assert processes_of(clone / "data") == []
