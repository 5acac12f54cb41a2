"""What the tests of the set-up share: starting programs, and seeing what runs."""

import os
from collections.abc import Callable
from pathlib import Path

from civicforum.local.postgres import Postgres
from civicforum.local.processes import Process

Spawn = Callable[..., Process]


def processes_of(home: Path) -> list[str]:
    """Return the command lines of all living processes that belong to a home."""
    marks = [os.fsencode(path) for path in (home, Postgres(home).base)]
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
