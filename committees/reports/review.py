"""What the page shows on which a reading is compared with its source."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Turned, page_of
from civicforum.people.models import User
from civicforum.people.policy import Action, rows, rows_to_add_to
from committees.minutes.reading.attendance.totals import LOST_TOTAL
from committees.minutes.reading.draft import HEAD, UNPLACED
from committees.minutes.reading.result import Reading
from committees.minutes.telling import attendance_lines, decision_lines
from committees.models import Body, Meeting, MinutesFile
from committees.services.seats import lines_called

#: In which part of the minutes a line ended, by the reader's word for it.
PLACES: Mapping[str, Any] = {
    "title": _("Title"),
    "schedule": _("Date and time"),
    "place": _("Place"),
    "recorder": _("Recorder"),
    "attendance": _("Attendance"),
    "agenda": _("Agenda"),
    "main points": _("Main points"),
    "next meeting": _("Next meeting"),
    "speeches": _("Speech"),
    "notes": _("Note"),
    "decisions": _("Decision"),
    "attachments": _("Attached list"),
    "remarks": _("Remarks"),
    "page": _("Page number"),
    HEAD: _("Heading"),
    UNPLACED: _("Unplaced"),
}
#: What stands above lists of the draft.
HEADS = {
    "attended": _("Attendance and observers"),
    "points": _("Main points"),
    "notes": _("Notes before the agenda"),
    "remarks": _("Remarks"),
    "speeches": _("Speeches"),
}
#: Where an unplaced line went, by the word kept for it.
SETTLED = {
    "remarks": _("Into the remarks"),
    "notes": _("Into the notes"),
    "out": _("Not part of the minutes"),
}
LINES, SPEECHES, FILES = 300, 100, 30


def files_in_reach(user: User, turned: Turned) -> Any:
    """Return a page of the files with minutes that the person reaches; two queries."""
    found: QuerySet[MinutesFile] = rows(user, Action.VIEW, MinutesFile)
    found = found.select_related("body", "uploaded_by").defer("reading", "review")
    return page_of(found.order_by("-uploaded_at", "-pk"), turned, FILES)


def bodies_to_keep(user: User) -> QuerySet[Body]:
    """Return the bodies whose minutes the person keeps."""
    found: QuerySet[Body] = rows_to_add_to(user, Meeting, Body)
    return found.order_by("title", "pk")


def comparison(reading: Reading, turned: Turned) -> dict[str, Any]:
    """Return the source, line by line with its part, and the draft beside it; no query."""
    findings = reading.findings
    lines = page_of(reading.lines, turned, LINES, name="lines")
    lines.object_list = [(line, PLACES.get(line.place, line.place)) for line in lines]
    speeches = page_of(reading.minutes.speeches, turned, SPEECHES, name="speeches")
    titles = {item.number: item.title for item in reading.minutes.agenda}
    groups = groupby(speeches.object_list, lambda one: one.item)
    speeches.object_list = [(_head(item, titles), list(own)) for item, own in groups]
    return {
        "minutes": reading.minutes,
        "attended": attendance_lines(reading.minutes),
        "agenda": [(item, decision_lines(item.decision)) for item in reading.minutes.agenda],
        "source": lines,
        "unsure": _unsure(reading),
        "speeches": speeches,
        "findings": list({one.text: (one.text, one.kind) for one in findings}.values()),
        "warnings": reading.messages,
        "heads": HEADS,
    }


def _unsure(reading: Reading) -> set[str]:
    """The speakers any of several seats of the attendance list may be called by."""
    speakers = {speech.speaker for speech in reading.minutes.speeches}
    return {one for one in speakers if len(lines_called(one, reading.minutes.seats)) > 1}


def settled(file: MinutesFile) -> list[tuple[str, Any]]:
    """Return each line that had no place, and where the reviewer sent it."""
    lines = (file.review or {}).get("lines", [])
    return [(text, SETTLED[where]) for text, where in lines]


def _head(item: int | None, titles: Mapping[int, str]) -> str:
    return f"{item}. {titles.get(item, '')}" if item is not None else ""


def lost_total(reading: Reading) -> int | None:
    """Return the one total that stands in a column that was lost, None if there are several."""
    found = [one.values["count"] for one in reading.messages if one.msgid == LOST_TOTAL]
    return int(found[0]) if len(found) == 1 else None
