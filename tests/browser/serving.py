"""The portal as it is deployed, on a database of its own, for a real browser to visit."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from civicforum.local.home import PROJECT

CLERK = "jeonju@civicforum.example"  # of the demo accounts: the city clerk of Jeonju
START_SECONDS = 60.0
PUBLISHED = """
    SELECT address, kind, title, text FROM record_entry WHERE state = 'published' ORDER BY address
"""


@dataclass(frozen=True)
class Entry:
    """A published entry, as the database knows it."""

    address: str
    kind: str
    title: str
    text: str

    @property
    def path(self) -> str:
        """Where its Korean page is."""
        return f"/{self.address}/"


@dataclass(frozen=True)
class Portal:
    """A running portal: where it is and its database, who may sign in, what it has published."""

    url: str
    database_url: str
    passwords: dict[str, str]
    entries: list[Entry]
    env: dict[str, str] = field(default_factory=dict, repr=False)

    def told(self, code: str) -> str:
        """Run Python in a process of the portal's own and return what it prints."""
        return _run(self.env, "manage", "shell", "--verbosity", "0", "-c", code).strip()

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """Ask the portal's database."""
        return _rows(self.database_url, query)

    def mails(self) -> list[str]:
        """The mails in the portal's outbox, each as its lines stand in the file."""
        outbox = Path(self.env["CIVICFORUM_HOME"]) / "outbox"
        return [file.read_text() for file in sorted(outbox.glob("*"))]


@contextlib.contextmanager
def served(home: Path, name: str) -> Iterator[Portal]:
    """Prepare and serve a portal with the whole record; nothing of it is left afterwards."""
    with _database(name) as database_url:
        env = _environment(home, database_url)
        _run(env, "civicforum.prepare")
        entries = [Entry(*row) for row in _rows(database_url, PUBLISHED)]
        with _gunicorn(env) as url:
            yield Portal(url, database_url, _passwords(home), entries, env)


def _environment(home: Path, database_url: str) -> dict[str, str]:
    """Like production, apart from the demo accounts; the run's own Redis, another database."""
    redis = urlsplit(os.environ["REDIS_URL"])
    changed = {
        "CIVICFORUM_HOME": str(home),
        "DATABASE_URL": database_url,
        "REDIS_URL": urlunsplit(redis._replace(path="/7")),
        "SECRET_KEY": "a key for one test run",
        "DEMO_ACCOUNTS": "1",
        "DEBUG": "0",
        "HOST": "127.0.0.1",
        "PORT": str(_free_port()),
        "WEB_CONCURRENCY": "1",
    }
    kept = {key: value for key, value in os.environ.items() if key != "STATICFILES_STORAGE"}
    return kept | changed


@contextlib.contextmanager
def _database(name: str) -> Iterator[str]:
    server = os.environ["DATABASE_URL"]
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    _execute(server, drop)
    _execute(server, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, drop)


def _execute(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True  # databases are not made inside a transaction
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(url: str, query: str) -> list[tuple[str, ...]]:
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _run(env: dict[str, str], module: str, *words: str) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextlib.contextmanager
def _gunicorn(env: dict[str, str]) -> Iterator[str]:
    command = [sys.executable, "-m", "gunicorn", "-c", "civicforum/local/gunicorn_conf.py"]
    log = Path(env["CIVICFORUM_HOME"]) / "web.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=env, stdout=output, stderr=output)
    try:
        _wait(int(env["PORT"]), process, log)
        yield f"http://127.0.0.1:{env['PORT']}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"The portal did not start: {log.read_text()}")


def _passwords(home: Path) -> dict[str, str]:
    lines = [line.split() for line in (home / "demo_accounts.txt").read_text().splitlines()]
    return {words[0]: words[1] for words in lines if words and "@" in words[0]}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_chromium() -> str | None:
    """Return the path of the browser that set-up looks for, too."""
    from setup.browser import NAMES

    return next(filter(None, map(shutil.which, NAMES)), None)
