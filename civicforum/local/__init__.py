"""Everything `make run` needs around Django: embedded servers and the supervisor.

Only the standard library is imported here, and nothing else of the portal: the servers must be
able to start before Django's settings can be read.
"""


class Problem(Exception):
    """What went wrong and what to do about it, as one plain sentence."""
