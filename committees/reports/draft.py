"""The draft minutes as a member reads them before they are public."""

from dataclasses import dataclass, field

from committees.minutes.document import Minutes, SpeechLine
from committees.models import AgendaItem, Meeting
from committees.reports.document import document_of


@dataclass
class Discussed:
    """What was said on an item of the agenda; before any item where there is none."""

    item: AgendaItem | None
    speeches: list[SpeechLine] = field(default_factory=list)


def draft_of(meeting: Meeting) -> tuple[Minutes, list[Discussed]]:
    """The minutes as a document, and its discussion item by item with what was decided."""
    minutes = document_of(meeting)
    by_number: dict[int | None, Discussed] = {None: Discussed(None)}
    by_number |= {item.number: Discussed(item) for item in meeting.agenda.order_by("number")}
    for speech in minutes.speeches:
        by_number[speech.item].speeches.append(speech)
    shown = [one for one in by_number.values() if one.item or one.speeches]
    return minutes, shown
