"""The base of what services refuse."""


class Refused(Exception):
    """A request that is refused; the message tells the person who asked what to do."""


class NotAllowed(Refused):
    """The person's roles do not reach that far."""
