"""A real PostgreSQL from a pip wheel, over loopback TCP, for where `DATABASE_URL` is empty.

Only the wheel's programs are used. Its own Python manager would, as root, open every parent
folder of the data to everybody.
"""

import contextlib
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGQUIT
from typing import Any

from civicforum.local import Problem
from civicforum.local.account import Account, server_account
from civicforum.local.home import read_json, write_json
from civicforum.local.place import Place, note
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
from civicforum.local.programs import programs_folder

NAME = "civicforum"  # of the database and of its owner
STILL_WRITTEN_TO = 10  # seconds at most that what a killed start began goes on
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}

HARDENED = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class Postgres:
    """The PostgreSQL server of one CivicForum home; place.py says where its data lie."""

    def __init__(self, home: Path, fast: bool = False) -> None:
        """Take the home's absolute path; `fast` gives up crash safety, for tests."""
        self.home = home
        self.fast = fast
        self.process: Process | None = None
        self.place = Place(home)
        self.log = home / "postgres.log"

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL`; meaningful once the server was started."""
        kept = read_json(self.place.kept)
        return f"postgres://{NAME}:{kept['password']}@127.0.0.1:{kept['port']}/{NAME}"

    def running(self) -> bool:
        """Say whether this home's server is up and accepts connections."""
        lines = self._pid_file()
        return len(lines) > 7 and lines[7].strip() == "ready" and self._lives()

    def start(self, check: Check = no_check) -> None:
        """Make the data when there is none yet, start the server and wait until it is ready.

        Raises `Problem` with one sentence where that fails.
        """
        self.place.settle()
        if self.running():  # since before its home was moved here
            return
        account = server_account()
        programs = programs_folder(copied=self.place.as_root)
        self._make_data(programs, account, check)
        self._forget_stranger()
        port = free_port(read_json(self.place.kept).get("port"))
        self._keep(port=port)
        self._launch(programs, account, port, check)

    def stop(self) -> None:
        """Stop the server, if it runs, and wait until it has ended."""
        if self._lives():
            end_process(self._pid(), self.place.data, [(SIGINT, 30), (SIGQUIT, 10), (SIGKILL, 5)])
        if self.process:
            self.process.poll()  # collects it

    # -- the running server ------------------------------------------------------------------

    def _launch(self, programs: Path, account: Account, port: int, check: Check) -> None:
        argv: list[str | Path] = [
            programs / "postgres",
            "-D",
            self.place.data,
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
            (self.place.data / "postmaster.pid").unlink()

    def _why(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        errors = [line for line in lines if "FATAL" in line or "PANIC" in line or "ERROR" in line]
        return _failure("PostgreSQL did not start", (errors or lines)[-1:]) + f" (log: {self.log})."

    def _pid_file(self) -> list[str]:
        try:
            return (self.place.data / "postmaster.pid").read_text().splitlines()
        except OSError:  # there is none, or not for us
            return []

    def _pid(self) -> int:
        first = (self._pid_file() or ["0"])[0]
        return int(first) if first.strip().isdigit() else 0

    def _lives(self) -> bool:
        return self.place.is_ours() and runs(self._pid(), self.place.data)

    # -- its data ----------------------------------------------------------------------------

    def _make_data(self, programs: Path, account: Account, check: Check) -> None:
        password = read_json(self.place.kept).get("password")
        data = self.place.data
        if data.exists() and password:
            return
        if data.exists():
            self._set_aside()
        elif password:
            note(f"The PostgreSQL data in {data} are gone; the database starts empty.")
        for unfinished in self.place.base.glob("pgdata.new.*"):  # left by a start that was killed
            wait_until(partial(_removed, unfinished), STILL_WRITTEN_TO, check)
        new = Path(tempfile.mkdtemp(dir=self.place.base, prefix="pgdata.new."))
        account.own(new)
        password = password or secrets.token_hex(24)  # a known one may open data kept elsewhere
        self._initdb(programs, account, new, password, check)
        self._create_database(programs, account, new, check)
        self._keep(password=password)
        new.rename(data)

    def _keep(self, **values: Any) -> None:
        write_json(self.place.kept, read_json(self.place.kept) | values)

    def _set_aside(self) -> None:
        """Data whose password is gone cannot be opened."""
        self.stop()
        aside = self.place.base / f"pgdata.{time.strftime('%Y%m%d-%H%M%S')}"
        self.place.data.rename(aside)
        note(f"PostgreSQL data without a password were set aside in {aside}.")

    def _initdb(
        self, programs: Path, account: Account, new: Path, password: str, check: Check
    ) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.place.base, prefix="password.") as file:
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
        options = {"env": ENVIRONMENT, "cwd": self.place.base} | account.options() | options
        with _startable():
            code, output = run_to_end(argv, check, **options)
        if code or "ERROR:" in output:  # single-user mode exits with 0 whatever happened
            lines = output.strip().splitlines()
            raise Problem(_failure("PostgreSQL's data could not be made", lines) + ".")


def _removed(folder: Path) -> bool:
    """Remove a folder as far as that goes; say whether it is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


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
