"""Published minutes as they are given out: the public document and what goes with it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from civicforum.kit.addresses import absolute
from committees.minutes.document import Minutes
from committees.minutes.writing.data import write_json
from committees.minutes.writing.photos import Photo
from committees.models import AgendaItem, Attendance, Meeting, Paper
from committees.models.withholding import shown
from committees.reports.document import public_document_of
from committees.reports.made_corrections import all_corrections
from committees.reports.terms import public_seats_in_order
from committees.seats import labelled

#: Rises when the same minutes are drawn otherwise, so that no file of before is given out.
LAYOUT = 2


@dataclass(frozen=True)
class Edition:
    """What the public gets of one meeting's minutes now, whatever form it takes.

    `details` are what the document has no place for; `pictures` pairs of a photo's file and
    its description.
    """

    meeting: int
    minutes: Minutes
    details: dict[str, Any]
    pictures: list[tuple[str, str]]

    @property
    def digest(self) -> str:
        """The same for the same content: files are kept under it."""
        told = repr((LAYOUT, self.pictures)).encode() + write_json(self.minutes, self.details)
        return hashlib.blake2b(told, digest_size=16).hexdigest()

    def photos(self) -> list[Photo]:
        """Read the photos."""
        return [Photo(_content(name), title) for name, title in self.pictures]


def public_edition(meeting: Meeting) -> Edition:
    """Return what the public gets of a public meeting's minutes; a fixed number of queries."""
    photos = shown(Paper.public.filter(meeting=meeting, kind=Paper.Kind.PHOTO)).order_by("order")
    return Edition(
        meeting=meeting.pk,
        minutes=public_document_of(meeting),
        details=_details(meeting),
        pictures=list(photos.values_list("file", "title")),
    )


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        data: bytes = file.read()
        return data


def _details(meeting: Meeting) -> dict[str, Any]:
    """What the public knows of the meeting beside the document, for JSON."""
    known = {
        "id": meeting.address,
        "url": absolute(f"/{meeting.address}/"),
        "body": meeting.body.address,
        "withheld": meeting.withheld,
    }
    if meeting.withheld:
        return known
    return known | {
        "held": meeting.form,
        "attendance": _attendance(meeting),
        "decisions": [_decision(item) for item in meeting.agenda.order_by("number")],
        "observers": list(meeting.observers.order_by("order").values("role", "people")),
        "papers": [_paper(row) for row in shown(meeting.papers).order_by("order")],
        "corrections": [_correction(row) for row in all_corrections(meeting)],
    }


def _attendance(meeting: Meeting) -> list[dict[str, Any]]:
    seats = labelled(public_seats_in_order(meeting.body), for_public=True)
    names = {seat.pk: name for seat, name in seats}
    rows = meeting.attendance.order_by("seat__order")
    return [_seat(row, names[row.seat_id]) for row in rows if row.seat_id in names]


def _seat(row: Attendance, name: str) -> dict[str, Any]:
    return {
        "seat": name,
        "status": row.status,
        "delegated_to": row.delegated_to,
        "excused": row.is_excused,
        "arrived": row.arrived,
        "left": row.left,
        "note": row.note,
    }


def _decision(item: AgendaItem) -> dict[str, Any]:
    if item.withheld:
        return {"item": item.number, "withheld": item.withheld}
    return {
        "item": item.number,
        "decision": item.decision,
        "for": item.votes_for,
        "against": item.votes_against,
        "abstained": item.abstentions,
        "outcome": item.outcome,
        "conditions": item.conditions,
    }


def _paper(row: Paper) -> dict[str, Any]:
    own = f"{row.meeting.address}/papers/{row.order}"
    return {"id": own, "title": row.title, "kind": row.kind, "url": absolute(f"/{own}/")}


def _correction(row: dict[str, Any]) -> dict[str, Any]:
    on = timezone.localdate(row["corrected_at"])
    return {name: row[name] for name in ("number", "reason", "changes")} | {"on": on}
