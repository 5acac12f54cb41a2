"""What the record's services refuse, in words for the person who asked."""

from civicforum.kit.errors import NotAllowed, Refused

__all__ = ["ChangedMeanwhile", "IllegalMove", "NotAllowed", "RecordError"]


class RecordError(Refused):
    """A request the record refuses; the message says what to do."""


class IllegalMove(RecordError):
    """There is no such move from the entry's state."""


class ChangedMeanwhile(RecordError):
    """Somebody else moved the entry first."""
