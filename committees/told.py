"""What a notice of a meeting said, as it is kept with it."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from civicforum.kit.dates import format_date, format_time

if TYPE_CHECKING:
    from committees.models import Meeting


def content_of(meeting: "Meeting") -> dict[str, Any]:
    """Return what a notice of the meeting says now, to be kept as evidence.

    `items` are the keys of the agenda items, in the order of their titles.
    """
    agenda = list(meeting.agenda.order_by("number").values_list("pk", "title"))
    return {
        "title": meeting.title,
        "date": meeting.date.isoformat(),
        "starts": meeting.starts.isoformat("minutes") if meeting.starts else "",
        "ends": meeting.ends.isoformat("minutes") if meeting.ends else "",
        "form": meeting.form,
        "place": meeting.place,
        "link": meeting.link,
        "agenda": [title for _pk, title in agenda],
        "items": [pk for pk, _title in agenda],
    }


@dataclass(frozen=True)
class NoticeContent:
    """What a notice said, read from the snapshot that is kept of it."""

    kept: dict[str, Any]

    @property
    def title(self) -> str:
        """The title of the meeting."""
        return str(self.kept["title"])

    @property
    def place(self) -> str:
        """Where it meets, "" where there is no place."""
        return str(self.kept["place"])

    @property
    def link(self) -> str:
        """Where those meet who attend online; for members, never public."""
        return str(self.kept.get("link", ""))

    @property
    def agenda(self) -> list[str]:
        """The titles of the items."""
        return list(self.kept["agenda"])

    @property
    def day(self) -> dt.date:
        """The day of the meeting."""
        return dt.date.fromisoformat(self.kept["date"])

    @property
    def starts(self) -> dt.time | None:
        """When it begins, if that is known."""
        return _time(self.kept["starts"])

    @property
    def ends(self) -> dt.time | None:
        """When it ends, if that is known."""
        return _time(self.kept["ends"])

    @property
    def when(self) -> str:
        """Day and time as the city writes them."""
        times = [format_time(one) for one in (self.starts, self.ends) if one]
        return " ".join(filter(None, [format_date(self.day), " – ".join(times)]))


def _time(kept: str) -> dt.time | None:
    return dt.time.fromisoformat(kept) if kept else None
