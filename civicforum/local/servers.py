"""Share the embedded servers between everyone who uses them.

Every user (the supervisor, a manage.py command, a test run) holds a shared lock on
`servers.lock` in the home. Whoever leaves tries to take it alone: the last one out stops the
servers. Starting and stopping happen under a second, exclusive lock. The kernel releases locks
of a process that is killed, so that nobody has to clean up after it.
"""

import atexit
import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from civicforum.local import Problem
from civicforum.local.home import open_lock, take_home
from civicforum.local.postgres import Postgres
from civicforum.local.processes import Check, no_check, signals_kept_waiting, wait_until
from civicforum.local.valkey import Valkey

TURN_SECONDS = 180.0


@dataclass(frozen=True)
class Urls:
    """Addresses of the servers that are held; empty for one that was not asked for."""

    database_url: str = ""
    redis_url: str = ""

    def environment(self) -> dict[str, str]:
        """Return what to add to the environment of a process that uses the servers."""
        urls = {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}
        return {name: url for name, url in urls.items() if url}


class _Share:
    """One process's share in the servers of a home."""

    def __init__(self, home: Path, fast: bool) -> None:
        self.home = home
        self.owner = os.getpid()
        self.postgres = Postgres(home, fast)
        self.valkey = Valkey(home, fast)
        take_home(home)
        self.users = open_lock(home / "servers.lock")

    def take(self, postgres: bool, valkey: bool, check: Check) -> Urls:
        """Join the users and start what is not running."""
        wanted = [server for server, want in self._both(postgres, valkey) if want]
        with self._turn(check):
            fcntl.flock(self.users, fcntl.LOCK_SH)
            for server in wanted:
                if not server.running():
                    server.start(check)
        return Urls(self.postgres.url if postgres else "", self.valkey.url if valkey else "")

    def give_back(self) -> None:
        """Leave; the last one out stops the servers. A second call does nothing."""
        if self.users < 0 or os.getpid() != self.owner:
            return
        with signals_kept_waiting():
            with self._turn(no_check):
                if self._is_last():
                    self.valkey.stop()
                    self.postgres.stop()
                os.close(self.users)
            self.users = -1

    def _both(self, postgres: bool, valkey: bool) -> list[tuple[Postgres | Valkey, bool]]:
        return [(self.postgres, postgres), (self.valkey, valkey)]

    def _is_last(self) -> bool:
        return _locked(self.users)

    @contextlib.contextmanager
    def _turn(self, check: Check) -> Iterator[None]:
        """Hold the lock under which servers are started and stopped."""
        lock = open_lock(self.home / "starting.lock")
        try:
            if not wait_until(lambda: _locked(lock), TURN_SECONDS, check):
                raise Problem(
                    f"Another process has been starting the servers in {self.home} for "
                    f"{TURN_SECONDS:.0f} seconds: end it and try again."
                )
            yield
        finally:
            os.close(lock)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def held(
    home: Path,
    *,
    fast: bool = False,
    postgres: bool = True,
    valkey: bool = True,
    check: Check = no_check,
) -> Iterator[Urls]:
    """Hold the servers of `home` for the length of a `with` block and yield their addresses.

    `fast` gives up crash safety, for tests; `postgres` and `valkey` say which are needed; `check`
    is called while waiting and may raise to give up. Raises `Problem` where a server cannot be
    started.
    """
    share = _Share(home.resolve(), fast)
    try:
        yield share.take(postgres, valkey, check)
    finally:
        share.give_back()


def hold(home: Path, *, fast: bool = False, postgres: bool = True, valkey: bool = True) -> Urls:
    """Hold the servers of `home` until this process ends, and return their addresses."""
    stack = contextlib.ExitStack()
    urls = stack.enter_context(held(home, fast=fast, postgres=postgres, valkey=valkey))
    atexit.register(stack.close)
    return urls
