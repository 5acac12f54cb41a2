"""Celery itself, beside the tests: real workers and a real beat on the tests' own servers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

CLOCK = Path(__file__).parent / "shifted_clock"


def environment(home: Path, number: int, ahead: float = 0) -> dict[str, str]:
    """What Celery is started with: the tests' servers, and a clock that is ahead by seconds."""
    database = connection.settings_dict
    return os.environ | {
        "CIVICFORUM_HOME": str(home),
        "SECRET_KEY": "only-for-this-test",
        "DATABASE_URL": (
            f"postgres://{database['USER']}:{database['PASSWORD']}"
            f"@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        ),
        "REDIS_URL": broker(number),
        "REMINDER_SWEEP_SECONDS": "1",
        "PYTHONPATH": str(CLOCK),
        "CLOCK_AHEAD": str(ahead),
    }


def broker(number: int) -> str:
    """The address of a broker: a database of the tests' Redis that only one module uses."""
    return f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{number}"


def celery(home: Path, number: int, *arguments: str, ahead: float = 0) -> subprocess.Popen[bytes]:
    """Start Celery on the broker of that number; its log is `<first argument>.log` in the home."""
    log = (home / f"{arguments[0]}.log").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "civicforum", *arguments],
        cwd=settings.BASE_DIR, env=environment(home, number, ahead), stdout=log, stderr=log,
    )  # fmt: skip


@contextmanager
def at_work(home: Path, number: int, *each: tuple[str, ...], ahead: float = 0) -> Iterator[None]:
    """Let Celery run with each of the arguments, and end all of it."""
    running = [celery(home, number, *arguments, ahead=ahead) for arguments in each]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


WORKER = ("worker", "-c", "1", "-P", "solo")
