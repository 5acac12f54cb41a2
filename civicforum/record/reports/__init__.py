"""What public pages of every job read of the record."""

from civicforum.record.reports.commitments import owed, promised
from civicforum.record.reports.documents import sources
from civicforum.record.reports.finding import kinds_found, search
from civicforum.record.reports.footnotes import (
    Note,
    Notes,
    differences,
    notes,
    notes_in,
    notes_on,
)
from civicforum.record.reports.points import Point, titles, titles_owed
from civicforum.record.reports.programme import ProgrammeView, programmes

__all__ = [
    "Note", "Notes", "Point", "ProgrammeView", "differences", "kinds_found", "notes", "notes_in",
    "notes_on", "owed", "programmes", "promised", "search", "sources", "titles", "titles_owed",
]  # fmt: skip
