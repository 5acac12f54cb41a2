"""The supervisor behind `make run`: servers, the web process, then worker and beat beside it.

Run as `python -m civicforum.local.serve` with the project's own Python.
"""

import contextlib
import fcntl
import http.client
import os
import select
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from civicforum.local import Problem, servers
from civicforum.local.address import Address, web_processes
from civicforum.local.children import Children, say
from civicforum.local.home import PROJECT, chosen_home, open_lock, take_home
from civicforum.local.interrupt import Interrupt, Stopped
from civicforum.local.processes import wait_until

NAMES = {"postgres": "PostgreSQL", "valkey": "Valkey"}
ANSWER_SECONDS = 900.0  # a first start loads the whole record
EXIT_INTERRUPTED = 130
AS_ROOT_IS_FINE = ["-W", "ignore:You're running the worker"]  # no pickled task is ever accepted


class FirstVisitor:
    """Calls while the portal is still being prepared, and waits in the queue for the answer."""

    def __init__(self, address: Address) -> None:
        """Take where to call."""
        self.address = address
        self.connection: http.client.HTTPConnection | None = None

    def is_answered(self) -> bool:
        """Say, without waiting, whether a web server has answered, whatever it answered."""
        try:
            connection = self.connection = self.connection or self._call()
            if not select.select([connection.sock], [], [], 0)[0]:
                return False
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            self.leave()  # and calls again next time
            return False

    def leave(self) -> None:
        """Hang up."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def _call(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(
            self.address.reached_at, self.address.port, timeout=3
        )
        connection.request("GET", "/", headers={"Host": f"localhost:{self.address.port}"})
        return connection


class Portal:
    """One run of the whole portal, from a free port to the last process ended."""

    def __init__(self, interrupt: Interrupt) -> None:
        """Take what notices Ctrl-C; raises `Problem` for a bad address or home."""
        self.check = interrupt.check
        self.ready = False
        self.home = chosen_home()
        self.address = Address.chosen()
        self.web_processes = str(web_processes())
        # An empty variable counts as unset, also for programs that would choke on it.
        self.environment = {name: value for name, value in os.environ.items() if value}

    def run(self) -> None:
        """Serve until `Stopped` or `Problem` is raised; nothing is left running then."""
        with self.address.listen() as listener, _only_one(self.home), self._servers() as urls:
            self.environment |= self._variables(urls)
            with Children(PROJECT, self.environment) as children:
                self._start_web(children, listener)
                self._start_the_rest(children)
                self._announce()
                self._watch(children)

    @contextlib.contextmanager
    def _servers(self) -> Iterator[servers.Urls]:
        wanted = {
            "postgres": not os.environ.get("DATABASE_URL"),
            "valkey": not os.environ.get("REDIS_URL"),
        }
        if not any(wanted.values()):
            yield servers.Urls()
            return
        say(f"Starting {' and '.join(NAMES[name] for name, want in wanted.items() if want)} …")
        with servers.held(self.home, check=self.check, **wanted) as urls:
            yield urls

    def _variables(self, urls: servers.Urls) -> dict[str, str]:
        own = {
            "CIVICFORUM_HOME": str(self.home),
            "HOST": self.address.host,
            "PORT": str(self.address.port),
            "WEB_CONCURRENCY": self.web_processes,
            "DEMO_ACCOUNTS": os.environ.get("DEMO_ACCOUNTS") or "1",
            "PYTHONUNBUFFERED": "1",
        }
        return own | urls.environment()

    def _start_web(self, children: Children, listener: socket.socket) -> None:
        """Wait until the portal is prepared and answers; nothing else competes with that."""
        say("Preparing and starting web …")
        number = listener.fileno()
        argv = [sys.executable, "-m", "civicforum.web", "--bind", f"fd://{number}"]
        children.start("web", argv, pass_fds=[number])
        listener.close()  # it is the web process's alone now, and ends with it
        self._wait_for_answer(children)

    def _start_the_rest(self, children: Children) -> None:
        say("Starting worker and beat …")
        celery = [sys.executable, *AS_ROOT_IS_FINE, "-m", "celery", "--quiet", "-A", "civicforum"]
        quiet = ["--loglevel", "WARNING"]
        worker = ["--concurrency", "2", "--without-mingle", "--without-gossip"]
        beat = ["--schedule", str(self.home / "celerybeat-schedule"), "--pidfile", ""]
        children.start("worker", [*celery, "worker", *worker, *quiet])
        children.start("beat", [*celery, "beat", *beat, *quiet])

    def _wait_for_answer(self, children: Children) -> None:
        visitor = FirstVisitor(self.address)

        def settled() -> bool:
            return children.ended() is not None or visitor.is_answered()

        try:
            answered = wait_until(settled, ANSWER_SECONDS, self.check, pause=0.1)
        finally:
            visitor.leave()
        _nobody_ended(children)
        if not answered:
            raise Problem(
                f"The web server did not answer at {self.address.url} within "
                f"{ANSWER_SECONDS:.0f} seconds: its lines above say why."
            )

    def _announce(self) -> None:
        self.ready = True
        say(f"\nCivicForum is ready: {self.address.url}\n")
        accounts = self.home / "demo_accounts.txt"
        if self.environment["DEMO_ACCOUNTS"] == "1" and accounts.is_file():
            say(accounts.read_text())
        say("Ctrl-C stops it.")

    def _watch(self, children: Children) -> None:
        wait_until(lambda: children.ended() is not None, float("inf"), self.check, pause=0.1)
        _nobody_ended(children)


def _nobody_ended(children: Children) -> None:
    name = children.ended()
    if name:
        raise Problem(
            f"The {name} process ended by itself, so everything stops: see its lines above."
        )


@contextlib.contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Make the home and hold it: two portals on one would run every timed task twice."""
    take_home(home)
    lock = open_lock(home / "serve.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Problem(
            f"The portal already runs on {home}: stop it, or set CIVICFORUM_HOME to another folder."
        ) from error
    finally:
        os.close(lock)


def main() -> int:
    """Run the portal; return 0 after Ctrl-C once ready, 130 before, 1 after a problem."""
    interrupt = Interrupt()
    portal = None
    try:
        portal = Portal(interrupt)
        portal.run()
    except Stopped:
        ready = portal is not None and portal.ready
        say("Stopped; everything is kept." if ready else "Stopped before it was ready.")
        return 0 if ready else EXIT_INTERRUPTED
    except Problem as problem:
        say(str(problem))
    return 1


if __name__ == "__main__":
    sys.exit(main())
