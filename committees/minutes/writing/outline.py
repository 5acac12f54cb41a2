"""The levels of 개조식, the document form of Korean offices: □, ○, -, ※."""

_LEVELS = {
    mark: level for level, marks in enumerate(("□■", "○❍●◯", "-–▪▸", "·※*")) for mark in marks
}


def level(line: str) -> int:
    """Return how deep a line stands by its own mark; a line without one stands at the margin."""
    return _LEVELS.get(line.lstrip()[:1], 0)
