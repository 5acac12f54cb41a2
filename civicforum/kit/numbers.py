"""Numbers that addresses and forms send."""


def number_in(text: str) -> int:
    """Return the whole number that was sent, -1 where it is none that a row could have."""
    return int(text) if text.isdecimal() and len(text) < 19 else -1
