"""A real PostgreSQL from a pip wheel, over loopback TCP, for where `DATABASE_URL` is empty.

Only the wheel's programs are used. Its own Python manager would, as root, open every parent
folder of the data to everybody.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGQUIT
from typing import Any

from civicforum.local import Problem
from civicforum.local.account import Account, server_account
from civicforum.local.home import make_private_folder, read_json, write_json
from civicforum.local.processes import (
    Argv,
    Check,
    Process,
    end_process,
    free_port,
    no_check,
    run_to_end,
    runs,
    start_server,
    wait_until,
)
from civicforum.local.programs import SYSTEM_FOLDER, make_system_folder, programs_folder

NAME = "civicforum"  # of the database and of its owner
STILL_WRITTEN_TO = 10  # seconds at most that what a killed start began goes on
LONGEST_PATH = 700  # bytes; PostgreSQL holds paths in buffers of 1024
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}

HARDENED = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class Postgres:
    """The PostgreSQL server of one CivicForum home.

    As an ordinary user everything lies below the home. As root the server runs as another
    account, which must not be let into the home; its data and a copy of the programs then lie in
    `/var/lib/civicforum`.
    """

    def __init__(self, home: Path, fast: bool = False) -> None:
        """Take the home's absolute path; `fast` gives up crash safety, for tests."""
        self.home = home
        self.fast = fast
        self.process: Process | None = None
        self.as_root = os.geteuid() == 0
        self.base = SYSTEM_FOLDER / _short_hash(home) if self.as_root else home
        self.data = self.base / "pgdata"
        self.log = home / "postgres.log"
        self.kept = home / "postgres.json"

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL`; meaningful once the server was started."""
        kept = read_json(self.kept)
        return f"postgres://{NAME}:{kept['password']}@127.0.0.1:{kept['port']}/{NAME}"

    def running(self) -> bool:
        """Say whether this home's server is up and accepts connections."""
        lines = self._pid_file()
        return len(lines) > 7 and lines[7].strip() == "ready" and self._lives()

    def start(self, check: Check = no_check) -> None:
        """Make the data when there is none yet, start the server and wait until it is ready.

        Raises `Problem` with one sentence where that fails.
        """
        account = server_account()
        programs = programs_folder(copied=self.as_root)
        self._make_data(programs, account, check)
        self._forget_stranger()
        port = free_port(read_json(self.kept).get("port"))
        write_json(self.kept, read_json(self.kept) | {"port": port})
        self._launch(programs, account, port, check)

    def stop(self) -> None:
        """Stop the server, if it runs, and wait until it has ended."""
        if self._lives():
            end_process(self._pid(), self.data, [(SIGINT, 30), (SIGQUIT, 10), (SIGKILL, 5)])
        if self.process:
            self.process.poll()  # collects it

    # -- the running server ------------------------------------------------------------------

    def _launch(self, programs: Path, account: Account, port: int, check: Check) -> None:
        argv: list[str | Path] = [
            programs / "postgres",
            "-D",
            self.data,
            "-p",
            str(port),
            *HARDENED,
        ]
        argv += FAST if self.fast else []
        options = {"env": ENVIRONMENT, "cwd": "/"} | account.options()
        with _startable():
            self.process = start_server(argv, self.log, self.running, check, **options)
        if self.process is None:
            raise Problem(self._why())

    def _forget_stranger(self) -> None:
        """After a crash or a reboot another process may have the number in the pid file."""
        if Path(f"/proc/{self._pid()}").exists() and not self._lives():
            (self.data / "postmaster.pid").unlink()

    def _why(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        errors = [line for line in lines if "FATAL" in line or "PANIC" in line or "ERROR" in line]
        return _failure("PostgreSQL did not start", (errors or lines)[-1:]) + f" (log: {self.log})."

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _pid(self) -> int:
        first = (self._pid_file() or ["0"])[0]
        return int(first) if first.strip().isdigit() else 0

    def _lives(self) -> bool:
        return runs(self._pid(), self.data)

    # -- its data ----------------------------------------------------------------------------

    def _make_data(self, programs: Path, account: Account, check: Check) -> None:
        password = read_json(self.kept).get("password")
        if self.data.exists() and password:
            return
        self._prepare_base()
        if self.data.exists():
            self._set_aside()
        elif password:
            _note(f"The PostgreSQL data in {self.data} are gone; the database starts empty.")
        for unfinished in self.base.glob("pgdata.new.*"):  # left by a start that was killed
            wait_until(partial(_removed, unfinished), STILL_WRITTEN_TO, check)
        new = Path(tempfile.mkdtemp(dir=self.base, prefix="pgdata.new."))
        account.own(new)
        password = secrets.token_hex(24)
        self._initdb(programs, account, new, password, check)
        self._create_database(programs, account, new, check)
        write_json(self.kept, {"password": password})
        new.rename(self.data)

    def _prepare_base(self) -> None:
        if self.as_root:
            make_system_folder(self.base)
        elif len(os.fsencode(self.data)) > LONGEST_PATH:
            raise Problem(
                f"The path of {self.home} is too long for PostgreSQL: set CIVICFORUM_HOME to a "
                f"shorter one, of at most {LONGEST_PATH - 10} bytes."
            )
        else:
            make_private_folder(self.base)

    def _set_aside(self) -> None:
        """Data whose password is gone cannot be opened: the home was removed, or its file was."""
        self.stop()
        aside = self.base / f"pgdata.{time.strftime('%Y%m%d-%H%M%S')}"
        self.data.rename(aside)
        _note(f"PostgreSQL data without a password were set aside in {aside}.")

    def _initdb(
        self, programs: Path, account: Account, new: Path, password: str, check: Check
    ) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.base, prefix="password.") as file:
            file.write(password)
            file.flush()
            account.own(Path(file.name))
            options = [
                f"--username={NAME}",
                f"--pwfile={file.name}",
                "--auth-host=scram-sha-256",
                "--auth-local=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
            ]
            options += ["--no-sync"] if self.fast else []
            self._run([programs / "initdb", "-D", new, *options], account, check)

    def _create_database(self, programs: Path, account: Account, new: Path, check: Check) -> None:
        """In single-user mode, before anything can connect."""
        with tempfile.TemporaryFile() as commands:
            commands.write(f"CREATE DATABASE {NAME};\n".encode())
            commands.seek(0)
            argv: list[str | Path] = [
                programs / "postgres",
                "--single",
                "-D",
                new,
                *HARDENED,
                "postgres",
            ]
            self._run(argv, account, check, stdin=commands)

    def _run(self, argv: Argv, account: Account, check: Check, **options: Any) -> None:
        options = {"env": ENVIRONMENT, "cwd": self.base} | account.options() | options
        with _startable():
            code, output = run_to_end(argv, check, **options)
        if code or "ERROR:" in output:  # single-user mode exits with 0 whatever happened
            lines = output.strip().splitlines()
            raise Problem(_failure("PostgreSQL's data could not be made", lines) + ".")


def _removed(folder: Path) -> bool:
    """Remove a folder as far as that goes; say whether it is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _note(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # the output proper belongs to the command that runs


@contextlib.contextmanager
def _startable() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise Problem(
            f"PostgreSQL could not be started ({error}): run this as an ordinary user, "
            "or set DATABASE_URL to a server of your own."
        ) from error


def _failure(what: str, lines: list[str]) -> str:
    text = "\n".join(lines)
    if "No space left" in text:
        return f"{what} because the disk is full: free some space and try again"
    told = [line for line in lines if "error" in line.lower() or "FATAL" in line] or lines
    return f"{what}: {told[-1].strip() if told else 'it gave no reason'}"


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
