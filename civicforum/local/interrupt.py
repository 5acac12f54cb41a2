"""Ctrl-C, hang-up and termination, noticed only where it is safe."""

import signal
from types import FrameType


class Stopped(BaseException):
    """The person at the terminal, or the system, asked to stop."""


class Interrupt:
    """Remembers that a stop was asked for; `check` raises it at the next safe place.

    Nothing is ever interrupted between starting a process and noting it down, and a second Ctrl-C
    cannot cut the clean-up short.
    """

    def __init__(self) -> None:
        """Take over SIGINT, SIGTERM and SIGHUP."""
        self.asked = False
        self._raised = False
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        for number in numbers:
            signal.signal(number, self._note)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)  # the set-up held them back

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True

    def check(self) -> None:
        """Raise `Stopped`, once, when a stop was asked for."""
        if self.asked and not self._raised:
            self._raised = True
            raise Stopped
