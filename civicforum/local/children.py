"""The processes the supervisor runs side by side, with their output under their names."""

import contextlib
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from civicforum.local.processes import Argv, Process, end_groups, spawn_child

GRACE_SECONDS = 10.0


class Children:
    """Long-running child processes; leaving the `with` block ends them all."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        """Take the working folder and the environment every child gets."""
        self.options = {"cwd": folder, "env": environment}
        self.processes: dict[str, Process] = {}
        self.readers: list[threading.Thread] = []

    def __enter__(self) -> "Children":
        """Start with none."""
        return self

    def start(self, name: str, argv: Argv, pass_fds: Sequence[int] = ()) -> None:
        """Start one, with the open files it is given, and forward what it writes."""
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process = spawn_child(argv, pass_fds=pass_fds, **output, **self.options)
        self.processes[name] = process
        assert process.stdout  # noqa: S101 - it was asked for above
        reader = threading.Thread(target=_forward, args=(name, process.stdout), daemon=True)
        self.readers.append(reader)
        reader.start()

    def ended(self) -> str | None:
        """Return the name of one that ended by itself, if any did."""
        return next(
            (name for name, child in self.processes.items() if child.poll() is not None), None
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ask all to end at once, then kill what is left after a grace time."""
        end_groups(self.processes.values(), GRACE_SECONDS)
        for reader in self.readers:
            reader.join(timeout=2)


def say(line: str = "") -> None:
    """Print a line; a terminal that was closed meanwhile is no reason to fail."""
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)


def _forward(name: str, stream: IO[bytes]) -> None:
    for line in stream:
        if line.strip():
            say(f"{name:>6} | {line.decode(errors='replace').rstrip()}")
