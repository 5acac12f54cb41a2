"""Processes: find, wait for, run and end them so that none is ever left behind."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

Check = Callable[[], None]
Argv = Sequence[str | Path]
Process = subprocess.Popen[bytes]

READY_SECONDS = 60.0

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Result(NamedTuple):
    """How a program ended and what it wrote."""

    code: int
    output: str


def no_check() -> None:
    """The check of a caller whom Ctrl-C interrupts by itself."""


def runs(pid: int, mark: str | Path) -> bool:
    """Say whether process `pid` lives and has `mark` in its command line.

    A pid alone proves nothing: after a crash or a reboot the number may belong to a stranger.
    A process that has ended but was not yet collected by its parent has no command line.
    """
    try:
        return os.fsencode(mark) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def wait_until(
    condition: Callable[[], bool], seconds: float, check: Check = no_check, pause: float = 0.02
) -> bool:
    """Wait until the condition holds; return False when it did not within `seconds`.

    `check` is called in between and may raise to end the wait.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        check()
        time.sleep(pause)
    return True


def end_process(
    pid: int, mark: str | Path, signals: Sequence[tuple[signal.Signals, float]]
) -> bool:
    """Send each signal in turn, giving it its seconds; return whether the process is gone."""
    for number, seconds in signals:
        if not runs(pid, mark):
            return True
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait_until(lambda: not runs(pid, mark), seconds):
            return True
    return not runs(pid, mark)


def spawn(argv: Argv, **options: Any) -> Process:
    """Start a program in a session of its own: Ctrl-C in the terminal does not reach it."""
    options = {"stdin": subprocess.DEVNULL} | options
    return cast(Process, subprocess.Popen(argv, start_new_session=True, **options))


def spawn_child(argv: Argv, **options: Any) -> Process:
    """`spawn` a program that the kernel ends when this process dies, even by SIGKILL."""
    return spawn(argv, preexec_fn=_end_with_parent, **options)


def _end_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_to_end(argv: Argv, check: Check = no_check, **options: Any) -> Result:
    """Run a program to its end and return its exit code and its output.

    When `check` or a signal interrupts the wait, the program and everything it started are ended
    before the exception goes on.
    """
    with tempfile.TemporaryFile() as output:
        process = spawn_child(argv, **{"stdout": output, "stderr": subprocess.STDOUT} | options)
        try:
            wait_until(lambda: process.poll() is not None, float("inf"), check)
        finally:
            end_groups([process], 2)
        output.seek(0)
        return Result(process.returncode, output.read().decode(errors="replace"))


def start_server(
    argv: Argv,
    log: Path,
    ready: Callable[[], bool],
    check: Check = no_check,
    **options: Any,
) -> Process | None:
    """Start a server that outlives this process, and wait until it is ready.

    Its output replaces the content of `log`. Returns None, and leaves nothing running, when it
    ended or was not ready in time.
    """
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
        process = spawn(argv, stdout=output, stderr=output, **options)
    done = False
    try:
        wait_until(lambda: process.poll() is not None or ready(), READY_SECONDS, check)
        done = process.poll() is None and ready()
    finally:
        if not done:
            end_groups([process], 5)
    return process if done else None


def end_groups(processes: Collection[Process], grace: float) -> None:
    """End spawned processes with everything they started, and collect them.

    All are asked at once; what is left after `grace` seconds, of them or of their children, is
    killed.
    """
    for process in processes:
        process.terminate()  # does nothing where it has ended and was collected
    wait_until(lambda: all(process.poll() is not None for process in processes), grace)
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def signals_kept_waiting() -> Iterator[None]:
    """Let no Ctrl-C, hang-up or termination cut a clean-up short; they arrive afterwards."""
    waiting = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def port_is_free(port: int) -> bool:
    """Say whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def free_port(kept: int | None) -> int:
    """Return the port used last time when it is still free, else any free one."""
    if kept and port_is_free(kept):
        return kept
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
