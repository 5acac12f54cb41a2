"""Celery itself, beside the tests: real workers and a real beat on the tests' own servers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


def _environment(home: Path, number: int) -> dict[str, str]:
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
    }


def broker(number: int) -> str:
    """The address of a broker: a database of the tests' Redis that only one module uses."""
    return f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{number}"


def celery(home: Path, number: int, *arguments: str) -> subprocess.Popen[bytes]:
    """Start Celery on the broker of that number; its log is `<first argument>.log` in the home."""
    log = (home / f"{arguments[0]}.log").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "civicforum", *arguments],
        cwd=settings.BASE_DIR, env=_environment(home, number), stdout=log, stderr=log,
    )  # fmt: skip


@contextmanager
def at_work(home: Path, number: int, *each: tuple[str, ...]) -> Iterator[None]:
    """Let Celery run with each of the arguments, and end all of it."""
    running = [celery(home, number, *arguments) for arguments in each]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


WORKER = ("worker", "-c", "1", "-P", "solo")
