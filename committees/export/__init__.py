"""Everything public of bodies, meetings, projects and events as flat rows with stable ids."""

from civicforum.record.export import Rows
from committees.export import governance, minutes


def export() -> Rows:
    """Return the public rows of every table of the committees; a fixed number of queries."""
    return minutes.rows() | governance.rows()
