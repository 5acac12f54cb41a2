"""The steps of the set-up, in order."""

import os
import shutil
import signal
import sys
from pathlib import Path

from setup.browser import make_browser
from setup.commands import INTERRUPTS, Failure, Interrupted, notice_interrupts
from setup.node_packages import NodePackages
from setup.python_packages import PythonPackages

PROJECT = Path(__file__).resolve().parent.parent
NEEDED_BYTES = 1_500_000_000
EXIT_INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Set up for `run`, `lint` or `test`; for `run`, become the supervisor afterwards."""
    purpose = arguments[0] if arguments else "run"
    notice_interrupts()
    try:
        python = set_up(purpose)
    except Interrupted:
        print("\nStopped during the set-up; the same command goes on from here.")
        return EXIT_INTERRUPTED
    except Failure as failure:
        print(f"\n{failure}")
        return 1
    except OSError as error:
        print(f"\n{error.filename or PROJECT}: {error.strerror}. Put that right and run it again.")
        return 1
    if purpose == "run":
        _become([str(python), "-m", "civicforum.local.serve"])
    return 0


def _become(argv: list[str]) -> None:
    """Go on as another program; a Ctrl-C in between waits until that one can handle it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    os.execv(argv[0], argv)  # noqa: S606


def set_up(purpose: str) -> Path:
    """Do every step that is not done yet; return the project's Python."""
    os.chdir(PROJECT)
    _must_be_writable()
    python = PythonPackages(PROJECT)
    if not python.python.exists():
        _must_have_space()
    group = "base" if purpose == "run" else "dev"
    python.make(group)
    NodePackages(PROJECT, python).make(group)
    if purpose == "test":
        make_browser(python.log)
    return python.python


def _must_be_writable() -> None:
    if not os.access(PROJECT, os.W_OK | os.X_OK):
        raise Failure(
            f"The folder {PROJECT} cannot be written to: give yourself write permission there, "
            "or clone it to a folder of your own."
        )


def _must_have_space() -> None:
    free = shutil.disk_usage(PROJECT).free
    if free < NEEDED_BYTES:
        raise Failure(
            f"Only {free // 1_000_000} MB are free on the disk of {PROJECT}: free about "
            f"{NEEDED_BYTES // 1_000_000} MB and run the same command again."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
