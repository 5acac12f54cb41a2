"""How far reading a file is, told while it goes on and not so often that it slows."""

import time
from collections.abc import Callable

#: Takes how far the whole is, in hundredths.
Progress = Callable[[int], None]
#: Takes how much of a part is done, and of how much: of lines, pages, bytes.
Told = Callable[[int, int], None]

#: Whoever watches looks no more often than so many seconds.
_EVERY = 0.5


def untold(done: int, total: int) -> None:
    """Tell nobody."""


class Telling:
    """Tells how far the whole is: each stage that is reached, and at times what lies between."""

    def __init__(self, progress: Progress) -> None:
        """Take whom to tell."""
        self._progress = progress
        self._reached = 0
        self._at = time.monotonic()

    def reached(self, hundredths: int) -> None:
        """Tell that a stage is over."""
        self._reached, self._at = hundredths, time.monotonic()
        self._progress(hundredths)

    def until(self, hundredths: int) -> Told:
        """Return what tells, within the stage that now begins and ends there, how far that is."""
        first = self._reached

        def tell(done: int, total: int) -> None:
            if time.monotonic() - self._at < _EVERY:
                return
            share = min(done, total) / total if total > 0 else 0
            at = first + int((hundredths - first) * share)
            if at > self._reached:
                self.reached(at)

        return tell
