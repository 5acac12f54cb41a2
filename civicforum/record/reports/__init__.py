"""What public pages of every job read of the record."""

from civicforum.record.reports.commitments import owed, promised
from civicforum.record.reports.discussions import (
    Discussion,
    discussed,
    look_up_discussions_with,
    points_discussed,
)
from civicforum.record.reports.documents import documents, sources
from civicforum.record.reports.finding import kinds_found, occurs, search
from civicforum.record.reports.footnotes import (
    Mark,
    Notes,
    differences,
    notes,
    notes_in,
    notes_on,
)
from civicforum.record.reports.points import Point, titles, titles_owed
from civicforum.record.reports.programme import ProgrammeView, programmes
from civicforum.record.silence import told

__all__ = [
    "Discussion", "Mark", "Notes", "Point", "ProgrammeView", "differences", "discussed",
    "documents", "kinds_found", "look_up_discussions_with", "notes",
    "notes_in", "notes_on", "occurs", "owed", "points_discussed", "programmes", "promised",
    "search", "sources", "titles", "titles_owed", "told",
]  # fmt: skip
