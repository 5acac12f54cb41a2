"""What the tests of the set-up share: starting programs, and seeing what runs."""

import os
from collections.abc import Callable
from pathlib import Path

from civicforum.local.postgres import Postgres
from civicforum.local.processes import Process

Spawn = Callable[..., Process]
SERVE = ("-m", "civicforum.local.serve")


def processes_of(home: Path) -> list[str]:
    """Return the command lines of all living processes that belong to a home."""
    marks = [os.fsencode(path) for path in (home, Postgres(home).place.base)]
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, environ = ((folder / name).read_bytes() for name in ("cmdline", "environ"))
        except OSError:
            continue
        ours = folder.name != str(os.getpid()) and command
        if ours and any(mark in command + environ for mark in marks):
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


def read_until(process: Process, text: str) -> str:
    """Read a process's output up to the line that contains `text`; fail when it ends before."""
    assert process.stdout
    seen = ""
    for line in process.stdout:
        seen += line.decode()
        if text in seen:
            return seen
    raise AssertionError(f"{text!r} never came:\n{seen}")


def rest(process: Process) -> str:
    """Read what is left and wait for the end."""
    return process.communicate(timeout=30)[0].decode()


def read_up_to(process: Process, text: str) -> None:
    """Like `read_until`, without waiting for the end of the line."""
    assert process.stdout
    seen = b""
    while text.encode() not in seen:
        part = os.read(process.stdout.fileno(), 4096)
        assert part, seen.decode()
        seen += part
