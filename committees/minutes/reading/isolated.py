"""Reading in a process of its own, bounded in memory and time, so that no file can do harm."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from committees.minutes.reading import limits
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.result import Reading
from committees.minutes.reading.transfer import from_json
from committees.minutes.reading.worker import TOO_MUCH

TOO_SLOW = _("The file takes longer to read than a document should.")
FAILED = _("The file is broken: reading it failed.")
PROJECT = Path(__file__).resolve().parents[3]
_EVERY = 0.05
_log = logging.getLogger(__name__)


def read_isolated(
    path: Path,
    kind: Kind | None = None,
    roster: Sequence[str] = (),
    progress: Callable[[int], None] = lambda hundredths: None,
) -> Reading:
    """Read a file in a process of its own, telling how far it is in hundredths.

    Raises `Unreadable` for a file that cannot be read, or not within the limits.
    """
    argv = [sys.executable, "-m", "committees.minutes.reading.worker", str(path.resolve())]
    with subprocess.Popen(  # noqa: S603 - our own module; the path is one argument
        [*argv, *([kind.value] if kind else [])],
        cwd=PROJECT,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        watch = _Watch(process)
        try:
            return _told(process, watch, json.dumps(list(roster)), progress)
        finally:
            process.kill()


def _environment() -> dict[str, str]:
    """Nothing of the portal's: no key, no address of a server."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}


def _told(
    process: "subprocess.Popen[str]", watch: "_Watch", roster: str, progress: Callable[[int], None]
) -> Reading:
    threading.Thread(target=watch.run, daemon=True).start()
    errors = _Drained(process.stderr)
    _send(process, roster)
    for told in _answers(process):
        if "progress" in told:
            progress(told["progress"])
        elif "unreadable" in told:
            msgid, values = told["unreadable"]
            raise Unreadable(msgid, **values)
        else:
            return from_json(told["reading"])
    if watch.why:
        raise Unreadable(watch.why)
    if process.wait() == -signal.SIGXCPU:
        raise Unreadable(TOO_SLOW)
    _log.warning("Reading a file failed (%s): %s", process.returncode, errors.text())
    raise Unreadable(FAILED)


def _answers(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    """What the process says, until it ends: be it in the middle of a line, for it was ended."""
    try:
        for line in process.stdout or ():
            yield json.loads(line)
    except ValueError:  # half a line, or half a letter
        return


def _send(process: "subprocess.Popen[str]", roster: str) -> None:
    if process.stdin:
        try:
            process.stdin.write(roster)
            process.stdin.close()
        except BrokenPipeError:  # it ended before it could ask; the rest tells why
            return


class _Drained:
    """What a process says on its error output, taken away so that it never has to wait."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._pieces: list[str] = []
        self._thread = threading.Thread(target=self._drain, args=[stream], daemon=True)
        self._thread.start()

    def _drain(self, stream: IO[str] | None) -> None:
        for line in stream or ():
            self._pieces = [*self._pieces[-20:], line]

    def text(self) -> str:
        self._thread.join(1)
        return "".join(self._pieces)


class _Watch:
    """Ends the process when it takes too long or too much; says which in `why`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.why = ""

    def run(self) -> None:
        until = time.monotonic() + limits.SECONDS
        while self.process.poll() is None:
            if time.monotonic() > until:
                self._end(TOO_SLOW)
            elif _resident(self.process.pid) > limits.RESIDENT_BYTES:
                self._end(TOO_MUCH)
            time.sleep(_EVERY)

    def _end(self, why: str) -> None:
        self.why = why
        self.process.kill()


def _resident(process: int) -> int:
    """The memory a process holds; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
