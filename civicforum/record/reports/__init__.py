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
from civicforum.record.reports.results import (
    Result,
    came_of,
    look_up_results_with,
    points_of_results,
)
from civicforum.record.silence import told

__all__ = [
    "Discussion", "Mark", "Notes", "Point", "ProgrammeView", "Result", "came_of", "differences",
    "discussed", "documents", "kinds_found", "look_up_discussions_with", "look_up_results_with",
    "notes", "notes_in", "notes_on", "occurs", "owed", "points_discussed", "points_of_results",
    "programmes", "promised", "search", "sources", "titles", "titles_owed", "told",
]  # fmt: skip
