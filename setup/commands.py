"""Run the programs the set-up needs; end them with the set-up, and explain their failures."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Argv = Sequence[str | Path]

# What a program writes when it fails, and what the person can do about it.
REASONS = [
    (
        ("No space left on device", "ENOSPC"),
        "the disk is full: free about 2 GB and run the same command again",
    ),
    (
        ("DO NOT MATCH THE HASHES", "EINTEGRITY"),
        "a downloaded package is not the one this project was tested with: "
        "check where your packages come from, then run the same command again",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SELF_SIGNED_CERT", "UNABLE_TO_", "CERT_HAS_EXPIRED"),
        "the package registry's certificate is not trusted here: name your organisation's "
        "certificates (PIP_CERT, NODE_EXTRA_CA_CERTS), then run the same command again",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "name resolution",
            "Connection refused",
            "Connection reset",
            "ConnectTimeout",
            "Read timed out",
            "ProxyError",
            "Network is unreachable",
            "ENOTFOUND",
            "EAI_AGAIN",
            "ECONNREFUSED",
            "ECONNRESET",
            "ETIMEDOUT",
        ),
        "the package registry cannot be reached: check the network or the proxy, "
        "then run the same command again",
    ),
    (
        ("Permission denied", "EACCES"),
        "a file cannot be written: give yourself write permission in this folder "
        "and run the same command again",
    ),
]


INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Failure(Exception):
    """What went wrong and what to do about it, as one plain sentence."""


class Interrupted(BaseException):
    """Ctrl-C, hang-up or termination."""


def notice_interrupts() -> None:
    """Turn the first SIGINT, SIGTERM or SIGHUP into `Interrupted`; ignore further ones."""
    for number in INTERRUPTS:
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: object) -> None:
    for number in INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)
    raise Interrupted


def run(
    what: str,
    argv: Argv,
    log: Path,
    on_line: Callable[[str], None] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run a program, handing each line it writes to `on_line` and to the log file.

    It runs in a session of its own and is killed, with all it started, when the set-up is
    interrupted. Raises `Failure`, naming `what` failed, when it ends with an error.
    """
    lines: list[str] = []
    with log.open("a") as out, _process(argv, cwd) as process:
        for line in process.stdout or ():
            out.write(line)
            lines.append(line.rstrip())
            if on_line:
                on_line(line.rstrip())
    if process.returncode:
        raise Failure(f"{what} failed: {_reason(lines)} (log: {log}).")


@contextlib.contextmanager
def _process(argv: Argv, cwd: Path | None) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        yield process
        process.wait()
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _reason(lines: list[str]) -> str:
    text = "\n".join(lines)
    for marks, reason in REASONS:
        if any(mark in text for mark in marks):
            return reason
    errors = [line for line in lines if "error" in line.lower()] or lines or ["it gave no reason"]
    return errors[-1].strip()


class Progress:
    """One line per step, with a running count where the step has one."""

    def __init__(self, total: int) -> None:
        """Take the number of things the step goes through."""
        self.total = total
        self.done = 0
        self.on_terminal = sys.stdout.isatty()

    def advance(self, name: str) -> None:
        """Count one more; on a terminal rewrite the line, else print every tenth."""
        self.done += 1
        text = f"  {min(self.done, self.total):3d} of {self.total}  {name}"
        if self.on_terminal:
            print(f"\r{text:<70}", end="", flush=True)
        elif self.done % 10 == 0:
            print(text, flush=True)

    def finish(self, text: str) -> None:
        """Replace the running count by a last line."""
        print(f"\r{'':<72}\r  {text}" if self.on_terminal else f"  {text}", flush=True)
