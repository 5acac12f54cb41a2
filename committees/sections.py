"""The sections of minutes as the editor saves them: the facts, each agenda item, each speech."""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeAlias
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from civicforum.kit.numbers import number_in
from committees.minutes.seats import spoken_as, told_apart
from committees.models import AgendaItem, Body, Meeting, Seat, Speech

Section: TypeAlias = Meeting | AgendaItem | Speech

#: What an address calls the sections of a kind, and which fields are written in one.
KINDS: Mapping[str, type[Section]] = {"facts": Meeting, "items": AgendaItem, "speeches": Speech}
FIELDS: Mapping[type[Section], tuple[str, ...]] = {
    Meeting: ("main_points", "next_meeting", "notes", "remarks"),
    AgendaItem: (
        "title", "notes", "decision", "outcome",
        "votes_for", "votes_against", "abstentions", "conditions",
    ),
    Speech: ("speaker", "seat", "text", "said_at"),
}  # fmt: skip

#: What stands as the speaker until somebody says who spoke: the text must not wait for it.
UNNAMED = _("(speaker not named yet)")

LONGEST_SPEAKER: int = Speech._meta.get_field("speaker").max_length or 0


def kind_of(row: Section) -> str:
    """Return what addresses call the row's kind of section."""
    return next(kind for kind, model in KINDS.items() if isinstance(row, model))


def ref_of(row: Section) -> str:
    """Return what addresses call the section: the key its editor made, else its number."""
    return str(getattr(row, "key", None) or row.pk)


def meeting_of(row: Section) -> Meeting:
    """Return the meeting of whose minutes the row is a section."""
    return row if isinstance(row, Meeting) else row.meeting


def find(meeting: Meeting, kind: str, ref: str) -> Section | None:
    """Return a section of the meeting's minutes as it is stored, None if there is none."""
    number = number_in(ref)
    if kind == "facts":
        return Meeting.objects.filter(pk=meeting.pk).first() if number == meeting.pk else None
    if kind == "items":
        return meeting.agenda.filter(pk=number).first()
    if kind == "speeches":
        key = key_of(ref)
        return meeting.speeches.filter(**({"key": key} if key else {"pk": number})).first()
    return None


def key_of(ref: str) -> UUID | None:
    """Return the key that the reference is, None if it is none."""
    try:
        return UUID(ref)
    except ValueError:
        return None


def values_of(row: Section) -> dict[str, object]:
    """Return what stands in the section, by the names of its fields."""
    return {name: getattr(row, name) for name in FIELDS[type(row)]}


def revision_of(row: Section) -> str:
    """Return a mark of what stands in the section.

    It is made of the text itself, so whoever wrote it, whichever way, no change goes unnoticed.
    """
    columns = [row._meta.get_field(name).attname for name in FIELDS[type(row)]]  # type: ignore[union-attr]
    said = json.dumps([getattr(row, column) for column in columns])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def seats_of(body: Body) -> dict[str, Seat]:
    """Return the seats of a body by the words a speaker is chosen with; one query.

    Seats that nothing tells apart are numbered.
    """
    seats = list(body.seats.select_related("stands_for", "stands_for_department").order_by("order"))
    return dict(zip(told_apart(map(_call, seats)), seats, strict=True))


def speaker_shown(speech: Speech, seats: Mapping[str, Seat]) -> str:
    """Return what the editor shows as the speaker: the seat's own words, else the role."""
    for words, seat in seats.items() if speech.seat_id else ():
        # The body it stands for may have become public, or been withdrawn, since it was written.
        written = (spoken_by(seat), _call(seat)[:LONGEST_SPEAKER], seat.role[:LONGEST_SPEAKER])
        if seat.pk == speech.seat_id and speech.speaker in written:
            return words
    return speech.speaker


def spoken_by(seat: Seat) -> str:
    """Return how minutes name the speaker in a seat: without a body that is not public."""
    return spoken_as(seat.shown_group, seat.role)[:LONGEST_SPEAKER]


def _call(seat: Seat) -> str:
    return spoken_as(seat.group, seat.role)
